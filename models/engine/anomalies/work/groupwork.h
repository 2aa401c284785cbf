// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/engine/anomalies/group/anomalygroup.h"

#include <QObject>
#include <QTimer>

#include <deque>

namespace wf::engine {

// Does the work of groups on a pool, one slice of about a tenth of a second at a time, never above the share of a
// processor it was given: after each slice it rests. What came live goes before learning the past. GUI thread.
class GroupWork final : public QObject {
    Q_OBJECT
public:
    enum class Kind { Feed, Train, RollBack };
    struct Item {
        std::shared_ptr<AnomalyGroup> group;
        std::shared_ptr<const signals::QueryAnswer> answer; // null: nothing is fed or trained
        Kind kind = Kind::Feed;
        bool isUrgent = false; // came live: does not wait for its share and goes first
        bool isPast = false;   // learns what was before: waits while paused
        std::function<void(std::shared_ptr<const GroupOutcome>)> done;
        AnomalyGroup::Cursor cursor{}; // where the work goes on
        QString series{};              // RollBack: whose newest version goes; empty: of all
        ModelsBySeries models{};       // Train: versions that are kept, in place of those of the group
    };
    explicit GroupWork(const async::Pools &pools, QObject *parent = nullptr);
    ~GroupWork() override;

    void add(Item item);
    // What was said; groups heed it from their next slice on.
    void setFeedback(const QHash<QString, analysis::SeriesFeedback> &feedback) { m_feedback = feedback; }
    void setNow(std::function<qint64()> nowMs) { m_nowMs = std::move(nowMs); }
    // 0.01 … 1 of one processor, for what is not urgent.
    void setShare(double share) { m_share = std::clamp(share, 0.01, 1.0); }
    [[nodiscard]] double share() const { return m_share; }
    void setPaused(bool paused); // only what is past waits
    [[nodiscard]] bool isIdle() const { return !m_isBusy && m_items.empty(); }
    // Forgets what waits of the past.
    void dropPast();

private:
    void next();
    void finish(Item item, bool isDone, std::shared_ptr<const GroupOutcome> outcome, qint64 tookMs);

    const async::Pools &m_pools;
    std::function<qint64()> m_nowMs;
    QHash<QString, analysis::SeriesFeedback> m_feedback;
    std::deque<Item> m_items; // urgent ones first
    double m_share = 0.5;
    bool m_isBusy = false;
    bool m_isPaused = false;
    bool m_isDropped = false; // the running slice is not to go on
    QTimer m_rest;
    async::JobScope m_jobs; // last: stops first
};

} // namespace wf::engine
