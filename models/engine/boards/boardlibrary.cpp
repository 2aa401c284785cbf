// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/boardlibrary.h"

#include "models/base/safefile.h"
#include "models/wire/grafana/read.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>

namespace wf::engine {

using namespace Qt::StringLiterals;

QString boardFileName(const QString &title)
{
    QString out;
    for (const QChar c : title.left(80))
        out += c.isLetterOrNumber() ? c : QChar(u'-');
    while (out.contains("--"_L1))
        out.replace("--"_L1, "-"_L1);
    out = out.startsWith(u'-') ? out.mid(1) : out;
    out = out.endsWith(u'-') ? out.chopped(1) : out;
    return (out.isEmpty() ? u"dashboard"_s : out) + u".json"_s;
}

std::vector<BoardFile> boardsIn(const QString &folder)
{
    std::vector<BoardFile> out;
    const QDir dir(folder);
    for (const QString &name : dir.entryList({u"*.json"_s}, QDir::Files, QDir::Name | QDir::IgnoreCase).mid(0, 2000))
        out.push_back({name.chopped(5), dir.filePath(name)});
    return out;
}

base::Result<QByteArray> readBoardFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return base::makeError(base::ErrorKind::Storage, u"%1 could not be read: %2"_s.arg(path, file.errorString()));
    QByteArray bytes = file.read(wire::grafana::mostBytes + 1); // the reader says when it is more
    if (file.error() != QFileDevice::NoError)
        return base::makeError(base::ErrorKind::Storage, u"%1 could not be read: %2"_s.arg(path, file.errorString()));
    return bytes;
}

base::Result<signals::Dashboard> loadBoard(const QString &path)
{
    const auto bytes = readBoardFile(path);
    if (!bytes.ok())
        return bytes.error();
    const auto found = wire::grafana::openContainers(*bytes);
    if (!found.ok())
        return found.error();
    return wire::grafana::readDashboard(found->front());
}

base::Result<QString> keepBoard(const QString &folder, const wire::grafana::Container &container, const QString &title)
{
    if (const auto made = base::ensurePrivateFolder(folder); !made.ok())
        return made.error();
    const QString path = QDir(folder).filePath(boardFileName(title));
    const auto written = base::writeFileSafely(path, QJsonDocument(container.outer).toJson(QJsonDocument::Indented));
    if (!written.ok())
        return written.error();
    return path;
}

} // namespace wf::engine
