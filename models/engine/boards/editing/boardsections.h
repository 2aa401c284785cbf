// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/dashboard/dashboard.h"

#include <optional>
#include <vector>

namespace wf::engine {

// A row and its panels while a dashboard is edited. `y` of a panel counts from the row's first line.
struct DraftSection {
    std::optional<signals::BoardPanel> row; // without its children; absent: what stands before the first row
    std::vector<signals::BoardPanel> panels;
};

// The panels of a dashboard by rows, gaps closed, and back to absolute places. Pure.
[[nodiscard]] std::vector<DraftSection> draftSections(const signals::Dashboard &dashboard);
[[nodiscard]] std::vector<signals::BoardPanel> panelsOfSections(std::vector<DraftSection> sections);

// Behind the row at `at` and everything that stands in it.
[[nodiscard]] std::size_t endOfRow(const std::vector<DraftSection> &sections, std::size_t at);

// Gives every panel and row an identifier of its own; first come keeps theirs. True when one was changed.
bool giveIdentifiers(signals::Dashboard &dashboard);
[[nodiscard]] int freeIdentifier(const signals::Dashboard &dashboard);

} // namespace wf::engine
