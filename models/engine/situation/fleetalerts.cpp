// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/situation/fleetalerts.h"

#include <QHash>

#include <algorithm>

namespace wf::engine {

namespace {

using signals::Severity;

struct Firing {
    Severity worst = Severity::Ok;
    int count = 0;
    QHash<QString, Severity> regions;
};

bool anybodyAnswered(const AlertSnapshot &alerts)
{
    return std::any_of(alerts.sources.begin(), alerts.sources.end(),
                       [](const AlertSourceView &s) { return s.lastGoodNs > 0; });
}

QHash<QString, Firing> firingByService(const AlertSnapshot &alerts)
{
    QHash<QString, Firing> out;
    for (const auto &a : alerts.alerts) {
        if (a.handling == Handling::Pending || a.service.isEmpty())
            continue;
        const Severity severity = a.alert.severity();
        Firing &f = out[a.service];
        ++f.count;
        f.worst = signals::worse(f.worst, severity);
        Severity &region = f.regions.insert(a.region, f.regions.value(a.region, Severity::Ok)).value();
        region = signals::worse(region, severity);
    }
    return out;
}

} // namespace

FleetPtr withAlerts(const FleetPtr &fleet, const AlertSnapshot &alerts)
{
    if (fleet->rows.empty() || !anybodyAnswered(alerts))
        return fleet;
    const auto firing = firingByService(alerts);
    auto out = std::make_shared<FleetSnapshot>(*fleet);
    for (FleetRow &row : out->rows) {
        const Firing f = firing.value(row.service);
        row.severity = f.worst;
        row.firing = f.count;
        for (auto &[region, severity] : row.regions)
            severity = f.regions.value(region, Severity::Ok);
        if (!row.states.empty())
            row.states.back() = signals::worse(row.states.back(), f.worst);
    }
    std::stable_sort(out->rows.begin(), out->rows.end(), needsMore);
    return out;
}

} // namespace wf::engine
