// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/signals/rawseries.h"
#include "models/signals/series.h"
#include "models/wire/limits.h"

#include <string>
#include <string_view>
#include <vector>

// Prometheus' remote write, Snappy around protobuf: version 1 (prometheus.WriteRequest) and 2
// (io.prometheus.write.v2.Request); specification prometheus.io/docs/specs/prw. Pure, any thread.
namespace wf::wire::remotewrite {

enum class Version { One, Two };

// As sent: times need not ascend.
struct WrittenSeries {
    signals::RawSeries series;
    std::vector<signals::Exemplar> exemplars; // `series` of each is empty
};
struct WriteRequest {
    std::vector<WrittenSeries> series;
    std::vector<signals::MetricInfo> families;
    std::size_t samples = 0;
    std::size_t histograms = 0;
    std::size_t exemplars = 0;
    std::size_t rejected = 0; // samples of series without a name, histograms that contradict themselves
    QString reason;           // of the first rejected one
};
// limits.bytes holds for what is inside. Errors: NotUnderstood, TooLarge.
[[nodiscard]] base::Result<WriteRequest> decode(std::string_view body, Version version, const Limits &limits = {});

// Version 1.
[[nodiscard]] std::string encode(const std::vector<WrittenSeries> &series,
                                 const std::vector<signals::MetricInfo> &families);

} // namespace wf::wire::remotewrite
