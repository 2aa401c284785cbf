// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace wf::engine {

// What happens to deployments when so much of the budget is spent.
struct FreezePolicy {
    enum class Action { Alert, Throttle, Block };
    double freezeAtPercent = 75;
    Action action = Action::Block;
};
struct FreezeAdvice {
    enum class Decision { Go, Alert, Throttle, Freeze, Unknown };
    Decision decision = Decision::Unknown;
    QString allowed; // what may still go out
    QString reason;
};
// `left` is the share of the budget that is left, NaN when it is not known: that is no permission, and is said.
[[nodiscard]] FreezeAdvice freezeAdvice(double left, const FreezePolicy &policy);

} // namespace wf::engine
