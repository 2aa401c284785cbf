// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/services/promqlnames.h"

#include "models/base/labels.h"

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

bool isPlain(const QString &name, bool mayHaveColons)
{
    return std::ranges::all_of(
        name, [=](QChar c) { return c.isLetterOrNumber() || c == u'_' || (mayHaveColons && c == u':'); });
}

} // namespace

QString labelList(const QStringList &names)
{
    QStringList out;
    for (const QString &name : names)
        out << (isPlain(name, false) ? name : base::quoted(name));
    return out.join(u", "_s);
}

QString metricSelector(const QString &name, const QString &matcher)
{
    if (isPlain(name, true))
        return matcher.isEmpty() ? name : name + u'{' + matcher + u'}';
    return u'{' + base::quoted(name) + (matcher.isEmpty() ? QString() : u", "_s + matcher) + u'}';
}

} // namespace wf::engine
