// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/editing/boardkeeper.h"

#include "models/base/clock.h"
#include "models/base/safefile.h"
#include "models/engine/boards/boardlibrary.h"
#include "models/wire/grafana/read.h"
#include "models/wire/grafana/write.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QTimeZone>

namespace wf::engine {

using namespace Qt::StringLiterals;
using wire::grafana::Container;

namespace {

constexpr qsizetype mostVersions = 100;
constexpr QLatin1String stampFormat{"yyyyMMdd'T'HHmmss'Z'"};

QString versionsFolder(const QString &path)
{
    const QFileInfo file(path);
    return file.dir().filePath(u".versions/"_s + file.completeBaseName());
}

base::Status keepVersion(const QString &path, const QByteArray &text)
{
    const QDir folder(versionsFolder(path));
    for (const QString &needed : {QFileInfo(folder.path()).path(), folder.path()})
        if (const auto made = base::ensurePrivateFolder(needed); !made.ok())
            return made.error();
    // Two within a second: the later second is free.
    QDateTime at = QDateTime::currentDateTimeUtc();
    while (QFileInfo::exists(folder.filePath(at.toString(stampFormat) + ".json"_L1)))
        at = at.addSecs(1);
    const auto kept = base::writeFileSafely(folder.filePath(at.toString(stampFormat) + ".json"_L1), text);
    if (!kept.ok())
        return kept.error();
    const QStringList all = folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name);
    for (qsizetype i = 0; i + mostVersions < all.size(); ++i)
        QFile::remove(folder.filePath(all[i]));
    return base::Done{};
}

QByteArray asText(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Indented);
}

QJsonObject inItsSchema(const signals::Dashboard &dashboard, const Container &container)
{
    return container.isElements() ? wire::grafana::writeElements(dashboard, container.dashboard)
                                  : wire::grafana::writeClassic(dashboard);
}

} // namespace

base::Result<OpenedBoard> openBoard(const QString &path)
{
    auto text = readBoardFile(path);
    if (!text.ok())
        return text.error();
    const auto found = wire::grafana::openContainers(*text);
    if (!found.ok())
        return found.error();
    return OpenedBoard{wire::grafana::readDashboard(found->front()), path, std::move(*text)};
}

base::Result<QByteArray> boardText(const signals::Dashboard &dashboard, const QByteArray &before)
{
    if (before.isEmpty())
        return asText(wire::grafana::writeClassic(dashboard));
    const auto found = wire::grafana::openContainers(before);
    if (!found.ok())
        return found.error();
    if (found->size() > 1)
        return base::makeError(base::ErrorKind::Unsupported,
                               u"The file holds %1 dashboards. Edit a copy of this one."_s.arg(found->size()));
    const Container &first = found->front();
    QJsonObject outer = first.outer;
    const QJsonObject written = inItsSchema(dashboard, first);
    switch (first.kind) {
    case Container::Bare:
        outer = written;
        break;
    case Container::Wrapped:
        outer.insert("dashboard"_L1, written);
        break;
    case Container::Resource:
        outer.insert("spec"_L1, written);
        break;
    case Container::Perses:
        return base::makeError(base::ErrorKind::Unsupported,
                               u"The file is a dashboard of Perses, which is read, not written. Edit a copy of it."_s);
    }
    return asText(outer);
}

BoardSaving saveBoard(const QString &path, const signals::Dashboard &dashboard, const QByteArray &before, bool force)
{
    const auto text = boardText(dashboard, before);
    if (!text.ok())
        return text.error();
    QByteArray there;
    if (QFileInfo::exists(path)) {
        const auto read = readBoardFile(path);
        if (!read.ok())
            return read.error();
        there = *read;
    }
    if (there != before && !force)
        return BoardConflict{there};
    if (there == *text)
        return SavedBoard{path, *text};
    if (!there.isEmpty())
        if (const auto kept = keepVersion(path, there); !kept.ok())
            return kept.error();
    if (const auto written = base::writeFileSafely(path, *text); !written.ok())
        return written.error();
    return SavedBoard{path, *text};
}

BoardSaving saveNewBoard(const QString &folder, const signals::Dashboard &dashboard)
{
    if (const auto made = base::ensurePrivateFolder(folder); !made.ok())
        return made.error();
    const QByteArray text = asText(wire::grafana::writeClassic(dashboard));
    const QString name = boardFileName(dashboard.title).chopped(5);
    QString path = QDir(folder).filePath(name + ".json"_L1);
    for (int n = 2; QFileInfo::exists(path); ++n)
        path = QDir(folder).filePath(u"%1-%2.json"_s.arg(name).arg(n));
    if (const auto written = base::writeFileSafely(path, text); !written.ok())
        return written.error();
    return SavedBoard{path, text};
}

std::vector<BoardVersion> versionsOf(const QString &path)
{
    std::vector<BoardVersion> out;
    const QDir folder(versionsFolder(path));
    for (const QString &name : folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name | QDir::Reversed)) {
        QDateTime at = QDateTime::fromString(name.chopped(5), stampFormat);
        at.setTimeZone(QTimeZone::utc());
        if (at.isValid())
            out.push_back({folder.filePath(name), at.toMSecsSinceEpoch() * base::nsPerMs});
    }
    return out;
}

} // namespace wf::engine
