// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace wf::signals {

// How a unit is written. `symbol` is UTF-8; `power`: the prefix the number already has.
enum class UnitScheme {
    Plain,    // number, then the symbol
    Si,       // thousands with k M G …
    Binary,   // 1024 with Ki Mi Gi …
    Count,    // K M B T, then the symbol
    Money,    // the symbol, then K M B T
    MoneyEnd, // K M B T, then the symbol
    Yes,      // two words by "is it zero": "yes/no"
    Special,  // a function of its own
};
struct UnitEntry {
    const char *id;
    UnitScheme scheme;
    const char *symbol;
    int power;
};

[[nodiscard]] std::span<const UnitEntry> unitTable();

} // namespace wf::signals
