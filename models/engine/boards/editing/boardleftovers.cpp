// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/editing/boardleftovers.h"

#include "models/base/clock.h"
#include "models/base/safefile.h"
#include "models/engine/boards/boardlibrary.h"
#include "models/engine/boards/editing/boardkeeper.h"
#include "models/wire/grafana/write.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1String ofKey{"draft_of"}, beforeKey{"draft_before"};

QString digest(const QByteArray &text)
{
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex());
}

QString draftPath(const QString &folder, const QString &of)
{
    const QString name = of.isEmpty() ? u"new"_s : u"of-"_s + QFileInfo(of).completeBaseName();
    return QDir(folder).filePath(u".drafts/%1.json"_s.arg(name));
}

} // namespace

std::vector<BoardLeftover> boardLeftovers(const QString &folder)
{
    std::vector<BoardLeftover> out;
    const QDir drafts(QDir(folder).filePath(u".drafts"_s));
    for (const QFileInfo &file : drafts.entryInfoList({u"*.json"_s}, QDir::Files, QDir::Time)) {
        const auto text = readBoardFile(file.filePath());
        const QJsonObject root = text.ok() ? QJsonDocument::fromJson(*text).object() : QJsonObject();
        if (root.value("dashboard"_L1).isObject())
            out.push_back({root.value("dashboard"_L1).toObject().value("title"_L1).toString(),
                           root.value(ofKey).toString(), file.filePath(),
                           file.lastModified().toMSecsSinceEpoch() * base::nsPerMs});
    }
    return out;
}

base::Status keepLeftover(const QString &folder, const QString &of, const QByteArray &before,
                          const signals::Dashboard &dashboard)
{
    const QString path = draftPath(folder, of);
    for (const QString &needed : {folder, QFileInfo(path).path()})
        if (const auto made = base::ensurePrivateFolder(needed); !made.ok())
            return made.error();
    return base::writeFileSafely(path,
                                 QJsonDocument(QJsonObject{{ofKey, of},
                                                           {beforeKey, digest(before)},
                                                           {u"dashboard"_s, wire::grafana::writeClassic(dashboard)}})
                                     .toJson());
}

void dropLeftover(const QString &folder, const QString &of)
{
    QFile::remove(draftPath(folder, of));
}

base::Result<ContinuedBoard> continueLeftover(const BoardLeftover &leftover)
{
    auto opened = openBoard(leftover.path);
    if (!opened.ok())
        return opened.error();
    ContinuedBoard out{std::move(opened->dashboard), {}};
    if (leftover.of.isEmpty())
        return out;
    const auto there = readBoardFile(leftover.of);
    const QString before = QJsonDocument::fromJson(opened->text).object().value(beforeKey).toString();
    if (there.ok() && digest(*there) == before)
        out.before = *there;
    return out;
}

} // namespace wf::engine
