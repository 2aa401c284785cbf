// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/engine/metrics/samplestore.h"
#include "models/sources/ports.h"

#include <QObject>

#include <QPointer>

#include <map>
#include <memory>

namespace wf::engine {

struct MetricQuery {
    QString expr; // PromQL; $__interval, $__rate_interval and $__range are filled in
    base::TimeRange range;
    qint64 stepNs = 0;   // 0 = chosen so that about maxPoints samples come
    int maxPoints = 300; // usually the width of the chart in pixels
    bool isNew = false;  // what nobody can have asked for before is not looked up among what is kept
};

struct SourceFailure {
    QString sourceId;
    QString sourceName;
    base::Error error;
};

// What all metric sources together know; see answer->completeness for doubts.
struct MetricAnswer {
    signals::QueryAnswerPtr answer; // never null
    QString expr;                   // as asked
    base::TimeRange range;          // on the grid of the step
    qint64 stepNs = 0;
    std::vector<SourceFailure> failures;
    bool final = false;   // false: cached samples; the rest is on its way
    qint64 fetchedNs = 0; // when the oldest part was fetched
    qint64 elapsedNs = 0; // from asking to this answer
    [[nodiscard]] qint64 samples() const;
};

// Answers PromQL over all metric sources of the environment at once: series are merged by labels, a failed source makes
// the answer partial, samples that are known come from the cache first and only what is missing is asked, and equal
// questions in flight are asked once. GUI thread.
class MetricReader : public QObject {
    Q_OBJECT
public:
    // `store` may be null: then nothing is kept.
    MetricReader(const sources::SourceSet &sources, SampleStore *store, const base::Clock &clock,
                 QObject *parent = nullptr);
    ~MetricReader() override;

    // Calls back one or more times, later; the last time with final = true or with an error (all sources failed and
    // nothing is cached). Dropping the Request stops it: hidden panels drop theirs.
    using Callback = std::function<void(const base::Result<MetricAnswer> &)>;
    async::Request range(const MetricQuery &query, Callback callback);
    async::Request instant(const QString &expr, qint64 timeNs, Callback callback);

    struct Metadata {
        std::vector<signals::MetricInfo> metrics; // by name, over all sources
        qint64 fetchedNs = 0;
        base::Completeness completeness;
    };
    using MetadataPtr = std::shared_ptr<const Metadata>;
    // From memory when younger than `maxAgeNs`, else asked; an old one serves when no source answers.
    async::Request metadata(qint64 maxAgeNs, std::function<void(const base::Result<MetadataPtr> &)> callback);

    // How often targets are scraped; sets the least step and the rate interval. Default 15 s.
    void setScrapeInterval(qint64 ns) { m_scrapeNs = ns; }
    [[nodiscard]] qint64 scrapeInterval() const { return m_scrapeNs; }
    // The past before the first known sample is asked again after this long: blocks are back-filled, servers catch up.
    static constexpr qint64 emptyPastTrustedNs = 5 * base::nsPerMinute;
    [[nodiscard]] int inFlight() const { return static_cast<int>(m_flights.size()); }

Q_SIGNALS:
    void inFlightChanged();

private:
    struct Part;
    struct Flight;
    struct Question;
    using FlightPtr = std::shared_ptr<Flight>;
    [[nodiscard]] FlightPtr join(sources::MetricSource *source, const sources::RangeQuery &query, bool isNew);
    [[nodiscard]] bool isKept(const sources::MetricSource &source) const; // its answers go to the store
    void readCache(const FlightPtr &flight);
    void doubtEmptyPast(Flight &flight) const;
    void ask(const FlightPtr &flight);
    void answered(const FlightPtr &flight, base::Result<signals::QueryAnswerPtr> reply);
    void tell(const FlightPtr &flight);
    void publish(quint64 id);
    void leave(quint64 id);

    const sources::SourceSet &m_sources;
    SampleStore *m_store;
    const base::Clock &m_clock;
    qint64 m_scrapeNs = 15 * base::nsPerSecond;
    std::map<QString, FlightPtr> m_flights;
    std::map<QString, qint64>
        m_pastAskedNs; // when the start of a range was asked last, monotonic; by source, step, query
    std::map<quint64, std::shared_ptr<Question>> m_questions;
    quint64 m_nextId = 1;
    MetadataPtr m_metadata;
};

} // namespace wf::engine
