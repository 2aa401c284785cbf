// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/yamlfiles.h"

#include <QDir>
#include <QFileInfo>

namespace wf::base {

QStringList yamlFilesOf(const QStringList &paths)
{
    QStringList out;
    for (const QString &path : paths) {
        const QDir folder(path);
        if (!QFileInfo(path).isDir()) {
            out << path;
            continue;
        }
        for (const QString &name :
             folder.entryList({QStringLiteral("*.yaml"), QStringLiteral("*.yml")}, QDir::Files, QDir::Name))
            out << folder.filePath(name);
    }
    return out;
}

} // namespace wf::base
