// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/prometheus/prometheus.h"
#include "tests/fuzz/promise.h"

using namespace wf;
using namespace wf::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view body = text(data, size);
    const wire::Limits limits = tight();
    if (const auto answer = wire::prometheus::decodeQuery(body, 15'000, limits)) {
        std::size_t samples = 0;
        for (const signals::Series &series : answer->series) {
            promise(series.timesMs.size() == series.values.size(), "as many times as values");
            samples += series.size();
        }
        promise(samples <= limits.samples, "no more samples than the bound");
        promise(answer->series.size() <= limits.series, "no more series than the bound");
    }
    (void)wire::prometheus::decodeMetadata(body, limits);
    (void)wire::prometheus::decodeSeries(body, limits);
    (void)wire::prometheus::decodeNames(body, limits);
    (void)wire::prometheus::decodeExemplars(body, limits);
    (void)wire::prometheus::decodeRules(body, limits);
    (void)wire::prometheus::decodeAlerts(body, limits);
    (void)wire::prometheus::decodeTargets(body, limits);
    (void)wire::prometheus::decodeBuildInfo(body);
    (void)wire::prometheus::decodeWalReplay(body);
    (void)wire::prometheus::decodeRuntimeInfo(body);
    (void)wire::prometheus::decodeTsdb(body);
    (void)wire::prometheus::decodeFlags(body);
    (void)wire::prometheus::decodeText(body, "config");
    return 0;
}
