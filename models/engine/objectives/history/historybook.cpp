// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/history/historybook.h"

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

const QString prefix = u"objective.history."_s;
constexpr qint64 followEveryNs = base::nsPerHour;

} // namespace

QString historySettings()
{
    return prefix;
}

DailyCounts daysWith(const QJsonObject &kept, const signals::Objective &objective, const BudgetReport &report)
{
    DailyCounts known = daysFromJson(kept, indicatorOf(objective));
    const auto fresh = dailyCounts(report.history, objective.timeZone);
    if (!fresh)
        return known;
    return mergedDays(std::move(known), *fresh, [&](base::TimeRange day) {
        return std::ranges::any_of(report.corrections, [&](const Excluded &one) {
            return one.range.startNs < day.endNs && one.range.endNs > day.startNs;
        });
    });
}

HistoryBook::HistoryBook(ObjectiveKeeper &keeper, store::Ledger &ledger, async::Pools &pools, QObject *parent)
    : QObject(parent), m_keeper(keeper), m_ledger(ledger), m_pools(pools)
{
    connect(&m_keeper, &ObjectiveKeeper::changed, this, &HistoryBook::follow);
}

HistoryBook::~HistoryBook() = default;

void HistoryBook::load()
{
    m_reading = m_ledger.settings(prefix, [this](const base::Result<QHash<QString, QJsonValue>> &found) {
        m_error = found ? std::nullopt : std::optional(found.error());
        if (found)
            for (auto one = found->begin(); one != found->end(); ++one)
                m_kept.insert(one.key().mid(prefix.size()), one.value().toObject());
        m_isLoaded = found.ok();
        Q_EMIT changed();
        follow();
    });
}

// Once an hour; days that run still are not written.
void HistoryBook::follow()
{
    const ObjectivesPtr snapshot = m_keeper.snapshot();
    if (!m_isLoaded || snapshot->asOfNs == 0 || snapshot->asOfNs - m_followedNs < followEveryNs)
        return;
    m_followedNs = snapshot->asOfNs;
    m_jobs.runLatest(
        u"history"_s, m_pools.analysis(),
        [snapshot, kept = m_kept](std::stop_token stop) {
            QHash<QString, QJsonObject> out;
            for (const ObjectiveState &state : snapshot->objectives) {
                if (stop.stop_requested())
                    return out;
                if (!state.isKnown() || state.completeness.stale || state.completeness.partial)
                    continue;
                DailyCounts days = daysWith(kept.value(state.objective.id), state.objective, state.report);
                std::erase_if(days, [&](const auto &one) {
                    return one.second.day.endNs >= state.report.history.endNs() || one.second.coverage <= 0;
                });
                QJsonObject json = daysToJson(days, indicatorOf(state.objective));
                if (!days.empty() && json != kept.value(state.objective.id))
                    out.insert(state.objective.id, std::move(json));
            }
            return out;
        },
        [this](QHash<QString, QJsonObject> changedOnes) { keep(std::move(changedOnes)); });
}

void HistoryBook::keep(QHash<QString, QJsonObject> changedOnes)
{
    m_writes.clear(); // of an hour ago
    for (auto one = changedOnes.begin(); one != changedOnes.end(); ++one) {
        m_kept.insert(one.key(), one.value());
        m_writes.push_back(
            m_ledger.setSetting(prefix + one.key(), one.value(), [this](const base::Result<base::Done> &written) {
                m_error = written ? std::nullopt : std::optional(written.error());
            }));
    }
    if (!changedOnes.isEmpty())
        Q_EMIT changed();
}

DailyCounts HistoryBook::daysOf(const ObjectiveState &state) const
{
    return daysWith(m_kept.value(state.objective.id), state.objective, state.report);
}

DailyCounts HistoryBook::keptOf(const signals::Objective &objective) const
{
    return daysFromJson(m_kept.value(objective.id), indicatorOf(objective));
}

} // namespace wf::engine
