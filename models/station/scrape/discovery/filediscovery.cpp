// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/scrape/discovery/filediscovery.h"

#include "models/base/clock.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <chrono>

namespace wf::station {

namespace {

using namespace std::chrono_literals;
constexpr qsizetype mostFiles = 1000;
constexpr qint64 mostBytes = 4 << 20;

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::station", text);
}

base::Result<std::vector<TargetGroup>> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return base::makeError(base::ErrorKind::Storage, tr("%1 cannot be read").arg(path), file.errorString());
    auto groups = readTargetFile(file.read(mostBytes + 1), path);
    if (!groups)
        return groups;
    for (auto &group : *groups)
        group.labels = group.labels.with("__meta_filepath", path.toStdString());
    return groups;
}

QStringList matching(const QString &pattern)
{
    const QFileInfo info(pattern);
    QStringList out;
    for (const auto &name :
         QDir(info.path()).entryList({info.fileName()}, QDir::Files | QDir::Readable, QDir::Name).mid(0, mostFiles))
        out << info.path() + u'/' + name;
    return out;
}

} // namespace

FileTargets::FileTargets(FileDiscovery options, QThreadPool &pool, QObject *parent)
    : Discovery(parent), m_options(std::move(options)), m_pool(pool), m_soon(200ms, [this] { look(); })
{
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, [this] { m_soon.trigger(); });
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, [this] { m_soon.trigger(); });
    connect(&m_timer, &QTimer::timeout, this, [this] { look(); });
}

void FileTargets::start()
{
    m_timer.start(std::chrono::milliseconds(m_options.refreshNs / base::nsPerMs));
    look();
}

void FileTargets::look()
{
    m_jobs.runLatest(
        QStringLiteral("look"), m_pool,
        [pattern = m_options.pattern](std::stop_token stop) {
            Read read;
            for (const auto &path : matching(pattern))
                if (!stop.stop_requested())
                    read.emplace(path, readFile(path));
            return read;
        },
        [this](Read read) { seen(std::move(read)); });
}

void FileTargets::seen(Read read)
{
    watch(read);
    QStringList problems;
    std::erase_if(m_last, [&](const auto &entry) { return !read.contains(entry.first); });
    for (auto &[path, groups] : read) {
        if (groups)
            m_last[path] = *groups;
        else
            problems << tr("%1: %2 %3; its targets stay as they were")
                            .arg(path, groups.error().summary, groups.error().detail);
    }
    std::vector<TargetGroup> all;
    for (const auto &[path, groups] : m_last)
        all.insert(all.end(), groups.begin(), groups.end());
    publish(std::move(all), std::move(problems));
}

// Files replaced by renaming leave the watcher: their folder is watched as well, and they are added again.
void FileTargets::watch(const Read &read)
{
    QStringList paths;
    if (const QString folder = QFileInfo(m_options.pattern).path(); QFileInfo::exists(folder))
        paths << folder;
    for (const auto &[path, groups] : read)
        paths << path;
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    paths.removeIf([&](const QString &path) { return watched.contains(path); });
    // What changed between reading and watching is seen by looking once more.
    if (!paths.isEmpty() && m_watcher.addPaths(paths).size() < paths.size())
        m_soon.trigger();
}

} // namespace wf::station
