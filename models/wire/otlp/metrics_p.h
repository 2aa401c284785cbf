// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/otlp/requests.h"

namespace wf::wire::otlp {

[[nodiscard]] base::Result<MetricRequest> metricsFromProtobuf(std::string_view body, const Limits &limits);
[[nodiscard]] base::Result<MetricRequest> metricsFromJson(std::string_view body, const Limits &limits);

[[nodiscard]] inline Temporality temporalityOf(qint64 number)
{
    return number == 1 ? Temporality::Delta : number == 2 ? Temporality::Cumulative : Temporality::Unspecified;
}

} // namespace wf::wire::otlp
