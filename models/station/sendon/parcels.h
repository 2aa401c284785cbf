// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/intake/intake.h"
#include "models/station/sendon/route.h"

#include <span>
#include <string>
#include <vector>

namespace wf::station {

// What goes into an outbox at once: never more than one request may hold, but for a single item that is larger.
struct Parcelled {
    std::string body; // packed()
    Outbox::Size size;
};
// As remote write or as OTLP metrics; the parts of one histogram stay together where they stood together.
[[nodiscard]] std::vector<Parcelled> parcelsOf(SendKind kind, const MetricBatch &batch);
// As a push to Loki or as OTLP logs.
[[nodiscard]] std::vector<Parcelled> parcelsOf(SendKind kind, std::span<const signals::LogLine> lines);
// As OTLP traces.
[[nodiscard]] std::vector<Parcelled> parcelsOf(const std::vector<signals::Trace> &traces);

// Samples of a batch by series, as remote write sends them.
[[nodiscard]] std::string encodeBatch(const MetricBatch &batch);

} // namespace wf::station
