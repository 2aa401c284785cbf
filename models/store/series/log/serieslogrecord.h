// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/nativehistogram.h"
#include "models/signals/series.h"

#include <string>
#include <string_view>
#include <vector>

namespace wf::store {

// One record of the append log: a batch. Series are named once a segment and numbered from then on.
struct SeriesLogRecord {
    struct Series {
        quint32 id = 0;
        base::Labels labels;
    };
    struct Sample {
        quint32 id = 0;
        qint64 timeMs = 0;
        double value = 0;
    };
    struct Histogram {
        quint32 id = 0;
        qint64 timeMs = 0;
        signals::NativeHistogramPtr value;
    };
    std::vector<Series> series;
    std::vector<Sample> samples;
    std::vector<Histogram> histograms;
    std::vector<signals::Exemplar> exemplars;
    std::vector<signals::MetricInfo> families;
};

// Some eleven bytes a sample: it is the disk's turn to be simple here.
[[nodiscard]] std::string packLogRecord(const SeriesLogRecord &record);
[[nodiscard]] bool unpackLogRecord(std::string_view bytes, SeriesLogRecord &record);

} // namespace wf::store
