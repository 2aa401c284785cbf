// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/siblings/siblingkeeper.h"

#include <algorithm>

namespace wf::engine {

namespace {

constexpr qint64 firstLookNs = 30 * base::nsPerMinute;

} // namespace

SiblingKeeper::SiblingKeeper(MetricReader &reader, const async::Pools &pools, qint64 stepNs, std::size_t mostSeries,
                             QObject *parent)
    : QObject(parent), m_reader(reader), m_pools(pools), m_stepNs(stepNs), m_most(mostSeries)
{
}

SiblingKeeper::~SiblingKeeper() = default;

void SiblingKeeper::follow(const QStringList &metricNames, const SubjectRules &rules)
{
    for (SiblingQuestion &question : siblingQuestions(metricNames, rules)) {
        const bool isKnown = std::ranges::any_of(
            m_followed, [&](const auto &one) { return one->group->question().what.id == question.what.id; });
        if (isKnown)
            continue;
        auto one = std::make_unique<Followed>();
        one->group = std::make_shared<SiblingGroup>(std::move(question), rules, m_most);
        m_followed.push_back(std::move(one));
    }
}

void SiblingKeeper::lookAt(qint64 tipNs)
{
    for (auto &one : m_followed)
        look(*one, tipNs);
}

void SiblingKeeper::lookAtOne(std::size_t question, qint64 tipNs)
{
    if (question < m_followed.size())
        look(*m_followed[question], tipNs);
}

void SiblingKeeper::look(Followed &one, qint64 tipNs)
{
    if (one.isBusy || tipNs <= one.askedToNs)
        return;
    one.isBusy = true;
    MetricQuery query;
    query.expr = one.group->question().what.expr;
    query.range = {std::max(one.askedToNs + m_stepNs, tipNs - firstLookNs), tipNs};
    query.stepNs = m_stepNs;
    query.isNew = one.askedToNs != 0;
    one.request = m_reader.range(query, [this, &one, tipNs](const base::Result<MetricAnswer> &answer) {
        if (answer && !answer->final)
            return;
        if (answer)
            return compare(one, answer->answer, tipNs);
        one.isBusy = false; // asked again with the next look
        Q_EMIT changed();
    });
}

void SiblingKeeper::compare(Followed &one, signals::QueryAnswerPtr answer, qint64 tipNs)
{
    m_jobs.run(
        m_pools.analysis(),
        [group = one.group, answer = std::move(answer)](const std::stop_token &) {
            group->feed(*answer);
            return std::make_shared<const GroupOutcome>(group->outcome());
        },
        [this, &one, tipNs](std::shared_ptr<const GroupOutcome> outcome) {
            one.outcome = std::move(outcome);
            one.askedToNs = tipNs;
            one.isBusy = false;
            Q_EMIT changed();
        });
}

std::vector<std::shared_ptr<const GroupOutcome>> SiblingKeeper::outcomes() const
{
    std::vector<std::shared_ptr<const GroupOutcome>> out;
    for (const auto &one : m_followed)
        if (one->outcome)
            out.push_back(one->outcome);
    return out;
}

bool SiblingKeeper::isIdle() const
{
    return std::ranges::none_of(m_followed, [](const auto &one) { return one->isBusy; });
}

} // namespace wf::engine
