// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/logs/block/logshelf.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>

#include <algorithm>
#include <array>
#include <filesystem>
#include <numeric>

namespace wf::store {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostOpen = 32;

std::optional<ShelvedBlock> fromName(const QFileInfo &info, LogTier tier)
{
    const auto parts = info.completeBaseName().split(u'_');
    if (parts.size() != 4 || info.suffix() != "wfl"_L1)
        return std::nullopt;
    bool ok[4] = {};
    ShelvedBlock block{parts[0].toULongLong(&ok[0]),
                       parts[1].toInt(&ok[1]),
                       parts[2].toLongLong(&ok[2]),
                       parts[3].toLongLong(&ok[3]),
                       info.size(),
                       tier};
    return ok[0] && ok[1] && ok[2] && ok[3] && block.firstNs <= block.lastNs ? std::optional(block) : std::nullopt;
}

constexpr std::array tiers{LogTier::Hot, LogTier::Warm, LogTier::Cold};

QString folderOf(LogTier tier)
{
    return tier == LogTier::Hot ? u"/blocks/"_s : tier == LogTier::Warm ? u"/warm/"_s : u"/cold/"_s;
}

QString nameOf(const ShelvedBlock &block)
{
    return folderOf(block.tier) + u"%1_%2_%3_%4.wfl"_s.arg(block.id, 16, 10, QLatin1Char('0'))
                                      .arg(block.revision)
                                      .arg(block.firstNs)
                                      .arg(block.lastNs);
}

const BlockStyle &styleOf(LogTier tier)
{
    return tier == LogTier::Hot ? hotStyle : tier == LogTier::Warm ? warmStyle : coldStyle;
}

// Adds the lines of one segment in order of time.
base::Status copySegment(const LogBlockIndex &index, const SegmentColumns &columns, std::string_view text,
                         const LogShelf::Keep &keep, LogBlockWriter &to)
{
    std::vector<quint32> streams(columns.lines());
    for (const auto &run : columns.runs)
        std::fill(streams.begin() + run.begin, streams.begin() + run.end, run.stream);
    std::vector<quint32> order(columns.lines());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, {}, [&](quint32 i) { return columns.timesNs[i]; });
    for (const auto i : order) {
        const auto &stream = index.streams[streams[i]].labels;
        const auto level = static_cast<signals::LogLevel>(columns.levels[i]);
        if (!keep(stream, level, columns.timesNs[i]))
            continue;
        const auto line = text.substr(columns.offsets[i], columns.offsets[i + 1] - columns.offsets[i] - 1);
        if (auto added = to.add(stream, columns.timesNs[i], level, columns.labelSets[columns.metadata[i]],
                                columns.traceId(i), line);
            !added)
            return added;
    }
    return base::Done{};
}

base::Status copyBlock(const BlockFile &from, const LogShelf::Keep &keep, LogBlockWriter &to,
                       const std::stop_token &stop)
{
    SegmentUnpacker unpacker;
    std::string packed;
    std::string text;
    for (const auto &segment : from.index().segments) {
        if (stop.stop_requested())
            return base::makeError(base::ErrorKind::Cancelled, {});
        if (auto got = from.readText(segment, packed); !got)
            return got;
        if (auto got = unpacker.text(packed, segment.info, text); !got)
            return got;
        if (auto got = from.readColumns(segment, packed); !got)
            return got;
        const auto columns = unpacker.columns(packed, segment.info, from.index().streams.size());
        if (!columns)
            return columns.error();
        if (auto copied = copySegment(from.index(), *columns, text, keep, to); !copied)
            return copied;
    }
    return base::Done{};
}

} // namespace

QString LogShelf::pathOf(const ShelvedBlock &block) const
{
    return m_directory + nameOf(block);
}

QString LogShelf::newPath(quint64 id, qint64 firstNs, qint64 lastNs) const
{
    return pathOf({id, 0, firstNs, lastNs, 0, LogTier::Hot});
}

base::Status LogShelf::open()
{
    const std::lock_guard lock(m_mutex);
    m_blocks.clear();
    for (const auto tier : tiers) {
        const QString folder = m_directory + folderOf(tier);
        if (auto made = base::ensurePrivateFolder(QDir::cleanPath(folder)); !made)
            return made;
        for (QDirIterator it(folder, QDir::Files); it.hasNext();) {
            it.next();
            if (it.fileName().contains(".wfl.new-"_L1))
                QFile::remove(it.filePath());
            else if (const auto block = fromName(it.fileInfo(), tier))
                m_blocks.push_back(*block);
        }
    }
    std::ranges::sort(m_blocks, [](const auto &a, const auto &b) {
        return std::pair(a.id, -a.revision) < std::pair(b.id, -b.revision);
    });
    const auto older = std::ranges::unique(m_blocks, {}, &ShelvedBlock::id);
    // unique() leaves its tail unspecified: what is not among the kept ones on disk is older.
    m_blocks.erase(older.begin(), older.end());
    for (const auto tier : tiers)
        for (QDirIterator it(m_directory + folderOf(tier), QDir::Files); it.hasNext();) {
            it.next();
            const auto block = fromName(it.fileInfo(), tier);
            const auto kept = block ? std::ranges::find(m_blocks, block->id, &ShelvedBlock::id) : m_blocks.end();
            if (kept != m_blocks.end() && kept->revision > block->revision)
                QFile::remove(it.filePath());
        }
    return base::Done{};
}

std::vector<ShelvedBlock> LogShelf::blocks() const
{
    const std::lock_guard lock(m_mutex);
    return m_blocks;
}

std::optional<ShelvedBlock> LogShelf::find(quint64 id) const
{
    const auto it = std::ranges::find(m_blocks, id, &ShelvedBlock::id);
    return it == m_blocks.end() ? std::nullopt : std::optional(*it);
}

std::optional<LogTier> LogShelf::tierOf(quint64 id) const
{
    const std::lock_guard lock(m_mutex);
    const auto block = find(id);
    return block ? std::optional(block->tier) : std::nullopt;
}

std::shared_ptr<const BlockFile> LogShelf::cached(const ShelvedBlock &block) const
{
    const auto it = std::ranges::find_if(
        m_cache, [&](const Cached &c) { return c.id == block.id && c.revision == block.revision; });
    if (it == m_cache.end())
        return nullptr;
    m_cache.splice(m_cache.begin(), m_cache, it);
    return it->file;
}

base::Result<std::shared_ptr<const BlockFile>> LogShelf::file(quint64 id) const
{
    for (int attempt = 0;; ++attempt) {
        std::optional<ShelvedBlock> block;
        {
            const std::lock_guard lock(m_mutex);
            block = find(id);
            if (!block)
                return base::makeError(base::ErrorKind::NotFound,
                                       QCoreApplication::translate("wf::store", "Log block %1 is not there").arg(id));
            if (auto known = cached(*block))
                return known;
        }
        auto opened = BlockFile::open(pathOf(*block));
        if (opened) {
            const std::lock_guard lock(m_mutex);
            m_cache.push_front({id, block->revision, *opened});
            if (m_cache.size() > mostOpen)
                m_cache.pop_back();
            return opened;
        }
        // Rewritten between the look at the list and the opening: look again.
        if (opened.error().kind == base::ErrorKind::NotFound && attempt < 3)
            continue;
        if (opened.error().kind == base::ErrorKind::NotUnderstood)
            setAside(*block, opened.error());
        return opened.error();
    }
}

void LogShelf::setAside(const ShelvedBlock &block, const base::Error &why) const
{
    const QString path = pathOf(block);
    const QString aside = path + u".damaged"_s;
    const bool isMoved = QFile::rename(path, aside);
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_blocks,
                      [&](const ShelvedBlock &b) { return b.id == block.id && b.revision == block.revision; });
    }
    m_report(why.summary, why.detail, isMoved ? aside : path);
}

void LogShelf::add(quint64 id, const LogBlockIndex &index, qint64 fileBytes)
{
    const std::lock_guard lock(m_mutex);
    m_blocks.push_back({id, 0, index.firstNs(), index.lastNs(), fileBytes, LogTier::Hot});
    std::ranges::sort(m_blocks, {}, &ShelvedBlock::id);
}

base::Status LogShelf::remove(quint64 id)
{
    std::optional<ShelvedBlock> block;
    {
        const std::lock_guard lock(m_mutex);
        block = find(id);
        if (!block)
            return base::makeError(base::ErrorKind::NotFound,
                                   QCoreApplication::translate("wf::store", "Log block %1 is not there").arg(id));
        std::erase_if(m_blocks, [&](const ShelvedBlock &b) { return b.id == id; });
        std::erase_if(m_cache, [&](const Cached &c) { return c.id == id; });
    }
    QFile file(pathOf(*block));
    if (file.remove() || !file.exists())
        return base::Done{};
    const std::lock_guard lock(m_mutex);
    m_blocks.push_back(*block);
    std::ranges::sort(m_blocks, {}, &ShelvedBlock::id);
    return base::makeError(
        base::ErrorKind::Storage,
        QCoreApplication::translate("wf::store", "The log block %1 cannot be deleted").arg(file.fileName()),
        file.errorString());
}

base::Status LogShelf::linkAll(const QString &directory) const
{
    for (const auto tier : tiers)
        if (auto made = base::ensurePrivateFolder(QDir::cleanPath(directory + folderOf(tier))); !made)
            return made;
    for (const auto &block : blocks()) {
        const QString to = directory + nameOf(block);
        std::error_code code;
        std::filesystem::create_hard_link(pathOf(block).toStdString(), to.toStdString(), code);
        // Another file system, or one without links; a block that went meanwhile is not missed.
        if (code && !QFile::copy(pathOf(block), to) && QFile::exists(pathOf(block)))
            return base::makeError(base::ErrorKind::Storage,
                                   QCoreApplication::translate("wf::store", "%1 cannot be written").arg(to),
                                   QString::fromStdString(code.message()));
    }
    return base::Done{};
}

base::Status LogShelf::rewrite(quint64 id, LogTier tier, const Keep &keep, std::stop_token stop)
{
    const auto from = file(id);
    if (!from)
        return from.error();
    std::optional<ShelvedBlock> old;
    {
        const std::lock_guard lock(m_mutex);
        old = find(id);
    }
    if (!old)
        return base::makeError(base::ErrorKind::NotFound,
                               QCoreApplication::translate("wf::store", "Log block %1 is not there").arg(id));
    // The span cannot grow, so the old one's end fits the new name; the true one is in the index.
    ShelvedBlock fresh{id, old->revision + 1, old->firstNs, old->lastNs, 0, tier};
    LogBlockWriter writer(pathOf(fresh), styleOf(tier));
    if (auto begun = writer.begin(); !begun)
        return begun;
    if (auto copied = copyBlock(**from, keep, writer, stop); !copied)
        return copied;
    if (writer.isEmpty())
        return remove(id);
    if (auto done = writer.commit(); !done)
        return done;
    fresh.fileBytes = static_cast<qint64>(writer.fileBytes());
    {
        const std::lock_guard lock(m_mutex);
        const auto it = std::ranges::find(m_blocks, id, &ShelvedBlock::id);
        if (it == m_blocks.end() || it->revision != old->revision) {
            QFile::remove(pathOf(fresh)); // deleted meanwhile
            return base::Done{};
        }
        *it = fresh;
        std::erase_if(m_cache, [&](const Cached &c) { return c.id == id; });
    }
    QFile::remove(pathOf(*old));
    return base::Done{};
}

} // namespace wf::store
