// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/rules/library/rulelibrary.h"

#include <QDir>
#include <QFile>

namespace wf::station {

std::vector<LibraryFile> ruleLibrary()
{
    std::vector<LibraryFile> out;
    const QDir folder(QStringLiteral(":/station/rules/library"));
    for (const QString &name : folder.entryList(QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            out.push_back({name.section(u'.', 0, 0), file.readAll()});
    }
    return out;
}

} // namespace wf::station
