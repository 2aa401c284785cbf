// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/emit/target.h"

namespace wf::app::demo {

// The hosts, under node_exporter's names.
void addNodeTargets(std::vector<std::unique_ptr<Target>> &list, const World &world, double from, double to);
// Synthetic checkouts from outside, under blackbox_exporter's names.
void addProbeTargets(std::vector<std::unique_ptr<Target>> &list, const World &world, double from, double to);

} // namespace wf::app::demo
