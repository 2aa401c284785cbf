// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/signals/agreements/agreementperiod.h"

#include <array>

namespace wf::signals {

namespace {

template<class E, std::size_t N>
QString named(const std::array<const char *, N> &names, E value)
{
    return QString::fromLatin1(names.at(static_cast<std::size_t>(value)));
}

} // namespace

QString clauseStateName(ClauseState state)
{
    return named(std::array{"met", "at_risk", "breached", "no_data", "contradictory", "not_due"}, state);
}

QString creditStateName(CreditState state)
{
    return named(std::array{"proposed", "approved", "issued", "withdrawn"}, state);
}

QString exclusionKindName(ExclusionKind kind)
{
    return named(std::array{"planned-maintenance", "force-majeure", "customer-caused", "other"}, kind);
}

QString approvalStateName(ApprovalState state)
{
    return named(std::array{"proposed", "approved", "rejected"}, state);
}

QString clauseMeasureName(ClauseMeasure measure)
{
    return named(std::array{"events", "slices", "downtime", "response"}, measure);
}

QString agreementWindowName(AgreementWindow window)
{
    return named(std::array{"day", "week", "month", "quarter", "year"}, window);
}

QString noticeOccasionName(NoticeOccasion occasion)
{
    return named(std::array{"at-risk", "breach", "incident", "maintenance", "credit-due", "report"}, occasion);
}

QString roundingName(Rounding rounding)
{
    return named(std::array{"half-up", "half-even", "down", "up"}, rounding);
}

ClauseState worstOf(const AgreementPeriod &period)
{
    for (const ClauseState state : {ClauseState::Contradictory, ClauseState::Breached, ClauseState::AtRisk,
                                    ClauseState::NoData, ClauseState::Met})
        if (period.count(state) > 0)
            return state;
    return ClauseState::NotDue;
}

} // namespace wf::signals
