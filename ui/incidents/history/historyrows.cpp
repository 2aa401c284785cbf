// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/history/historyrows.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/base/units.h"
#include "ui/incidents/rows/rowcell.h"

#include <QCoreApplication>

#include <cmath>

namespace wf::ui {

using namespace Qt::StringLiterals;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("wf::ui::HistoryRows", text);
}

quint64 keyOf(const engine::PastAlert &one)
{
    return qHashMulti(0, one.startNs, one.fingerprint);
}

quint64 keyOf(const engine::WeekOfService &one)
{
    return qHashMulti(0, one.monday.toJulianDay(), one.service);
}

quint64 keyOf(const engine::PastIncident &one)
{
    return static_cast<quint64>(one.number);
}

QString spoken(const engine::PastIncident &one)
{
    return QStringList{one.id(), signals::severityName(one.severity), one.title, one.takenBy}.join(u", "_s);
}

quint64 keyOf(const engine::RuleHistory &one)
{
    return qHash(one.name);
}

QString spoken(const engine::PastAlert &one)
{
    return QStringList{signals::severityName(one.severity), one.name, one.service, one.ackBy}.join(u", "_s);
}

QString spoken(const engine::WeekOfService &one)
{
    return QStringList{one.monday.toString(Qt::ISODate), one.service, QString::number(one.times.fired)}.join(u", "_s);
}

QString spoken(const engine::RuleHistory &one)
{
    return QStringList{one.name, QString::number(one.record.fired), one.advice ? one.advice->words() : QString()}.join(
        u", "_s);
}

template<class Row>
std::function<QVariant(const Row &, int)> cell(std::function<QString(const Row &)> text)
{
    RowVoice<Row> voice{keyOf, spoken, nullptr};
    if constexpr (std::is_same_v<Row, engine::PastAlert> || std::is_same_v<Row, engine::PastIncident>)
        voice.severity = [](const Row &row) { return row.severity; };
    return rowCell(voice, std::move(text));
}

QString percent(double share)
{
    return say("%1 %").arg(std::lround(share * 100));
}

QString knownFrom(const QStringList &names)
{
    QStringList out;
    for (const QString &name : names)
        out << (name == u"console"_s                ? say("seen here")
                : name.startsWith(u"recorder of"_s) ? name
                                                    : say("ALERTS of %1").arg(name));
    return out.join(u", "_s);
}

QString outcomeOf(const engine::PastIncident &one)
{
    if (!one.outcome)
        return say("not said");
    return *one.outcome == engine::OutcomeKind::Real    ? say("real")
           : *one.outcome == engine::OutcomeKind::Noise ? say("noise")
                                                        : say("healed itself");
}

QString lengthOf(const engine::PastAlert &one)
{
    return one.endNs > 0 ? base::humanDuration(one.endNs - one.startNs) : say("still fires");
}

} // namespace

QString responseText(const std::optional<double> &seconds)
{
    return seconds ? base::humanDuration(static_cast<qint64>(std::lround(*seconds)) * base::nsPerSecond) : u"–"_s;
}

PastAlertsModel *makePastAlerts(const base::Clock &clock, QObject *parent)
{
    using Row = engine::PastAlert;
    const auto *now = &clock;
    return new PastAlertsModel(
        {{say("Severity"), Qt::AlignLeft, cell<Row>([](const Row &) { return QString(); })},
         {say("Alert"), Qt::AlignLeft, cell<Row>([](const Row &one) { return one.name; })},
         {say("Service"), Qt::AlignLeft, cell<Row>([](const Row &one) { return one.service; })},
         {say("Began"), Qt::AlignLeft,
          cell<Row>([now](const Row &one) { return base::dayAndTime(one.startNs, now->nowNs()); })},
         {say("Took"), Qt::AlignLeft, cell<Row>(lengthOf)},
         {say("Acknowledged by"), Qt::AlignLeft, cell<Row>([](const Row &one) { return one.ackBy; })},
         {say("Known from"), Qt::AlignLeft, cell<Row>([](const Row &one) { return knownFrom(one.knownFrom); })}},
        [](const Row &one) { return keyOf(one); }, parent);
}

WeeksModel *makeWeeks(QObject *parent)
{
    using Row = engine::WeekOfService;
    return new WeeksModel(
        {{say("Week of"), Qt::AlignLeft, cell<Row>([](const Row &one) { return one.monday.toString(Qt::ISODate); })},
         {say("Service"), Qt::AlignLeft,
          cell<Row>([](const Row &one) { return one.service.isEmpty() ? say("none") : one.service; })},
         {say("Incidents"), Qt::AlignRight,
          cell<Row>([](const Row &one) { return base::groupedInteger(one.incidents); })},
         {say("Fired"), Qt::AlignRight,
          cell<Row>([](const Row &one) { return base::groupedInteger(one.times.fired); })},
         {say("Critical"), Qt::AlignRight,
          cell<Row>([](const Row &one) { return base::groupedInteger(one.times.critical); })},
         {say("MTTD"), Qt::AlignRight, cell<Row>([](const Row &one) { return responseText(one.times.toDetect); })},
         {say("MTTA"), Qt::AlignRight, cell<Row>([](const Row &one) { return responseText(one.times.toAcknowledge); })},
         {say("MTTR"), Qt::AlignRight, cell<Row>([](const Row &one) { return responseText(one.times.toRepair); })}},
        [](const Row &one) { return keyOf(one); }, parent);
}

PastIncidentsModel *makePastIncidents(const base::Clock &clock, QObject *parent)
{
    using Row = engine::PastIncident;
    const auto *now = &clock;
    return new PastIncidentsModel(
        {{say("Severity"), Qt::AlignLeft, cell<Row>([](const Row &) { return QString(); })},
         {say("Incident"), Qt::AlignLeft, cell<Row>([](const Row &one) { return one.id(); })},
         {say("What"), Qt::AlignLeft, cell<Row>([](const Row &one) { return one.title; })},
         {say("Service"), Qt::AlignLeft, cell<Row>([](const Row &one) { return one.service; })},
         {say("Opened"), Qt::AlignLeft,
          cell<Row>([now](const Row &one) { return base::dayAndTime(one.openedNs, now->nowNs()); })},
         {say("Took"), Qt::AlignLeft, cell<Row>([](const Row &one) {
              return one.closedNs > 0 ? base::humanDuration(one.closedNs - one.openedNs) : say("open");
          })},
         {say("Taken by"), Qt::AlignLeft, cell<Row>([](const Row &one) { return one.takenBy; })},
         {say("It was"), Qt::AlignLeft, cell<Row>(outcomeOf)}},
        [](const Row &one) { return keyOf(one); }, parent);
}

RuleHistoryModel *makeRuleHistories(QObject *parent)
{
    using Row = engine::RuleHistory;
    return new RuleHistoryModel(
        {{say("Rule"), Qt::AlignLeft, cell<Row>([](const Row &one) { return one.name; })},
         {say("Fired"), Qt::AlignRight,
          cell<Row>([](const Row &one) { return base::groupedInteger(one.record.fired); })},
         {say("Acted on"), Qt::AlignRight,
          cell<Row>([](const Row &one) { return percent(one.record.actionableRate()); })},
         {say("False"), Qt::AlignRight,
          cell<Row>([](const Row &one) { return percent(one.record.falsePositiveRate()); })},
         {say("Advice"), Qt::AlignLeft,
          cell<Row>([](const Row &one) { return one.advice ? one.advice->words() : QString(); })}},
        [](const Row &one) { return keyOf(one); }, parent);
}

} // namespace wf::ui
