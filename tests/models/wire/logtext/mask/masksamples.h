// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

// Lines by hand: what is between ⟦ and ⟧ should be masked by the rule named, all else should stay. Numbers of cards and
// accounts are those the schemes publish for tests; telephone numbers lie in ranges kept for fiction.
namespace wf::wiretest {

struct MaskSample {
    const char *rule; // of all marks in the line; "" for lines without
    const char *line;
};

[[nodiscard]] const std::vector<MaskSample> &maskSamples();

} // namespace wf::wiretest
