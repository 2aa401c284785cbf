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
    // Where the first objective goes when the environment names no folder: made when it is needed.
    void setHome(const QString &folder) { m_home = folder; }
    // The folder files are written into: the first of the environment's that is one, or else the home.
    [[nodiscard]] QString folder() const;
    // Answers with the file's path; the keeper reads it at once.
    void save(const signals::Objective &objective, std::function<void(base::Result<QString>)> reply);
    // Several objectives as one; as save().
    void saveComposite(const wire::SloComposite &composite, std::function<void(base::Result<QString>)> reply);

    // A definition's file, what would be wrong with another text of it (the newest question is answered), and that text
    // in its place: propose/objectivetext.h.
    void read(const QString &path, std::function<void(base::Result<QByteArray>)> reply);
    void check(const QString &path, const QByteArray &text, std::function<void(std::vector<wire::SloProblem>)> reply);
    void replace(const QString &path, const QByteArray &before, const QByteArray &after,
                 std::function<void(base::Status)> reply);

Q_SIGNALS:
    void proposalsChanged();

private:
    void arrived();
    void write(std::function<base::Result<QString>(const QString &folder)> work,
               std::function<void(base::Result<QString>)> reply);

    ServiceCatalog &m_catalog;
    const sources::SourceSet &m_sources;
    ObjectiveKeeper &m_keeper;
    MetricReader &m_metrics;
    const base::Clock &m_clock;
    async::Pools &m_pools;
    QString m_home;
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
