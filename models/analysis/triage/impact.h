// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/severity.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <limits>
#include <vector>

namespace wf::analysis {

inline constexpr double notKnown = std::numeric_limits<double>::quiet_NaN();

// What an alert does, as far as it is known.
struct ImpactFacts {
    signals::Severity ofRule = signals::Severity::Unknown; // its own label
    int affectedServices = 1;
    double affectedCustomers = notKnown; // share of what users ask that fails or is slow, 0 to 1
    double burnRate = notKnown;          // of the objective it threatens; 1 spends the budget exactly
    int depth = -1;                      // calls between users and it; 0 is what they touch, -1 not known
    // This alert's past.
    int timesFired = 0;
    double shareActed = notKnown;    // of those, somebody did something
    double shareHealed = notKnown;   // of those, it went away by itself
    double medianMinutes = notKnown; // how long it lasted
};

// What the objectives of a service say of it in their shortest window; of several, the worst.
struct ServiceHarm {
    double burnRate = notKnown;
    double hurtShare = notKnown; // of its events that are bad, 0 to 1
};
using HarmByService = QHash<QString, ServiceHarm>;

// The same as numbers, for trees; in this order.
[[nodiscard]] QStringList impactFeatures();
[[nodiscard]] std::vector<float> impactRow(const ImpactFacts &facts);
// What a feature says of these facts: "burns its budget 14 times too fast", "nobody acted on it in 41 times".
[[nodiscard]] QString impactWords(int feature, const ImpactFacts &facts);

} // namespace wf::analysis
