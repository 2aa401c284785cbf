// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/engine/rules/hearers/hearers.h"
#include "models/engine/rules/hearers/ownhearers.h"
#include "models/engine/services/subjectrules.h"
#include "models/sources/ports.h"

#include <QObject>

#include <memory>
#include <optional>

namespace wf::engine {

// The routes of the Alertmanagers of an environment: the first that answers with a configuration speaks for all; and
// the escalations of this console. GUI thread; configurations are read on a pool.
class HearerDesk final : public QObject {
    Q_OBJECT
public:
    HearerDesk(const sources::SourceSet &sources, const async::Pools &pools, QObject *parent = nullptr);
    ~HearerDesk() override;

    // Asks anew; what was known stays meanwhile.
    void ask();
    [[nodiscard]] bool isAsking() const { return m_open > 0; }
    // Null: not known (yet), or nobody has a configuration.
    [[nodiscard]] const std::shared_ptr<const AlertRouting> &routing() const { return m_routing; }
    [[nodiscard]] const QString &sourceName() const { return m_sourceName; } // whose routes they are
    // Why the routes are not known; nothing while nobody was asked, and where there is no Alertmanager.
    [[nodiscard]] const std::optional<base::Error> &error() const { return m_error; }
    // Whom this console tells; null: it tells nobody. `isRun`: somebody goes through the steps; `runBy`: who, in words.
    void setOwn(std::shared_ptr<const wire::NotifySettings> settings, bool isRun, const QString &runBy = {});
    [[nodiscard]] const std::shared_ptr<const wire::NotifySettings> &own() const { return m_own; }
    [[nodiscard]] bool isOwnRun() const { return m_isOwnRun; }
    [[nodiscard]] const QString &ownRunBy() const { return m_ownRunBy; }
    // Which labels say what an alert is about, as incidents read them.
    void setSubjects(SubjectRules subjects) { m_subjects = std::move(subjects); }
    // Whom this console tells of an alert with these labels (ownHearersOf()).
    [[nodiscard]] std::vector<OwnHearer> ownHearers(const base::Labels &alert) const;
    [[nodiscard]] bool hasAlertmanager() const { return !m_sources.alerts.empty(); }

Q_SIGNALS:
    void changed();

private:
    void answered(const QString &name, const base::Result<signals::AlertmanagerStatus> &status);

    const sources::SourceSet &m_sources;
    const async::Pools &m_pools;
    std::shared_ptr<const AlertRouting> m_routing;
    QString m_sourceName;
    std::shared_ptr<const wire::NotifySettings> m_own;
    bool m_isOwnRun = false;
    QString m_ownRunBy;
    SubjectRules m_subjects;
    std::optional<base::Error> m_error;
    bool m_isFound = false; // in this round
    int m_open = 0;
    std::vector<async::Request> m_requests;
    async::JobScope m_jobs;
};

} // namespace wf::engine
