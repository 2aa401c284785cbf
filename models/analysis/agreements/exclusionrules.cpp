// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/agreements/exclusionrules.h"

#include "models/analysis/agreements/servicetime.h"
#include "models/analysis/budget/calendar.h"
#include "models/base/duration.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::analysis {

using base::TimeRange;
using signals::AgreementExclusion;
using signals::AppliedExclusion;
using signals::ApprovalState;
using signals::ExclusionKind;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Agreements", text);
}

// Why it does not hold, before the allowance for maintenance is looked at; empty when it does.
QString reasonAgainst(const signals::Agreement &agreement, const AgreementExclusion &one,
                      const std::vector<TimeRange> &ranges)
{
    if (one.approval.state == ApprovalState::Proposed)
        return tr("not approved yet");
    if (one.approval.state == ApprovalState::Rejected)
        return one.approval.reason.isEmpty() ? tr("rejected") : tr("rejected: %1").arg(one.approval.reason);
    if (one.kind != ExclusionKind::PlannedMaintenance || !agreement.maintenanceNoticeNs)
        return {};
    if (!one.announcedNs)
        return tr("it was never announced; the contract wants %1")
            .arg(base::humanDuration(*agreement.maintenanceNoticeNs));
    const qint64 before = ranges.front().startNs - *one.announcedNs;
    if (before >= *agreement.maintenanceNoticeNs)
        return {};
    return before <= 0 ? tr("it was announced after it had begun")
                       : tr("announced %1 before instead of %2")
                             .arg(base::humanDuration(before), base::humanDuration(*agreement.maintenanceNoticeNs));
}

// At most so much of the ranges, from their start.
std::vector<TimeRange> firstOf(const std::vector<TimeRange> &ranges, qint64 lengthNs)
{
    std::vector<TimeRange> out;
    for (TimeRange range : ranges) {
        if (lengthNs <= 0)
            break;
        range.endNs = std::min(range.endNs, range.startNs + lengthNs);
        lengthNs -= range.lengthNs();
        out.push_back(range);
    }
    return out;
}

AppliedExclusion described(const AgreementExclusion &one)
{
    AppliedExclusion out;
    out.id = one.id;
    out.kind = one.kind;
    out.section = one.section;
    out.reason = one.reason;
    out.approval = one.approval;
    out.clauses = one.clauses;
    return out;
}

} // namespace

std::vector<AppliedExclusion> appliedExclusions(const signals::Agreement &agreement,
                                                const std::vector<AgreementExclusion> &more, TimeRange window)
{
    const auto hours = serviceTime(agreement, window);
    std::vector<AppliedExclusion> out;
    const auto take = [&](const AgreementExclusion &one) {
        // An end of a range belongs to it there, and not here.
        auto whole = one.window->within({window.startNs, window.endNs - 1});
        if (whole.empty())
            return;
        AppliedExclusion applied = described(one);
        applied.whyNot = reasonAgainst(agreement, one, whole);
        applied.ranges = merged(std::move(whole), window);
        if (!applied.ranges.empty())
            out.push_back(std::move(applied));
    };
    std::ranges::for_each(agreement.exclusions, take);
    std::ranges::for_each(more, take);
    std::ranges::stable_sort(out, {}, [](const AppliedExclusion &one) { return one.ranges.front().startNs; });
    qint64 maintenanceLeft = agreement.maintenanceCapNs.value_or(window.lengthNs());
    for (AppliedExclusion &one : out) {
        if (!one.whyNot.isEmpty())
            continue;
        auto excluded = common(one.ranges, hours);
        if (one.kind == ExclusionKind::PlannedMaintenance) {
            const qint64 asked = lengthOf(excluded);
            excluded = firstOf(excluded, maintenanceLeft);
            if (lengthOf(excluded) < asked)
                one.whyNot = tr("only %1 of %2: the contract allows no more maintenance in one window")
                                 .arg(base::humanDuration(lengthOf(excluded)), base::humanDuration(asked));
            maintenanceLeft -= lengthOf(excluded);
        }
        one.excludedNs = lengthOf(excluded);
        one.holds = one.excludedNs > 0 || one.whyNot.isEmpty();
        if (one.holds)
            one.ranges = std::move(excluded);
    }
    return out;
}

std::vector<TimeRange> countedTime(const signals::Agreement &agreement, const signals::AgreementClause &clause,
                                   const std::vector<AppliedExclusion> &exclusions, TimeRange window)
{
    std::vector<TimeRange> excluded;
    for (const AppliedExclusion &one : exclusions)
        if (one.holds && (one.clauses.isEmpty() || one.clauses.contains(clause.id)))
            excluded.insert(excluded.end(), one.ranges.begin(), one.ranges.end());
    return without(serviceTime(agreement, window), excluded);
}

} // namespace wf::analysis
