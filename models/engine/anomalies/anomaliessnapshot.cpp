// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/anomaliessnapshot.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::engine {

namespace {

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("Anomalies", text, nullptr, n);
}

} // namespace

QString AnomaliesSnapshot::notYetKnown() const
{
    if (series.empty())
        return {};
    const auto knowing = std::ranges::count_if(series, &SeriesState::knowsTheDay);
    const auto missing = static_cast<int>(series.size()) - static_cast<int>(knowing);
    if (missing == 0)
        return {};
    return knowing == 0
               ? tr("Fewer than three days are known: what is usual at this hour cannot be known yet. "
                    "Until then the last hours are what is usual.")
               : tr("Of %n series fewer than three days are known: their last hours are what is usual.", missing);
}

const AnomalyRun *AnomaliesSnapshot::find(quint64 id) const
{
    for (const auto *runs : {&active, &ended})
        for (const AnomalyRunPtr &run : *runs)
            if (run->id() == id)
                return run.get();
    return nullptr;
}

const SeriesState *AnomaliesSnapshot::state(const QString &seriesKey) const
{
    const auto at = std::ranges::lower_bound(series, seriesKey, {}, [](const SeriesState &s) { return s.of->key; });
    return at != series.end() && at->of->key == seriesKey ? &*at : nullptr;
}

} // namespace wf::engine
