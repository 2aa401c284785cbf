// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/health/liveness.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::engine {

namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("Health", source);
}

struct Answering {
    bool metrics = false; // there are metric sources; else all sources count
    bool any = false;
    bool asked = false;
};

Answering answering(const std::vector<SourceRow> &sources)
{
    Answering out;
    out.metrics = std::any_of(sources.begin(), sources.end(),
                              [](const auto &row) { return row.state.kind == signals::SourceKind::Metrics; });
    for (const auto &row : sources) {
        if (out.metrics && row.state.kind != signals::SourceKind::Metrics)
            continue;
        const auto reach = row.state.reach;
        out.any |= reach == signals::Reachability::Up || reach == signals::Reachability::Degraded;
        out.asked |= reach != signals::Reachability::Unknown;
    }
    return out;
}

} // namespace

Liveness livenessOf(const HealthSnapshot &health, bool following, qint64 keptAsOfNs, qint64 nowNs)
{
    qint64 newest = 0;
    for (const auto &row : health.sources)
        newest = std::max(newest, row.state.newestDatumNs);
    const auto state = answering(health.sources);
    if (state.any) {
        const qint64 age = std::max<qint64>(0, nowNs - newest);
        return {following,
                (following ? text("Live") : text("Paused")) + QStringLiteral(", ") +
                    (newest ? text("newest sample %1 ago").arg(base::humanDuration(age - age % base::nsPerSecond))
                            : text("no sample yet"))};
    }
    Liveness out;
    out.words = !state.asked    ? text("Asking")
                : state.metrics ? text("No metric source answers")
                                : text("No source answers");
    if (const qint64 asOf = std::max(newest, keptAsOfNs))
        out.words += QStringLiteral(", ") +
                     text("data as of %1, %2").arg(base::dayAndTime(asOf, nowNs), base::ageText(nowNs - asOf));
    return out;
}

} // namespace wf::engine
