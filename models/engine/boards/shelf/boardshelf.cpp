// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/shelf/boardshelf.h"

#include "models/base/safefile.h"
#include "models/wire/grafana/container/container.h"
#include "models/wire/grafana/container/loose.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <mutex>
#include <optional>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostFiles = 2000, mostRemembered = 200;
constexpr QLatin1String stateName{".shelf.json"};

struct Marks {
    QStringList starred;           // names of files
    QHash<QString, qint64> viewed; // in milliseconds
};

Marks readMarks(const QString &folder)
{
    QFile file(QDir(folder).filePath(stateName));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject all = QJsonDocument::fromJson(file.read(1 << 20)).object();
    Marks out;
    out.starred = wire::grafana::textsOf(all.value("starred"_L1));
    const QJsonObject viewed = all.value("viewed"_L1).toObject();
    for (auto it = viewed.begin(); it != viewed.end(); ++it)
        out.viewed.insert(it.key(), static_cast<qint64>(it.value().toDouble()));
    return out;
}

void writeMarks(const QString &folder, Marks marks)
{
    std::ranges::sort(marks.starred);
    QStringList names = marks.viewed.keys();
    std::ranges::sort(names, [&](const QString &a, const QString &b) {
        return std::pair(marks.viewed.value(b), a) < std::pair(marks.viewed.value(a), b);
    });
    QJsonObject viewed;
    for (const QString &name : names.mid(0, mostRemembered))
        viewed.insert(name, static_cast<double>(marks.viewed.value(name)));
    const QJsonObject all{{u"starred"_s, QJsonArray::fromStringList(marks.starred)}, {u"viewed"_s, viewed}};
    if (base::ensurePrivateFolder(folder).ok()) // stars are a comfort: without a disk there are none
        (void)base::writeFileSafely(QDir(folder).filePath(stateName), QJsonDocument(all).toJson());
}

std::optional<BoardListing> listingOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const auto found = wire::grafana::openContainers(file.read(wire::grafana::mostBytes + 1));
    if (!found.ok())
        return std::nullopt;
    const QJsonObject &dashboard = found->front().dashboard;
    BoardListing out;
    out.path = path;
    out.uid = wire::grafana::textOf(dashboard.value("uid"_L1), found->front().name);
    out.title = wire::grafana::textOf(dashboard.value("title"_L1));
    if (out.title.isEmpty())
        out.title = QFileInfo(path).completeBaseName();
    out.tags = wire::grafana::textsOf(dashboard.value("tags"_L1));
    return out;
}

} // namespace

struct BoardShelf::Kept {
    struct File {
        QDateTime changed;
        qint64 size = 0;
        std::optional<BoardListing> listing;
    };
    const QString folder;
    std::mutex mutex;
    QHash<QString, File> files; // by path

    explicit Kept(QString where) : folder(std::move(where)) {}

    std::vector<BoardListing> list(std::stop_token stop)
    {
        const std::lock_guard lock(mutex);
        const Marks marks = readMarks(folder);
        const QStringList starred = marks.starred;
        std::vector<BoardListing> out;
        QHash<QString, File> known;
        const QDir dir(folder);
        for (const QFileInfo &info : dir.entryInfoList({u"*.json"_s}, QDir::Files, QDir::Name).mid(0, mostFiles)) {
            if (stop.stop_requested())
                return out;
            const QString path = info.filePath();
            File file = files.value(path);
            if (file.changed != info.lastModified() || file.size != info.size())
                file = {info.lastModified(), info.size(), listingOf(path)};
            known.insert(path, file);
            if (!file.listing)
                continue;
            out.push_back(*file.listing);
            out.back().isStarred = starred.contains(info.fileName());
            out.back().viewedMs = marks.viewed.value(info.fileName());
        }
        files = std::move(known);
        std::ranges::stable_sort(out, [](const BoardListing &a, const BoardListing &b) {
            return a.title.compare(b.title, Qt::CaseInsensitive) < 0;
        });
        return out;
    }
    template<class Change>
    void change(const Change &how)
    {
        const std::lock_guard lock(mutex);
        Marks marks = readMarks(folder);
        how(marks);
        writeMarks(folder, std::move(marks));
    }
};

BoardShelf::BoardShelf(QString folder, async::Pools &pools, QObject *parent)
    : QObject(parent), m_kept(std::make_shared<Kept>(std::move(folder))), m_pools(pools)
{
}

BoardShelf::~BoardShelf() = default;

async::Request BoardShelf::list(Reply reply)
{
    const auto alive = std::make_shared<bool>(true);
    m_jobs.run(
        m_pools.analysis(), [kept = m_kept](std::stop_token stop) { return kept->list(stop); },
        [alive, reply = std::move(reply)](const std::vector<BoardListing> &all) {
            if (*alive)
                reply(all);
        });
    return async::Request([alive] { *alive = false; });
}

template<class Change>
void BoardShelf::keep(Change change)
{
    m_jobs.run(
        m_pools.analysis(),
        [kept = m_kept, change = std::move(change)](std::stop_token) {
            kept->change(change);
            return true;
        },
        [this](bool) { Q_EMIT changed(); });
}

void BoardShelf::setStarred(const QString &path, bool on)
{
    keep([name = QFileInfo(path).fileName(), on](Marks &marks) {
        marks.starred.removeAll(name);
        if (on)
            marks.starred << name;
    });
}

void BoardShelf::viewed(const QString &path, qint64 atMs)
{
    if (QFileInfo(path).absolutePath() == QFileInfo(m_kept->folder).absoluteFilePath())
        keep([name = QFileInfo(path).fileName(), atMs](Marks &marks) { marks.viewed.insert(name, atMs); });
}

} // namespace wf::engine
