// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/disk/archive.h"
#include "models/store/series/merge.h"
#include "models/store/series/seriesfolder.h"
#include "models/store/series/seriesstore_p.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <cstdio>

namespace wf::store {

namespace {

// Whose a series is, by the usual names of that label.
std::string_view serviceOf(const LabelIndex &index, quint32 series)
{
    for (const char *name : {"service", "service_name", "job"})
        if (const auto value = index.valueOf(series, name); !value.empty())
            return value;
    return {};
}

ArchivePacking packingFor(Tier tier)
{
    return tier == Tier::Warm ? ArchivePacking{std::size_t(256) << 10, 6} : ArchivePacking{std::size_t(2) << 20, 19};
}

} // namespace

// Moves and deletions take turns with merges and flushes.
class SeriesStore::Tiers final : public TieredStore {
public:
    explicit Tiers(Private &p) : d(p) {}

    [[nodiscard]] QString kind() const override { return QStringLiteral("series"); }

    [[nodiscard]] base::Result<std::vector<StoredPart>> parts() const override
    {
        std::vector<SeriesBlockPtr> blocks;
        {
            const std::shared_lock guard(d.mutex);
            blocks = d.blocks;
        }
        std::vector<StoredPart> out;
        for (const auto &block : blocks)
            out.push_back(partOf(*block));
        d.trimIndexes();
        std::ranges::stable_sort(out, {}, [](const StoredPart &part) { return part.range.endNs; });
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
        const QString path = QStringLiteral("%1/%2.block.zst").arg(d.folders.of(to), id);
        if (auto status = writeArchive(block->bytes(), path, packingFor(to), stop); !status)
            return status.error();
        return replace(block, path);
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
        // Questions under way keep the file open.
        if (!QFile::remove(block->path()))
            return base::makeError(base::ErrorKind::Storage, Private::tr("%1 cannot be deleted").arg(block->path()));
        return base::Done{};
    }

    [[nodiscard]] base::Result<qint64> removeShare(const QString &id, const PartShare &share,
                                                   std::stop_token stop) override
    {
        if (!share.level.isEmpty() || share.service.isEmpty())
            return base::makeError(base::ErrorKind::Unsupported,
                                   Private::tr("Samples have no level: only those of a service can be deleted early"));
        const std::lock_guard tending(d.tendMutex);
        const auto block = find(id);
        if (!block)
            return noSuchPart(id);
        const Tier tier = tierOf(block->path());
        const QString plain = QStringLiteral("%1/%2.share").arg(d.folders.of(tier), id);
        auto writer = SeriesBlockWriter::create(plain);
        if (!writer)
            return writer.error();
        const std::string service = share.service.toStdString();
        SeriesBlockMeta meta;
        meta.flushed = block->meta().flushed;
        const auto outcome =
            mergeBlocks({&block, 1}, **writer, meta, stop,
                        [&](const SeriesIndex &index, quint32 series) { return serviceOf(index, series) != service; });
        if (!outcome)
            return outcome.error();
        if (outcome->damagedChunks > 0)
            return base::makeError(base::ErrorKind::Storage,
                                   Private::tr("Parts of %1 are damaged: it is not rewritten").arg(block->path()));
        const qint64 before = block->bytes().size();
        if (outcome->series == 0)
            return removed(block, before);
        if (auto status = (*writer)->commit(); !status)
            return status.error();
        auto part = tier == Tier::Hot ? rename(block, plain) : archive(block, plain, tier, stop);
        QFile::remove(plain);
        if (!part)
            return part.error();
        return before - part->bytes;
    }

    [[nodiscard]] base::Status snapshot(const QString &folder) override
    {
        const std::lock_guard tending(d.tendMutex); // nothing is merged, moved or deleted meanwhile
        std::vector<SeriesBlockPtr> blocks;
        std::vector<TierFolders::Beginning> log;
        {
            // One moment: what leaves the head is in a block or in the log, and both are listed here.
            const std::lock_guard appending(d.appendMutex);
            if (auto status = d.log->sync(); !status)
                return status;
            log = d.log->files();
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
        return verifySeriesFolder(folder, stop);
    }

private:
    [[nodiscard]] SeriesBlockPtr find(const QString &id) const
    {
        const std::shared_lock guard(d.mutex);
        const auto found =
            std::ranges::find_if(d.blocks, [&](const SeriesBlockPtr &block) { return partId(block->path()) == id; });
        return found == d.blocks.end() ? nullptr : *found;
    }

    [[nodiscard]] StoredPart partOf(const SeriesBlock &block) const
    {
        StoredPart part{partId(block.path()),
                        tierOf(block.path()),
                        {block.meta().minMs * base::nsPerMs, block.meta().maxMs * base::nsPerMs},
                        QFileInfo(block.path()).size(),
                        {}};
        const auto index = block.index();
        if (!index)
            return part; // met again, and set aside, when it is read
        std::map<std::string, qint64> shares;
        std::vector<ChunkPlace> chunks;
        for (quint32 series = 0; series < (*index)->seriesEnd(); ++series) {
            chunks.clear();
            (*index)->chunks(series, chunks);
            qint64 &bytes = shares[std::string(serviceOf(**index, series))];
            for (const auto &chunk : chunks)
                bytes += chunk.bytes;
        }
        for (const auto &[service, bytes] : shares)
            part.shares.push_back({QString::fromStdString(service), {}, bytes});
        return part;
    }

    // Shows the file at `path` instead of the block, which goes.
    base::Result<StoredPart> replace(const SeriesBlockPtr &block, const QString &path)
    {
        auto moved = openBlockFile(path);
        if (!moved) {
            QFile::remove(path);
            return moved.error();
        }
        {
            const std::unique_lock guard(d.mutex);
            d.showBlocks({*moved}, {block});
        }
        if (path != block->path())
            QFile::remove(block->path());
        return partOf(**moved);
    }
    base::Result<StoredPart> rename(const SeriesBlockPtr &block, const QString &plain)
    {
        if (std::rename(QFile::encodeName(plain).constData(), QFile::encodeName(block->path()).constData()) != 0)
            return writeError(block->path(), errno);
        return replace(block, block->path());
    }
    base::Result<StoredPart> archive(const SeriesBlockPtr &block, const QString &plain, Tier tier,
                                     const std::stop_token &stop)
    {
        const auto bytes = openBytes(plain);
        if (!bytes)
            return bytes.error();
        if (auto status = writeArchive(**bytes, block->path(), packingFor(tier), stop); !status)
            return status.error();
        return replace(block, block->path());
    }
    base::Result<qint64> removed(const SeriesBlockPtr &block, qint64 bytes)
    {
        const std::unique_lock guard(d.mutex);
        d.showBlocks({}, {block});
        QFile::remove(block->path());
        return bytes;
    }

    Private &d;
};

std::unique_ptr<TieredStore> SeriesStore::makeTiers()
{
    return std::make_unique<Tiers>(*d);
}

} // namespace wf::store
