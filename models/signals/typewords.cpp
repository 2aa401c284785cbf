// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/signals/typewords.h"

#include <algorithm>
#include <array>

namespace wf::signals {

namespace {

constexpr std::array metricTypes{"unknown",        "counter", "gauge", "histogram",
                                 "gaugehistogram", "summary", "info",  "stateset"};
static_assert(metricTypes.size() == static_cast<std::size_t>(MetricType::StateSet) + 1);

} // namespace

MetricType metricTypeOf(std::string_view word)
{
    const auto at = std::ranges::find(metricTypes, word, [](const char *one) { return std::string_view(one); });
    return at == metricTypes.end() ? MetricType::Unknown : static_cast<MetricType>(at - metricTypes.begin());
}

const char *wordOf(MetricType type)
{
    return metricTypes[static_cast<std::size_t>(type)];
}

QString wordOf(SourceKind kind)
{
    switch (kind) {
    case SourceKind::Metrics:
        return QStringLiteral("metrics");
    case SourceKind::Alerts:
        return QStringLiteral("alerts");
    case SourceKind::Logs:
        return QStringLiteral("logs");
    case SourceKind::Traces:
        break;
    }
    return QStringLiteral("traces");
}

} // namespace wf::signals
