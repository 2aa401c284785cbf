// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/historyreport.h"

#include "app/alerts/alertreport.h"
#include "models/base/duration.h"
#include "models/base/timetext.h"

#include <algorithm>
#include <cmath>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

QString timeOrNothing(qint64 ns)
{
    return ns > 0 ? base::isoTime(ns) : QString();
}

QString durationOrNothing(const std::optional<double> &seconds)
{
    return seconds ? base::promDuration(static_cast<qint64>(std::lround(*seconds)) * base::nsPerSecond) : QString();
}

QJsonValue orNull(const std::optional<double> &seconds)
{
    return seconds ? QJsonValue(*seconds) : QJsonValue();
}

QJsonObject asJson(const engine::ResponseTimes &times)
{
    return {{u"fired"_s, times.fired},
            {u"critical"_s, times.critical},
            {u"acknowledged"_s, times.acknowledged},
            {u"mttd_seconds"_s, orNull(times.toDetect)},
            {u"mtta_seconds"_s, orNull(times.toAcknowledge)},
            {u"mttr_seconds"_s, orNull(times.toRepair)}};
}

QJsonArray weeksAsJson(const std::vector<engine::WeekOfService> &weeks)
{
    QJsonArray out;
    for (const auto &one : weeks) {
        QJsonObject week = asJson(one.times);
        week.insert(u"week_of"_s, one.monday.toString(Qt::ISODate));
        week.insert(u"service"_s, one.service);
        out.append(week);
    }
    return out;
}

QString percent(double share)
{
    return QString::number(std::lround(share * 100)) + u" %"_s;
}

} // namespace

base::Result<std::vector<engine::PastAlert>> filteredHistory(const std::vector<engine::PastAlert> &alerts,
                                                             const QString &filter, qint64 nowNs)
{
    if (filter.trimmed().isEmpty())
        return alerts;
    // The past in the shape of a snapshot, so that the filter means what it means on the Alerts page.
    auto snapshot = std::make_shared<engine::AlertSnapshot>();
    snapshot->takenNs = nowNs;
    for (std::size_t i = 0; i < alerts.size(); ++i) {
        const auto &one = alerts[i];
        const auto place = engine::placeFromUsualLabels(one.labels);
        engine::WatchedAlert watched;
        watched.alert.labels = one.labels;
        watched.alert.annotations = base::Labels{{"summary", one.summary.toStdString()}};
        watched.alert.fingerprint = one.fingerprint;
        watched.alert.startsNs = one.startNs;
        watched.key = i + 1;
        watched.service = one.service;
        watched.region = place.region;
        watched.instance = place.instance;
        watched.owner = one.ackBy;
        watched.note = one.ackNote;
        watched.handling = one.ackBy.isEmpty() ? engine::Handling::Open : engine::Handling::Acknowledged;
        watched.sources = one.knownFrom;
        snapshot->alerts.push_back(std::move(watched));
    }
    const auto report = reportAlerts(snapshot, filter, nowNs);
    if (!report)
        return report.error();
    std::vector<engine::PastAlert> passed;
    for (const quint32 row : report->rows)
        passed.push_back(alerts[report->index->alert(row).key - 1]);
    std::ranges::stable_sort(passed, std::greater{}, &engine::PastAlert::startNs);
    return passed;
}

std::vector<QStringList> historyTable(const std::vector<engine::PastAlert> &alerts)
{
    std::vector<QStringList> out{{u"BEGAN"_s, u"ENDED"_s, u"SEVERITY"_s, u"ALERT"_s, u"SERVICE"_s, u"ACKNOWLEDGED"_s,
                                  u"BY"_s, u"KNOWN FROM"_s, u"SUMMARY"_s}};
    for (const auto &one : alerts)
        out.push_back({base::isoTime(one.startNs), timeOrNothing(one.endNs), signals::severityName(one.severity),
                       one.name, one.service, timeOrNothing(one.ackNs), one.ackBy, one.knownFrom.join(u", "_s),
                       one.summary});
    return out;
}

QJsonArray historyAsJson(const std::vector<engine::PastAlert> &alerts)
{
    QJsonArray out;
    for (const auto &one : alerts)
        out.append(QJsonObject{{u"began"_s, base::isoTime(one.startNs)},
                               {u"ended"_s, timeOrNothing(one.endNs)},
                               {u"seen"_s, timeOrNothing(one.seenNs)},
                               {u"severity"_s, signals::severityName(one.severity)},
                               {u"name"_s, one.name},
                               {u"service"_s, one.service},
                               {u"fingerprint"_s, one.fingerprint},
                               {u"summary"_s, one.summary},
                               {u"acknowledged"_s, timeOrNothing(one.ackNs)},
                               {u"by"_s, one.ackBy},
                               {u"note"_s, one.ackNote},
                               {u"first_symptom"_s, timeOrNothing(one.symptomNs)},
                               {u"known_from"_s, QJsonArray::fromStringList(one.knownFrom)}});
    return out;
}

std::vector<QStringList> calendarTable(const std::vector<engine::DayCount> &days)
{
    std::vector<QStringList> out{{u"DAY"_s, u"ALERTS"_s, u"CRITICAL"_s}};
    for (const auto &day : days)
        out.push_back({day.day.toString(Qt::ISODate), QString::number(day.fired), QString::number(day.critical)});
    return out;
}

QJsonArray calendarAsJson(const std::vector<engine::DayCount> &days)
{
    QJsonArray out;
    for (const auto &day : days)
        out.append(QJsonObject{
            {u"day"_s, day.day.toString(Qt::ISODate)}, {u"alerts"_s, day.fired}, {u"critical"_s, day.critical}});
    return out;
}

std::vector<QStringList> weekTable(const std::vector<engine::WeekOfService> &weeks)
{
    std::vector<QStringList> out{
        {u"WEEK OF"_s, u"SERVICE"_s, u"FIRED"_s, u"CRITICAL"_s, u"ACKNOWLEDGED"_s, u"MTTD"_s, u"MTTA"_s, u"MTTR"_s}};
    for (const auto &one : weeks)
        out.push_back({one.monday.toString(Qt::ISODate), one.service.isEmpty() ? u"(none)"_s : one.service,
                       QString::number(one.times.fired), QString::number(one.times.critical),
                       QString::number(one.times.acknowledged), durationOrNothing(one.times.toDetect),
                       durationOrNothing(one.times.toAcknowledge), durationOrNothing(one.times.toRepair)});
    return out;
}

std::vector<QStringList> ruleTable(const std::vector<engine::RuleHistory> &rules)
{
    std::vector<QStringList> out{{u"RULE"_s, u"FIRED"_s, u"ACTED ON"_s, u"FALSE"_s, u"ADVICE"_s}};
    for (const auto &one : rules)
        out.push_back({one.name, QString::number(one.record.fired), percent(one.record.actionableRate()),
                       percent(one.record.falsePositiveRate()), one.advice ? one.advice->words() : QString()});
    return out;
}

QJsonObject statisticsAsJson(const std::vector<engine::WeekOfService> &weeks,
                             const std::vector<engine::RuleHistory> &rules)
{
    QJsonArray byRule;
    for (const auto &one : rules) {
        QJsonObject rule{{u"rule"_s, one.name},
                         {u"fired"_s, one.record.fired},
                         {u"acted"_s, one.record.acted},
                         {u"false_alarms"_s, one.record.falseAlarms}};
        if (one.advice)
            rule.insert(u"advice"_s, one.advice->words());
        byRule.append(rule);
    }
    return {{u"weeks"_s, weeksAsJson(weeks)}, {u"rules"_s, byRule}};
}

std::vector<QStringList> incidentWeekTable(const std::vector<engine::PastIncident> &incidents, base::TimeRange range)
{
    const auto as = engine::asFirings(incidents, range);
    auto out = weekTable(engine::weeksOfServices(as));
    out.front() = {u"WEEK OF"_s, u"SERVICE"_s, u"INCIDENTS"_s, u"CRITICAL"_s,
                   u"TAKEN"_s,   u"MTTD"_s,    u"MTTA"_s,      u"MTTR"_s};
    const auto all = engine::responseTimes(as);
    out.push_back({u"all"_s, QString(), QString::number(all.fired), QString::number(all.critical),
                   QString::number(all.acknowledged), durationOrNothing(all.toDetect),
                   durationOrNothing(all.toAcknowledge), durationOrNothing(all.toRepair)});
    return out;
}

QJsonObject incidentStatisticsAsJson(const std::vector<engine::PastIncident> &incidents, base::TimeRange range)
{
    const auto as = engine::asFirings(incidents, range);
    QJsonObject outcomes;
    for (const auto &one : incidents)
        if (range.contains(one.openedNs)) {
            const QString name = one.outcome ? engine::outcomeName(*one.outcome) : u"not_said"_s;
            outcomes.insert(name, outcomes.value(name).toInt() + 1);
        }
    return {{u"all"_s, asJson(engine::responseTimes(as))},
            {u"weeks"_s, weeksAsJson(engine::weeksOfServices(as))},
            {u"outcomes"_s, outcomes}};
}

} // namespace wf::app
