// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/agreements/measure/incidentfacts.h"

#include "models/engine/alerts/ownfindings.h"

#include <QDateTime>

#include <algorithm>
#include <map>

namespace wf::engine {

using analysis::IncidentFact;
using store::AlertSighting;

namespace {

constexpr qint64 joinNs = 5 * base::nsPerMinute;

// Small is bad, as signals::Severity has it.
int rankOf(const AlertSighting &one)
{
    return static_cast<int>(one.alert.severity());
}

QString titleOf(const signals::Alert &alert)
{
    const QString summary = alert.annotations.text("summary");
    return summary.isEmpty() ? alert.name() : summary;
}

// "INC-20260506-1422": the same whenever it is looked at.
QString nameOf(qint64 startNs)
{
    return QDateTime::fromMSecsSinceEpoch(startNs / base::nsPerMs, Qt::UTC)
        .toString(QStringLiteral("'INC'-yyyyMMdd-hhmm"));
}

IncidentFact begun(const AlertSighting &one, base::TimeRange range)
{
    IncidentFact out;
    out.id = nameOf(range.startNs);
    out.title = titleOf(one.alert);
    out.cause = one.alert.annotations.text("description");
    out.service = one.service;
    out.severity = signals::severityName(one.alert.severity());
    out.range = range;
    return out;
}

} // namespace

std::vector<IncidentFact> incidentFacts(const std::vector<AlertSighting> &sightings, qint64 nowNs)
{
    std::vector<const AlertSighting *> sorted;
    for (const AlertSighting &one : sightings)
        if (one.source != ownFindingsSource && one.alert.state != signals::AlertState::Pending &&
            one.alert.startsNs > 0)
            sorted.push_back(&one);
    std::ranges::stable_sort(sorted, {}, [](const AlertSighting *one) { return one->alert.startsNs; });
    struct Open {
        std::size_t index;
        int rank;
    };
    std::map<QString, Open> newest; // by service
    std::vector<IncidentFact> out;
    for (const AlertSighting *one : sorted) {
        const bool isOpen = one->endedNs == 0;
        const base::TimeRange range{one->alert.startsNs, std::max(one->alert.startsNs, isOpen ? nowNs : one->endedNs)};
        const auto found = newest.find(one->service);
        if (found == newest.end() || range.startNs > out[found->second.index].range.endNs + joinNs) {
            newest.insert_or_assign(one->service, Open{out.size(), rankOf(*one)});
            out.push_back(begun(*one, range));
            out.back().isOpen = isOpen;
            if (one->ackNs > 0)
                out.back().acknowledgedNs = one->ackNs;
            continue;
        }
        IncidentFact &incident = out[found->second.index];
        incident.range.endNs = std::max(incident.range.endNs, range.endNs);
        incident.isOpen = incident.isOpen || isOpen;
        if (one->ackNs > 0)
            incident.acknowledgedNs = std::min(incident.acknowledgedNs.value_or(one->ackNs), one->ackNs);
        if (rankOf(*one) < found->second.rank) {
            found->second.rank = rankOf(*one);
            incident.title = titleOf(one->alert);
            incident.cause = one->alert.annotations.text("description");
            incident.severity = signals::severityName(one->alert.severity());
        }
    }
    return out;
}

} // namespace wf::engine
