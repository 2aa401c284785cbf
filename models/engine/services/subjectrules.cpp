// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/services/subjectrules.h"

namespace wf::engine {

QString SubjectRules::firstOf(const QStringList &names, const base::Labels &labels)
{
    for (const QString &name : names)
        if (labels.has(name.toStdString()))
            return labels.text(name.toStdString());
    return {};
}

signals::Subject SubjectRules::resolve(const base::Labels &labels) const
{
    signals::Subject s;
    s.service = firstOf(service, labels);
    // Only a job carries a namespace; other labels mean what they say.
    const qsizetype slash = s.service == labels.text("job") ? s.service.lastIndexOf(u'/') : -1;
    if (slash >= 0 && slash + 1 < s.service.size())
        s.service = s.service.mid(slash + 1);
    s.region = firstOf(region, labels);
    s.instance = firstOf(instance, labels);
    s.operation = firstOf(operation, labels);
    s.labels = labels;
    s.title = s.service;
    if (!s.service.isEmpty())
        s.kind = signals::SubjectKind::Service;
    return s;
}

} // namespace wf::engine
