// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/causes/causeanomalies.h"

#include <algorithm>

namespace wf::engine {

std::vector<CauseAnomaly> causeAnomalies(const AnomaliesSnapshot &anomalies)
{
    constexpr std::size_t most = 1'000;
    std::vector<CauseAnomaly> out;
    const auto take = [&out](const AnomalyRun &run) {
        if (run.isTold && isNoticeable(run) && !run.of->subject.service.isEmpty() && out.size() < most)
            out.push_back(
                {run.of->subject.service, run.of->question->title + u' ' + runSentence(run), run.startNs, run.endNs});
    };
    for (const auto &run : anomalies.active)
        take(*run);
    for (const auto &run : anomalies.ended)
        take(*run);
    std::ranges::stable_sort(out, {}, &CauseAnomaly::startNs);
    return out;
}

} // namespace wf::engine
