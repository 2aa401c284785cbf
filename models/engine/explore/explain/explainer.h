// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/explore/explain/explanation.h"
#include "models/engine/metrics/metricreader.h"

#include <QHash>
#include <QObject>

namespace wf::engine {

// How many series each part of a query has, asked one after the other when somebody looks. GUI thread.
class ExplainDesk final : public QObject {
    Q_OBJECT
public:
    ExplainDesk(MetricReader &reader, const base::Clock &clock, QObject *parent = nullptr);
    ~ExplainDesk() override;

    // Another query, or the same at another time: earlier questions are dropped. An invalid one has no steps.
    // `onlySelectors`: only what costOf() needs is counted.
    void show(const QString &text, base::TimeRange range, qint64 stepNs, bool onlySelectors);
    [[nodiscard]] const QueryExplanation &explanation() const { return m_explanation; }
    // -1: not known yet, or there is nothing to count.
    [[nodiscard]] qint64 seriesOf(std::size_t step) const;
    [[nodiscard]] bool isAsking() const { return m_request.isActive(); }
    [[nodiscard]] const std::optional<base::Error> &error() const { return m_error; } // of a count
    // Once every selector is counted.
    [[nodiscard]] std::optional<QueryCost> cost() const;

Q_SIGNALS:
    void changed();

private:
    void askNext();
    void counted(const QString &question, const base::Result<MetricAnswer> &answer);
    MetricReader &m_reader;
    const base::Clock &m_clock;
    QString m_text;
    base::TimeRange m_range;
    qint64 m_stepNs = 0;
    bool m_onlySelectors = false;
    QueryExplanation m_explanation;
    QHash<QString, qint64> m_counts; // by the question
    std::optional<base::Error> m_error;
    quint64 m_serial = 0; // of what is shown
    async::Request m_request;
};

} // namespace wf::engine
