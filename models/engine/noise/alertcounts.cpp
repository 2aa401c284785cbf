// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/noise/alertcounts.h"

namespace wf::engine {

AlertCounts countAlerts(const AlertSnapshot &alerts, const NoiseSnapshot &noise)
{
    AlertCounts out;
    out.quiet = static_cast<int>(noise.quiet.size());
    for (const auto &entry : alerts.alerts) {
        switch (entry.handling) {
        case Handling::Open: {
            if (!noise.quiet.isEmpty() && noise.quiet.contains(entry.key))
                break;
            ++out.open;
            const auto severity = entry.alert.severity();
            out.openCritical += severity == signals::Severity::Critical;
            out.openWarning += severity == signals::Severity::Warning;
            break;
        }
        case Handling::Pending:
            ++out.pending;
            break;
        case Handling::Acknowledged:
            ++out.acknowledged;
            break;
        case Handling::Silenced:
        case Handling::Inhibited:
            ++out.held;
            break;
        }
    }
    return out;
}

} // namespace wf::engine
