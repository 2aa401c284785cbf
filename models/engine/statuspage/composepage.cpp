// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/statuspage/composepage.h"

#include "models/base/recurrence/zonedtime.h"

#include <QTimeZone>

#include <algorithm>

namespace wf::engine {

using base::TimeRange;
using signals::ComponentState;
using signals::StatusComponent;
using signals::StatusDay;
using signals::StatusIncident;
using signals::StatusPage;

namespace {

using Ranges = std::vector<TimeRange>;

Ranges merged(Ranges ranges)
{
    std::ranges::sort(ranges, {}, &TimeRange::startNs);
    Ranges out;
    for (const TimeRange &one : ranges) {
        if (!out.empty() && one.startNs <= out.back().endNs)
            out.back().endNs = std::max(out.back().endNs, one.endNs);
        else
            out.push_back(one);
    }
    return out;
}

// Both sorted and without overlaps.
Ranges without(const Ranges &from, const Ranges &what)
{
    Ranges out;
    for (TimeRange one : from) {
        for (const TimeRange &hole : what) {
            if (hole.endNs <= one.startNs || hole.startNs >= one.endNs)
                continue;
            if (hole.startNs > one.startNs)
                out.push_back({one.startNs, hole.startNs});
            one.startNs = std::max(one.startNs, hole.endNs);
        }
        if (one.startNs < one.endNs)
            out.push_back(one);
    }
    return out;
}

qint64 timeIn(const Ranges &ranges, const TimeRange &window)
{
    qint64 sum = 0;
    for (const TimeRange &one : ranges)
        sum += std::max<qint64>(0, std::min(one.endNs, window.endNs) - std::max(one.startNs, window.startNs));
    return sum;
}

bool restsOn(const wire::PageComponent &component, RestsOn of, const QString &name)
{
    switch (of) {
    case RestsOn::Service:
        return component.services.contains(name);
    case RestsOn::Objective:
        return component.objectives.contains(name);
    case RestsOn::Agreement:
        break;
    }
    return component.agreements.contains(name);
}

// Of what time everything is known that the component rests on; nothing when something is not.
std::optional<TimeRange> knownOf(const wire::PageComponent &component, const PageFacts &facts)
{
    const bool hasPromises = !component.objectives.isEmpty() || !component.agreements.isEmpty();
    std::optional<TimeRange> out;
    const auto meet = [&out](const TimeRange &one) {
        out = out ? TimeRange{std::max(out->startNs, one.startNs), std::min(out->endNs, one.endNs)} : one;
    };
    if (!component.services.isEmpty() || !hasPromises) {
        if (!facts.known)
            return std::nullopt;
        meet(*facts.known);
    }
    qsizetype promises = 0;
    for (const KnownPromise &one : facts.promises)
        if (restsOn(component, one.of, one.name)) {
            meet(one.known);
            ++promises;
        }
    const bool isWhole = promises >= component.objectives.size() + component.agreements.size();
    return isWhole && out && out->startNs <= out->endNs ? out : std::nullopt;
}

// What was wrong with one component, as stretches that do not overlap.
struct Course {
    Ranges down, degraded, maintenance;
    ComponentState now = ComponentState::Operational;
    ComponentState downAs = ComponentState::PartialOutage;
};

Course courseOf(const wire::PageComponent &component, const wire::PageSettings &settings, const PageFacts &facts,
                qint64 atNs)
{
    Course out;
    const auto add = [&](ComponentState state, TimeRange range, bool isOpen) {
        if (state >= ComponentState::PartialOutage) {
            out.down.push_back(range);
            out.downAs = std::max(out.downAs, state);
        } else if (state == ComponentState::Degraded)
            out.degraded.push_back(range);
        if (isOpen)
            out.now = std::max(out.now, state);
    };
    for (const ServiceTrouble &one : facts.troubles)
        if (restsOn(component, one.of, one.service) && one.range.lengthNs() >= settings.minimumNs)
            add(one.isCritical ? component.whenCritical : component.whenWarning, one.range, one.isOpen);
    bool isMaintained = false;
    for (const StatusIncident &one : facts.incidents) {
        if (!one.components.contains(component.id))
            continue;
        const TimeRange range{one.range.startNs,
                              std::min(one.isOpen && !one.isMaintenance ? atNs : one.range.endNs, atNs)};
        if (range.endNs < range.startNs)
            continue;
        if (!one.isMaintenance) {
            add(one.impact, range, one.isOpen);
            continue;
        }
        out.maintenance.push_back(range);
        isMaintained |= one.isOpen && one.updates.front().phase == signals::StatusPhase::InProgress;
    }
    out.maintenance = merged(out.maintenance);
    out.down = without(merged(out.down), out.maintenance);
    out.degraded = without(without(merged(out.degraded), out.maintenance), out.down);
    if (isMaintained)
        out.now = ComponentState::Maintenance;
    return out;
}

StatusDay dayOf(QDate date, const TimeRange &window, const Course &course, const std::optional<TimeRange> &known)
{
    StatusDay out;
    out.day = date;
    if (!known || known->startNs >= window.endNs || known->endNs <= window.startNs)
        return out;
    const TimeRange seen{std::max(window.startNs, known->startNs), std::min(window.endNs, known->endNs)};
    const qint64 maintained = timeIn(course.maintenance, seen);
    out.downNs = timeIn(course.down, seen);
    out.degradedNs = timeIn(course.degraded, seen);
    const qint64 counted = seen.lengthNs() - maintained;
    out.uptime = counted > 0 ? 1 - static_cast<double>(out.downNs) / static_cast<double>(counted) : 1.0;
    out.worst = out.downNs > 0       ? course.downAs
                : out.degradedNs > 0 ? ComponentState::Degraded
                : maintained > 0     ? ComponentState::Maintenance
                                     : ComponentState::Operational;
    return out;
}

StatusComponent componentOf(const wire::PageComponent &from, const wire::PageSettings &settings, const PageFacts &facts,
                            qint64 atNs)
{
    StatusComponent out{from.id, from.name, from.description, from.group, {}, true, {}, {}};
    const Course course = courseOf(from, settings, facts, atNs);
    out.state = course.now;
    const std::optional<TimeRange> known = knownOf(from, facts);
    out.isKnown = course.now == ComponentState::Maintenance || (known && known->endNs >= atNs - pageFactsLastNs);
    const QTimeZone zone(settings.timeZone.toUtf8());
    const QDate today = base::shownAt(atNs, zone).date();
    qint64 down = 0, counted = 0;
    for (int i = settings.days - 1; i >= 0; --i) {
        const QDate date = today.addDays(-i);
        const TimeRange window{base::momentOf(date, QTime(0, 0), zone),
                               std::min(atNs, base::momentOf(date.addDays(1), QTime(0, 0), zone))};
        out.days.push_back(dayOf(date, window, course, known));
        if (!out.days.back().uptime)
            continue;
        const TimeRange seen{std::max(window.startNs, known->startNs), std::min(window.endNs, known->endNs)};
        down += out.days.back().downNs;
        counted += seen.lengthNs() - timeIn(course.maintenance, seen);
    }
    if (counted > 0)
        out.uptime = 1 - static_cast<double>(down) / static_cast<double>(counted);
    return out;
}

} // namespace

StatusPage composePage(const wire::PageSettings &settings, const PageFacts &facts, qint64 atNs)
{
    StatusPage page;
    page.title = settings.title;
    page.organisation = settings.organisation;
    page.address = settings.address;
    page.contact = settings.contact;
    page.timeZone = settings.timeZone;
    page.colour = settings.colour;
    page.atNs = atNs;
    for (const auto &component : settings.components)
        page.components.push_back(componentOf(component, settings, facts, atNs));
    page.incidents = facts.incidents;
    std::ranges::stable_sort(page.incidents, std::greater(), [](const StatusIncident &i) { return i.range.startNs; });
    return page;
}

} // namespace wf::engine
