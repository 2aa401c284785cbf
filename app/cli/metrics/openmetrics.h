// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/common/environmentchoice.h"
#include "models/async/jobscope.h"
#include "models/engine/explore/index/metriccatalog.h"
#include "models/net/secrets/secretstore.h"
#include "models/sources/environment/opensources.h"

#include <memory>

namespace wf::app {

// The metric sources of one environment and what they hold, opened for one command. Dies in reverse.
struct OpenedForMetrics {
    explicit OpenedForMetrics(const sources::Environment &environment);
    base::SystemClock clock;
    async::Pools pools;
    std::unique_ptr<net::SecretStore> secrets;
    sources::OpenSources open;
    engine::MetricCatalog catalog;

    // Waits for names, types and counts; errors are said. False when no source gave any.
    [[nodiscard]] bool readCatalog();
};

// Null when there is none; that is said.
[[nodiscard]] std::unique_ptr<OpenedForMetrics> openForMetrics(const QCommandLineParser &parser);

} // namespace wf::app
