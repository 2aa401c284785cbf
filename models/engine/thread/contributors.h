// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/thread/contributor.h"
#include "models/sources/ports.h"
#include "models/store/alertlog.h"

#include <memory>

// One contributor per signal, over the ports. Each says in its reason how an entry is known to belong.
namespace wf::engine {

// Firing alerts over the window, from the ALERTS series of the metric sources, which also tell the state of the spine,
// and those that the console kept of what others said: Alertmanagers, and what it found itself.
[[nodiscard]] std::unique_ptr<ThreadContributor> alertContributor(const sources::SourceSet &sources,
                                                                  const ServiceCatalog &catalog, store::AlertLog &log);
// Versions that appeared in the window, of the service and its neighbours.
[[nodiscard]] std::unique_ptr<ThreadContributor> deployContributor();
// Bursts of error and warning lines of the service, and the lines that carry the subject's trace id.
[[nodiscard]] std::unique_ptr<ThreadContributor> logContributor(const sources::SourceSet &sources);
// Failed and slow traces of the service, and the subject's own trace.
[[nodiscard]] std::unique_ptr<ThreadContributor> traceContributor(const sources::SourceSet &sources);

} // namespace wf::engine
