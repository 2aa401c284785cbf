// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/engine/dashboards/alertrulechange.h"
#include "models/engine/dashboards/fleet.h"
#include "models/engine/dashboards/inventory.h"
#include "models/engine/dashboards/logplace.h"
#include "models/engine/dashboards/templates/templates.h"
#include "models/engine/metrics/metricreader.h"
#include "models/engine/services/servicecatalog.h"
#include "models/signals/panelspec.h"
#include "models/store/answercache.h"

#include <QObject>

namespace wf::engine {

// What the variables bar holds. Empty = all.
struct DashboardChoice {
    QString service;
    QString region, version, instance;
    QString splitLabel;        // "region"
    bool eachInstance = false; // a row an instance instead of the rows of the service
    DashboardTemplate kind = DashboardTemplate::Health;
    friend bool operator==(const DashboardChoice &, const DashboardChoice &) = default;
};

// One variable a dashboard can be narrowed by: the label that carries it and the values there are.
struct DashboardVariable {
    QString label; // empty: these metrics have no such label
    QStringList values;
};

struct DashboardSnapshot {
    DashboardChoice choice;
    signals::DashboardSpec spec;
    QString matcher; // what every selector holds
    DashboardVariable region, version, instance;
    QStringList splitChoices;          // labels lines can be split by
    bool hasExemplars = false;         // some histogram can carry them
    std::vector<FleetPlace> fleet;     // with eachInstance: the rows, in their order
    std::vector<MissingPanel> missing; // of a template: what it would also have
    qint64 asOfNs = 0;
    base::Completeness completeness;
};
using DashboardPtr = std::shared_ptr<const DashboardSnapshot>;

// Generates the dashboard of the chosen service: lists its series, metadata and rules over all sources, generates off
// the GUI thread, and publishes. Keeps the last dashboard of each service, so that coming back shows it at once. GUI
// thread.
class DashboardBuilder : public QObject {
    Q_OBJECT
public:
    DashboardBuilder(ServiceCatalog &catalog, MetricReader &reader, const sources::SourceSet &sources,
                     const base::Clock &clock, async::Pools &pools, QObject *parent = nullptr);
    ~DashboardBuilder() override;

    // Where what services expose is kept, so that a dashboard opens at once and without any server. May be null.
    void setCache(store::AnswerCache *cache) { m_cache = cache; }
    // What the console knows itself of a service, for templates; asked whenever one is made.
    using FactsOf = std::function<TemplateFacts(const QString &service)>;
    void setFacts(FactsOf facts) { m_facts = std::move(facts); }
    void choose(const DashboardChoice &choice); // asks when it differs
    // The service that was last shown, from the cache; for a start without servers. Does nothing once one is chosen.
    void chooseLast();
    void refresh();
    // Somebody looks at it: it is generated again when alerting rules come, go or change.
    void setWatched(bool watched) { m_ruleChange.setWanted(watched); }
    void lookAtRules() { m_ruleChange.look(); } // now
    [[nodiscard]] const DashboardChoice &choice() const { return m_choice; }
    [[nodiscard]] const DashboardPtr &snapshot() const { return m_snapshot; } // null: nothing yet
    [[nodiscard]] bool isBusy() const { return m_gathered != nullptr || m_fleet != nullptr; }
    [[nodiscard]] const std::optional<base::Error> &error() const { return m_error; }
    [[nodiscard]] ServiceCatalog &catalog() { return m_catalog; }

Q_SIGNALS:
    void changed();

private:
    struct Gathered;
    struct Fleet;
    void ask(const ServiceInfo &service, const QString &around);
    void arrived();
    void make();
    [[nodiscard]] const ServiceInfo *info() const;
    void readCache();
    void keep(const Inventory &inventory);
    void publish(DashboardPtr made);
    void askFleet(DashboardPtr made, FleetFigures figures);
    void orderFleet();

    ServiceCatalog &m_catalog;
    MetricReader &m_reader;
    const sources::SourceSet &m_sources;
    const base::Clock &m_clock;
    async::Pools &m_pools;
    DashboardChoice m_choice;
    DashboardPtr m_snapshot;
    std::map<QString, DashboardPtr> m_known; // by service
    std::optional<base::Error> m_error;
    store::AnswerCache *m_cache = nullptr;
    async::Request m_cacheRequest;
    FactsOf m_facts;
    LogPlace m_logs;
    AlertRuleChange m_ruleChange;
    std::unique_ptr<Gathered> m_gathered;
    std::unique_ptr<Fleet> m_fleet;
    async::JobScope m_jobs; // last: stops first
};

// The first of the labels that at least half of the metrics carry, with its values. Pure.
[[nodiscard]] DashboardVariable findVariable(const std::vector<ServiceMetric> &metrics, const QStringList &labels);

} // namespace wf::engine
