// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/kept/keptpanels.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostEntries = 20'000; // of one list
constexpr qsizetype mostPanels = 2'000;

// Nanoseconds do not fit the numbers of JSON, and what is not known has none there.
QJsonValue moment(qint64 ns)
{
    return QString::number(ns);
}
qint64 momentFrom(const QJsonValue &json)
{
    return json.toString().toLongLong();
}
QJsonValue number(double value)
{
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue();
}
double numberFrom(const QJsonValue &json)
{
    return json.isDouble() ? json.toDouble() : BudgetReport::unknown;
}

QJsonObject toJson(base::TimeRange range)
{
    return {{u"start"_s, moment(range.startNs)}, {u"end"_s, moment(range.endNs)}};
}
base::TimeRange rangeFrom(const QJsonValue &json)
{
    const QJsonObject o = json.toObject();
    return {momentFrom(o["start"_L1]), momentFrom(o["end"_L1])};
}

QJsonObject windowJson(const WindowFigure &window)
{
    return {{u"length"_s, moment(window.lengthNs)},  {u"total"_s, number(window.total)}, {u"bad"_s, number(window.bad)},
            {u"ratio"_s, number(window.errorRatio)}, {u"burn"_s, number(window.burn)},   {u"known"_s, window.isKnown}};
}
WindowFigure windowFrom(const QJsonObject &o)
{
    WindowFigure out;
    out.lengthNs = momentFrom(o["length"_L1]);
    out.total = numberFrom(o["total"_L1]);
    out.bad = numberFrom(o["bad"_L1]);
    out.errorRatio = numberFrom(o["ratio"_L1]);
    out.burn = numberFrom(o["burn"_L1]);
    out.isKnown = o["known"_L1].toBool();
    return out;
}

QJsonObject objectiveJson(const signals::Objective &objective)
{
    return {{u"id"_s, objective.id},
            {u"name"_s, objective.name},
            {u"service"_s, objective.service},
            {u"target"_s, objective.target},
            {u"window"_s, moment(objective.windowNs)},
            {u"rolling"_s, objective.rolling},
            {u"calendar"_s, objective.calendarUnit}};
}
signals::Objective objectiveFrom(const QJsonObject &o)
{
    signals::Objective out;
    out.id = o["id"_L1].toString();
    out.name = o["name"_L1].toString();
    out.service = o["service"_L1].toString();
    out.target = std::clamp(o["target"_L1].toDouble(out.target), 0.0, 1.0);
    out.windowNs = std::max<qint64>(0, momentFrom(o["window"_L1]));
    out.rolling = o["rolling"_L1].toBool(true);
    out.calendarUnit = o["calendar"_L1].toString();
    return out;
}

QJsonObject reportJson(const BudgetReport &report)
{
    QJsonArray windows, alerts, burnDown;
    for (const WindowFigure &window : report.windows)
        windows << windowJson(window);
    for (const BurnAlert &alert : report.alerts)
        alerts << QJsonObject{{u"short"_s, moment(alert.rule.shortNs)},
                              {u"long"_s, moment(alert.rule.longNs)},
                              {u"factor"_s, alert.rule.factor},
                              {u"page"_s, alert.rule.page},
                              {u"known"_s, alert.isKnown},
                              {u"fires"_s, alert.fires},
                              {u"held"_s, alert.isHeld}};
    for (const double left : report.burnDown)
        burnDown << number(left);
    QJsonObject out{{u"window"_s, toJson(report.window)},
                    {u"period"_s, toJson(report.period)},
                    {u"state"_s, static_cast<int>(report.state)},
                    {u"whole"_s, windowJson(report.whole)},
                    {u"compliance"_s, number(report.compliance)},
                    {u"left"_s, number(report.left)},
                    {u"windows"_s, windows},
                    {u"alerts"_s, alerts},
                    {u"historyStart"_s, moment(report.history.startNs)},
                    {u"historyStep"_s, moment(report.history.stepNs)},
                    {u"burnDown"_s, burnDown},
                    {u"problems"_s, QJsonArray::fromStringList(report.problems)}};
    if (report.exhaustedInNs)
        out.insert(u"exhaustedIn"_s, moment(*report.exhaustedInNs));
    return out;
}
BudgetReport reportFrom(const QJsonObject &o)
{
    BudgetReport out;
    out.window = rangeFrom(o["window"_L1]);
    out.period = rangeFrom(o["period"_L1]);
    out.state = static_cast<BudgetState>(std::clamp(o["state"_L1].toInt(static_cast<int>(BudgetState::NoData)), 0,
                                                    static_cast<int>(BudgetState::Contradictory)));
    out.whole = windowFrom(o["whole"_L1].toObject());
    out.compliance = numberFrom(o["compliance"_L1]);
    out.left = numberFrom(o["left"_L1]);
    for (const QJsonValue &window : o["windows"_L1].toArray())
        out.windows.push_back(windowFrom(window.toObject()));
    for (const QJsonValue &json : o["alerts"_L1].toArray()) {
        const QJsonObject a = json.toObject();
        BurnAlert alert{
            {momentFrom(a["short"_L1]), momentFrom(a["long"_L1]), a["factor"_L1].toDouble(), a["page"_L1].toBool()}};
        alert.isKnown = a["known"_L1].toBool();
        alert.fires = a["fires"_L1].toBool();
        alert.isHeld = a["held"_L1].toBool();
        out.alerts.push_back(alert);
    }
    out.history.startNs = momentFrom(o["historyStart"_L1]);
    out.history.stepNs = std::max<qint64>(1, momentFrom(o["historyStep"_L1]));
    const QJsonArray burnDown = o["burnDown"_L1].toArray();
    for (qsizetype i = 0; i < std::min(burnDown.size(), mostEntries); ++i)
        out.burnDown.push_back(numberFrom(burnDown[i]));
    for (const QJsonValue &problem : o["problems"_L1].toArray())
        out.problems << problem.toString();
    if (o["exhaustedIn"_L1].isString())
        out.exhaustedInNs = momentFrom(o["exhaustedIn"_L1]);
    return out;
}

QJsonObject stateJson(const ObjectiveState &state)
{
    return {{u"objective"_s, objectiveJson(state.objective)},
            {u"report"_s, reportJson(state.report)},
            {u"severity"_s, static_cast<int>(state.severity)},
            {u"freezeAt"_s, state.policies.freeze.freezeAtPercent}};
}
std::shared_ptr<const ObjectiveState> stateFrom(const QJsonObject &o)
{
    auto out = std::make_shared<ObjectiveState>();
    out->objective = objectiveFrom(o["objective"_L1].toObject());
    out->report = reportFrom(o["report"_L1].toObject());
    out->severity =
        static_cast<signals::Severity>(std::clamp(o["severity"_L1].toInt(static_cast<int>(signals::Severity::Unknown)),
                                                  0, static_cast<int>(signals::Severity::Unknown)));
    out->policies.freeze.freezeAtPercent = std::clamp(o["freezeAt"_L1].toDouble(75), 0.0, 100.0);
    return out;
}

QJsonArray listJson(const signals::LinkFigure &list)
{
    QJsonArray out;
    for (const auto &row : list.rows)
        out << QJsonObject{{u"heading"_s, row.heading},
                           {u"title"_s, row.title},
                           {u"tags"_s, QJsonArray::fromStringList(row.tags)},
                           {u"starred"_s, row.isStarred}};
    return out;
}
signals::LinkFigure listFrom(const QJsonArray &rows)
{
    signals::LinkFigure out;
    for (qsizetype i = 0; i < std::min(rows.size(), mostEntries); ++i) {
        const QJsonObject o = rows[i].toObject();
        signals::LinkFigure::Row row;
        row.heading = o["heading"_L1].toString();
        row.title = o["title"_L1].toString();
        for (const QJsonValue &tag : o["tags"_L1].toArray())
            row.tags << tag.toString();
        row.isStarred = o["starred"_L1].toBool();
        out.rows.push_back(std::move(row));
    }
    return out;
}

QJsonArray callsJson(const std::vector<signals::ServiceCall> &calls)
{
    QJsonArray out;
    for (const auto &call : calls)
        out << QJsonObject{{u"caller"_s, call.caller}, {u"callee"_s, call.callee}, {u"count"_s, moment(call.count)}};
    return out;
}
std::vector<signals::ServiceCall> callsFrom(const QJsonArray &calls)
{
    std::vector<signals::ServiceCall> out;
    for (qsizetype i = 0; i < std::min(calls.size(), mostEntries); ++i) {
        const QJsonObject o = calls[i].toObject();
        out.push_back(
            {o["caller"_L1].toString(), o["callee"_L1].toString(), std::max<qint64>(0, momentFrom(o["count"_L1]))});
    }
    return out;
}

template<class Values, class Write>
QJsonObject written(const Values &values, Write write)
{
    QJsonObject out;
    for (auto it = values.cbegin(); it != values.cend(); ++it)
        out.insert(it.key(), write(it.value()));
    return out;
}

template<class Values, class Read>
void readInto(Values &values, const QJsonObject &json, Read read)
{
    for (auto it = json.begin(); it != json.end() && values.size() < mostPanels; ++it)
        values.insert(it.key(), read(it.value()));
}

} // namespace

QJsonObject toJson(const KeptPanels &panels)
{
    return {{u"objectives"_s, written(panels.objectives, [](const auto &state) { return stateJson(*state); })},
            {u"lists"_s, written(panels.lists, listJson)},
            {u"calls"_s, written(panels.calls, callsJson)}};
}

KeptPanels keptPanelsFrom(const QJsonObject &json)
{
    KeptPanels out;
    readInto(out.objectives, json["objectives"_L1].toObject(),
             [](const QJsonValue &value) { return stateFrom(value.toObject()); });
    readInto(out.lists, json["lists"_L1].toObject(), [](const QJsonValue &value) { return listFrom(value.toArray()); });
    readInto(out.calls, json["calls"_L1].toObject(),
             [](const QJsonValue &value) { return callsFrom(value.toArray()); });
    return out;
}

} // namespace wf::engine
