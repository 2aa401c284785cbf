// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/panelspec.h"

#include <QtGlobal>

#include <span>

namespace wf::engine {

enum class RowKind { Red, Saturation, Runtime, Dependencies, Logs, Business };

struct RecipeQuery {
    const char *expr = nullptr;
    const char *legend = nullptr; // "$L": the value of the label lines are split by
    const char *role = nullptr;   // "limit": left out where its metric is not there
};

// A panel that is known by the metric names of an exporter or library. Shown when every metric its queries read is
// there, native histograms in place of their buckets. In expressions $M is the matcher of the service, $BY the grouping
// by the split label (with its blanks), $LE the same with le, and $R the rate interval.
struct Recipe {
    RowKind row;
    const char *technology; // "Go": named in the row where it is the runtime
    const char *title;      // marked for translation
    const char *quantity;
    base::Unit unit;
    RecipeQuery queries[3];
    const char *why; // one sentence
    signals::PanelKind kind = signals::PanelKind::Lines;
    bool fill = false;
};

[[nodiscard]] std::span<const Recipe> hostRecipes();       // node_exporter
[[nodiscard]] std::span<const Recipe> runtimeRecipes();    // process, Go, JVM, Python, Node.js
[[nodiscard]] std::span<const Recipe> serverRecipes();     // nginx, PostgreSQL, Redis, Envoy
[[nodiscard]] std::span<const Recipe> kubernetesRecipes(); // cAdvisor, kube-state-metrics
[[nodiscard]] std::span<const Recipe> databaseRecipes();   // MySQL, MongoDB, Elasticsearch, etcd
[[nodiscard]] std::span<const Recipe> brokerRecipes();     // Kafka, RabbitMQ
[[nodiscard]] std::span<const Recipe> proxyRecipes();      // HAProxy, Traefik, CoreDNS, blackbox
[[nodiscard]] std::span<const Recipe> watcherRecipes();    // Prometheus, Alertmanager, Loki, Jaeger
[[nodiscard]] std::span<const Recipe> machineRecipes();    // Windows, .NET, kubelet

} // namespace wf::engine
