// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/promtext/promtext.h"
#include "tests/fuzz/promise.h"

using namespace wf;
using namespace wf::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const wire::Limits limits = tight();
    for (const auto format : {wire::ExpositionFormat::Text, wire::ExpositionFormat::OpenMetrics})
        if (const auto read = wire::decodeExposition(text(data, size), format, limits)) {
            promise(read->samples.size() <= limits.samples, "no more samples than the bound");
            for (const wire::ExpositionSample &sample : read->samples)
                promise(!sample.labels.metricName().empty(), "a sample has a name");
        }
    return 0;
}
