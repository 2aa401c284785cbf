// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/series.h"
#include "models/wire/json.h"

#include <optional>

namespace wf::wire::prometheus {

// Puts series of a matrix or vector into columns and remembers the first thing that is wrong. Shared by the decoder of
// whole answers and by MatrixStream, so that both understand the same.
class MatrixBuilder {
public:
    explicit MatrixBuilder(const Limits &limits) : m_limits(limits) {}

    // {"metric","values"|"value","histograms"|"histogram"}
    void addSeries(const Json &one);
    // A series whose plain samples are in columns already; `rest` holds what follows "values".
    void addSeries(base::Labels labels, signals::Series series, const Json &rest);
    void addSample(signals::Series &series, const Json &sample);
    void countSamples(std::size_t n);

    [[nodiscard]] std::optional<base::Error> problem() const;
    [[nodiscard]] signals::QueryAnswer &answer() { return m_answer; }

private:
    [[nodiscard]] std::optional<qint64> timeOf(const Json &sample);
    void addHistogram(signals::HistogramSeries &series, const Json &sample);

    Limits m_limits;
    signals::QueryAnswer m_answer;
    std::size_t m_samples = 0;
    bool m_broken = false;
    std::optional<base::Error> m_tooMany;
};

// The decoder for answers of any shape; decodeQuery() comes here for all that MatrixStream does not read itself.
[[nodiscard]] base::Result<signals::QueryAnswer> decodeAnyQuery(std::string_view body, qint64 stepMs,
                                                                const Limits &limits);

} // namespace wf::wire::prometheus
