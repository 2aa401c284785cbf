// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/nativehistogram.h"
#include "models/wire/protobuf.h"

#include <protozero/pbf_writer.hpp>

namespace wf::wire::remotewrite {

struct TimedHistogram {
    qint64 timeMs = 0;
    signals::NativeHistogram histogram;
    bool isSound = true; // spans and counts agree, numbers are within what a histogram may have
};
// prometheus.Histogram, the same message in both versions.
[[nodiscard]] TimedHistogram histogramOf(ProtoReader message, Allowance &allowance);
void writeHistogram(protozero::pbf_writer &out, qint64 timeMs, const signals::NativeHistogram &histogram);

} // namespace wf::wire::remotewrite
