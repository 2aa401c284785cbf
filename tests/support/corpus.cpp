// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/corpus.h"

#include <QDir>
#include <QFileInfo>

namespace wf::support {

using namespace Qt::StringLiterals;

QString sourcePath(const QString &relative)
{
    return QDir::cleanPath(QStringLiteral(WF_SOURCE_ROOT) + u'/' + relative);
}

QString corpusPath(const QString &name)
{
    QStringList folders{qEnvironmentVariable("WF_CORPUS")};
    if (folders.first().isEmpty()) // beside the checkout, or beside the checkout a work tree belongs to
        folders = {sourcePath(u"../shared/data"_s), sourcePath(u"../../shared/data"_s)};
    for (const auto &folder : folders) {
        const QString path = folder + u'/' + name;
        if (QFileInfo::exists(path))
            return path;
    }
    return {};
}

} // namespace wf::support
