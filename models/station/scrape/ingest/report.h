// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/scrape/ingest/ingest.h"

namespace wf::station {

// What is told about each scrape beside its samples: up and scrape_* with the target's labels.
struct ScrapeFacts {
    qint64 timeMs = 0;
    qint64 durationNs = 0;
    qint64 timeoutNs = 0;
    qint64 bodyBytes = 0; // after decompression; -1 = cut off
    bool isUp = false;
};
void appendReport(MetricBatch &batch, const IngestRules &rules, const Ingested &result, const ScrapeFacts &facts);
// The target is gone: its report ends as well.
void endReport(MetricBatch &batch, const IngestRules &rules, qint64 timeMs);
// Type and help of the above, once per target.
[[nodiscard]] std::vector<signals::MetricInfo> reportFamilies();

} // namespace wf::station
