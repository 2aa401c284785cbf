// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/retention/keeper.h"

#include <algorithm>

namespace wf::store {

namespace {

AuditNote noteOf(const RetentionStep &step)
{
    static constexpr const char *actions[] = {"retention.move", "retention.delete", "retention.delete-share"};
    QJsonObject detail{{QStringLiteral("from"), tierName(step.part.tier)},
                       {QStringLiteral("bytes"), step.part.bytes},
                       {QStringLiteral("start_ns"), QString::number(step.part.range.startNs)},
                       {QStringLiteral("end_ns"), QString::number(step.part.range.endNs)},
                       {QStringLiteral("reason"), step.reason}};
    if (step.action == RetentionAction::Move)
        detail[QStringLiteral("to")] = tierName(step.to);
    if (step.action == RetentionAction::RemoveShare) {
        detail[QStringLiteral("service")] = step.share.service;
        detail[QStringLiteral("level")] = step.share.level;
    }
    return {QStringLiteral("watchfloor"), QString::fromLatin1(actions[static_cast<int>(step.action)]),
            step.kind + u' ' + step.part.id, detail};
}

} // namespace

RetentionKeeper::RetentionKeeper(std::vector<TieredStore *> stores, RetentionPolicies policies, AuditSink audit,
                                 const base::Clock &clock)
    : m_stores(std::move(stores)), m_policies(std::move(policies)), m_audit(std::move(audit)), m_clock(clock)
{
}

base::Result<std::vector<RetentionStep>> RetentionKeeper::plan() const
{
    std::vector<RetentionStep> steps;
    for (const auto *store : m_stores) {
        const auto parts = store->parts();
        if (!parts)
            return parts.error();
        const auto policy = m_policies.find(store->kind());
        const auto more = planRetention(
            store->kind(), *parts, policy == m_policies.end() ? RetentionPolicy() : policy->second, m_clock.nowNs());
        steps.insert(steps.end(), more.begin(), more.end());
    }
    return steps;
}

base::Result<qint64> RetentionKeeper::perform(const RetentionStep &step, TieredStore &store, std::stop_token stop)
{
    switch (step.action) {
    case RetentionAction::Move: {
        const auto moved = store.move(step.part.id, step.to, stop);
        if (!moved)
            return moved.error();
        return step.part.bytes - moved->bytes;
    }
    case RetentionAction::Remove:
        if (auto status = store.remove(step.part.id); !status)
            return status.error();
        return step.part.bytes;
    case RetentionAction::RemoveShare:
        return store.removeShare(step.part.id, step.share, stop);
    }
    return qint64(0);
}

base::Result<RetentionReport> RetentionKeeper::apply(std::stop_token stop)
{
    const auto steps = plan();
    if (!steps)
        return steps.error();
    RetentionReport report;
    for (const auto &step : *steps) {
        if (stop.stop_requested())
            break;
        const auto store = std::ranges::find_if(m_stores, [&](const auto *s) { return s->kind() == step.kind; });
        auto note = noteOf(step);
        if (auto status = m_audit(note); !status)
            return status.error();
        const auto freed = perform(step, **store, stop);
        if (freed) {
            report.bytesFreed += *freed;
            report.done.push_back(step);
            continue;
        }
        report.failed.emplace_back(step, freed.error());
        note.action = QStringLiteral("retention.failed");
        note.detail[QStringLiteral("error")] = freed.error().summary;
        if (auto status = m_audit(note); !status)
            return status.error();
    }
    return report;
}

} // namespace wf::store
