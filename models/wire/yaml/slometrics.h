// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/objective.h"
#include "models/wire/yaml/yaml.h"

namespace wf::wire {

// Fills kind and queries of an objective from the spec of an indicator. Returns what is wrong, empty when nothing.
[[nodiscard]] QString readIndicator(const Yaml &spec, signals::Objective &objective);

// Fills window, rolling and calendar from an SLO's spec.
[[nodiscard]] QString readWindow(const Yaml &spec, signals::Objective &objective);

// Fills target, threshold and time slices from one entry of `objectives`.
[[nodiscard]] QString readTarget(const Yaml &entry, signals::Objective &objective);

} // namespace wf::wire
