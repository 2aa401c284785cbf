// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/ask/budgetasker.h"
#include "models/engine/objectives/corrections/correction.h"
#include "models/engine/objectives/explain/whatif.h"
#include "models/engine/objectives/objectivestate.h"
#include "models/wire/yaml/slo/slofile.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

#include <memory>

namespace wf::store {
class AlertLog;
}

namespace wf::engine {

class CorrectionBook;
class FreezeBook;

// Keeps the error budgets of all objectives in the environment's files, by the computation of the command line. Every
// minute only what moved is asked: ends of long windows, new steps of the histories. Files are read again when they
// change. GUI thread; reading, computing and judging are on the pool.
class ObjectiveKeeper : public QObject {
    Q_OBJECT
public:
    ObjectiveKeeper(QStringList paths, MetricReader &metrics, const base::Clock &clock, async::Pools &pools,
                    QObject *parent = nullptr);
    ~ObjectiveKeeper() override;

    // Kept corrections hold beside those of the files, kept decisions go before the advice, and kept alerts tell what
    // spent the budget. Before start(), and all outlive the keeper.
    void setCorrections(CorrectionBook &book);
    void setFreezes(FreezeBook &book);
    void setAlerts(store::AlertLog &log) { m_alerts = &log; }

    void start();
    void refresh();
    // Reads the files again, too.
    void reload();
    // Reads this file or folder as well from now on.
    void addPath(const QString &path);
    [[nodiscard]] const ObjectivesPtr &snapshot() const { return m_snapshot; }
    [[nodiscard]] bool isBusy() const { return m_isBusy; }
    [[nodiscard]] const QStringList &paths() const { return m_paths; }
    [[nodiscard]] const std::vector<Correction> &fileCorrections() const { return m_fileCorrections; }
    // Who is told about freezes, as the files say.
    [[nodiscard]] const std::vector<wire::SloWebhook> &webhooks() const { return m_webhooks; }
    // Those of the files and the kept ones.
    [[nodiscard]] std::vector<Correction> corrections() const;

    using ReportReply = std::function<void(const base::Result<BudgetReport> &)>;
    // One objective's budget now in one piece, with the number of samples: for "why is this so?". A later question
    // takes the place of an earlier one.
    void explain(const QString &objectiveId, ReportReply reply);
    // Of any objective as it would be, corrections as they are: previews and what-if. `reply` as explain(). Histories
    // are of `historySteps` steps.
    void ask(const signals::Objective &objective, std::size_t historySteps, ReportReply reply);
    // Only the history of a question of explain/whatif.h.
    void askHistory(const HistoryQuestion &question, ReportReply reply);

Q_SIGNALS:
    void changed();

private:
    struct Files;
    void take(Files files);
    void begin();
    void compute();
    void judge();
    void publish(ObjectivesSnapshot next);
    void applyDecisions(ObjectivesSnapshot &snapshot) const;
    void inquire(const signals::Objective &objective, ComputeOptions options, ReportReply reply);

    QStringList m_paths;
    MetricReader &m_metrics;
    const base::Clock &m_clock;
    async::Pools &m_pools;
    CorrectionBook *m_book = nullptr;
    FreezeBook *m_freezes = nullptr;
    store::AlertLog *m_alerts = nullptr;
    std::vector<Correction> m_fileCorrections;
    std::vector<wire::SloWebhook> m_webhooks;
    std::vector<wire::SloComposite> m_composites;
    std::shared_ptr<AskedBudgets> m_budgets;
    std::shared_ptr<std::vector<ObjectiveIncident>> m_incidents;
    QStringList m_problems;
    ObjectivesPtr m_snapshot;
    QFileSystemWatcher m_watcher;
    QTimer m_timer;
    async::Request m_sightings;
    qint64 m_atNs = 0;
    bool m_isBusy = false;
    bool m_isAskedAgain = false;
    bool m_filesChanged = true;
    async::JobScope m_jobs;
    std::unique_ptr<BudgetAsker> m_asker;
    std::unique_ptr<BudgetAsker> m_inquiry;
};

} // namespace wf::engine
