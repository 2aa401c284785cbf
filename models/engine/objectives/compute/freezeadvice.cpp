// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/compute/freezeadvice.h"

#include <QCoreApplication>

#include <cmath>

namespace wf::engine {

using Decision = FreezeAdvice::Decision;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Objectives", text);
}

} // namespace

FreezeAdvice freezeAdvice(double left, const FreezePolicy &policy)
{
    if (!std::isfinite(left))
        return {Decision::Unknown, tr("what somebody takes the responsibility for"), tr("The budget is not known.")};
    const double spent = (1 - left) * 100;
    const QString reason =
        tr("%1 % of the budget is spent, the limit is %2 %.").arg(spent, 0, 'f', 1).arg(policy.freezeAtPercent);
    if (spent < policy.freezeAtPercent)
        return {Decision::Go, tr("everything"), reason};
    switch (policy.action) {
    case FreezePolicy::Action::Alert:
        return {Decision::Alert, tr("everything, with care"), reason};
    case FreezePolicy::Action::Throttle:
        return {Decision::Throttle, tr("one change at a time, watched"), reason};
    case FreezePolicy::Action::Block:
        break;
    }
    return {Decision::Freeze, tr("fixes, rollbacks and security updates"), reason};
}

} // namespace wf::engine
