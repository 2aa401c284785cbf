// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/slo/slofiles.h"

#include "app/cli/output.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace wf::app {

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

LoadedSlos loadSlos(const QStringList &paths)
{
    LoadedSlos loaded;
    std::vector<engine::SloText> texts;
    for (const QString &path : filesOf(paths)) {
        QFile file(path);
        if (file.open(QIODevice::ReadOnly))
            texts.push_back({path, file.read((qint64{4} << 20) + 1)}); // the reader tells when it is more
        if (!file.isOpen() || file.error() != QFileDevice::NoError)
            loaded.unreadable << QStringLiteral("%1: %2").arg(path, file.errorString());
    }
    loaded.definitions = engine::checkDefinitions(texts);
    return loaded;
}

void printProblems(const LoadedSlos &loaded)
{
    for (const QString &line : loaded.unreadable)
        printError(line);
    for (const QString &line : loaded.definitions.problems())
        printError(line);
}

} // namespace wf::app
