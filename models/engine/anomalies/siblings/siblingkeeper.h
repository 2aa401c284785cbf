// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/engine/anomalies/siblings/siblinggroup.h"
#include "models/engine/metrics/metricreader.h"

#include <QObject>

namespace wf::engine {

// Asks for the instances of all services and has them compared. Does nothing by itself: whoever owns it says when to
// look. GUI thread; comparing is on the pool.
class SiblingKeeper final : public QObject {
    Q_OBJECT
public:
    SiblingKeeper(MetricReader &reader, const async::Pools &pools, qint64 stepNs, std::size_t mostSeries,
                  QObject *parent = nullptr);
    ~SiblingKeeper() override;

    // Questions that the metrics make possible; those that are known stay.
    void follow(const QStringList &metricNames, const SubjectRules &rules);
    // Asks for what came up to the moment since the last time, at first half an hour: all questions, or one of them.
    void lookAt(qint64 tipNs);
    void lookAtOne(std::size_t question, qint64 tipNs);
    [[nodiscard]] std::size_t questions() const { return m_followed.size(); }
    [[nodiscard]] std::vector<std::shared_ptr<const GroupOutcome>> outcomes() const;
    [[nodiscard]] bool isIdle() const;

Q_SIGNALS:
    void changed();

private:
    struct Followed {
        std::shared_ptr<SiblingGroup> group;
        std::shared_ptr<const GroupOutcome> outcome;
        qint64 askedToNs = 0;
        bool isBusy = false;
        async::Request request;
    };
    void look(Followed &one, qint64 tipNs);
    void compare(Followed &one, signals::QueryAnswerPtr answer, qint64 tipNs);

    MetricReader &m_reader;
    const async::Pools &m_pools;
    qint64 m_stepNs;
    std::size_t m_most;
    std::vector<std::unique_ptr<Followed>> m_followed;
    async::JobScope m_jobs; // last: stops first
};

} // namespace wf::engine
