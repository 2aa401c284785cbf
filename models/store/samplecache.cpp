// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/samplecache.h"

#include "models/store/db/database.h"
#include "models/store/samples/sampletables.h"

#include <QTimer>

#include <algorithm>

namespace wf::store {

namespace {

qint64 floorTo(qint64 value, qint64 step)
{
    const qint64 rest = value % step;
    return value - (rest < 0 ? rest + step : rest);
}

// Evaluation instants are start + i*step; a set of instants is turned into closed ranges on that grid.
std::vector<base::TimeRange> onGrid(const IntervalSet &set, base::TimeRange asked, qint64 stepNs)
{
    std::vector<base::TimeRange> out;
    const qint64 lastPoint = asked.startNs + floorTo(asked.endNs - asked.startNs, stepNs);
    for (const auto &i : set.items()) {
        const qint64 first = asked.startNs + floorTo(i.start - asked.startNs + stepNs - 1, stepNs);
        const qint64 last = std::min(lastPoint, asked.startNs + floorTo(i.end - 1 - asked.startNs, stepNs));
        if (first > last)
            continue; // no instant of this question falls into the gap
        if (!out.empty() && first <= out.back().endNs + stepNs)
            out.back().endNs = last;
        else
            out.push_back({first, last});
    }
    return out;
}

CachedSamples present(StoredSamples stored, base::TimeRange range, qint64 stepNs)
{
    CachedSamples out;
    const qint64 lastPoint = range.startNs + floorTo(range.endNs - range.startNs, stepNs);
    const Interval window{range.startNs, lastPoint + 1};
    const auto known = stored.coverage.within(window);
    out.missing = onGrid(stored.coverage.gaps(window), range, stepNs);
    for (const auto &i : known.items())
        out.covered.push_back({i.start, i.end - 1});
    out.fetchedNs = stored.fetchedNs;
    if (!out.covered.empty())
        stored.answer->completeness.asOfNs = out.covered.back().endNs;
    stored.answer->completeness.partial = !out.missing.empty();
    out.answer = std::move(stored.answer);
    return out;
}

} // namespace

base::TimeRange alignedRange(base::TimeRange range, qint64 stepNs)
{
    if (stepNs <= 0)
        return range;
    const qint64 first = floorTo(range.startNs + stepNs - 1, stepNs);
    return {first, std::max(first, floorTo(range.endNs, stepNs))};
}

// One dictionary for each thread that uses one.
struct SampleCache::Memory {
    Dictionaries writer;
    Dictionaries reader;
};

// Answers to one question that wait to be written.
struct SampleCache::Waiting {
    SampleQuestion question;
    std::vector<SamplePut> puts;
};

SampleCache::SampleCache(Database &db, const base::Clock &clock)
    : m_db(db), m_clock(clock), m_memory(std::make_shared<Memory>()), m_timer(std::make_unique<QTimer>())
{
    constexpr int longestWaitMs = 1000;
    m_timer->setSingleShot(true);
    m_timer->setInterval(longestWaitMs);
    QObject::connect(m_timer.get(), &QTimer::timeout, m_timer.get(), [this] { flush(); });
}

SampleCache::~SampleCache() = default;

void SampleCache::put(const SampleKey &key, base::TimeRange range, signals::QueryAnswerPtr answer)
{
    constexpr qint64 mostWaiting = 512'000; // samples: 8 MB
    const SampleQuestion question{key.source, key.expr, key.stepNs};
    SamplePut put{range, std::move(answer)};
    if (!checkPut(question, put))
        return;
    for (const auto &series : put.answer->series)
        m_waitingSamples += static_cast<qint64>(series.size());
    auto same = std::ranges::find(m_waiting, question, &Waiting::question);
    if (same == m_waiting.end())
        same = m_waiting.insert(m_waiting.end(), {question, {}});
    same->puts.push_back(std::move(put));
    if (m_waitingSamples >= mostWaiting)
        flush();
    else if (!m_timer->isActive())
        m_timer->start();
}

void SampleCache::flush()
{
    m_timer->stop();
    m_waitingSamples = 0;
    if (m_waiting.empty())
        return;
    [[maybe_unused]] const auto forgotten = m_db.write<base::Done>(
        [waiting = std::exchange(m_waiting, {}), memory = m_memory, now = m_clock.nowNs(),
         settle = m_settleNs](Connection &connection) -> base::Status {
            for (const auto &[question, puts] : waiting)
                if (auto status = putSamples(connection, memory->writer, question, puts, now, settle); !status)
                    return status;
            return base::Done{};
        },
        {});
}

async::Request SampleCache::put(const SampleKey &key, base::TimeRange range, signals::QueryAnswerPtr answer,
                                Reply<base::Done> reply)
{
    flush();
    return m_db.write<base::Done>(
        [question = SampleQuestion{key.source, key.expr, key.stepNs}, put = SamplePut{range, std::move(answer)},
         memory = m_memory, now = m_clock.nowNs(), settle = m_settleNs](Connection &connection) {
            return putSamples(connection, memory->writer, question, {&put, 1}, now, settle);
        },
        std::move(reply));
}

async::Request SampleCache::read(const SampleKey &key, base::TimeRange range, Reply<CachedSamples> reply)
{
    flush();
    const qint64 now = m_clock.nowNs();
    const SampleQuestion question{key.source, key.expr, key.stepNs};
    auto afterwards = [&db = m_db, question, now](const StoredSamples &stored) {
        if (db.isReadOnly() || stored.query == 0)
            return;
        // On the reader thread: the writer is told what was used, at most once a minute, and what is rotten.
        if (stored.damaged) [[maybe_unused]]
            const auto a = db.write<base::Done>(
                [question](Connection &connection) { return forgetSamples(connection, question); }, {});
        else if (now - stored.usedNs > base::nsPerMinute) [[maybe_unused]]
            const auto b = db.write<base::Done>(
                [id = stored.query, now](Connection &connection) { return touchSamples(connection, id, now); }, {});
    };
    return m_db.read<CachedSamples>(
        [question, range, memory = m_memory, afterwards](Connection &connection) -> base::Result<CachedSamples> {
            if (question.stepNs <= 0 || range.endNs < range.startNs)
                return base::makeError(base::ErrorKind::Invalid,
                                       QStringLiteral("A cached answer needs a step and a range"));
            auto stored = readSamples(connection, memory->reader, question, range);
            if (!stored)
                return stored.error();
            afterwards(*stored);
            return present(std::move(*stored), range, question.stepNs);
        },
        std::move(reply));
}

void SampleCache::forget(const SampleKey &key)
{
    flush();
    [[maybe_unused]] const auto forgotten =
        m_db.write<base::Done>([question = SampleQuestion{key.source, key.expr, key.stepNs}](
                                   Connection &connection) { return forgetSamples(connection, question); },
                               {});
}

} // namespace wf::store
