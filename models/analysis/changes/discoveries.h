// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace wf::analysis {

// The share of false ones to expect among what is at least as strong, for each p of `tested` tests of which only these
// were kept (the others had larger p): Benjamini & Hochberg, "Controlling the False Discovery Rate" (1995), as
// adjusted p-values, parallel to `p`. `tested` below p.size() counts as p.size().
[[nodiscard]] std::vector<double> falseDiscoveryRates(std::span<const double> p, std::size_t tested);

} // namespace wf::analysis
