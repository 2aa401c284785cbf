// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/history/alerthistory.h"

#include "models/base/clock.h"
#include "models/engine/history/recordedevents.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>
#include <map>
#include <tuple>

namespace wf::engine {

namespace {

constexpr qint64 mostDays = 3'660;

QDate dayOf(qint64 ns)
{
    return QDateTime::fromMSecsSinceEpoch(ns / base::nsPerMs, Qt::UTC).date();
}

class Mean {
public:
    void add(qint64 ns)
    {
        m_seconds += static_cast<double>(std::max<qint64>(0, ns)) / static_cast<double>(base::nsPerSecond);
        ++m_count;
    }
    [[nodiscard]] std::optional<double> value() const
    {
        return m_count > 0 ? std::optional(m_seconds / m_count) : std::nullopt;
    }

private:
    double m_seconds = 0;
    int m_count = 0;
};

struct Sums {
    ResponseTimes times;
    Mean detect, acknowledge, repair;
    void add(const PastAlert &one)
    {
        ++times.fired;
        times.critical += one.severity == signals::Severity::Critical ? 1 : 0;
        const bool isWatched = one.seenNs >= one.startNs && one.seenNs - one.startNs <= watchedWithinNs;
        const bool hasSymptom = one.symptomNs > 0 && one.symptomNs <= one.startNs;
        if (isWatched || hasSymptom)
            detect.add((isWatched ? one.seenNs : one.startNs) - (hasSymptom ? one.symptomNs : one.startNs));
        if (one.ackNs > 0) {
            ++times.acknowledged;
            acknowledge.add(one.ackNs - one.startNs);
        }
        if (one.endNs > 0) {
            ++times.over;
            repair.add(one.endNs - one.startNs);
        }
    }
    [[nodiscard]] ResponseTimes result() const
    {
        ResponseTimes out = times;
        out.toDetect = detect.value();
        out.toAcknowledge = acknowledge.value();
        out.toRepair = repair.value();
        return out;
    }
};

} // namespace

PastAlert pastAlert(const store::AlertSighting &sighting)
{
    const bool isRecorded = isRecording(sighting.source);
    PastAlert out;
    out.name = sighting.alert.name();
    out.service = sighting.service;
    out.fingerprint = sighting.alert.fingerprint;
    out.summary = sighting.alert.annotations.text("summary");
    out.labels = sighting.alert.labels;
    out.severity = sighting.alert.severity();
    out.knownFrom = {isRecorded ? recordingName(sighting.source) : QStringLiteral("console")};
    out.startNs = sighting.alert.startsNs > 0 ? sighting.alert.startsNs : sighting.firstSeenNs;
    out.endNs = sighting.endedNs;
    out.seenNs = isRecorded ? 0 : sighting.firstSeenNs;
    out.ackNs = sighting.ackNs;
    out.ackBy = sighting.ackBy;
    out.ackNote = sighting.ackNote;
    return out;
}

std::vector<PastAlert> pastAlerts(const std::vector<store::AlertSighting> &sightings)
{
    std::map<std::pair<qint64, QString>, PastAlert> firings;
    for (const auto &sighting : sightings) {
        PastAlert one = pastAlert(sighting);
        const auto [at, isNew] = firings.try_emplace({one.startNs, one.fingerprint}, one);
        if (isNew)
            continue;
        PastAlert &known = at->second;
        known.seenNs = known.seenNs == 0 || one.seenNs == 0 ? std::max(known.seenNs, one.seenNs)
                                                            : std::min(known.seenNs, one.seenNs);
        known.endNs = known.endNs == 0 || one.endNs == 0 ? 0 : std::max(known.endNs, one.endNs);
        for (const QString &who : one.knownFrom)
            if (!known.knownFrom.contains(who))
                known.knownFrom << who;
        if (one.ackNs > 0 && (known.ackNs == 0 || one.ackNs < known.ackNs)) {
            known.ackNs = one.ackNs;
            known.ackBy = one.ackBy;
            known.ackNote = one.ackNote;
        }
    }
    std::vector<PastAlert> out;
    out.reserve(firings.size());
    for (auto it = firings.rbegin(); it != firings.rend(); ++it)
        out.push_back(std::move(it->second));
    return out;
}

ResponseTimes responseTimes(const std::vector<PastAlert> &alerts)
{
    Sums sums;
    for (const auto &one : alerts)
        sums.add(one);
    return sums.result();
}

std::vector<WeekOfService> weeksOfServices(const std::vector<PastAlert> &alerts,
                                           const std::vector<PastAlert> &incidents)
{
    struct Week {
        Sums sums;
        int incidents = 0;
    };
    std::map<std::pair<QDate, QString>, Week> weeks;
    const auto weekOf = [&weeks](const PastAlert &one) -> Week & {
        const QDate day = dayOf(one.startNs);
        return weeks[{day.addDays(1 - day.dayOfWeek()), one.service}];
    };
    for (const auto &one : alerts)
        weekOf(one).sums.add(one);
    for (const auto &one : incidents)
        ++weekOf(one).incidents;
    std::vector<WeekOfService> out;
    for (const auto &[key, week] : weeks)
        out.push_back({key.first, key.second, week.sums.result(), week.incidents});
    std::ranges::stable_sort(out, [](const WeekOfService &a, const WeekOfService &b) {
        return std::tuple(b.monday, -a.times.fired) < std::tuple(a.monday, -b.times.fired);
    });
    return out;
}

std::vector<DayCount> dayCounts(const std::vector<PastAlert> &alerts, base::TimeRange range)
{
    const QDate last = dayOf(range.endNs);
    const QDate first = std::max(dayOf(range.startNs), last.addDays(-mostDays));
    std::vector<DayCount> out;
    for (QDate day = first; day <= last; day = day.addDays(1))
        out.push_back({day, 0, 0});
    for (const auto &one : alerts) {
        const qint64 at = first.daysTo(dayOf(one.startNs));
        if (at < 0 || at >= static_cast<qint64>(out.size()))
            continue;
        auto &count = out[static_cast<std::size_t>(at)];
        ++count.fired;
        count.critical += one.severity == signals::Severity::Critical ? 1 : 0;
    }
    return out;
}

} // namespace wf::engine
