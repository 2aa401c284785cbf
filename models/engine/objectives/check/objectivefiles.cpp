// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/check/objectivefiles.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace wf::engine {

namespace {

QStringList filesOf(const QStringList &paths)
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

} // namespace

LoadedObjectives loadObjectives(const QStringList &paths)
{
    LoadedObjectives loaded;
    loaded.files = filesOf(paths);
    std::vector<SloText> texts;
    for (const QString &path : std::as_const(loaded.files)) {
        QFile file(path);
        if (file.open(QIODevice::ReadOnly))
            texts.push_back({path, file.read((qint64{4} << 20) + 1)}); // the reader tells when it is more
        if (!file.isOpen() || file.error() != QFileDevice::NoError)
            loaded.unreadable << QStringLiteral("%1: %2").arg(path, file.errorString());
    }
    loaded.definitions = checkDefinitions(texts);
    return loaded;
}

} // namespace wf::engine
