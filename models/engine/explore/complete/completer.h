// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/engine/explore/complete/proposals.h"
#include "models/engine/explore/index/metriccatalog.h"

namespace wf::engine {

// Proposals while somebody types: worked out on a pool, the newest question wins, and no key waits. What is not known
// of labels yet is asked for, and a second answer follows when it has come. GUI thread.
class Completer final : public QObject {
    Q_OBJECT
public:
    Completer(MetricCatalog &catalog, const async::Pools &pools, QObject *parent = nullptr);
    ~Completer() override;
    void setScrapeInterval(qint64 ns) { m_scrapeNs = ns; }

    using Callback = std::function<void(const signals::Completion &)>;
    // Earlier questions are given up. Called back once or more, later; the last time with isComplete.
    void complete(const QString &text, int caret, bool isForced, Callback callback);
    // Names of metrics alone, for a field that holds one. Otherwise as above.
    void completeMetric(const QString &typed, bool isForced, Callback callback);
    void cancel();
    // How long the last answer took to work out, from the question to the callback.
    [[nodiscard]] qint64 lastNs() const { return m_lastNs; }

private:
    struct Question {
        QString text;
        int caret = 0;
        bool isForced = false;
        bool namesOnly = false; // of metrics, as they are
        QueryContext context;
        Callback callback;
    };
    void answer(std::shared_ptr<Question> question); // by value: it may be m_question itself
    [[nodiscard]] std::vector<MetricShapePtr> shapesFor(const QueryContext &context, QString &waitingFor);

    MetricCatalog &m_catalog;
    const async::Pools &m_pools;
    qint64 m_scrapeNs = 15 * base::nsPerSecond;
    qint64 m_lastNs = 0;
    std::shared_ptr<Question> m_question; // the newest, while it waits for more
    async::JobScope m_jobs;
};

} // namespace wf::engine
