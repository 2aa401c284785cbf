// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/clock.h"
#include "models/base/recurrence/zonedtime.h"
#include "models/wire/yaml/slo/openslo_p.h"

#include <QDateTime>
#include <QTimeZone>

#include <array>

namespace wf::wire {

using signals::Objective;
using signals::SliKind;

namespace {

// The query of a metric: metricSource.spec.query of v1, spec.query of v2alpha, query of v1alpha; some write promql.
QString queryOf(const YamlNode &metric, const QString &role, SloScribe &scribe)
{
    const YamlNode *source = metric.field("metricSource");
    const YamlNode *inSource = source ? source->field("spec") : nullptr;
    std::string type = scribe.text(source ? *source : metric, source ? "type" : "source");
    const bool isPrometheus = type.empty() || containsIgnoringCase(type, "prom");
    for (const YamlNode *holder : {inSource, metric.field("spec"), &metric})
        for (const char *key : {"query", "promql"})
            if (holder && holder->field(key))
                return scribe.query(*holder, key, role, isPrometheus);
    scribe.error(metric, isPrometheus ? sloText("The metric has no query")
                                      : sloText("The metric has no query; sources of type %1 are kept but cannot be "
                                                "asked here")
                                            .arg(shownText(type)));
    return {};
}

void readRatio(const YamlNode &ratio, Objective &o, SloScribe &scribe)
{
    scribe.expectKeys(ratio, {"counter", "incremental", "good", "bad", "total", "raw", "rawType"});
    o.counter = scribe.truth(ratio, "counter", scribe.truth(ratio, "incremental", true));
    const YamlNode *raw = scribe.map(ratio, "raw");
    const YamlNode *good = scribe.map(ratio, "good");
    const YamlNode *bad = scribe.map(ratio, "bad");
    const YamlNode *total = scribe.map(ratio, "total");
    if (raw) {
        if (good || bad || total)
            scribe.error(ratio, sloText("A ratio has either raw, or total with good or bad"));
        o.kind = SliKind::Raw;
        o.rawQuery = queryOf(*raw, QStringLiteral("share"), scribe);
        const std::string type = scribe.needed(ratio, "rawType");
        if (!type.empty() && type != "failure" && type != "success")
            scribe.error(*ratio.field("rawType"),
                         sloText("rawType must be success or failure, not %1").arg(shownText(type)));
        o.rawIsBadShare = type == "failure";
        return;
    }
    o.kind = SliKind::Ratio;
    if (total)
        o.totalQuery = queryOf(*total, QStringLiteral("total"), scribe);
    else
        scribe.error(ratio, sloText("The ratio has no total"));
    if ((good != nullptr) == (bad != nullptr))
        return scribe.error(ratio, good ? sloText("The ratio has both good and bad events: they could contradict each "
                                                  "other, so write one of them")
                                        : sloText("The ratio has neither good nor bad events"));
    (good ? o.goodQuery : o.badQuery) =
        queryOf(good ? *good : *bad, good ? QStringLiteral("good") : QStringLiteral("bad"), scribe);
}

// {count: 28, unit: Day} of v1alpha.
qint64 unitNs(const std::string &unit)
{
    using Name = std::pair<std::string_view, qint64>;
    static constexpr std::array names{
        Name{"second", base::nsPerSecond},    Name{"minute", base::nsPerMinute},  Name{"hour", base::nsPerHour},
        Name{"day", base::nsPerDay},          Name{"week", 7 * base::nsPerDay},   Name{"month", 30 * base::nsPerDay},
        Name{"quarter", 90 * base::nsPerDay}, Name{"year", 365 * base::nsPerDay},
    };
    const std::string_view singular =
        unit.ends_with('s') ? std::string_view(unit).substr(0, unit.size() - 1) : std::string_view(unit);
    for (const auto &[text, ns] : names)
        if (equalsIgnoringCase(singular, text))
            return ns;
    return 0;
}

// Of "1M" the unit's name and the number before it.
void readCalendarUnit(const std::string &duration, Objective &o)
{
    using Unit = std::pair<char, const char *>;
    static constexpr std::array units{Unit{'m', "minute"}, Unit{'h', "hour"},    Unit{'d', "day"}, Unit{'w', "week"},
                                      Unit{'M', "month"},  Unit{'Q', "quarter"}, Unit{'Y', "year"}};
    for (const auto &[letter, name] : units)
        if (!duration.empty() && duration.back() == letter)
            o.calendarUnit = QLatin1String(name);
    o.calendarCount = toQString(duration).chopped(1).toInt();
}

void readCalendar(const YamlNode &window, Objective &o, SloScribe &scribe)
{
    o.timeZone = QStringLiteral("UTC");
    const YamlNode *calendar = scribe.map(window, "calendar");
    if (!calendar)
        return;
    scribe.expectKeys(*calendar, {"startTime", "timeZone"});
    if (const QString zone = scribe.string(*calendar, "timeZone"); !zone.isEmpty()) {
        o.timeZone = zone;
        if (!base::zoneNamed(zone).isValid())
            scribe.error(*calendar->field("timeZone"),
                         sloText("%1 is no time zone of the IANA list, like Europe/Zurich").arg(zone.left(120)));
    }
    o.calendarStart = scribe.string(*calendar, "startTime").trimmed();
    const QDateTime start = QDateTime::fromString(QString(o.calendarStart).replace(u' ', u'T').left(19), Qt::ISODate);
    if (o.calendarStart.isEmpty())
        scribe.error(*calendar, sloText("startTime is missing: where the first window begins"));
    else if (!start.isValid())
        scribe.error(*calendar->field("startTime"),
                     sloText("startTime must be a time like 2022-01-31 12:00:00 that the calendar has, not %1")
                         .arg(o.calendarStart.left(120)));
}

} // namespace

bool readIndicator(const YamlNode &spec, Objective &o, SloScribe &scribe)
{
    const int before = scribe.errors();
    const YamlNode *ratio = scribe.map(spec, "ratioMetric");
    if (!ratio)
        ratio = scribe.map(spec, "ratioMetrics");
    const YamlNode *threshold = scribe.map(spec, "thresholdMetric");
    if (ratio && threshold)
        scribe.error(spec, sloText("The indicator has both ratioMetric and thresholdMetric: write one of them"));
    else if (ratio)
        readRatio(*ratio, o, scribe);
    else if (threshold) {
        o.kind = SliKind::Threshold;
        o.rawQuery = queryOf(*threshold, QStringLiteral("value"), scribe);
    } else
        scribe.error(spec, sloText("The indicator has neither ratioMetric nor thresholdMetric"));
    return scribe.errors() == before;
}

void readWindow(const YamlNode &spec, OpenSloVersion version, Objective &o, SloScribe &scribe)
{
    const YamlNode *holder = spec.field(version == OpenSloVersion::V1Alpha ? "timeWindows" : "timeWindow");
    if (!holder)
        holder = spec.field(version == OpenSloVersion::V1Alpha ? "timeWindow" : "timeWindows");
    const YamlNode *window = holder && holder->isMap() ? holder : nullptr;
    if (holder && holder->isList() && !holder->items.empty())
        window = holder->items.front().get();
    if (!window || !window->isMap())
        return scribe.error(holder ? *holder : spec, sloText("There is no time window"));
    if (holder->items.size() > 1)
        scribe.error(*holder->items[1], sloText("There may be only one time window"));
    scribe.expectKeys(*window, {"duration", "isRolling", "calendar", "count", "unit"});
    const bool hasCalendar = window->field("calendar") && window->field("calendar")->isMap();
    o.rolling = scribe.truth(*window, "isRolling", !hasCalendar);
    if (o.rolling && hasCalendar)
        scribe.error(*window->field("calendar"), sloText("A rolling window has no calendar"));
    if (!o.rolling && !hasCalendar && version != OpenSloVersion::V1Alpha)
        scribe.error(*window, sloText("A window that is not rolling needs a calendar with startTime and timeZone"));
    const std::string duration = scribe.text(*window, "duration");
    if (!duration.empty()) {
        o.windowNs = sloDuration(duration);
        readCalendarUnit(duration, o);
    } else if (const auto count = scribe.number(*window, "count"); count && *count >= 1 && *count <= 36500) {
        o.calendarUnit = scribe.string(*window, "unit").toLower();
        if (o.calendarUnit.endsWith(u's'))
            o.calendarUnit.chop(1);
        o.calendarCount = static_cast<int>(*count);
        o.windowNs = o.calendarCount * unitNs(scribe.text(*window, "unit"));
    }
    if (o.windowNs <= 0)
        scribe.error(window->field("duration") ? *window->field("duration") : *window,
                     sloText("The time window must have a length like 28d, 1M or 1Q, not %1")
                         .arg(duration.empty() ? QStringLiteral("0") : shownText(duration)));
    if (o.rolling)
        o.calendarUnit.clear();
    else
        readCalendar(*window, o, scribe);
}

void readTarget(const YamlNode &entry, Objective &o, SloScribe &scribe)
{
    scribe.expectKeys(entry,
                      {"displayName", "op", "value", "target", "targetPercent", "timeSliceTarget", "timeSliceWindow",
                       "indicator", "indicatorRef", "sli", "sliRef", "compositeWeight", "ratioMetrics", "ratioMetric"});
    const YamlNode *share = entry.field("target");
    const YamlNode *percent = entry.field("targetPercent");
    if (share && percent)
        scribe.error(*percent, sloText("target and targetPercent exclude each other"));
    else if (!share && !percent)
        scribe.error(entry, sloText("There is no target"));
    else if (const auto value = scribe.number(entry, share ? "target" : "targetPercent")) {
        o.target = scribe.target(share ? *share : *percent, share ? *value : *value / 100);
        if (percent)
            o.targetPercent = toQString(percent->text);
    }
    if (const auto slice = scribe.number(entry, "timeSliceTarget")) {
        o.timesliceTarget = *slice;
        if (!(*slice > 0 && *slice <= 1))
            scribe.error(*entry.field("timeSliceTarget"), sloText("timeSliceTarget must be more than 0 and at most 1"));
    } else if (o.method == signals::BudgetMethod::Timeslices && !entry.field("timeSliceTarget"))
        scribe.error(entry, sloText("Timeslices need a timeSliceTarget: from which share on a slice is good"));
    const std::string window = scribe.text(entry, "timeSliceWindow");
    o.timesliceWindowNs = sloDuration(window);
    if (!window.empty() && (o.timesliceWindowNs <= 0 || o.timesliceWindowNs > o.windowNs))
        scribe.error(*entry.field("timeSliceWindow"),
                     sloText("timeSliceWindow must have a length like 1m within the time window, not %1")
                         .arg(shownText(window)));
    else if (o.timeslices && window.empty()) {
        o.timesliceWindowNs = base::nsPerMinute;
        scribe.warning(entry, sloText("timeSliceWindow is missing: slices of 1m are taken"));
    }
    o.thresholdOp = scribe.string(entry, "op");
    const auto value = scribe.number(entry, "value");
    o.thresholdValue = value.value_or(0);
    if (!o.thresholdOp.isEmpty() &&
        !QStringList{QStringLiteral("lte"), QStringLiteral("gte"), QStringLiteral("lt"), QStringLiteral("gt")}.contains(
            o.thresholdOp))
        scribe.error(*entry.field("op"), sloText("op must be lte, gte, lt or gt, not %1").arg(o.thresholdOp.left(120)));
    if (o.kind == SliKind::Threshold && (o.thresholdOp.isEmpty() || !value))
        scribe.error(entry, sloText("A threshold needs op (lte, gte, lt or gt) and value"));
    else if (o.kind != SliKind::Threshold && !o.thresholdOp.isEmpty())
        scribe.warning(*entry.field("op"), sloText("op means nothing here: only thresholds are compared with a value"));
}

} // namespace wf::wire
