// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/base/result.h"
#include "models/base/timerange.h"
#include "models/signals/alert.h"
#include "models/signals/logline.h"
#include "models/signals/series.h"
#include "models/signals/sourcestate.h"
#include "models/signals/trace.h"

#include <QObject>

#include <functional>
#include <memory>

// The ports: what any metric, log, trace or alert source can be asked. Nothing above this room knows which product
// answers. Everything here is called on the GUI thread and answers there, later, never from inside the call. Dropping
// the returned Request cancels: the callback is then never called.
namespace wf::sources {

template<class T>
using Reply = std::function<void(base::Result<T>)>;

// What all sources have: identity, state, a probe.
class Source : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    [[nodiscard]] virtual const signals::SourceState &state() const = 0;
    // Finds product, version and limits; also run by itself after connecting and after each recovery.
    virtual async::Request probe(Reply<signals::Capability> reply) = 0;
    // Asks again at once although the breaker is open (the operator pressed Retry).
    virtual void retryNow() = 0;

Q_SIGNALS:
    void stateChanged();
};

struct RangeQuery {
    QString expr;
    base::TimeRange range;
    qint64 stepNs = 0;
};

class MetricSource : public Source {
    Q_OBJECT
public:
    using Source::Source;
    virtual async::Request queryRange(const RangeQuery &query, Reply<signals::QueryAnswerPtr> reply) = 0;
    virtual async::Request queryInstant(const QString &expr, qint64 timeNs, Reply<signals::QueryAnswerPtr> reply) = 0;
    virtual async::Request exemplars(const QString &selector, base::TimeRange range,
                                     Reply<std::vector<signals::Exemplar>> reply) = 0;
    // Metric names with type, help and unit.
    virtual async::Request metadata(Reply<std::vector<signals::MetricInfo>> reply) = 0;
    // Label sets of the series that match any of the selectors.
    virtual async::Request series(const QStringList &selectors, base::TimeRange range,
                                  Reply<std::vector<base::Labels>> reply) = 0;
    virtual async::Request labelNames(const QString &selector, base::TimeRange range, Reply<QStringList> reply) = 0;
    virtual async::Request labelValues(const QString &label, const QString &selector, base::TimeRange range,
                                       Reply<QStringList> reply) = 0;
    // Alerting and recording rules with their present alerts.
    virtual async::Request rules(Reply<std::vector<signals::Rule>> reply) = 0;
};

enum class LogDirection { Backward, Forward };
struct LogQuery {
    QString expr;          // LogQL
    base::TimeRange range; // start inclusive, end exclusive
    int limit = 1000;
    LogDirection direction = LogDirection::Backward;
};

// A running live tail. Delete to stop. Signals on the GUI thread.
class LogTail : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    struct Counters {
        qint64 received = 0, delivered = 0, deduplicated = 0, droppedByServer = 0, gaps = 0, reconnects = 0;
    };
    [[nodiscard]] virtual Counters counters() const = 0;

Q_SIGNALS:
    void lines(const std::vector<wf::signals::LogLine> &batch); // ascending by time within a batch
    void dropped(qint64 count, wf::base::TimeRange where);      // the server dropped these
    void gap(wf::base::TimeRange where);                        // could not be filled after a reconnect
    void connectedChanged(bool connected, const QString &reason);
};

class LogSource : public Source {
    Q_OBJECT
public:
    using Source::Source;
    virtual async::Request query(const LogQuery &query, Reply<signals::LogAnswer> reply) = 0;
    // Counts by level.
    virtual async::Request volume(const QString &expr, base::TimeRange range, qint64 stepNs,
                                  Reply<signals::LogVolume> reply) = 0;
    // A metric query in LogQL.
    virtual async::Request queryRange(const RangeQuery &query, Reply<signals::QueryAnswerPtr> reply) = 0;
    virtual async::Request labelNames(base::TimeRange range, Reply<QStringList> reply) = 0;
    virtual async::Request labelValues(const QString &label, const QString &selector, base::TimeRange range,
                                       Reply<QStringList> reply) = 0;
    virtual async::Request detectedFields(const QString &expr, base::TimeRange range,
                                          Reply<std::vector<signals::LogField>> reply) = 0;
    // Unsupported when the server has none; the engine then computes them from lines.
    virtual async::Request patterns(const QString &selector, base::TimeRange range,
                                    Reply<std::vector<signals::LogPattern>> reply) = 0;
    [[nodiscard]] virtual std::unique_ptr<LogTail> tail(const QString &expr, qint64 fromNs) = 0;
};

struct TraceQuery {
    QString service;
    QString operation;
    base::Labels tags;
    base::TimeRange range;
    qint64 minDurationNs = 0;
    qint64 maxDurationNs = 0; // 0 = any
    int limit = 20;
    // What the trace as a whole must be (models/query/traces); empty: anything. Called on any thread, traces arranged.
    // A source that cannot ask its server for it looks at what the server returned and says so in the notes.
    std::function<bool(const signals::Trace &)> matches;
};

class TraceSource : public Source {
    Q_OBJECT
public:
    using Source::Source;
    virtual async::Request search(const TraceQuery &query, Reply<signals::TraceAnswer> reply) = 0;
    virtual async::Request trace(const QString &traceId, Reply<signals::TracePtr> reply) = 0;
    virtual async::Request services(Reply<QStringList> reply) = 0;
    virtual async::Request operations(const QString &service, Reply<QStringList> reply) = 0;
    virtual async::Request dependencies(base::TimeRange range, Reply<std::vector<signals::ServiceCall>> reply) = 0;
};

class AlertSource : public Source {
    Q_OBJECT
public:
    using Source::Source;
    virtual async::Request alerts(Reply<signals::AlertAnswer> reply) = 0;
    virtual async::Request silences(Reply<std::vector<signals::Silence>> reply) = 0;
    // Creates (empty id) or edits; answers with the id now valid, which may be new. Never retried by this room.
    virtual async::Request putSilence(const signals::Silence &silence, Reply<QString> reply) = 0;
    // Expires; a silence that is already gone is success.
    virtual async::Request expireSilence(const QString &id, Reply<base::Done> reply) = 0;
    virtual async::Request status(Reply<signals::AlertmanagerStatus> reply) = 0;
    [[nodiscard]] virtual bool supportsAnnotations() const = 0;
};

// All sources of the open environment, by kind. Owned by the composition root; pointers stay valid while it is open.
struct SourceSet {
    std::vector<MetricSource *> metrics;
    std::vector<AlertSource *> alerts;
    std::vector<LogSource *> logs;
    std::vector<TraceSource *> traces;
    [[nodiscard]] std::vector<Source *> all() const;
};

} // namespace wf::sources
