// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/anomalies/group/anomalygroup.h"

namespace wf::engine {

// The instances of one question, compared with their siblings (equal labels of the question's group) at each moment.
// Two votes: the median and the robust deviation of the siblings (analysis::groupBand), and whether two others are near
// (DBSCAN over the value now and its mean of late, in such deviations), so that a second kind of instance is no
// anomaly. An instance is apart when all who vote say so; it is told after ten moments in a row. Groups below four are
// not judged. One thread at a time.
class SiblingGroup {
public:
    SiblingGroup(SiblingQuestion question, SubjectRules rules, std::size_t mostSeries);
    ~SiblingGroup();
    SiblingGroup(SiblingGroup &&) noexcept;
    SiblingGroup &operator=(SiblingGroup &&) noexcept;

    // Samples of all at the same moments, as a range query gives them; moments that are not newer change nothing.
    void feed(const signals::QueryAnswer &answer);
    [[nodiscard]] GroupOutcome outcome() const;
    [[nodiscard]] const SiblingQuestion &question() const { return m_question; }

private:
    struct Member;
    [[nodiscard]] Member *find(const base::Labels &labels);
    void judge(qint64 timeMs, const std::vector<std::pair<Member *, double>> &siblings);
    SiblingQuestion m_question;
    std::shared_ptr<const WatchQuestion> m_what;
    SubjectRules m_rules;
    std::size_t m_most;
    std::size_t m_found = 0;
    qint64 m_judgedMs = 0;
    std::map<base::Labels, Member> m_members;
};

} // namespace wf::engine
