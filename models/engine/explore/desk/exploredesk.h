// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/explore/book/querybook.h"
#include "models/engine/explore/book/tabbook.h"
#include "models/engine/explore/complete/completer.h"
#include "models/engine/explore/explain/explainer.h"
#include "models/engine/explore/explain/queryunit.h"
#include "models/engine/explore/lint/lints.h"
#include "models/engine/explore/quantile/quantiles.h"
#include "models/engine/metrics/metricreader.h"

namespace wf::engine {

// The newest answer to a query that ran.
struct ExploreAnswer {
    QString text; // as written; empty: nothing ran yet
    bool isInstant = false;
    base::TimeRange range;
    qint64 stepNs = 0;
    signals::QueryAnswerPtr answer;  // null before the first one; in the unit below
    signals::QueryAnswerPtr compare; // of an earlier range, moved onto this one; null: none is wanted, or not yet
    QueryUnit unit;
    std::optional<base::Error> error; // of the newest question; `answer` is then of an earlier one
    QString answeredText;             // the query that `answer` is of
    bool isAsking = false;
    qint64 samples = 0;
    qint64 elapsedNs = 0;
    qint64 fetchedNs = 0;
    base::Completeness completeness;
    double quantile = 0; // above 0: native histograms were answered, and the series are this quantile of them
    // What asks for the lines as they are shown.
    [[nodiscard]] QString lineQuery() const { return quantile > 0 ? withQuantile(text, quantile) : text; }
};

// What the explorer of metrics does behind its screen: checks a query while it is written, says what it will cost, runs
// it, keeps it. GUI thread; checking happens on a pool.
class ExploreDesk final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        const sources::SourceSet &sources;
        MetricReader &reader;
        store::Ledger &ledger;
    };
    ExploreDesk(const Parts &parts, const base::Clock &clock, const async::Pools &pools, QObject *parent = nullptr);
    ~ExploreDesk() override;

    [[nodiscard]] MetricCatalog &catalog() { return m_catalog; }
    [[nodiscard]] Completer &completer() { return m_completer; }
    [[nodiscard]] QueryBook &book() { return m_book; }
    [[nodiscard]] TabBook &tabs() { return m_tabs; }
    [[nodiscard]] ExplainDesk &explain() { return m_explain; }
    [[nodiscard]] qint64 scrapeInterval() const { return m_reader.scrapeInterval(); }
    // The address of a source that can be asked over HTTP, for curl; empty when there is none.
    [[nodiscard]] QString httpAddress() const;

    using MarksCallback = std::function<void(const std::vector<signals::ExpressionMark> &)>;
    // Newest wins. Called back again when more has become known of the labels the query uses.
    void check(const QString &text, MarksCallback callback);

    struct Question {
        QString text;
        base::TimeRange range;
        int width = 300;
        bool isInstant = false;
        qint64 compareOffsetNs = 0; // also the same range this much earlier; 0: no
    };
    // A repeated question keeps its answer until the new one comes; another one too, so that a view may dim it.
    void run(const Question &question);
    void stop();
    void forgetAnswer();
    [[nodiscard]] const ExploreAnswer &answer() const { return m_answer; }
    // Of native histograms that a query answers: computed here, without asking again. 0 to 1; 0.99 until it is chosen.
    void setQuantile(double q);

Q_SIGNALS:
    void answered();

private:
    void checkNow();
    void take(const QString &text, const base::Result<MetricAnswer> &result, bool isNew);
    void askCompare(const Question &question, const QString &text);
    [[nodiscard]] QueryUnit unitOf(const QString &text) const;
    void computeQuantiles();
    void releaseLater();

    const sources::SourceSet &m_sources;
    MetricReader &m_reader;
    const base::Clock &m_clock;
    const async::Pools &m_pools;
    MetricCatalog m_catalog;
    Completer m_completer;
    QueryBook m_book;
    TabBook m_tabs;
    ExplainDesk m_explain;
    QString m_checked;
    MarksCallback m_marks;
    QStringList m_checkedMetrics;
    ExploreAnswer m_answer;
    signals::QueryAnswerPtr m_histograms; // as they were answered; null: the newest answer holds series
    double m_quantile = 0.99;
    bool m_isFinal = false; // nothing more comes
    quint64 m_serial = 0;   // of the question
    async::Request m_request, m_compareRequest;
    async::JobScope m_jobs;
};

} // namespace wf::engine
