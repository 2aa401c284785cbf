// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/promtext/promproto.h"
#include "tests/fuzz/promise.h"

using namespace wf;
using namespace wf::fuzz;

namespace {

std::size_t buckets(const std::vector<signals::BucketSpan> &spans)
{
    std::size_t sum = 0;
    for (const auto &span : spans)
        sum += span.length;
    return sum;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const wire::Limits limits = tight();
    for (const auto choice : {wire::HistogramChoice::Native, wire::HistogramChoice::Both}) {
        const auto read = wire::decodeProtoExposition(text(data, size), limits, choice);
        if (!read)
            continue;
        promise(read->samples.size() <= limits.samples, "no more samples than the bound");
        for (const auto &sample : read->samples) {
            promise(!sample.labels.metricName().empty(), "a sample has a name");
            if (!sample.histogram)
                continue;
            const auto &h = *sample.histogram;
            promise(h.schema >= -4 && h.schema <= 8, "a schema that there is");
            promise(buckets(h.positiveSpans) == h.positiveCounts.size() &&
                        buckets(h.negativeSpans) == h.negativeCounts.size(),
                    "spans and counts fit");
        }
    }
    return 0;
}
