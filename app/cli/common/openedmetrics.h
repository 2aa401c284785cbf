// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/metrics/metricreader.h"
#include "models/engine/metrics/samplestore.h"
#include "models/engine/services/servicecatalog.h"
#include "models/net/secrets/secretstore.h"
#include "models/sources/environment/opensources.h"
#include "models/store/store.h"

#include <memory>

namespace wf::app {

// The metrics of one environment with its cache, opened for one command. Members are made in order and die in reverse.
struct OpenedMetrics {
    OpenedMetrics(const sources::Environment &environment, const QString &stateDirectory);
    // Nobody has answered, and nobody is asked any more.
    [[nodiscard]] bool isSilent() const;
    base::SystemClock clock;
    async::Pools pools;
    std::unique_ptr<net::SecretStore> secrets;
    store::Store store;
    engine::DiskSampleStore samples;
    sources::OpenSources open;
    engine::ServiceCatalog services;
    engine::MetricReader metrics;
};

// What a command says when no source of metrics answers.
[[nodiscard]] base::Error noMetricsAnswer();

} // namespace wf::app
