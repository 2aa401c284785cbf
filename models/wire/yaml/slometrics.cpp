// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/slometrics.h"

#include "models/base/clock.h"
#include "models/wire/numbers.h"
#include "models/wire/yaml/openslo.h"

#include <QCoreApplication>

#include <array>

namespace wf::wire {

using signals::Objective;
using signals::SliKind;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::wire", text);
}

// The query of a metric: metricSource.spec.query of v1, spec.query of v2alpha, query of v1alpha; some write promql.
QString queryOf(const Yaml &metric)
{
    for (const Yaml &holder : {metric["metricSource"]["spec"], metric["spec"], metric})
        for (const auto *key : {"query", "promql"})
            if (const Yaml query = holder[key]; query.isScalar())
                return query.string().trimmed();
    return {};
}

QString readRatio(const Yaml &ratio, Objective &objective)
{
    objective.counter = ratio["counter"].truth(ratio["incremental"].truth(true));
    if (const Yaml raw = ratio["raw"]; raw.exists()) {
        objective.kind = SliKind::Raw;
        objective.rawQuery = queryOf(raw);
        if (objective.rawQuery.isEmpty())
            return tr("the raw metric has no query");
        const std::string type = ratio["rawType"].text();
        if (type == "failure") // the ratio of bad to all: say it as the ratio of good to all
            objective.rawQuery = QStringLiteral("1 - (%1)").arg(objective.rawQuery);
        return type.empty() || type == "failure" || type == "success" ? QString()
                                                                      : tr("rawType is neither success nor failure");
    }
    objective.kind = SliKind::Ratio;
    objective.goodQuery = queryOf(ratio["good"]);
    objective.badQuery = queryOf(ratio["bad"]);
    objective.totalQuery = queryOf(ratio["total"]);
    if (objective.totalQuery.isEmpty())
        return tr("the ratio has no total");
    if (objective.goodQuery.isEmpty() == objective.badQuery.isEmpty())
        return objective.goodQuery.isEmpty() ? tr("the ratio has neither good nor bad events")
                                             : tr("the ratio has both good and bad events");
    return {};
}

// {count: 28, unit: Day} of v1alpha.
qint64 unitNs(const std::string &unit)
{
    struct Name {
        std::string_view text;
        qint64 ns;
    };
    static constexpr std::array names{Name{"second", base::nsPerSecond},    Name{"minute", base::nsPerMinute},
                                      Name{"hour", base::nsPerHour},        Name{"day", base::nsPerDay},
                                      Name{"week", 7 * base::nsPerDay},     Name{"month", 30 * base::nsPerDay},
                                      Name{"quarter", 90 * base::nsPerDay}, Name{"year", 365 * base::nsPerDay}};
    for (const auto &name : names)
        if (equalsIgnoringCase(unit, name.text) ||
            (unit.size() == name.text.size() + 1 && unit.back() == 's' &&
             equalsIgnoringCase(std::string_view(unit).substr(0, name.text.size()), name.text)))
            return name.ns;
    return 0;
}

QString calendarUnit(const std::string &duration)
{
    switch (duration.empty() ? ' ' : duration.back()) {
    case 'm':
        return QStringLiteral("minute");
    case 'h':
        return QStringLiteral("hour");
    case 'd':
        return QStringLiteral("day");
    case 'w':
        return QStringLiteral("week");
    case 'M':
        return QStringLiteral("month");
    case 'Q':
        return QStringLiteral("quarter");
    case 'Y':
        return QStringLiteral("year");
    default:
        return {};
    }
}

Yaml firstOf(const Yaml &list)
{
    Yaml first;
    bool found = false;
    list.forEach([&](const Yaml &one) {
        if (!found)
            first = one;
        found = true;
    });
    return first;
}

} // namespace

qint64 sloDuration(std::string_view text)
{
    if (text.size() < 2)
        return 0;
    const auto count = parseInteger(text.substr(0, text.size() - 1));
    qint64 unit = 0;
    switch (text.back()) {
    case 's':
        unit = base::nsPerSecond;
        break;
    case 'm':
        unit = base::nsPerMinute;
        break;
    case 'h':
        unit = base::nsPerHour;
        break;
    case 'd':
        unit = base::nsPerDay;
        break;
    case 'w':
        unit = 7 * base::nsPerDay;
        break;
    case 'M':
        unit = 30 * base::nsPerDay;
        break;
    case 'Q':
        unit = 90 * base::nsPerDay;
        break;
    case 'Y':
        unit = 365 * base::nsPerDay;
        break;
    default:
        return 0;
    }
    constexpr qint64 most = qint64{100} * 365 * base::nsPerDay;
    return count && *count > 0 && *count <= most / unit ? *count * unit : 0;
}

QString readIndicator(const Yaml &spec, Objective &objective)
{
    for (const auto *key : {"ratioMetric", "ratioMetrics"})
        if (spec[key].isMap())
            return readRatio(spec[key], objective);
    if (const Yaml threshold = spec["thresholdMetric"]; threshold.isMap()) {
        objective.kind = SliKind::Threshold;
        objective.rawQuery = queryOf(threshold);
        return objective.rawQuery.isEmpty() ? tr("the threshold metric has no query") : QString();
    }
    return tr("the indicator has neither ratioMetric nor thresholdMetric");
}

QString readWindow(const Yaml &spec, Objective &objective)
{
    Yaml window = firstOf(spec["timeWindow"]);
    if (!window.exists())
        window = spec["timeWindow"].isMap() ? spec["timeWindow"] : firstOf(spec["timeWindows"]);
    if (!window.exists())
        return tr("there is no time window");
    objective.rolling = window["isRolling"].truth(!window["calendar"].exists());
    const std::string duration = window["duration"].text();
    objective.windowNs = sloDuration(duration);
    if (objective.windowNs == 0)
        if (const auto count = window["count"].number(); count && *count >= 1 && *count <= 36500)
            objective.windowNs = static_cast<qint64>(*count) * unitNs(window["unit"].text());
    if (!objective.rolling) {
        objective.calendarUnit = duration.empty() ? window["unit"].string().toLower() : calendarUnit(duration);
        objective.timeZone = window["calendar"]["timeZone"].string();
        if (objective.timeZone.isEmpty())
            objective.timeZone = QStringLiteral("UTC");
    }
    return objective.windowNs > 0 ? QString()
                                  : tr("the time window has no length: %1").arg(toQString(duration).left(32));
}

QString readTarget(const Yaml &entry, Objective &objective)
{
    const auto target = entry["target"].number();
    const auto percent = entry["targetPercent"].number();
    if (target && percent)
        return tr("target and targetPercent exclude each other");
    if (!target && !percent)
        return tr("there is no target");
    objective.target = target ? *target : *percent / 100;
    if (!(objective.target >= 0 && objective.target < 1))
        return tr("the target is not within 0 and 1");
    if (const auto slice = entry["timeSliceTarget"].number())
        objective.timesliceTarget = *slice;
    objective.timesliceWindowNs = sloDuration(entry["timeSliceWindow"].text());
    objective.thresholdOp = entry["op"].string();
    objective.thresholdValue = entry["value"].number().value_or(0);
    if (objective.kind != SliKind::Threshold)
        return {};
    static const QStringList known{QStringLiteral("lte"), QStringLiteral("gte"), QStringLiteral("lt"),
                                   QStringLiteral("gt")};
    if (!known.contains(objective.thresholdOp) || !entry["value"].number())
        return tr("a threshold needs op (lte, gte, lt or gt) and value");
    return {};
}

} // namespace wf::wire
