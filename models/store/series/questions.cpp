// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/series/gather.h"
#include "models/store/series/seriesstore_p.h"

#include <QFileInfo>

#include <algorithm>
#include <functional>
#include <set>
#include <unordered_set>

namespace wf::store {

namespace {

using signals::LabelMatcher;

base::Error cancelled()
{
    return base::makeError(base::ErrorKind::Cancelled, {});
}

void topEntries(std::vector<CardinalityEntry> &entries, std::size_t top)
{
    const auto most = [](const auto &a, const auto &b) {
        return std::tie(b.count, a.name) < std::tie(a.count, b.name);
    };
    const auto kept = std::min(top, entries.size());
    std::partial_sort(entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(kept), entries.end(), most);
    entries.resize(kept);
}

} // namespace

base::Result<std::vector<signals::RawSeries>>
SeriesStore::read(const std::vector<LabelMatcher> &matchers, qint64 startMs, qint64 endMs, std::stop_token stop) const
{
    Gather gather(matchers, startMs, endMs);
    std::vector<SeriesBlockPtr> blocks;
    {
        // In one: what leaves the head is in a block by then.
        const std::shared_lock guard(d->mutex);
        blocks = d->blocksBetween(startMs, endMs);
        gather.addHead(d->head);
    }
    for (const auto &block : blocks) {
        if (stop.stop_requested())
            return cancelled();
        if (auto index = d->indexOf(block))
            gather.addBlock(block, std::move(index));
    }
    d->trimIndexes();
    if (gather.sampleCount() > d->options.maxReadSamples)
        return base::makeError(base::ErrorKind::TooLarge,
                               Private::tr("The selection holds %1 samples, more than %2: select fewer series or a "
                                           "shorter range")
                                   .arg(gather.sampleCount())
                                   .arg(d->options.maxReadSamples));
    auto outcome = gather.open(stop);
    if (!outcome)
        return outcome.error();
    for (const auto &block : outcome->damaged) {
        {
            const std::unique_lock guard(d->mutex);
            if (!d->blocksWithDamage.insert(block->path()).second)
                continue;
        }
        d->say(NoticeKind::Failed, Private::tr("Parts of %1 are damaged").arg(QFileInfo(block->path()).fileName()),
               Private::tr("Samples are missing where they were. The rest is read as usual."), block->path());
    }
    return std::move(outcome->series);
}

base::Status SeriesStore::Private::eachIndex(
    const std::vector<LabelMatcher> &matchers, qint64 startMs, qint64 endMs, const std::stop_token &stop,
    const std::function<void(const LabelIndex &, const Postings &, const SeriesIndex *)> &visit)
{
    std::vector<SeriesBlockPtr> found;
    {
        const std::shared_lock guard(mutex);
        found = blocksBetween(startMs, endMs);
        Postings active = selectSeries(head.index(), matchers);
        std::erase_if(active, [&](quint32 number) { return !head.at(number).hasBetween(startMs, endMs); });
        visit(head.index(), active, nullptr);
    }
    for (const auto &block : found) {
        if (stop.stop_requested())
            return cancelled();
        if (const auto index = indexOf(block))
            visit(*index, selectSeries(*index, matchers), index.get());
    }
    trimIndexes();
    return base::Done{};
}

base::Result<std::vector<base::Labels>> SeriesStore::series(const std::vector<LabelMatcher> &matchers, qint64 startMs,
                                                            qint64 endMs, std::stop_token stop) const
{
    std::unordered_set<base::Labels> found;
    const auto status = d->eachIndex(matchers, startMs, endMs, stop,
                                     [&](const LabelIndex &, const Postings &series, const SeriesIndex *block) {
                                         for (const quint32 number : series)
                                             found.insert(block ? block->labels(number) : d->head.at(number).labels());
                                     });
    if (!status)
        return status.error();
    std::vector<base::Labels> out(found.begin(), found.end());
    std::ranges::sort(out);
    return out;
}

base::Result<std::vector<std::string>> SeriesStore::labelNames(const std::vector<LabelMatcher> &matchers,
                                                               qint64 startMs, qint64 endMs) const
{
    std::set<std::string> names;
    const auto status =
        d->eachIndex(matchers, startMs, endMs, {}, [&](const LabelIndex &index, const Postings &series, const auto *) {
            index.eachName([&](std::string_view name) {
                const bool isNew = !names.contains(std::string(name));
                if (isNew &&
                    std::ranges::any_of(series, [&](quint32 number) { return !index.valueOf(number, name).empty(); }))
                    names.emplace(name);
                return true;
            });
        });
    if (!status)
        return status.error();
    return std::vector<std::string>(names.begin(), names.end());
}

base::Result<std::vector<std::string>> SeriesStore::labelValues(const std::string &name,
                                                                const std::vector<LabelMatcher> &matchers,
                                                                qint64 startMs, qint64 endMs) const
{
    std::set<std::string> values;
    const auto status =
        d->eachIndex(matchers, startMs, endMs, {}, [&](const LabelIndex &index, const Postings &series, const auto *) {
            for (auto &value : valuesAmong(index, name, series))
                values.insert(std::move(value));
        });
    if (!status)
        return status.error();
    return std::vector<std::string>(values.begin(), values.end());
}

std::vector<signals::MetricInfo> SeriesStore::metadata() const
{
    const std::shared_lock guard(d->mutex);
    std::vector<signals::MetricInfo> out;
    for (const auto &[name, info] : d->families)
        out.push_back(info);
    return out;
}

std::vector<signals::Exemplar> SeriesStore::exemplars(const std::vector<LabelMatcher> &matchers, qint64 startMs,
                                                      qint64 endMs) const
{
    const std::shared_lock guard(d->mutex);
    return d->exemplars.find(matchers, startMs, endMs);
}

SeriesStatistics SeriesStore::statistics(std::size_t top) const
{
    SeriesStatistics out;
    {
        const std::lock_guard appending(d->appendMutex);
        out.logBytes = d->log->bytes();
    }
    const std::shared_lock guard(d->mutex);
    out.activeSeries = static_cast<qint64>(d->head.size());
    out.headSamples = d->head.sampleCount();
    out.memoryBytes = static_cast<qint64>(d->head.memoryBytes());
    out.blocks = static_cast<int>(d->blocks.size());
    out.damagedFiles = d->damagedFiles;
    const auto span = [&](qint64 from, qint64 to) {
        out.oldestMs = out.oldestMs ? std::min(out.oldestMs, from) : from;
        out.newestMs = std::max(out.newestMs, to);
    };
    for (const auto &block : d->blocks) {
        out.blockSamples += block->meta().samples;
        out.chunkBytes += block->chunkBytes();
        out.indexBytes += block->indexBytes();
        span(block->meta().minMs, block->meta().maxMs);
    }
    for (quint32 number = 0; number < d->head.size(); ++number)
        if (const auto &series = d->head.at(number); !series.isEmpty())
            span(series.oldestMs(), series.newestMs());
    const auto &index = d->head.index();
    index.eachName([&](std::string_view name) {
        out.valuesByLabel.push_back({QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())),
                                     static_cast<qint64>(index.valueCount(name))});
        return true;
    });
    index.eachValue("__name__", [&](std::string_view value) {
        out.seriesByMetric.push_back({QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size())),
                                      static_cast<qint64>(index.seriesCount("__name__", value))});
        return true;
    });
    topEntries(out.valuesByLabel, top);
    topEntries(out.seriesByMetric, top);
    return out;
}

} // namespace wf::store
