// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"

#include <string>
#include <string_view>

// Names of OpenTelemetry as Prometheus knows them: the translation "UnderscoreEscapingWithSuffixes" that its own OTLP
// receiver uses by default (OpenTelemetry specification, "Prometheus and OpenMetrics Compatibility"). Pure.
namespace wf::wire::otlp {

enum class NameKind { Gauge, Counter, Other };

// "http.server.duration" in "ms" -> "http_server_duration_milliseconds"; counters end in _total, gauges of unit 1 in
// _ratio; units in braces are left out; what the name says already is not said again.
[[nodiscard]] std::string metricName(std::string_view name, std::string_view unit, NameKind kind);
// The unit as a word ("By/s" -> "bytes_per_second"); empty when it adds nothing.
[[nodiscard]] std::string unitWords(std::string_view unit);
// "http.route" -> "http_route"; "1st" -> "key_1st", "_x" -> "key_x".
[[nodiscard]] std::string labelName(std::string_view name);

// Attributes under their label names; values whose names become equal are joined with ";" in the order of the
// attributes' own names.
[[nodiscard]] base::Labels translated(const base::Labels &attributes);
// job and instance from service.namespace, service.name and service.instance.id; empty when none is told.
[[nodiscard]] base::Labels identityOf(const base::Labels &resource);
[[nodiscard]] inline base::Labels withoutIdentity(const base::Labels &resource)
{
    return resource.without({"service.namespace", "service.name", "service.instance.id"});
}

// Attributes of a resource that Loki's OTLP receiver keeps as stream labels (its default settings of 3.x).
[[nodiscard]] bool isIndexed(std::string_view attribute);
// The way back: the attribute such a label came from, or the label itself.
[[nodiscard]] std::string indexedAttribute(std::string_view label);

} // namespace wf::wire::otlp
