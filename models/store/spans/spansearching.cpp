// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/db/files.h"
#include "models/store/spans/blocks/assembly.h"
#include "models/store/spans/spanstore_p.h"

#include <QFileInfo>

#include <algorithm>
#include <array>
#include <unordered_set>

namespace wf::store {

namespace {

std::vector<SpanTerm> termsOf(const SpanSearch &search)
{
    const std::string service = search.service.toStdString();
    const std::string operation = search.operation.toStdString();
    std::vector<SpanTerm> terms;
    if (!service.empty() && !operation.empty())
        terms.push_back(callTerm(service, operation));
    else if (!service.empty())
        terms.push_back(serviceTerm(service));
    else if (!operation.empty())
        terms.push_back(operationTerm(operation));
    for (const auto &[key, value] : search.tags)
        if (value.size() <= longestTermValue)
            terms.push_back(tagTerm(key, value));
    return terms;
}

bool hasTags(const signals::Trace &trace, const signals::Span &span, const base::Labels &wanted)
{
    if (wanted.isEmpty())
        return true;
    const auto own = span.tags.labels();
    const auto &process = trace.processes.at(static_cast<std::size_t>(span.process)).tags;
    return std::ranges::all_of(wanted, [&](const auto &pair) {
        return own.value(pair.first) == pair.second || process.value(pair.first) == pair.second ||
               (pair.first == "error" && pair.second == "true" && span.error);
    });
}

std::vector<SpanOperation> listed(const std::set<SpanOperation> &all)
{
    return {all.begin(), all.end()};
}

} // namespace

// One search: the newest traces that match, whatever they are kept in.
class SpanQuest {
public:
    explicit SpanQuest(const SpanSearch &search) : m_search(search) {}

    [[nodiscard]] bool isFull() const { return m_found.size() >= static_cast<std::size_t>(m_search.limit); }
    [[nodiscard]] bool isExhausted() const { return m_examined >= m_search.mostExamined; }
    // Nothing that begins at or before this can be among the newest any more.
    [[nodiscard]] bool isBeaten(qint64 startNs) const { return isFull() && startNs < m_found.begin()->first; }
    [[nodiscard]] bool mayMatch(qint64 startNs, qint64 endNs, qint64 longestNs) const
    {
        return startNs <= m_search.range.endNs && endNs >= m_search.range.startNs &&
               longestNs >= m_search.minDurationNs.value_or(0);
    }
    bool isNew(const TraceKey &key) { return m_seen.insert(key).second; }
    void examine(const signals::Trace &trace)
    {
        ++m_examined;
        if (trace.spans.empty() || !matches(trace, m_search) || (m_search.filter && !m_search.filter(trace)))
            return;
        m_found.emplace(trace.startNs(), signals::summarise(trace));
        if (m_found.size() > static_cast<std::size_t>(m_search.limit))
            m_found.erase(m_found.begin());
    }
    [[nodiscard]] signals::TraceAnswer answer()
    {
        signals::TraceAnswer out;
        for (auto it = m_found.rbegin(); it != m_found.rend(); ++it)
            out.traces.push_back(std::move(it->second));
        if (isExhausted()) {
            out.completeness.truncated = true;
            out.completeness.notes << QCoreApplication::translate(
                                          "wf::store", "%1 traces were looked at; there may be more: narrow the search")
                                          .arg(m_examined);
        }
        return out;
    }

private:
    const SpanSearch &m_search;
    std::multimap<qint64, signals::TraceSummary> m_found; // by beginning
    std::unordered_set<TraceKey, TraceKeyHash> m_seen;
    int m_examined = 0;
};

bool matches(const signals::Trace &trace, const SpanSearch &search)
{
    return std::ranges::any_of(trace.spans, [&](const signals::Span &span) {
        return search.range.contains(span.startNs) &&
               (search.service.isEmpty() || trace.service(span) == search.service) &&
               (search.operation.isEmpty() || span.operation == search.operation) &&
               span.durationNs >= search.minDurationNs.value_or(0) &&
               span.durationNs <= search.maxDurationNs.value_or(std::numeric_limits<qint64>::max()) &&
               hasTags(trace, span, search.tags);
    });
}

void SpanStore::Private::setAsideBlock(const SpanBlockPtr &block, const base::Error &error) const
{
    {
        const std::unique_lock guard(mutex);
        if (std::erase(blocks, block) == 0)
            return;
    }
    ++damagedFiles;
    const auto aside = setAside(block->path(), clock.nowNs());
    say(NoticeKind::Failed, tr("%1 is damaged and was set aside").arg(QFileInfo(block->path()).fileName()),
        error.detail, aside ? *aside : block->path());
}

std::shared_ptr<const SpanIndex> SpanStore::Private::indexOf(const SpanBlockPtr &block) const
{
    auto index = block->index();
    if (index)
        return *index;
    setAsideBlock(block, index.error());
    return nullptr;
}

void SpanStore::Private::trimIndexes() const
{
    constexpr std::size_t most = std::size_t(128) << 20;
    const std::shared_lock guard(mutex);
    std::size_t sum = 0;
    for (const auto &block : blocks) {
        sum += block->indexMemory();
        if (sum > most)
            block->forgetIndex();
    }
}

std::vector<signals::TracePtr> SpanStore::Private::pieces(const TraceKey &key) const
{
    std::vector<std::string> newest;
    std::vector<SpanBlockPtr> asked;
    {
        const std::shared_lock guard(mutex);
        std::ranges::copy_if(blocks, std::back_inserter(asked),
                             [&](const SpanBlockPtr &block) { return block->meta().ids.mayHave(key); });
        if (const auto found = leaving.find(key); found != leaving.end())
            newest = found->second.pieces;
        if (const auto *found = head.find(key))
            newest.insert(newest.end(), found->pieces.begin(), found->pieces.end());
    }
    std::vector<signals::TracePtr> out;
    for (auto it = asked.rbegin(); it != asked.rend(); ++it) {
        const auto index = indexOf(*it);
        const TracePlace *place = index ? index->find(key) : nullptr;
        if (!place)
            continue;
        // A group that cannot be read costs its traces, not the search.
        if (auto piece = TraceOpener(*it).open(*index, *place))
            out.push_back(*piece);
    }
    for (const auto &bytes : newest)
        if (auto piece = pieceFrom(bytes))
            out.push_back(std::move(piece));
    return out;
}

void SpanStore::Private::searchBlock(const SpanBlockPtr &block, const std::vector<SpanTerm> &terms, SpanQuest &search,
                                     const std::stop_token &stop) const
{
    const auto index = indexOf(block);
    if (!index)
        return;
    TraceOpener opener(block);
    const auto found = index->find(terms);
    for (auto it = found.rbegin(); it != found.rend(); ++it) {
        const auto &place = index->traces()[*it];
        if (stop.stop_requested() || search.isBeaten(place.startNs) || search.isExhausted())
            return;
        if (!search.mayMatch(place.startNs, place.startNs + place.durationNs, place.longestNs) ||
            !search.isNew(place.key))
            continue;
        if (isElsewhere(place.key, block))
            search.examine(*assembled(pieces(place.key)));
        else if (const auto trace = opener.open(*index, place))
            search.examine(**trace);
    }
}

base::Result<signals::TraceAnswer> SpanStore::search(const SpanSearch &wanted, std::stop_token stop) const
{
    if (wanted.limit <= 0 || wanted.range.endNs < wanted.range.startNs)
        return base::makeError(base::ErrorKind::Invalid, Private::tr("A search needs a range and a limit above zero"));
    const auto terms = termsOf(wanted);
    SpanQuest search(wanted);
    std::vector<SpanBlockPtr> blocks;
    std::multimap<qint64, TraceKey, std::greater<>> newest;
    {
        const std::shared_lock guard(d->mutex);
        blocks = d->blocks;
        for (const auto *traces : std::array<const SpanHead::Traces *, 2>{&d->head.traces(), &d->leaving})
            for (const auto &[key, trace] : *traces)
                if (search.mayMatch(trace.startNs, trace.endNs, trace.longestNs) &&
                    std::ranges::all_of(
                        terms, [&trace = trace](SpanTerm t) { return std::ranges::binary_search(trace.terms, t); }))
                    newest.emplace(trace.startNs, key);
    }
    for (const auto &[startNs, key] : newest) {
        if (stop.stop_requested() || search.isBeaten(startNs) || search.isExhausted())
            break;
        if (search.isNew(key))
            search.examine(*assembled(d->pieces(key)));
    }
    for (const auto &block : blocks) {
        const auto &meta = block->meta();
        if (stop.stop_requested() || search.isBeaten(meta.endNs) || search.isExhausted())
            break;
        if (meta.startNs <= wanted.range.endNs && meta.endNs >= wanted.range.startNs)
            d->searchBlock(block, terms, search, stop);
    }
    d->trimIndexes();
    if (stop.stop_requested())
        return base::makeError(base::ErrorKind::Cancelled, {});
    return search.answer();
}

bool SpanStore::Private::isElsewhere(const TraceKey &key, const SpanBlockPtr &here) const
{
    const std::shared_lock guard(mutex);
    return head.find(key) || leaving.contains(key) || std::ranges::any_of(blocks, [&](const SpanBlockPtr &block) {
               return block != here && block->meta().ids.mayHave(key);
           });
}

base::Result<signals::TracePtr> SpanStore::trace(const QString &traceId) const
{
    const auto pieces = d->pieces(TraceKey::of(traceId.toLower()));
    d->trimIndexes();
    if (pieces.empty())
        return base::makeError(base::ErrorKind::NotFound, Private::tr("No trace with this id is kept"), traceId);
    return assembled(pieces);
}

QStringList SpanStore::services() const
{
    std::set<QString> all;
    const std::shared_lock guard(d->mutex);
    for (const auto &[service, operations] : d->head.services())
        all.insert(service);
    for (const auto &block : d->blocks)
        for (const auto &[service, operations] : block->meta().services)
            all.insert(service);
    return {all.begin(), all.end()};
}

std::vector<SpanOperation> SpanStore::operations(const QString &service) const
{
    std::set<SpanOperation> all;
    const auto add = [&](const std::map<QString, OperationKinds> &services) {
        if (const auto found = services.find(service); found != services.end())
            for (const auto &[operation, kind] : found->second)
                all.insert({operation, static_cast<signals::SpanKind>(kind)});
    };
    const std::shared_lock guard(d->mutex);
    add(d->head.services());
    for (const auto &block : d->blocks)
        add(block->meta().services);
    return listed(all);
}

std::vector<signals::ServiceCall> SpanStore::dependencies(base::TimeRange range) const
{
    std::map<std::pair<QString, QString>, qint64> sums;
    std::map<std::tuple<qint64, QString, QString>, qint64> newest;
    std::vector<std::vector<std::string>> traces;
    {
        const std::shared_lock guard(d->mutex);
        for (const auto &block : d->blocks)
            for (const auto &call : block->meta().calls)
                if (range.overlaps({call.minute * base::nsPerMinute, (call.minute + 1) * base::nsPerMinute - 1}))
                    sums[{call.caller, call.callee}] += call.count;
        for (const auto *all : std::array<const SpanHead::Traces *, 2>{&d->head.traces(), &d->leaving})
            for (const auto &[key, trace] : *all)
                if (range.contains(trace.startNs))
                    traces.push_back(trace.pieces);
    }
    for (const auto &trace : traces) {
        std::vector<signals::TracePtr> pieces;
        for (const auto &bytes : trace)
            if (auto piece = pieceFrom(bytes))
                pieces.push_back(std::move(piece));
        countCalls(*assembled(pieces), newest);
    }
    for (const auto &[call, count] : newest)
        sums[{std::get<1>(call), std::get<2>(call)}] += count;
    std::vector<signals::ServiceCall> out;
    for (const auto &[call, count] : sums)
        out.push_back({call.first, call.second, count});
    return out;
}

SpanStatistics SpanStore::statistics() const
{
    SpanStatistics out;
    {
        const std::lock_guard appending(d->appendMutex);
        out.logBytes = d->log->size();
        for (const qint64 number : d->oldLogs)
            out.logBytes += QFileInfo(d->logPath(number)).size();
    }
    const std::shared_lock guard(d->mutex);
    out.headTraces = static_cast<qint64>(d->head.traces().size() + d->leaving.size());
    out.headSpans = d->head.spanCount();
    out.blocks = static_cast<int>(d->blocks.size());
    out.damagedFiles = d->damagedFiles;
    const auto oldest = [&](qint64 ns) { out.oldestNs = out.oldestNs ? std::min(out.oldestNs, ns) : ns; };
    for (const auto &block : d->blocks) {
        out.blockTraces += block->meta().traces;
        out.blockSpans += block->meta().spans;
        out.blockBytes += block->bytes();
        oldest(block->meta().startNs);
    }
    for (const auto &[key, trace] : d->head.traces())
        oldest(trace.startNs);
    return out;
}

} // namespace wf::store
