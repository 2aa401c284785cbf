// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/engine/anomalies/group/anomalygroup.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <deque>
#include <functional>

namespace wf::engine {

// Does the work of groups on pools, one slice of a fortieth of a second at a time, never above the share of the
// processors it was given: after each slice it rests. With a share of more than one processor several threads go
// through the series of a group. What came live goes before learning the past. GUI thread.
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
        QString series{};                      // RollBack: whose newest version goes; empty: of all
        ModelsBySeries models{};               // Train: versions that are kept, in place of those of the group
        std::shared_ptr<GroupWalk> walk{};     // where the work goes on; made by the first slice
        quint64 heeded = 0;                    // what was said up to then has been heeded
        std::optional<GroupCompany> company{}; // what goes on beside it
    };
    explicit GroupWork(const async::Pools &pools, QObject *parent = nullptr);
    ~GroupWork() override;

    void add(Item item);
    // What was said; groups heed it from their next slice on.
    void setFeedback(const QHash<QString, analysis::SeriesFeedback> &feedback);
    void setNow(std::function<qint64()> nowMs) { m_nowMs = std::move(nowMs); }
    // Of one processor, for what is not urgent: 0.01 up to as many as there are.
    void setShare(double share);
    [[nodiscard]] double share() const { return m_share; }
    void setPaused(bool paused); // only what is past waits
    [[nodiscard]] bool isIdle() const { return !m_isBusy && m_items.empty(); }
    // Forgets what waits of the past.
    void dropPast();

private:
    struct Turn; // of one item
    struct Slice {
        std::shared_ptr<GroupWalk> walk;
        std::shared_ptr<const GroupOutcome> outcome; // null: it goes on
        qint64 tookMs = 0;
    };
    void next();
    [[nodiscard]] std::function<Slice(const std::stop_token &)> workOf(const Item &item, bool isAlone) const;
    void took(const std::shared_ptr<Turn> &turn, Slice slice);
    void finish(Turn turn);

    const async::Pools &m_pools;
    QThreadPool m_others; // beside the one of the pools
    std::function<qint64()> m_nowMs;
    QHash<QString, analysis::SeriesFeedback> m_feedback;
    quint64 m_said = 1;       // how often feedback has changed
    std::deque<Item> m_items; // urgent ones first
    double m_share = 0.5;
    bool m_isBusy = false;
    bool m_isPaused = false;
    bool m_isDropped = false; // the running slice is not to go on
    QTimer m_rest;
    async::JobScope m_jobs; // last: stops first
};

} // namespace wf::engine
