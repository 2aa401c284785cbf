// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/incidents/objectiveincidents.h"

#include "models/engine/alerts/ownfindings.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace wf::engine {

namespace {

constexpr qint64 togetherNs = 15 * base::nsPerMinute;
constexpr double leastPoints = 0.05;

void add(ObjectiveIncident &incident, const store::AlertSighting &s, qint64 endNs)
{
    const bool isFirst = incident.firings++ == 0;
    if (isFirst || s.alert.severity() < incident.severity) { // worse comes first
        incident.severity = s.alert.severity();
        incident.title = s.alert.name();
        incident.sentence = s.alert.annotations.text("summary");
    }
    incident.range.endNs = std::max(incident.range.endNs, endNs);
    incident.isOpen = incident.isOpen || s.endedNs == 0;
}

} // namespace

std::vector<ObjectiveIncident> incidentsOf(const std::vector<store::AlertSighting> &sightings, qint64 nowNs)
{
    std::vector<const store::AlertSighting *> ordered;
    for (const auto &one : sightings)
        if (one.source != ownFindingsSource)
            ordered.push_back(&one);
    const auto startOf = [](const store::AlertSighting &s) {
        return s.alert.startsNs > 0 ? s.alert.startsNs : s.firstSeenNs;
    };
    std::ranges::sort(ordered, {}, [&](const auto *one) { return startOf(*one); });
    std::vector<ObjectiveIncident> out;
    std::map<QString, std::size_t> newest; // of each service
    for (const auto *one : ordered) {
        if (one->service.isEmpty())
            continue;
        const qint64 start = startOf(*one);
        const qint64 end = std::max(start, one->endedNs > 0 ? one->endedNs : nowNs);
        const auto known = newest.find(one->service);
        if (known == newest.end() || start - out[known->second].range.endNs > togetherNs) {
            newest[one->service] = out.size();
            out.push_back({one->service, {}, {}, signals::Severity::Unknown, {start, end}, false, 0});
        }
        add(out[newest[one->service]], *one, end);
    }
    return out;
}

BudgetSpent spentBy(const std::vector<ObjectiveIncident> &incidents, const signals::Objective &objective,
                    const BudgetReport &report)
{
    BudgetSpent out;
    double total = 0;
    for (const double one : report.history.total)
        total += std::isfinite(one) ? std::max(0.0, one) : 0;
    const double allowed = total * (1 - objective.target);
    if (!(allowed > 0))
        return out;
    std::vector<const ObjectiveIncident *> own;
    std::vector<base::TimeRange> ranges;
    for (const auto &one : incidents)
        if (one.service == objective.service && one.range.overlaps(report.window)) {
            own.push_back(&one);
            ranges.push_back(one.range);
        }
    const auto found = analysis::attributed(report.history, ranges);
    out.elsewhere = 100 * found.unattributed / allowed;
    for (std::size_t i = 0; i < own.size(); ++i) {
        const double points = 100 * found.bad[i] / allowed;
        if (points >= leastPoints)
            out.incidents.push_back({*own[i], found.bad[i], points});
        else
            out.elsewhere += points;
    }
    return out;
}

} // namespace wf::engine
