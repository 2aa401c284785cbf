// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

namespace wf::net {

// Uniform numbers in [0, 1). Handed in so that tests decide the jitter.
using Uniform = std::function<double()>;

// From the system's generator. Thread-safe.
[[nodiscard]] Uniform systemUniform();

} // namespace wf::net
