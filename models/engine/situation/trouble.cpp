// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/situation/trouble.h"

#include <algorithm>
#include <map>

namespace wf::engine {

namespace {

constexpr qint64 leadTimeNs = 2 * base::nsPerHour;

bool isOpen(const WatchedAlert &a)
{
    return a.handling == Handling::Open;
}

// Watchdogs fire on purpose.
bool counts(const WatchedAlert &a)
{
    return a.handling != Handling::Pending && a.handling != Handling::Inhibited &&
           a.alert.labels.value("severity") != "none";
}

void add(Trouble &t, const WatchedAlert &a)
{
    const auto severity = a.alert.severity();
    const bool first = t.alerts == 0;
    const bool worse = first || (isOpen(a) && t.open == 0) || (isOpen(a) == (t.open > 0) && severity < t.severity);
    ++t.alerts;
    t.open += isOpen(a);
    if (worse) {
        t.severity = severity;
        t.worst = a.alert;
        t.sentence = a.alert.annotations.text("summary");
        if (t.sentence.isEmpty())
            t.sentence = a.alert.name();
    }
    if (a.alert.startsNs && (!t.sinceNs || a.alert.startsNs < t.sinceNs))
        t.sinceNs = a.alert.startsNs;
    if (!isOpen(a)) {
        t.owner = a.owner;
        t.heldUntilNs = std::max(t.heldUntilNs, a.heldUntilNs);
    }
    if (!a.region.isEmpty() && !t.regions.contains(a.region))
        t.regions << a.region;
}

} // namespace

std::vector<Trouble> troubles(const AlertSnapshot &alerts)
{
    std::map<QString, Trouble> byService;
    for (const auto &a : alerts.alerts) {
        if (!counts(a))
            continue;
        auto &t = byService[a.service];
        t.service = a.service;
        add(t, a);
    }
    std::vector<Trouble> out;
    for (auto &[service, t] : byService) {
        if (t.open > 0)
            t.owner.clear();
        out.push_back(std::move(t));
    }
    std::stable_sort(out.begin(), out.end(), [](const Trouble &a, const Trouble &b) {
        if ((a.open > 0) != (b.open > 0))
            return a.open > 0;
        if (a.severity != b.severity)
            return a.severity < b.severity;
        return a.sinceNs < b.sinceNs;
    });
    return out;
}

std::optional<Trouble> troubleOf(const AlertSnapshot &alerts, const QString &service)
{
    Trouble out;
    out.service = service;
    for (const auto &a : alerts.alerts)
        if (a.service == service && counts(a))
            add(out, a);
    if (out.open > 0)
        out.owner.clear();
    return out.alerts > 0 ? std::optional(std::move(out)) : std::nullopt;
}

const signals::Deploy *likelyChange(const Trouble &trouble, const ServicesSnapshot &services)
{
    for (const auto &deploy : services.deploys) {
        const bool before = deploy.timeNs <= trouble.sinceNs && trouble.sinceNs - deploy.timeNs < leadTimeNs;
        const bool calls = std::any_of(services.calls.begin(), services.calls.end(), [&](const auto &c) {
            return c.caller == trouble.service && c.callee == deploy.service;
        });
        if (before && (deploy.service == trouble.service || calls))
            return &deploy;
    }
    return nullptr;
}

} // namespace wf::engine
