// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/objectivekeeper.h"
#include "models/engine/objectives/propose/proposals.h"
#include "models/engine/services/servicecatalog.h"

#include <QObject>

namespace wf::engine {

// From nothing to a first objective: what a service exposes, what could be promised of it, how that would have gone in
// the window so far, and the file. GUI thread.
class ObjectiveWizard final : public QObject {
    Q_OBJECT
public:
    ObjectiveWizard(ServiceCatalog &catalog, const sources::SourceSet &sources, ObjectiveKeeper &keeper,
                    MetricReader &metrics, const base::Clock &clock, async::Pools &pools, QObject *parent = nullptr);
    ~ObjectiveWizard() override;

    [[nodiscard]] QStringList services() const; // that metrics know, by name
    // Looks at what the service exposes; proposalsChanged() follows.
    void choose(const QString &service);
    [[nodiscard]] const QString &service() const { return m_service; }
    [[nodiscard]] bool isBusy() const { return m_waiting > 0; }
    [[nodiscard]] const std::vector<ObjectiveProposal> &proposals() const { return m_proposals; }
    [[nodiscard]] const std::optional<base::Error> &error() const { return m_error; }

    // As it would stand now. The newest question is answered.
    void preview(const signals::Objective &objective, ObjectiveKeeper::ReportReply reply);
    // The folder files are written into: the first of the environment's that is one; empty when it names none.
    [[nodiscard]] QString folder() const;
    // Answers with the file's path; the keeper reads it at once.
    void save(const signals::Objective &objective, std::function<void(base::Result<QString>)> reply);

Q_SIGNALS:
    void proposalsChanged();

private:
    void arrived();

    ServiceCatalog &m_catalog;
    const sources::SourceSet &m_sources;
    ObjectiveKeeper &m_keeper;
    MetricReader &m_metrics;
    const base::Clock &m_clock;
    async::Pools &m_pools;
    QString m_service;
    ServiceMetrics m_input;
    std::vector<base::Labels> m_series;
    std::vector<signals::MetricInfo> m_metadata;
    std::vector<ObjectiveProposal> m_proposals;
    std::optional<base::Error> m_error;
    std::vector<async::Request> m_requests;
    std::size_t m_waiting = 0;
    async::JobScope m_jobs; // last: stops first
};

} // namespace wf::engine
