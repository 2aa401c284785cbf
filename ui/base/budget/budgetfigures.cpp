// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/budget/budgetfigures.h"

namespace wf::ui {

widgets::BurnDown burnDownOf(const engine::ObjectiveState &state)
{
    const engine::BudgetReport &r = state.report;
    widgets::BurnDown out;
    out.startNs = r.period.startNs;
    out.firstNs = r.history.startNs;
    out.stepNs = r.history.stepNs;
    out.left = r.burnDown;
    out.nowNs = r.window.endNs;
    out.leftNow = r.left;
    out.windowEndNs = r.period.endNs;
    out.evenSpend = true;
    out.isInTrouble = state.severity <= signals::Severity::Warning;
    out.title = state.title();
    return out;
}

const engine::BurnAlert *strictestOver(const engine::BudgetReport &report, qint64 lengthNs)
{
    const engine::BurnAlert *out = nullptr;
    for (const engine::BurnAlert &alert : report.alerts)
        if ((alert.rule.shortNs == lengthNs || alert.rule.longNs == lengthNs) &&
            alert.rule.factor > (out ? out->rule.factor : 0.0))
            out = &alert;
    return out;
}

} // namespace wf::ui
