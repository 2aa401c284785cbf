// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/retention/plan.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace wf::store {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::store", text);
}

QString bytesText(qint64 bytes)
{
    return QLocale::c().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

QString ageReason(qint64 ns)
{
    return ns % base::nsPerDay == 0 ? tr("older than %1 days").arg(ns / base::nsPerDay)
                                    : tr("older than %1 hours").arg(ns / base::nsPerHour);
}

Tier tierByAge(qint64 ageNs, const RetentionPolicy &policy)
{
    if (ageNs < policy.hotNs)
        return Tier::Hot;
    return ageNs < policy.warmNs ? Tier::Warm : Tier::Cold;
}

// What becomes of each part.
struct Fate {
    const StoredPart *part = nullptr;
    bool isRemoved = false;
    Tier tier = Tier::Hot;
    QString reason;
};

void removeBeyond(std::vector<Fate> &fates, qint64 most)
{
    if (most <= 0)
        return;
    qint64 sum = 0;
    for (const auto &fate : fates)
        sum += fate.isRemoved ? 0 : fate.part->bytes;
    for (auto &fate : fates) {
        if (sum <= most)
            return;
        if (fate.isRemoved)
            continue;
        fate.isRemoved = true;
        fate.reason = tr("all parts together are larger than %1").arg(bytesText(most));
        sum -= fate.part->bytes;
    }
}

void moveBeyond(std::vector<Fate> &fates, Tier tier, Tier to, qint64 most)
{
    if (most <= 0)
        return;
    qint64 sum = 0;
    for (const auto &fate : fates)
        sum += !fate.isRemoved && fate.tier == tier ? fate.part->bytes : 0;
    for (auto &fate : fates) {
        if (sum <= most)
            return;
        if (fate.isRemoved || fate.tier != tier)
            continue;
        fate.tier = to;
        fate.reason = tr("the %1 tier is larger than %2").arg(tierName(tier), bytesText(most));
        sum -= fate.part->bytes;
    }
}

bool covers(const ShareRule &rule, const PartShare &share)
{
    return (rule.service.isEmpty() || rule.service == share.service) &&
           (rule.level.isEmpty() || rule.level == share.level);
}

// A rule shortens the time of what the part has of it, never of parts that do not say what they have.
void planShares(const QString &kind, const StoredPart &part, const RetentionPolicy &policy, qint64 ageNs,
                std::vector<RetentionStep> &steps)
{
    for (const auto &rule : policy.shares) {
        if (ageNs < rule.keepNs)
            continue;
        PartShare share{rule.service, rule.level, 0};
        for (const auto &held : part.shares)
            share.bytes += covers(rule, held) ? held.bytes : 0;
        if (share.bytes > 0)
            steps.push_back({kind, part, RetentionAction::RemoveShare, part.tier, share, ageReason(rule.keepNs)});
    }
}

} // namespace

QString RetentionStep::text() const
{
    const QString subject = QStringLiteral("%1 %2 (%3)").arg(kind, part.id, bytesText(part.bytes));
    switch (action) {
    case RetentionAction::Move:
        return tr("%1: %2 to %3, %4").arg(subject, tierName(part.tier), tierName(to), reason);
    case RetentionAction::Remove:
        return tr("%1: deleted, %2").arg(subject, reason);
    case RetentionAction::RemoveShare:
        return tr("%1: what belongs to service %2, level %3 is deleted, %4")
            .arg(subject, share.service.isEmpty() ? QStringLiteral("*") : share.service,
                 share.level.isEmpty() ? QStringLiteral("*") : share.level, reason);
    }
    return {};
}

std::vector<RetentionStep> planRetention(const QString &kind, const std::vector<StoredPart> &parts,
                                         const RetentionPolicy &policy, qint64 nowNs)
{
    std::vector<Fate> fates;
    for (const auto &part : parts) {
        const qint64 ageNs = nowNs - part.range.endNs;
        Fate fate{&part, ageNs >= policy.keepNs, std::max(part.tier, tierByAge(ageNs, policy)), {}};
        if (fate.isRemoved)
            fate.reason = ageReason(policy.keepNs);
        else if (fate.tier != part.tier)
            fate.reason = ageReason(fate.tier == Tier::Cold ? policy.warmNs : policy.hotNs);
        fates.push_back(std::move(fate));
    }
    removeBeyond(fates, policy.totalBytes);
    moveBeyond(fates, Tier::Hot, Tier::Warm, policy.hotBytes);
    moveBeyond(fates, Tier::Warm, Tier::Cold, policy.warmBytes);
    std::vector<RetentionStep> steps;
    for (const auto &fate : fates) {
        if (fate.isRemoved) {
            steps.push_back({kind, *fate.part, RetentionAction::Remove, fate.part->tier, {}, fate.reason});
            continue;
        }
        planShares(kind, *fate.part, policy, nowNs - fate.part->range.endNs, steps);
        if (fate.tier != fate.part->tier)
            steps.push_back({kind, *fate.part, RetentionAction::Move, fate.tier, {}, fate.reason});
    }
    return steps;
}

} // namespace wf::store
