// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace wf::analysis {

// What a value is compared with, the best that is known first.
enum class Comparison {
    HourOfWeek, // the same hour of the same weekday, of three weeks or more
    HourOfDay,  // the same hour of three earlier days or more
    LastHours,  // the hours before: what this time of day is like cannot be known
};

// Where a value stands in its history.
struct Standing {
    Comparison comparison = Comparison::LastHours;
    double value = 0;
    double below = 0;                     // share of what it is compared with that is less, ties half: 0…1
    double low = 0, middle = 0, high = 0; // its 5 %, 50 % and 95 % points
    double least = 0, most = 0;           // what is usual: beyond is beyond all but a hundredth, and three deviations
    double size = 0;                      // distance from the middle in robust deviations, signed
    std::size_t samples = 0;              // it is compared with
    std::size_t cycles = 0;               // weeks or days they are of; 0: LastHours
    qint64 firstMs = 0;                   // the oldest of them
    [[nodiscard]] bool isUnusual() const { return value < least || value > most; }
};

// The moments worth asking for: an hour around the same time of day on the seven days before and of weekday in the
// three weeks before those, and the six hours before. Ranges in ms, oldest first, none after `atMs`.
struct MomentRange {
    qint64 fromMs = 0, toMs = 0;
};
[[nodiscard]] std::vector<MomentRange> momentsLike(qint64 atMs);

// `timesMs` in any order and with gaps, of what the past had before `atMs`; what is newer, NaN and infinite is passed
// over. Hours are those of UTC: a change of the clocks of people moves their week by an hour, which the hour around
// allows for. None when fewer than thirty samples are known: nothing can be said then.
[[nodiscard]] std::optional<Standing> standing(std::span<const qint64> timesMs, std::span<const double> values,
                                               qint64 atMs, double value);
// The same against values that are all comparable: durations of calls of one kind, say.
[[nodiscard]] std::optional<Standing> standingAmong(std::span<const double> values, double value);

} // namespace wf::analysis
