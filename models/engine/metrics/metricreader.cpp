// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/metrics/metricreader.h"

#include "models/engine/metrics/answermerge.h"
#include "models/engine/metrics/stepping.h"

#include <QTimer>

#include <algorithm>

namespace wf::engine {

using base::Result;

namespace {

constexpr std::size_t mostPastsRemembered = 10'000;

QString pastKey(const sources::MetricSource &source, const sources::RangeQuery &query)
{
    return source.state().id + u'\n' + QString::number(query.stepNs) + u'\n' + query.expr;
}

} // namespace

// What one source has said so far.
struct MetricReader::Part {
    signals::QueryAnswerPtr answer; // null: nothing yet
    std::optional<base::Error> error;
    bool final = false;
    qint64 fetchedNs = 0;
};

// One question to one source, for everyone who asks the same.
struct MetricReader::Flight {
    QString key;
    sources::MetricSource *source = nullptr;
    sources::RangeQuery query;
    store::CachedSamples cached;
    base::TimeRange asked;
    Part part;
    std::vector<quint64> waiting;
    async::Request request;
};

struct MetricReader::Question {
    MetricAnswer frame;
    qint64 startedNs = 0;
    Callback callback;
    std::vector<FlightPtr> flights;
};

qint64 MetricAnswer::samples() const
{
    qint64 n = 0;
    for (const signals::Series &s : answer->series)
        n += static_cast<qint64>(s.size());
    for (const signals::HistogramSeries &s : answer->histograms)
        n += static_cast<qint64>(s.samples.size());
    return n;
}

MetricReader::MetricReader(const sources::SourceSet &sources, SampleStore *store, const base::Clock &clock,
                           QObject *parent)
    : QObject(parent), m_sources(sources), m_store(store), m_clock(clock)
{
}

MetricReader::~MetricReader() = default;

async::Request MetricReader::range(const MetricQuery &query, Callback callback)
{
    const quint64 id = m_nextId++;
    auto question = std::make_shared<Question>();
    question->startedNs = m_clock.monotonicNs();
    question->callback = std::move(callback);
    MetricAnswer &frame = question->frame;
    frame.stepNs = query.stepNs > 0 ? query.stepNs : chooseStep(query.range, query.maxPoints, m_scrapeNs);
    frame.range = onGrid(query.range, frame.stepNs);
    frame.expr = fillPlaceholders(query.expr, query.range, frame.stepNs, m_scrapeNs);
    m_questions.emplace(id, question);
    for (sources::MetricSource *source : m_sources.metrics) {
        FlightPtr flight = join(source, {frame.expr, frame.range, frame.stepNs}, query.isNew);
        flight->waiting.push_back(id);
        question->flights.push_back(std::move(flight));
    }
    if (m_sources.metrics.empty())
        QTimer::singleShot(0, this, [this, id] { publish(id); });
    return async::Request([self = QPointer<MetricReader>(this), id] {
        if (self)
            self->leave(id);
    });
}

MetricReader::FlightPtr MetricReader::join(sources::MetricSource *source, const sources::RangeQuery &query, bool isNew)
{
    const QString key = QStringLiteral("%1\n%2\n%3\n%4\n%5")
                            .arg(source->state().id)
                            .arg(query.stepNs)
                            .arg(query.range.startNs)
                            .arg(query.range.endNs)
                            .arg(query.expr);
    const auto known = m_flights.find(key);
    if (known != m_flights.end())
        return known->second;
    auto flight = std::make_shared<Flight>();
    flight->key = key;
    flight->source = source;
    flight->query = query;
    m_flights.emplace(key, flight);
    isKept(*source) && !isNew ? readCache(flight) : ask(flight);
    Q_EMIT inFlightChanged();
    return flight;
}

bool MetricReader::isKept(const sources::MetricSource &source) const
{
    return m_store && !source.state().isLocal;
}

void MetricReader::readCache(const FlightPtr &flight)
{
    const store::SampleKey key{flight->source->state().id, flight->query.expr, flight->query.stepNs};
    flight->request = m_store->read(key, flight->query.range,
                                    [this, weak = std::weak_ptr(flight)](Result<store::CachedSamples> reply) {
                                        const FlightPtr f = weak.lock();
                                        if (!f)
                                            return;
                                        if (reply.ok() && reply->answer && reply->fetchedNs > 0) {
                                            f->cached = std::move(*reply);
                                            f->part.answer = f->cached.answer;
                                            f->part.fetchedNs = f->cached.fetchedNs;
                                            doubtEmptyPast(*f);
                                            f->part.final = f->cached.isComplete();
                                        }
                                        if (!f->part.final)
                                            ask(f);
                                        if (f->part.answer)
                                            tell(f);
                                    });
}

void MetricReader::doubtEmptyPast(Flight &flight) const
{
    const base::TimeRange &range = flight.query.range;
    const auto asked = m_pastAskedNs.find(pastKey(*flight.source, flight.query));
    if (asked != m_pastAskedNs.end() && m_clock.monotonicNs() - asked->second < emptyPastTrustedNs)
        return;
    qint64 firstNs = range.endNs + flight.query.stepNs;
    for (const auto &series : flight.cached.answer->series)
        if (!series.timesMs.empty())
            firstNs = std::min(firstNs, series.timesMs.front() * base::nsPerMs);
    if (firstNs - range.startNs >= 2 * flight.query.stepNs)
        flight.cached.missing.insert(flight.cached.missing.begin(), {range.startNs, firstNs - flight.query.stepNs});
}

void MetricReader::ask(const FlightPtr &flight)
{
    flight->asked = flight->query.range;
    const auto &missing = flight->cached.missing;
    if (flight->part.answer && !missing.empty()) // one question over all holes
        flight->asked = {std::max(missing.front().startNs, flight->query.range.startNs),
                         std::min(missing.back().endNs, flight->query.range.endNs)};
    if (flight->asked.startNs <= flight->query.range.startNs) {
        if (m_pastAskedNs.size() >= mostPastsRemembered)
            m_pastAskedNs.clear();
        m_pastAskedNs[pastKey(*flight->source, flight->query)] = m_clock.monotonicNs();
    }
    const sources::RangeQuery query{flight->query.expr, flight->asked, flight->query.stepNs};
    flight->request =
        flight->source->queryRange(query, [this, weak = std::weak_ptr(flight)](Result<signals::QueryAnswerPtr> reply) {
            if (const FlightPtr f = weak.lock())
                answered(f, std::move(reply));
        });
}

void MetricReader::answered(const FlightPtr &flight, Result<signals::QueryAnswerPtr> reply)
{
    Part &part = flight->part;
    part.final = true;
    if (!reply.ok()) {
        part.error = reply.error();
        if (part.answer) { // what is known still serves, and says so
            auto old = std::make_shared<signals::QueryAnswer>(*part.answer);
            old->completeness.stale = true;
            if (old->completeness.asOfNs == 0)
                old->completeness.asOfNs = part.fetchedNs;
            part.answer = std::move(old);
        }
        tell(flight);
        return;
    }
    const signals::QueryAnswerPtr fresh = *reply;
    if (isKept(*flight->source) && fresh->histograms.empty())
        m_store->put({flight->source->state().id, flight->query.expr, flight->query.stepNs}, flight->asked, fresh);
    part.answer = part.answer ? replacedWithin(*part.answer, flight->asked, *fresh) : fresh;
    part.fetchedNs = m_clock.nowNs();
    tell(flight);
}

void MetricReader::tell(const FlightPtr &flight)
{
    if (flight->part.final && m_flights.erase(flight->key) > 0)
        Q_EMIT inFlightChanged();
    const std::vector<quint64> waiting = flight->waiting;
    for (const quint64 id : waiting)
        publish(id);
}

void MetricReader::publish(quint64 id)
{
    const auto found = m_questions.find(id);
    if (found == m_questions.end())
        return;
    const std::shared_ptr<Question> question = found->second;
    MetricAnswer answer = question->frame;
    std::vector<signals::QueryAnswerPtr> parts;
    answer.final = true;
    for (const FlightPtr &flight : question->flights) {
        const Part &part = flight->part;
        answer.final &= part.final;
        parts.push_back(part.answer);
        if (part.answer && part.fetchedNs > 0)
            answer.fetchedNs = answer.fetchedNs ? std::min(answer.fetchedNs, part.fetchedNs) : part.fetchedNs;
        if (part.error)
            answer.failures.push_back({flight->source->state().id, flight->source->state().name, *part.error});
    }
    const bool any = std::any_of(parts.begin(), parts.end(), [](const auto &p) { return p != nullptr; });
    if (!any && !answer.final)
        return;
    if (answer.final)
        m_questions.erase(id);
    if (!any) {
        question->callback(answer.failures.empty()
                               ? base::makeError(base::ErrorKind::Unsupported, tr("No metric source is connected"))
                               : answer.failures.front().error);
        return;
    }
    answer.answer = merged(parts);
    if (!answer.failures.empty()) {
        auto doubtful = std::make_shared<signals::QueryAnswer>(*answer.answer);
        doubtful->completeness.partial = true;
        for (const SourceFailure &f : answer.failures)
            doubtful->completeness.notes << QStringLiteral("%1: %2").arg(f.sourceName, f.error.summary);
        answer.answer = std::move(doubtful);
    }
    answer.elapsedNs = m_clock.monotonicNs() - question->startedNs;
    question->callback(answer);
}

void MetricReader::leave(quint64 id)
{
    const auto found = m_questions.find(id);
    if (found == m_questions.end())
        return;
    const std::shared_ptr<Question> question = found->second;
    m_questions.erase(found);
    for (const FlightPtr &flight : question->flights) {
        std::erase(flight->waiting, id);
        if (flight->waiting.empty() && !flight->part.final) {
            flight->request.cancel(); // nobody wants it any more
            m_flights.erase(flight->key);
            Q_EMIT inFlightChanged();
        }
    }
}

} // namespace wf::engine
