// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/severity.h"
#include "models/signals/sourcestate.h"

namespace wf::ui {

// How bad it is that a source cannot be reached.
[[nodiscard]] constexpr signals::Severity severityOf(signals::Reachability reach)
{
    switch (reach) {
    case signals::Reachability::Up:
        return signals::Severity::Ok;
    case signals::Reachability::Degraded:
        return signals::Severity::Warning;
    case signals::Reachability::Down:
        return signals::Severity::Critical;
    case signals::Reachability::Unknown:
        break;
    }
    return signals::Severity::Unknown;
}

} // namespace wf::ui
