// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/statuspage/textbook.h"
#include "models/wire/statuspage/pagesettings.h"

namespace wf::engine {

// What a component may rest on, by its internal name: alerts of a service, the budget of an objective ("gateway"), an
// agreement ("spa-114") or one of its clauses ("spa-114/availability").
enum class RestsOn { Service, Objective, Agreement };

// One stretch in which it was in trouble.
struct ServiceTrouble {
    QString service; // internal name
    bool isCritical = false;
    base::TimeRange range; // end: now when it is open
    bool isOpen = false;
    RestsOn of = RestsOn::Service;
};

// What is known of an objective, an agreement or a clause.
struct KnownPromise {
    RestsOn of = RestsOn::Objective;
    QString name;
    base::TimeRange known;
};

struct PageFacts {
    std::vector<ServiceTrouble> troubles;
    // What is known of alerts at all: before it, and after it, days have no figure. Empty: nothing.
    std::optional<base::TimeRange> known;
    std::vector<KnownPromise> promises;             // those that are not in it are not known
    std::vector<signals::StatusIncident> incidents; // only what was approved
};

// How long facts stay good without being looked at again.
inline constexpr qint64 pageFactsLastNs = qint64{30} * 60 * 1'000'000'000;

// The page at `atNs`. A component is as bad as the worst trouble of what it rests on, and known only when all of it is;
// or as bad as an approved incident says;
// while maintenance of it is under way it is in maintenance, and that time counts neither as up nor as down. Pure.
[[nodiscard]] signals::StatusPage composePage(const wire::PageSettings &settings, const PageFacts &facts, qint64 atNs);

} // namespace wf::engine
