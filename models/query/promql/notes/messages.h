// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/promql/text/gotext.h"

#include <string>
#include <string_view>

// What annotations say, in Prometheus' words (util/annotations); "PromQL warning: " or "PromQL info: " is put in front.
namespace wf::query::messages {

inline std::string forMetric(std::string message, std::string_view name)
{
    return name.empty() ? message : message + " for metric name " + goQuoted(name);
}
inline std::string mixedSamples(std::string_view name)
{
    return "encountered a mix of histograms and floats for metric name " + goQuoted(name);
}
inline std::string mixedSchemas(std::string_view name)
{
    return "vector contains a mix of histograms with exponential and custom buckets schemas for metric name " +
           goQuoted(name);
}
inline std::string histogramsIgnoredInRange(std::string_view name)
{
    return "ignored histograms in a range containing both floats and histograms for metric name " + goQuoted(name);
}
inline std::string histogramIgnoredIn(std::string_view aggregation)
{
    return "ignored histogram in " + std::string(aggregation) + " aggregation";
}
inline std::string notACounter(std::string_view name)
{
    return "this native histogram metric is not a counter: " + goQuoted(name);
}
inline std::string notAGauge(std::string_view name)
{
    return "this native histogram metric is not a gauge: " + goQuoted(name);
}
inline std::string resetCollision(std::string_view operation)
{
    return "conflicting counter resets during histogram " + std::string(operation);
}
inline std::string boundsReconciled(std::string_view operation)
{
    return "mismatched custom buckets were reconciled during " + std::string(operation);
}
inline std::string badQuantile(double q)
{
    return "quantile value should be between 0 and 1, got " + goShort(q);
}
inline constexpr std::string_view addition = "addition", subtraction = "subtraction", aggregation = "aggregation";

} // namespace wf::query::messages
