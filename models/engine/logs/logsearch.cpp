// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/logs/logsearch.h"

#include "models/analysis/logs/parseline.h"
#include "models/analysis/logs/templates.h"
#include "models/engine/logs/logform.h"
#include "models/engine/metrics/stepping.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::engine {

using signals::LogBuffer;
using signals::LogLine;

namespace {

constexpr int bars = 120;
constexpr std::size_t mostMarks = 1000;
constexpr std::size_t mostPatternLines = 200'000;

void addInto(signals::LogVolume &sum, const signals::LogVolume &part)
{
    if (sum.buckets.empty()) {
        sum = part;
        return;
    }
    for (std::size_t i = 0; i < std::min(sum.buckets.size(), part.buckets.size()); ++i)
        for (std::size_t level = 0; level < sum.buckets[i].size(); ++level)
            sum.buckets[i].at(level) += part.buckets[i].at(level);
    sum.completeness.merge(part.completeness);
}

} // namespace

LogSearch::LogSearch(const sources::SourceSet &sources, LogStore *store, const base::Clock &clock, async::Pools &pools,
                     QObject *parent)
    : QObject(parent),
      m_sources(sources),
      m_store(store),
      m_clock(clock),
      m_pools(pools),
      m_labels(sources),
      m_snapshot(std::make_shared<const LogSnapshot>()),
      m_tailing(sources, clock),
      m_throttle(std::chrono::milliseconds(100), [this] { publish(); })
{
    connect(&m_tailing, &LogTailing::lines, this, [this](const std::vector<LogLine> &batch) {
        m_now.lines = m_now.lines->with(batch, mostLines);
        m_now.tail = m_tailing.state();
        publish();
    });
    connect(&m_tailing, &LogTailing::marked, this, &LogSearch::mark);
    connect(&m_tailing, &LogTailing::changed, this, [this] {
        m_now.tail = m_tailing.state();
        m_throttle.trigger();
    });
}

LogSearch::~LogSearch() = default;

bool LogSearch::isBusy() const
{
    return m_throttle.isPending() ||
           std::any_of(m_readings.begin(), m_readings.end(), [](const auto &r) { return !r->isDone(); }) ||
           std::any_of(m_volumes.begin(), m_volumes.end(), [](const VolumePart &v) { return !v.isDone; });
}

void LogSearch::ask(const LogQuestion &question)
{
    const bool live = m_now.tail.isOn;
    m_tailing.stop();
    m_question = question;
    m_now = {};
    m_now.expr = question.expr;
    m_now.range = question.range;
    m_now.state = LogSnapshot::State::Asking;
    m_readings.clear();
    for (auto *source : m_sources.logs)
        m_readings.push_back(std::make_unique<LogReading>(*source, source->state().isLocal ? nullptr : m_store, m_clock,
                                                          question.expr,
                                                          [this](LogReading::Told told) { take(std::move(told)); }));
    for (auto &reading : m_readings)
        reading->start(question.range, question.limit);
    askVolume();
    if (live)
        setLive(true);
    settle();
    publish();
}

void LogSearch::refresh(base::TimeRange range)
{
    if (m_question.expr.isEmpty())
        return;
    m_question.range = range;
    m_now.range = range;
    m_now.lines = m_now.lines->since(range.startNs);
    std::erase_if(m_now.marks, [&](const signals::LogBreak &m) { return m.where.endNs < range.startNs; });
    if (!m_now.tail.isOn)
        for (auto &reading : m_readings)
            reading->moveOn(range, m_question.limit);
    askVolume();
    m_throttle.trigger();
}

void LogSearch::loadOlder()
{
    for (auto &reading : m_readings)
        reading->more(m_question.limit);
    settle();
}

void LogSearch::stop()
{
    m_tailing.stop();
    for (auto &reading : m_readings)
        reading->stop();
    m_volumes.clear();
    settle();
    publish();
}

void LogSearch::setLive(bool live)
{
    if (!live)
        m_tailing.stop();
    else if (!m_question.expr.isEmpty())
        m_tailing.start(m_question.expr, m_now.lines->isEmpty() ? m_clock.nowNs() - 5 * base::nsPerSecond
                                                                : m_now.lines->timeAt(m_now.lines->size() - 1));
}

void LogSearch::setPaused(bool paused)
{
    m_tailing.setPaused(paused);
}

void LogSearch::take(LogReading::Told told)
{
    m_now.lines = m_now.lines->with(std::move(told.lines), mostLines);
    if (told.mark)
        mark(*told.mark);
    settle();
    m_throttle.trigger();
}

void LogSearch::mark(const signals::LogBreak &mark)
{
    auto &marks = m_now.marks;
    marks.insert(std::upper_bound(marks.begin(), marks.end(), mark,
                                  [](const auto &a, const auto &b) { return a.where.endNs < b.where.endNs; }),
                 mark);
    if (marks.size() > mostMarks)
        marks.erase(marks.begin());
    m_throttle.trigger();
}

// How it stands, from how each source stands.
void LogSearch::settle()
{
    bool busy = false;
    bool allFailed = !m_readings.empty();
    m_now.mayBeOlder = false;
    m_now.completeness = {};
    m_now.error.reset();
    for (const auto &reading : m_readings) {
        busy = busy || !reading->isDone();
        allFailed = allFailed && reading->error();
        m_now.mayBeOlder = m_now.mayBeOlder || (reading->mayBeOlder() && reading->isDone());
        m_now.completeness.merge(reading->completeness());
        if (reading->error() && !m_now.error)
            m_now.error = reading->error();
    }
    m_now.mayBeOlder = m_now.mayBeOlder && m_now.lines->size() < mostLines;
    using State = LogSnapshot::State;
    m_now.state = busy ? State::Asking : allFailed ? State::Failed : State::Ready;
}

void LogSearch::askVolume()
{
    const qint64 step = chooseStep(m_question.range, bars, base::nsPerSecond);
    auto range = onGrid(m_question.range, step);
    range.endNs += step;
    m_volumes.clear();
    m_volumes.resize(m_sources.logs.size());
    for (std::size_t i = 0; i < m_sources.logs.size(); ++i)
        m_volumes[i].request =
            m_sources.logs[i]->volume(m_question.expr, range, step, [this, i](base::Result<signals::LogVolume> volume) {
                m_volumes[i].isDone = true;
                if (volume)
                    m_volumes[i].volume = std::move(*volume);
                if (std::any_of(m_volumes.begin(), m_volumes.end(), [](const VolumePart &v) { return !v.isDone; }))
                    return;
                signals::LogVolume sum;
                for (const auto &part : m_volumes)
                    if (part.volume)
                        addInto(sum, *part.volume);
                double total = 0;
                for (const auto &bucket : sum.buckets)
                    for (const double n : bucket)
                        total += n;
                if (!sum.buckets.empty() || m_now.volume.buckets.empty()) {
                    m_now.volume = std::move(sum);
                    m_now.total = m_now.volume.buckets.empty() ? -1 : static_cast<qint64>(total);
                }
                m_throttle.trigger();
            });
}

void LogSearch::publish()
{
    m_throttle.cancel();
    m_snapshot = std::make_shared<const LogSnapshot>(m_now);
    Q_EMIT changed();
}

async::Request LogSearch::context(const LogLine &line, int each,
                                  std::function<void(const base::Result<LogBuffer::Ptr> &)> callback) const
{
    struct Round {
        std::vector<async::Request> requests;
        std::vector<LogLine> lines;
        std::optional<base::Error> error;
        std::size_t open = 0;
        std::function<void(const base::Result<LogBuffer::Ptr> &)> callback;
    };
    auto round = std::make_shared<Round>();
    round->callback = std::move(callback);
    round->lines = {line};
    round->open = 2 * m_sources.logs.size();
    const std::weak_ptr<Round> weak = round;
    sources::LogQuery before;
    before.expr = line.stream.toString();
    before.range = {line.timeNs - base::nsPerHour, line.timeNs + 1};
    before.limit = each + 1;
    sources::LogQuery after = before;
    after.range = {line.timeNs, line.timeNs + base::nsPerHour};
    after.direction = sources::LogDirection::Forward;
    const auto reply = [weak](base::Result<signals::LogAnswer> answer) {
        const auto r = weak.lock();
        if (!r)
            return;
        if (answer)
            r->lines.insert(r->lines.end(), answer->lines.begin(), answer->lines.end());
        else
            r->error = answer.error();
        if (--r->open > 0)
            return;
        if (r->error && r->lines.size() == 1)
            r->callback(*r->error);
        else
            r->callback(LogBuffer::empty()->with(std::move(r->lines), mostLines));
    };
    for (auto *source : m_sources.logs) {
        round->requests.push_back(source->query(before, reply));
        round->requests.push_back(source->query(after, reply));
    }
    return async::Request([round]() mutable { round.reset(); });
}

void LogSearch::computePatterns(const QString &note, const std::function<void(const LogPatterns &)> &callback)
{
    m_jobs.runLatest(
        QStringLiteral("patterns"), m_pools.analysis(),
        [lines = m_now.lines, note](std::stop_token stop) {
            analysis::TemplateMiner miner;
            const std::size_t first = lines->size() > mostPatternLines ? lines->size() - mostPatternLines : 0;
            for (std::size_t i = first; i < lines->size() && !stop.stop_requested(); ++i) {
                const auto line = lines->at(i);
                miner.add(analysis::presentLine(line.text, *line.stream, 2048).text.toStdString(), line.level);
            }
            return LogPatterns{miner.patterns(), note, static_cast<qint64>(lines->size() - first)};
        },
        callback);
}

async::Request LogSearch::patterns(std::function<void(const LogPatterns &)> callback)
{
    struct Round {
        std::vector<async::Request> requests;
        LogPatterns found;
        std::size_t open = 0;
        bool answered = false;
        std::function<void(const LogPatterns &)> callback;
    };
    auto round = std::make_shared<Round>();
    round->callback = std::move(callback);
    round->open = m_sources.logs.size();
    const std::weak_ptr<Round> weak = round;
    const auto reply = [this, weak](base::Result<std::vector<signals::LogPattern>> part) {
        const auto r = weak.lock();
        if (!r)
            return;
        if (part) {
            r->answered = r->answered || !part->empty();
            r->found.patterns.insert(r->found.patterns.end(), part->begin(), part->end());
        } else {
            r->found.note = part.error().summary;
        }
        if (--r->open > 0)
            return;
        std::stable_sort(r->found.patterns.begin(), r->found.patterns.end(),
                         [](const auto &a, const auto &b) { return a.count > b.count; });
        if (r->answered)
            r->callback(r->found);
        else
            computePatterns(r->found.note, [weak](const LogPatterns &computed) {
                if (const auto waiting = weak.lock())
                    waiting->callback(computed);
            });
    };
    for (auto *source : m_sources.logs)
        round->requests.push_back(source->patterns(selectorOf(m_question.expr), m_question.range, reply));
    return async::Request([round]() mutable { round.reset(); });
}

} // namespace wf::engine
