// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/logs/filelogstore_p.h"

#include "models/base/safefile.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>

namespace wf::store {

std::vector<base::Labels> FileLogStore::streams(base::TimeRange range,
                                                const std::vector<signals::LabelMatcher> &matchers) const
{
    std::set<base::Labels> found;
    const auto consider = [&](const base::Labels &labels) {
        if (signals::matchAll(matchers, labels))
            found.insert(labels);
    };
    {
        const std::lock_guard lock(m_mutex);
        const auto ofHead = [&](const LogHead &head) {
            if (std::ranges::any_of(head.views(), [&](const HeadView &v) {
                    return range.overlaps({v.firstNs, v.lastNs});
                }))
                std::ranges::for_each(head.streams(), consider);
        };
        ofHead(*m_current.head);
        for (const auto &waiting : m_waiting)
            ofHead(*waiting->head);
    }
    for (const auto &block : m_shelf.blocks())
        if (range.overlaps({block.firstNs, block.lastNs}))
            if (const auto file = m_shelf.file(block.id))
                for (const auto &stream : (*file)->index().streams)
                    consider(stream.labels);
    return {found.begin(), found.end()};
}

std::vector<LogBlockInfo> FileLogStore::blocks() const
{
    std::vector<LogBlockInfo> out;
    for (const auto &block : m_shelf.blocks()) {
        const auto file = m_shelf.file(block.id);
        if (!file)
            continue;
        LogBlockInfo info{block.id,
                          {(*file)->index().firstNs(), (*file)->index().lastNs()},
                          block.tier,
                          block.fileBytes,
                          0,
                          0,
                          (*file)->index().streams};
        for (const auto &stream : info.streams)
            for (const auto &level : stream.levels) {
                info.lines += level.lines;
                info.textBytes += level.bytes;
            }
        out.push_back(std::move(info));
    }
    std::ranges::stable_sort(out, {}, [](const LogBlockInfo &b) { return b.range.startNs; });
    return out;
}

base::Status FileLogStore::move(quint64 block, LogTier to, std::stop_token stop)
{
    const std::lock_guard lock(m_rewriting);
    const auto tier = m_shelf.tierOf(block);
    if (tier && *tier >= to)
        return base::makeError(
            base::ErrorKind::Invalid,
            QCoreApplication::translate("wf::store", "Log block %1 cannot be moved back").arg(block));
    return m_shelf.rewrite(
        block, to, [](const auto &, auto, auto) { return true; }, std::move(stop));
}

base::Status FileLogStore::prune(quint64 block, const LogShelf::Keep &keep, std::stop_token stop)
{
    const std::lock_guard lock(m_rewriting);
    return m_shelf.rewrite(block, m_shelf.tierOf(block).value_or(LogTier::Hot), keep, std::move(stop));
}

base::Status FileLogStore::snapshot(const QString &folder)
{
    // What can be a block is one now: blocks are linked, and little is left to copy under the lock.
    if (auto sealed = seal(); !sealed)
        return sealed;
    if (auto made = base::ensurePrivateFolder(folder); !made)
        return made;
    const std::lock_guard lock(m_mutex);
    if (auto linked = m_shelf.linkAll(folder); !linked)
        return linked;
    std::vector<quint64> ids;
    for (const auto &waiting : m_waiting)
        ids.push_back(waiting->head->id());
    ids.push_back(m_current.head->id());
    return m_journals.copy(ids, LogJournals(folder));
}

LogStoreSize FileLogStore::size() const
{
    LogStoreSize out;
    {
        const std::lock_guard lock(m_mutex);
        const auto add = [&out](const JournaledHead &head) {
            out.linesInMemory += static_cast<qint64>(head.head->lines());
            out.bytesInMemory += static_cast<qint64>(head.head->bytes());
            out.journalBytes += head.journal->size();
        };
        add(m_current);
        for (const auto &waiting : m_waiting)
            add(*waiting);
    }
    for (const auto &block : m_shelf.blocks()) {
        ++out.blocks;
        out.blockBytes += block.fileBytes;
    }
    return out;
}

} // namespace wf::store
