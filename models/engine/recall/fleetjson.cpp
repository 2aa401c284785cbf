// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/recall/fleetjson.h"

#include <QJsonArray>
#include <QJsonObject>

#include <cmath>

namespace wf::engine {

using namespace Qt::StringLiterals;
using signals::Severity;

namespace {

constexpr qsizetype mostPoints = 1000; // of a trend, and bins of a history

QJsonValue number(double value)
{
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue();
}

double numberOf(const QJsonValue &value)
{
    return value.toDouble(unknownValue);
}

Severity severityOf(const QJsonValue &value)
{
    const int n = value.toInt(-1);
    return n >= 0 && n <= static_cast<int>(Severity::Unknown) ? static_cast<Severity>(n) : Severity::Unknown;
}

QJsonObject toJson(const FleetRow &row)
{
    QJsonArray regions, states, trend;
    for (const auto &[region, severity] : row.regions)
        regions.append(QJsonArray{region, static_cast<int>(severity)});
    for (const auto state : row.states)
        states.append(static_cast<int>(state));
    for (const double v : row.p99Trend)
        trend.append(number(v));
    return {{u"service"_s, row.service},
            {u"regions"_s, regions},
            {u"states"_s, states},
            {u"requests"_s, number(row.requestsPerSecond)},
            {u"errors"_s, number(row.errorRatio)},
            {u"p99"_s, number(row.p99Seconds)},
            {u"trend"_s, trend},
            {u"saturation"_s, number(row.saturation)},
            {u"saturationOf"_s, row.saturationOf},
            {u"severity"_s, static_cast<int>(row.severity)},
            {u"firing"_s, row.firing}};
}

FleetRow rowOf(const QJsonObject &o)
{
    FleetRow row;
    row.service = o[u"service"_s].toString();
    for (const auto &value : o[u"regions"_s].toArray())
        row.regions.emplace_back(value.toArray().at(0).toString(), severityOf(value.toArray().at(1)));
    const auto states = o[u"states"_s].toArray();
    row.states.assign(FleetWatch::stateCells, Severity::Unknown);
    for (qsizetype i = 0; i < std::min<qsizetype>(states.size(), FleetWatch::stateCells); ++i)
        row.states[static_cast<std::size_t>(i)] = severityOf(states.at(i));
    row.requestsPerSecond = numberOf(o[u"requests"_s]);
    row.errorRatio = numberOf(o[u"errors"_s]);
    row.p99Seconds = numberOf(o[u"p99"_s]);
    const auto trend = o[u"trend"_s].toArray();
    for (qsizetype i = 0; i < std::min(trend.size(), mostPoints); ++i)
        row.p99Trend.push_back(numberOf(trend.at(i)));
    row.saturation = numberOf(o[u"saturation"_s]);
    row.saturationOf = o[u"saturationOf"_s].toString();
    row.severity = severityOf(o[u"severity"_s]);
    row.firing = o[u"firing"_s].toInt();
    return row;
}

} // namespace

QJsonDocument fleetToJson(const FleetSnapshot &fleet)
{
    QJsonArray rows, bins;
    for (const auto &row : fleet.rows)
        rows.append(toJson(row));
    for (const auto &bin : fleet.alertsOverTime)
        bins.append(QJsonArray{bin[0], bin[1], bin[2]});
    return QJsonDocument(QJsonObject{{u"rows"_s, rows},
                                     {u"alerts"_s, bins},
                                     {u"alertsFrom"_s, QString::number(fleet.alertRange.startNs)},
                                     {u"alertsTo"_s, QString::number(fleet.alertRange.endNs)},
                                     {u"alertStep"_s, QString::number(fleet.alertStepNs)},
                                     {u"alertsKnown"_s, fleet.alertsKnown},
                                     {u"asOf"_s, QString::number(fleet.asOfNs)}});
}

FleetPtr fleetFromJson(const QJsonDocument &json, const ServicesPtr &services)
{
    const auto root = json.object();
    const auto ns = [&root](const QString &key) { return root[key].toString().toLongLong(); };
    auto out = std::make_shared<FleetSnapshot>();
    out->services = services;
    out->asOfNs = ns(u"asOf"_s);
    for (const auto &value : root[u"rows"_s].toArray()) {
        FleetRow row = rowOf(value.toObject());
        row.deploy = services->lastDeploy(row.service);
        if (!row.service.isEmpty())
            out->rows.push_back(std::move(row));
    }
    const auto bins = root[u"alerts"_s].toArray();
    for (qsizetype i = 0; i < std::min(bins.size(), mostPoints); ++i) {
        const auto bin = bins.at(i).toArray();
        out->alertsOverTime.push_back({bin.at(0).toInt(), bin.at(1).toInt(), bin.at(2).toInt()});
    }
    out->alertRange = {ns(u"alertsFrom"_s), ns(u"alertsTo"_s)};
    out->alertStepNs = ns(u"alertStep"_s);
    out->alertsKnown = root[u"alertsKnown"_s].toBool() && out->alertStepNs > 0;
    return out->asOfNs > 0 && !out->rows.empty() ? out : nullptr;
}

} // namespace wf::engine
