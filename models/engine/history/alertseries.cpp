// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/history/alertseries.h"

#include <QHash>

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 slackNs = 5 * base::nsPerMinute; // of clocks and of group waits
constexpr qint64 lookBackNs = base::nsPerDay;     // a firing that began longer ago is another one
constexpr int mostLooked = 2'000;                 // of one name around one moment

base::Labels identity(const base::Labels &labels)
{
    return labels.without({"__name__", "alertstate"});
}

bool areOfOne(const base::Labels &one, const base::Labels &other)
{
    return one.containsAll(other) || other.containsAll(one);
}

bool areAtOnce(const PastAlert &past, const SeriesFiring &firing, qint64 stepNs)
{
    if (std::abs(past.startNs - firing.startNs) <= stepNs + slackNs)
        return true;
    // A console that came late, or series that begin late.
    const qint64 pastEnd = past.endNs > 0 ? past.endNs : std::max(past.startNs, firing.startNs);
    const qint64 firingEnd = firing.endNs > 0 ? firing.endNs : std::max(past.startNs, firing.startNs);
    return past.startNs <= firingEnd && firing.startNs <= pastEnd;
}

PastAlert pastOf(const SeriesFiring &firing, const QString &source, const PlaceResolver &resolve)
{
    PastAlert out;
    out.name = firing.labels.text("alertname");
    out.labels = firing.labels;
    out.service = resolve(firing.labels).service;
    out.fingerprint = QStringLiteral("%1").arg(firing.labels.fingerprint(), 16, 16, QLatin1Char('0'));
    out.severity = signals::severityFromLabel(firing.labels.text("severity"));
    out.symptomNs = firing.symptomNs;
    out.startNs = firing.startNs;
    out.endNs = firing.endNs;
    out.knownFrom = {source};
    return out;
}

// Since when the expression held at a moment: the newest value told up to then, of the stretch that reaches it.
qint64 symptomAt(const signals::Series *state, qint64 startNs, qint64 stepNs)
{
    if (!state)
        return 0;
    const qint64 ms = startNs / base::nsPerMs;
    const auto at = std::ranges::upper_bound(state->timesMs, ms + stepNs / base::nsPerMs);
    if (at == state->timesMs.begin())
        return 0;
    const auto i = static_cast<std::size_t>(at - state->timesMs.begin()) - 1;
    const double seconds = state->values[i];
    if (!std::isfinite(seconds) || seconds <= 0 || seconds * 1000 > static_cast<double>(ms) + 1000)
        return 0;
    return static_cast<qint64>(seconds * 1000) * base::nsPerMs;
}

void join(const SeriesFiring &firing, const QString &source, PastAlert &known)
{
    if (!known.knownFrom.contains(source))
        known.knownFrom << source;
    if (known.symptomNs == 0 && firing.symptomNs <= known.startNs)
        known.symptomNs = firing.symptomNs;
    if (known.endNs == 0 && firing.endNs > known.startNs)
        known.endNs = firing.endNs; // no console saw it end
}

} // namespace

QString alertSeriesQuery(qint64 stepNs)
{
    const QString window = QString::number(stepNs / base::nsPerSecond);
    return u"last_over_time(ALERTS{alertstate=\"firing\"}[%1s]) or last_over_time(ALERTS_FOR_STATE[%1s])"_s.arg(window);
}

qint64 alertSeriesStep(base::TimeRange range)
{
    return range.lengthNs() <= 7 * base::nsPerDay    ? base::nsPerMinute
           : range.lengthNs() <= 62 * base::nsPerDay ? 5 * base::nsPerMinute
                                                     : 15 * base::nsPerMinute;
}

std::vector<SeriesFiring> firingsOf(const signals::QueryAnswer &answer, qint64 stepNs, qint64 lastNs)
{
    std::unordered_map<base::Labels, const signals::Series *> states;
    for (const auto &series : answer.series)
        if (!series.labels.has("alertstate"))
            states.emplace(identity(series.labels), &series);
    std::vector<SeriesFiring> out;
    const qint64 gapMs = 2 * stepNs / base::nsPerMs;
    for (const auto &series : answer.series) {
        if (series.labels.value("alertstate") != "firing" || series.timesMs.empty())
            continue;
        const base::Labels labels = identity(series.labels);
        const auto state = states.find(labels);
        for (std::size_t i = 0; i < series.size();) {
            std::size_t last = i;
            while (last + 1 < series.size() && series.timesMs[last + 1] - series.timesMs[last] <= gapMs)
                ++last;
            SeriesFiring firing;
            firing.labels = labels;
            firing.startNs = series.timesMs[i] * base::nsPerMs;
            firing.endNs = series.timesMs[last] * base::nsPerMs;
            if (firing.endNs >= lastNs - stepNs)
                firing.endNs = 0;
            firing.symptomNs = symptomAt(state == states.end() ? nullptr : state->second, firing.startNs, stepNs);
            out.push_back(std::move(firing));
            i = last + 1;
        }
    }
    return out;
}

void mergeSeries(std::vector<PastAlert> &alerts, const std::vector<SeriesFiring> &firings, const QString &source,
                 const PlaceResolver &resolve, qint64 stepNs)
{
    QHash<QString, std::multimap<qint64, std::size_t>> byName; // by beginning
    for (std::size_t i = 0; i < alerts.size(); ++i)
        byName[alerts[i].name].emplace(alerts[i].startNs, i);
    for (const auto &firing : firings) {
        auto &same = byName[firing.labels.text("alertname")];
        PastAlert *known = nullptr;
        const qint64 untilNs = std::max(firing.startNs, firing.endNs) + stepNs + slackNs;
        int looked = 0;
        for (auto it = same.lower_bound(firing.startNs - lookBackNs);
             it != same.end() && it->first <= untilNs && looked < mostLooked; ++it, ++looked) {
            PastAlert &past = alerts[it->second];
            if (areOfOne(past.labels, firing.labels) && areAtOnce(past, firing, stepNs) &&
                (!known || std::abs(past.startNs - firing.startNs) < std::abs(known->startNs - firing.startNs)))
                known = &past;
        }
        if (known) {
            join(firing, source, *known);
            continue;
        }
        same.emplace(firing.startNs, alerts.size());
        alerts.push_back(pastOf(firing, source, resolve));
    }
    std::ranges::stable_sort(alerts, [](const PastAlert &a, const PastAlert &b) {
        return a.startNs != b.startNs ? a.startNs > b.startNs : a.fingerprint > b.fingerprint;
    });
}

} // namespace wf::engine
