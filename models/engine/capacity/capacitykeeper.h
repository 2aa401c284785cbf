// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/base/completeness.h"
#include "models/engine/capacity/advice/advice.h"
#include "models/engine/capacity/advice/pricefile.h"
#include "models/engine/capacity/gatherresources.h"
#include "models/engine/capacity/past/pastforecasts.h"
#include "models/engine/capacity/scaling/scalingadvice.h"
#include "models/engine/metrics/metricreader.h"
#include "models/engine/services/servicecatalog.h"

#include <QObject>
#include <QTimer>

#include <set>

namespace wf::store {
class AlertLog;
class Ledger;
} // namespace wf::store

namespace wf::engine {

class ObjectiveKeeper;

struct CapacitySnapshot {
    std::vector<ResourceForecastPtr> resources;         // soonest first
    std::vector<ServiceScaling> scaling;                // nearest to its knee first
    QHash<QString, std::vector<PastAccuracy>> accuracy; // of forecasts that were made, by key
    PriceFileState priceFile;
    double done = 0; // 0 … 1 of the round that goes on
    bool isBusy = false;
    bool isAsked = false;             // the metrics tell of something finite, though perhaps for less than an hour
    std::optional<base::Error> error; // of the last question, when it failed
    base::Completeness completeness;
    qint64 asOfNs = 0; // 0: no round has ended yet
    [[nodiscard]] const ResourceForecast *find(const QString &key) const;
    // How many machines answer the same question.
    [[nodiscard]] int nodesOf(const ResourceForecast &resource) const;
    // What helps it (adviceFor()), and more instances where its service is near its knee.
    [[nodiscard]] std::vector<Advice> adviceOf(const ResourceForecast &resource, qint64 nowNs) const;
};
using CapacityPtr = std::shared_ptr<const CapacitySnapshot>;

// Finds everything finite and forecasts it, every hour: one question after the other, forecasts on the pool. What was
// forecast is kept and judged when its day has come. GUI thread.
class CapacityKeeper final : public QObject {
    Q_OBJECT
public:
    // What it may use besides metrics; each may be null.
    struct Helpers {
        store::AlertLog *alerts = nullptr; // hours of incidents
        store::Ledger *ledger = nullptr;   // past forecasts: they are judged over months, and never thrown away
        const ObjectiveKeeper *objectives = nullptr; // error budgets
        QString priceFile{};                         // empty, or not there: no costs
    };
    CapacityKeeper(ServiceCatalog &catalog, MetricReader &reader, Helpers helpers, const base::Clock &clock,
                   const async::Pools &pools, QObject *parent = nullptr);
    ~CapacityKeeper() override;

    // Begins as soon as the catalogue knows which metrics there are; `isLive`: again every hour.
    void start(bool isLive = true);
    void refresh();
    // The same, for a person who does not want to wait: also when there was nobody who could say what there is.
    void askAgain();
    [[nodiscard]] const CapacityPtr &snapshot() const { return m_snapshot; } // never null
    [[nodiscard]] bool isSettled() const;

Q_SIGNALS:
    void changed();

private:
    struct Round;
    void readPast();
    void readBroken();
    void readDeploys();
    void askScaling();
    void savePast(const std::set<QString> &questionIds);
    void askNext();
    void askLimits(std::shared_ptr<const FiniteQuestion> question, signals::QueryAnswerPtr used);
    void askLimitsOf(std::shared_ptr<const FiniteQuestion> question, signals::QueryAnswerPtr used, qint64 atNs);
    void compute(std::shared_ptr<const FiniteQuestion> question, signals::QueryAnswerPtr used,
                 signals::QueryAnswerPtr limits);
    void failed(const base::Error &error);
    void finish();
    void publish();

    ServiceCatalog &m_catalog;
    MetricReader &m_reader;
    Helpers m_helpers;
    const base::Clock &m_clock;
    const async::Pools &m_pools;
    PriceFile m_prices;
    PastForecasts m_past;
    bool m_isPastRead = false;
    bool m_isStarted = false;
    bool m_hasQuestions = false;
    std::unique_ptr<Round> m_round; // null: none goes on
    std::vector<ResourceForecastPtr> m_known;
    std::vector<ServiceScaling> m_scaling;
    std::optional<base::Error> m_error;
    base::Completeness m_completeness;
    qint64 m_asOfNs = 0;
    CapacityPtr m_snapshot;
    QTimer m_timer;
    async::Request m_request, m_reading;
    std::vector<async::Request> m_scalingRequests, m_writes;
    async::JobScope m_jobs; // last: stops first
};

} // namespace wf::engine
