// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/base/clock.h"
#include "models/base/completeness.h"
#include "models/sources/ports.h"

#include <QHash>
#include <QObject>

#include <map>
#include <memory>
#include <optional>

namespace wf::store {
class Store;
}

namespace wf::engine {

struct TraceHit {
    signals::TraceSummary summary;
    QString source; // id of the source that knows it
};

// What the last search found. Immutable; shared with views.
struct TraceSearchSnapshot {
    sources::TraceQuery query;
    QString condition;          // on whole traces, canonical; empty: none
    std::vector<TraceHit> hits; // newest first, at most query.limit
    base::Completeness completeness;
    std::optional<base::Error> error; // when no source answered and nothing was kept
    bool busy = false;                // sources still to answer; hits may be those of the search before
    qint64 asOfNs = 0;                // when the last search was finished; 0 = never
};

// Searches all trace sources at once. A new search takes the place of a running one. Answers are kept in the store, so
// that the same question is answered, with its age, when a source is down. GUI thread.
class TraceSearch final : public QObject {
    Q_OBJECT
public:
    // store: may be null, nothing is kept then.
    TraceSearch(const sources::SourceSet &sources, store::Store *store, const base::Clock &clock,
                QObject *parent = nullptr);
    ~TraceSearch() override;

    // condition: what the whole trace must be (query/traces/tracecondition.h); one that cannot be understood is the
    // snapshot's error. A `matches` of the query is replaced by it.
    void search(const sources::TraceQuery &query, const QString &condition = {});
    // Gives up a running search; what has arrived stays.
    void stop();
    // Asks for the names of services; servicesChanged() when they are there.
    void refreshServices();
    // Asks for the operations of a service; operationsChanged() when they are there.
    void refreshOperations(const QString &service);

    [[nodiscard]] bool hasSources() const { return !m_sources.traces.empty(); }
    [[nodiscard]] std::shared_ptr<const TraceSearchSnapshot> snapshot() const { return m_snapshot; }
    [[nodiscard]] const QStringList &services() const { return m_services; }
    [[nodiscard]] QStringList operations(const QString &service) const { return m_operations.value(service); }

Q_SIGNALS:
    void changed();
    void servicesChanged();
    void operationsChanged(const QString &service);

private:
    struct Part {
        std::vector<signals::TraceSummary> traces;
        base::Completeness completeness;
        std::optional<base::Error> error;
        bool answered = false;
    };
    [[nodiscard]] bool isKept(const sources::TraceSource &source) const;
    void answered(const sources::TraceSource &source, base::Result<signals::TraceAnswer> result);
    void recall(const QString &source, const base::Error &error);
    void publish();
    void refuse(const base::Error &error);
    void askNames(const QString &what,
                  std::function<async::Request(sources::TraceSource &, sources::Reply<QStringList>)> ask,
                  std::function<void(const QStringList &)> found);

    const sources::SourceSet &m_sources;
    store::Store *m_store;
    const base::Clock &m_clock;
    std::shared_ptr<const TraceSearchSnapshot> m_snapshot = std::make_shared<TraceSearchSnapshot>();
    sources::TraceQuery m_query;
    QString m_condition;
    std::map<QString, Part> m_parts; // of the running or last search, by source
    QStringList m_services;
    QHash<QString, QStringList> m_operations;
    std::vector<async::Request> m_requests;                 // of the search
    std::map<QString, std::vector<async::Request>> m_names; // of the name lists, by what is asked
};

} // namespace wf::engine
