// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"
#include "models/base/result.h"
#include "models/signals/nativehistogram.h"
#include "models/signals/series.h"
#include "models/wire/limits.h"
#include "models/wire/promtext/expositionscanner.h"

#include <optional>
#include <string_view>
#include <vector>

// What /metrics answers: Prometheus text 0.0.4 and 1.0.0 (quoted UTF-8 names), OpenMetrics text 1.0.0 and, in
// promproto.h, delimited protobuf (protocols.md 1.9). Pure, any thread.
namespace wf::wire {

struct ExpositionSample {
    base::Labels labels; // with __name__
    double value = 0;
    std::optional<qint64> timeMs; // when the target stamps its samples
    std::optional<signals::Exemplar> exemplar;
    std::optional<qint64> createdMs;       // when the counter, histogram or summary began
    signals::NativeHistogramPtr histogram; // protobuf only; when set, value does not count
};
struct Exposition {
    std::vector<ExpositionSample> samples;
    std::vector<signals::MetricInfo>
        families; // in the order of their first mention; OpenMetrics counters without "_total"
};

// From the Content-Type of the answer; nothing when it is protobuf.
[[nodiscard]] std::optional<ExpositionFormat> expositionFormat(std::string_view contentType);

// foo_created lines of counters, histograms and summaries are createdMs of their samples, or series like all others.
enum class CreatedLines { AsTimes, AsSeries };

// Errors: NotUnderstood with line and column (a scrape is taken as a whole or not at all), TooLarge.
[[nodiscard]] base::Result<Exposition> decodeExposition(std::string_view text, ExpositionFormat format,
                                                        const Limits &limits = {},
                                                        CreatedLines created = CreatedLines::AsTimes);

} // namespace wf::wire
