// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/spans/blocks/spanmerge.h"
#include "models/store/spans/spanfolder.h"
#include "models/store/spans/spanstore_p.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <cstdio>

namespace wf::store {

namespace {

SpanPacking packingFor(Tier tier)
{
    switch (tier) {
    case Tier::Hot:
        return {};
    case Tier::Warm:
        return {std::size_t(1) << 20, 9};
    case Tier::Cold:
        return {std::size_t(4) << 20, 19};
    }
    return {};
}

StoredPart partOf(const SpanBlock &block)
{
    StoredPart part{partId(block.path()), tierOf(block.path()), block.range(), block.bytes(), {}};
    qint64 raw = 0;
    for (const auto &[service, bytes] : block.meta().bytesByService)
        raw += bytes;
    for (const auto &[service, bytes] : block.meta().bytesByService)
        part.shares.push_back(
            {service,
             {},
             static_cast<qint64>(static_cast<double>(bytes) / static_cast<double>(std::max<qint64>(raw, 1)) *
                                 static_cast<double>(part.bytes))});
    return part;
}

} // namespace

// Moves and deletions take turns with merges and sealing.
class SpanStore::Tiers final : public TieredStore {
public:
    explicit Tiers(Private &p) : d(p) {}

    [[nodiscard]] QString kind() const override { return QStringLiteral("spans"); }

    [[nodiscard]] base::Result<std::vector<StoredPart>> parts() const override
    {
        const std::shared_lock guard(d.mutex);
        std::vector<StoredPart> out;
        for (auto it = d.blocks.rbegin(); it != d.blocks.rend(); ++it)
            out.push_back(partOf(**it));
        return out;
    }

    [[nodiscard]] base::Result<StoredPart> move(const QString &id, Tier to, std::stop_token stop) override
    {
        const std::lock_guard tending(d.tendMutex);
        const auto block = find(id);
        if (!block)
            return noSuchPart(id);
        if (to <= tierOf(block->path()))
            return isThereAlready(id, tierOf(block->path()));
        auto moved = rewritten(block, QStringLiteral("%1/%2.spans").arg(d.folders.of(to), id), to, {}, stop);
        if (!moved)
            return moved.error();
        show(block, *moved);
        return partOf(**moved);
    }

    [[nodiscard]] base::Status remove(const QString &id) override
    {
        const std::lock_guard tending(d.tendMutex);
        const auto block = find(id);
        if (!block)
            return noSuchPart(id);
        {
            const std::unique_lock guard(d.mutex);
            d.showBlocks({}, {block});
        }
        if (!QFile::remove(block->path()))
            return base::makeError(base::ErrorKind::Storage, Private::tr("%1 cannot be deleted").arg(block->path()));
        return base::Done{};
    }

    [[nodiscard]] base::Result<qint64> removeShare(const QString &id, const PartShare &share,
                                                   std::stop_token stop) override
    {
        if (!share.level.isEmpty() || share.service.isEmpty())
            return base::makeError(base::ErrorKind::Unsupported,
                                   Private::tr("Spans have no level: only those of a service can be deleted early"));
        const std::lock_guard tending(d.tendMutex);
        const auto block = find(id);
        if (!block)
            return noSuchPart(id);
        const auto keep = [&](const signals::Trace &trace, const signals::Span &span) {
            return trace.service(span) != share.service;
        };
        const QString beside = QStringLiteral("%1/%2.share").arg(d.folders.of(tierOf(block->path())), id);
        const auto rest = rewritten(block, beside, tierOf(block->path()), keep, stop);
        if (!rest)
            return rest.error();
        const qint64 before = block->bytes();
        if ((*rest)->meta().traces == 0) {
            QFile::remove(beside);
            const std::unique_lock guard(d.mutex);
            d.showBlocks({}, {block});
            QFile::remove(block->path());
            return before;
        }
        if (std::rename(QFile::encodeName(beside).constData(), QFile::encodeName(block->path()).constData()) != 0)
            return writeError(block->path(), errno);
        auto opened = SpanBlock::open(block->path());
        if (!opened)
            return opened.error();
        show(block, *opened);
        return before - (*opened)->bytes();
    }

    [[nodiscard]] base::Status snapshot(const QString &folder) override
    {
        const std::lock_guard tending(d.tendMutex); // nothing is sealed, merged, moved or deleted meanwhile
        std::vector<SpanBlockPtr> blocks;
        std::vector<TierFolders::Beginning> log;
        {
            const std::lock_guard appending(d.appendMutex);
            if (auto status = d.log->sync(); !status)
                return status;
            for (const qint64 number : d.oldLogs)
                log.emplace_back(d.logPath(number), QFileInfo(d.logPath(number)).size());
            log.emplace_back(d.log->path(), d.log->size());
            const std::shared_lock guard(d.mutex);
            blocks = d.blocks;
        }
        QStringList paths;
        for (const auto &block : blocks)
            paths << block->path();
        return TierFolders(folder).take(paths, log);
    }

    [[nodiscard]] VerifyReport verify(const QString &folder, std::stop_token stop) const override
    {
        return verifySpanFolder(folder, stop);
    }

private:
    [[nodiscard]] SpanBlockPtr find(const QString &id) const
    {
        const std::shared_lock guard(d.mutex);
        const auto found =
            std::ranges::find_if(d.blocks, [&](const SpanBlockPtr &block) { return partId(block->path()) == id; });
        return found == d.blocks.end() ? nullptr : *found;
    }
    base::Result<SpanBlockPtr> rewritten(const SpanBlockPtr &block, const QString &path, Tier tier,
                                         const KeepSpan &keep, const std::stop_token &stop)
    {
        auto writer = SpanBlockWriter::create(path, packingFor(tier));
        if (!writer)
            return writer.error();
        if (const auto traces = mergeSpanBlocks({block}, **writer, keep, stop); !traces)
            return traces.error();
        if (auto status = (*writer)->commit({}); !status)
            return status.error();
        return SpanBlock::open(path);
    }
    void show(const SpanBlockPtr &before, const SpanBlockPtr &after)
    {
        {
            const std::unique_lock guard(d.mutex);
            d.showBlocks({after}, {before});
        }
        if (after->path() != before->path())
            QFile::remove(before->path());
    }

    Private &d;
};

std::unique_ptr<TieredStore> SpanStore::makeTiers()
{
    return std::make_unique<Tiers>(*d);
}

} // namespace wf::store
