// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>
#include <cstddef>

namespace wf::analysis {

// Why two alerts belong together. Each is worth so many powers of ten: 2 says "a hundred times likelier than by
// chance".
enum class EvidenceKind {
    Time,       // both fire seldom, and now at once
    Repeat,     // the same alert again
    Instance,   // same host, pod or target; below zero: known places that have nothing to do with each other
    Service,    // same service
    Dependency, // one service calls the other
    Name,       // the same rule elsewhere
    CoFiring,   // they came together before
    Change,     // both follow the same deploy
    Text,       // they say the same
    Lesson,     // an operator said so
};
inline constexpr std::size_t evidenceKinds = 10;

struct Evidence {
    std::array<float, evidenceKinds> weights{};

    [[nodiscard]] float &operator[](EvidenceKind kind) { return weights[static_cast<std::size_t>(kind)]; }
    [[nodiscard]] float operator[](EvidenceKind kind) const { return weights[static_cast<std::size_t>(kind)]; }
    [[nodiscard]] double sum() const;
    friend bool operator==(const Evidence &, const Evidence &) = default;
};

// Stable lower-case name, for JSON and tests ("co-firing").
[[nodiscard]] QString evidenceName(EvidenceKind kind);

} // namespace wf::analysis
