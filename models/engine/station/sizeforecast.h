// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"

#include <array>
#include <optional>
#include <vector>

namespace wf::engine {

// What of one signal is kept, in tiers: 0 hot, 1 warm, 2 cold.
inline constexpr std::size_t tierCount = 3;
struct KeptPiece {
    std::size_t tier = 0;
    qint64 beginNs = 0, endNs = 0; // of its data
    qint64 bytes = 0;
};
struct KeepPolicy {
    qint64 hotNs = 0, warmNs = 0, keepNs = 0; // ages at which the newest of a piece leaves hot, leaves warm, is deleted
    qint64 mostBytes = 0;                     // of all tiers; 0 = no bound
};

struct SizeForecast {
    double bytesPerDay = 0; // written now, by the pieces of the last day (or of all there is, when that is less)
    std::array<double, tierCount> packing{1, 1, 1}; // bytes of a tier for a byte of the hot one; 1 where none is known
    qint64 inWeek = 0, inMonth = 0, inYear = 0;     // 7, 30, 365 days from now
    std::optional<qint64> capNs; // until the oldest are deleted for the sake of the bound; unset: they never are
    bool isSteady = false;       // in a year as much goes as comes
    friend bool operator==(const SizeForecast &, const SizeForecast &) = default;
};

// How large it becomes if it goes on as in the last day: what is there moves and goes by its age, what comes is packed
// as the tiers have packed so far. `unsealedBytes`: written, and in no piece yet; it stays. Nothing while less than an
// hour of data is there. Pure.
[[nodiscard]] std::optional<SizeForecast> forecastSize(const std::vector<KeptPiece> &pieces, qint64 unsealedBytes,
                                                       const KeepPolicy &policy, qint64 nowNs);

} // namespace wf::engine
