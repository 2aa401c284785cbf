// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"
#include "models/base/result.h"
#include "models/signals/series.h"
#include "models/wire/limits.h"

#include <optional>
#include <string_view>
#include <vector>

// What /metrics answers: Prometheus text 0.0.4 and 1.0.0 (quoted UTF-8 names) and OpenMetrics text 1.0.0
// (protocols.md 1.9). Pure, any thread.
namespace wf::wire {

struct ExpositionSample {
    base::Labels labels; // with __name__
    double value = 0;
    std::optional<qint64> timeMs; // when the target stamps its samples
    std::optional<signals::Exemplar> exemplar;
};
struct Exposition {
    std::vector<ExpositionSample> samples;
    std::vector<signals::MetricInfo>
        families; // in the order of their first mention; OpenMetrics counters without "_total"
};

enum class ExpositionFormat {
    Text,        // stamps are milliseconds
    OpenMetrics, // stamps are seconds; "# EOF" must end the text
};
// From the Content-Type of the answer.
[[nodiscard]] ExpositionFormat expositionFormat(std::string_view contentType);

// Errors: NotUnderstood with the line's number (a scrape is taken as a whole or not at all), TooLarge.
[[nodiscard]] base::Result<Exposition> decodeExposition(std::string_view text, ExpositionFormat format,
                                                        const Limits &limits = {});

} // namespace wf::wire
