// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/engine/rules/tree/ruletree.h"
#include "models/sources/ports.h"

#include <QObject>

class QTimer;

namespace wf::engine {

// Asks every source that evaluates rules for them while somebody wants to know, and folds them on a pool. What a source
// said last stays while it fails. GUI thread.
class RuleWatch final : public QObject {
    Q_OBJECT
public:
    RuleWatch(const sources::SourceSet &sources, const base::Clock &clock, const async::Pools &pools,
              QObject *parent = nullptr);
    ~RuleWatch() override;

    // Asks at once and every half minute while wanted.
    void setWanted(bool wanted);
    void refresh();
    // Never null.
    [[nodiscard]] const RuleSnapshotPtr &snapshot() const { return m_snapshot; }
    // Nothing is being asked or folded.
    [[nodiscard]] bool isSettled() const;

Q_SIGNALS:
    void changed();

private:
    struct Poll;
    void answered(Poll &poll, base::Result<std::vector<signals::Rule>> answer);
    void fold();

    const base::Clock &m_clock;
    const async::Pools &m_pools;
    std::vector<std::unique_ptr<Poll>> m_polls;
    RuleSnapshotPtr m_snapshot;
    bool m_isFolding = false;
    bool m_foldAgain = false;
    QTimer *m_timer;
    async::JobScope m_jobs;
};

} // namespace wf::engine
