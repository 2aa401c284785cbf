// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/anomalies/anomalykeeper.h"
#include "models/engine/thread/contributor.h"

#include <memory>

namespace wf::engine {

// Anomalies of the subject's service and its neighbours that touch the window. The keeper must outlive it.
[[nodiscard]] std::unique_ptr<ThreadContributor> anomalyContributor(const AnomalyKeeper &keeper);
// What selecting a run means.
[[nodiscard]] signals::Subject anomalySubject(const AnomalyRun &run);

} // namespace wf::engine
