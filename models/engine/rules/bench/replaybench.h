// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/rules/editing/editedrule.h"
#include "models/engine/rules/editing/ruleprobe.h"
#include "models/engine/rules/replay/comparison.h"
#include "models/engine/rules/replay/replayer.h"

#include <QObject>
#include <QTimer>

namespace wf::engine {

// What the rule that somebody works on would have done: what its condition measured, when it would have fired, and how
// that differs from the rule as it runs. Follows 300 ms after the last change; the next change outdates what is asked.
// GUI thread.
class ReplayBench final : public QObject {
    Q_OBJECT
public:
    ReplayBench(Replayer &replayer, const sources::SourceSet &sources, const base::Clock &clock,
                QObject *parent = nullptr);
    ~ReplayBench() override;

    // `source`: id of the one that evaluates it. `today`: as it runs; null: it does not. What would give the same
    // answer is not asked again.
    void look(const EditedRule &rule, const QString &source, const signals::Rule *today);
    void setDays(int days); // 1 to 30
    [[nodiscard]] int days() const { return m_days; }
    void askAgain();
    void stop(); // keeps what is known
    void clear();

    [[nodiscard]] bool isAsking() const { return m_soon.isActive() || m_request.isActive() || m_probe.isAsking(); }
    [[nodiscard]] bool isReplaying() const { return m_soon.isActive() || m_request.isActive(); }
    [[nodiscard]] double progress() const { return m_progress; }       // 0 to 1
    [[nodiscard]] const ReplayPtr &replay() const { return m_replay; } // null: not known (yet)
    [[nodiscard]] const ReplayPtr &today() const { return m_todays; }  // null: not known, or the same
    [[nodiscard]] const std::optional<ReplayComparison> &comparison() const { return m_comparison; }
    [[nodiscard]] const std::optional<ProbeNow> &now() const { return m_now; }
    [[nodiscard]] const std::optional<ProbePast> &past() const { return m_past; }
    [[nodiscard]] const std::optional<base::Error> &replayError() const { return m_replayError; }
    [[nodiscard]] const std::optional<base::Error> &probeError() const { return m_probeError; }

    static constexpr int pauseMs = 300;

Q_SIGNALS:
    void changed();

private:
    void askProbe();
    void askReplay();
    void askToday();
    [[nodiscard]] ReplayQuestion questionOf(const signals::Rule &rule) const;
    void compare();

    Replayer &m_replayer;
    const base::Clock &m_clock;
    RuleProbe m_probe;
    signals::Rule m_rule;
    std::optional<signals::Rule> m_today;
    QString m_source;
    int m_days = 7;
    bool m_canAsk = false;                       // the condition can be asked
    QString m_asked, m_askedToday, m_askedProbe; // what is known or on its way, as text
    double m_progress = 0;
    ReplayPtr m_replay, m_todays;
    std::optional<ReplayComparison> m_comparison;
    std::optional<ProbeNow> m_now;
    std::optional<ProbePast> m_past;
    std::optional<base::Error> m_replayError, m_probeError;
    QTimer m_soon;
    async::Request m_request;
};

} // namespace wf::engine
