// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace wf::widgets {

// How values are placed along an axis: evenly, or by their size.
struct ValueScale {
    enum Kind { Linear, Log, SymLog };
    Kind kind = Linear;
    double base = 10;     // of the ticks, 2 or 10
    double threshold = 1; // SymLog: nearer to zero than this it is about even

    [[nodiscard]] bool isLinear() const { return kind == Linear; }
    // What is not above zero lies below everything on a logarithmic axis. Not finite stays so.
    [[nodiscard]] double place(double value) const;
    [[nodiscard]] double value(double placed) const;
    friend bool operator==(const ValueScale &, const ValueScale &) = default;
};

} // namespace wf::widgets
