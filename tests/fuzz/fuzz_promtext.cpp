// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/promtext/promtext.h"
#include "tests/fuzz/promise.h"

using namespace wf;
using namespace wf::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const wire::Limits limits = tight();
    for (const auto format : {wire::ExpositionFormat::Text, wire::ExpositionFormat::OpenMetrics}) {
        std::size_t lines = 0;
        wire::ExpositionScanner scanner(text(data, size), format, limits);
        while (scanner.next())
            ++lines;
        const auto all = wire::decodeExposition(text(data, size), format, limits, wire::CreatedLines::AsSeries);
        promise(!all || (!scanner.error() && all->samples.size() == lines), "who skips labels sees the same samples");
        if (const auto read = wire::decodeExposition(text(data, size), format, limits)) {
            promise(read->samples.size() <= limits.samples, "no more samples than the bound");
            for (const wire::ExpositionSample &sample : read->samples)
                promise(!sample.labels.metricName().empty(), "a sample has a name");
            promise(read->samples.size() <= lines, "created lines make no samples");
        }
    }
    return 0;
}
