// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/scrape/target.h"
#include "tests/fuzz/promise.h"

using namespace wf;
using namespace wf::fuzz;

// prometheus.yml and target files: read, and what they say done to a target and to a series.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size > 64 << 10)
        return 0;
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    (void)station::readTargetFile(bytes, QStringLiteral("targets.yml"));
    const auto read = station::readPrometheusFile(bytes, QStringLiteral("/etc/prometheus"));
    if (!read)
        return 0;
    for (const auto &problem : read->problems)
        promise(!problem.what.isEmpty() && problem.line >= 0, "a problem says what and where");
    for (const auto &job : read->scrape.jobs) {
        promise(!job.name.isEmpty(), "a job has a name");
        promise(job.timeoutNs > 0 && job.timeoutNs <= job.intervalNs && job.intervalNs >= base::nsPerSecond,
                "a job has times");
        promise(job.limits.bodyBytes > 0, "a body is bounded");
        for (const auto &target : station::resolveTargets(job, job.groups).active) {
            promise(target.url.isValid() && !target.url.host().isEmpty(), "a target has an address");
            for (const auto &[name, value] : target.labels)
                promise(!name.starts_with("__"), "hidden labels stay hidden");
        }
        (void)station::relabelled({{"__name__", "a"}, {"pod", "x-1"}}, job.metricRelabel);
    }
    return 0;
}
