// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"

namespace wf::analysis {

// What is left of an alert's labels without those that only say which of several equal servers noticed it (pairs of
// Prometheus, clusters of Alertmanager): the same for one alert that several of them tell.
[[nodiscard]] base::Labels twinLabels(const base::Labels &labels);

} // namespace wf::analysis
