// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/history/dailycounts.h"
#include "models/engine/objectives/objectivekeeper.h"
#include "models/store/ledger.h"

#include <QHash>

namespace wf::engine {

// Keeps how the days of every objective went, in the ledger, so that trends reach further back than the source. A day
// is written once it is over, and again when a correction changes it. GUI thread; counting is on the pool.
class HistoryBook final : public QObject {
    Q_OBJECT
public:
    HistoryBook(ObjectiveKeeper &keeper, store::Ledger &ledger, async::Pools &pools, QObject *parent = nullptr);
    ~HistoryBook() override;

    // Reads what was kept, and follows the keeper from then on.
    void load();
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
    [[nodiscard]] const std::optional<base::Error> &error() const { return m_error; }
    // Kept days and those of the present history, the running one too.
    [[nodiscard]] DailyCounts daysOf(const ObjectiveState &state) const;
    // Only the kept ones.
    [[nodiscard]] DailyCounts keptOf(const signals::Objective &objective) const;

Q_SIGNALS:
    void changed();

private:
    void follow();
    void keep(QHash<QString, QJsonObject> changedOnes);

    ObjectiveKeeper &m_keeper;
    store::Ledger &m_ledger;
    async::Pools &m_pools;
    QHash<QString, QJsonObject> m_kept; // by the objective's id
    std::optional<base::Error> m_error;
    qint64 m_followedNs = 0;
    bool m_isLoaded = false;
    async::Request m_reading;
    std::vector<async::Request> m_writes;
    async::JobScope m_jobs;
};

// Where the ledger's settings keep them: this and the objective's id.
[[nodiscard]] QString historySettings();
// The days an objective's present report holds, and them beside kept ones. Pure.
[[nodiscard]] DailyCounts daysWith(const QJsonObject &kept, const signals::Objective &objective,
                                   const BudgetReport &report);

} // namespace wf::engine
