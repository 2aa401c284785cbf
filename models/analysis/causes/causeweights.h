// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>
#include <cstddef>

namespace wf::analysis {

// Why a service is suspected.
enum class CauseReason {
    Symptom,    // what alarms is bad there, and nothing it calls explains it; weighed by the path to the alarm
    Saturation, // its processor, memory or the like
    Link,       // callers wait longer than it works: the way between them
    TimeOrder,  // it was bad before the alarm
    Change,     // deployed shortly before
    Region,     // where the alarm is, and nowhere else
    History,    // was the cause before
    Stops,      // requests stop at it or on the way to it
    Errors,     // it writes more errors into its log than usual
};
inline constexpr std::size_t causeReasons = 9;
using CauseFeatures = std::array<double, causeReasons>;

// Stable lower-case name, for JSON and tests ("time-order").
[[nodiscard]] QString causeReasonName(CauseReason reason);

// What each reason counts. "Is this right?" moves them: what speaks for the true cause gains, what spoke for those that
// were ranked above it loses (an averaged step of the ranking perceptron).
struct CauseWeights {
    CauseFeatures values{1, 1, 1, 0.3, 0.6, 0.3, 0.3, 1, 1};

    [[nodiscard]] double score(const CauseFeatures &features) const;
    // `wrong` was ranked above `right`.
    void learn(const CauseFeatures &right, const CauseFeatures &wrong);
    friend bool operator==(const CauseWeights &, const CauseWeights &) = default;
};

} // namespace wf::analysis
