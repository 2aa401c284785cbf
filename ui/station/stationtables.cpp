// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/station/stationtables.h"

#include "models/base/timetext.h"
#include "models/base/units.h"
#include "ui/base/reach.h"
#include "ui/station/stationwords.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/text/safetext.h"

#include <QCoreApplication>

namespace wf::ui {

namespace {

using signals::Reachability;
using signals::Severity;
using widgets::CellKind;

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::ui::StationPage", text);
}

template<class Row>
using TextOf = std::function<QString(const Row &)>;

// A column of text whose tool tip says it whole.
template<class Row>
items::RowColumn<Row> text(const QString &title, CellKind kind, TextOf<Row> what, TextOf<Row> tip = {})
{
    return {title, kind == CellKind::Number ? Qt::AlignRight : Qt::AlignLeft,
            [kind, what = std::move(what), tip = std::move(tip)](const Row &row, int role) -> QVariant {
                if (role == Qt::DisplayRole)
                    return what(row);
                if (role == Qt::ToolTipRole && kind != CellKind::Number)
                    return widgets::plainTip(tip ? tip(row) : what(row));
                return role == widgets::CellKindRole ? QVariant(static_cast<int>(kind)) : QVariant();
            }};
}

// The first column: how it goes, and what it is.
template<class Row>
items::RowColumn<Row> named(const QString &title, std::function<Severity(const Row &)> severity, TextOf<Row> what)
{
    return {title, Qt::AlignLeft,
            [severity = std::move(severity), what = std::move(what)](const Row &row, int role) -> QVariant {
                if (role == Qt::DisplayRole)
                    return what(row);
                if (role == widgets::SeverityRole)
                    return static_cast<int>(severity(row));
                if (role == Qt::ToolTipRole)
                    return widgets::plainTip(what(row));
                return role == widgets::CellKindRole ? QVariant(static_cast<int>(CellKind::Severity)) : QVariant();
            }};
}

template<class Row>
Severity reachOf(const Row &row)
{
    return severityOf(row.reach);
}

QString ageOf(qint64 ns, const base::Clock &clock)
{
    return ns ? base::ageText(std::max<qint64>(0, clock.nowNs() - ns)) : QStringLiteral("\u2013");
}

QString secondsText(qint64 ns)
{
    return base::formatValue(static_cast<double>(ns) / base::nsPerSecond, base::Unit::Seconds);
}

QString bytesText(std::optional<qint64> bytes)
{
    return bytes ? base::formatValue(static_cast<double>(*bytes), base::Unit::Bytes) : QString();
}

QString notesOf(const engine::StationTarget &target)
{
    return target.problem.isEmpty() ? target.foundIn : target.problem;
}

QString serveText(const engine::StationDoor &door)
{
    return door.name.isEmpty() ? tr("off; the section serve of station.yaml opens them")
                               : tr("%1 requests, %2 refused")
                                     .arg(base::groupedInteger(door.requests), base::groupedInteger(door.lost));
}

QString sendOnText(const engine::StationDoor &door)
{
    QStringList parts{tr("%1 sent").arg(base::groupedInteger(door.taken)),
                      tr("%1 waiting (%2)").arg(base::groupedInteger(door.waiting), bytesText(door.waitingBytes))};
    if (door.lost > 0)
        parts << tr("%1 refused").arg(base::groupedInteger(door.lost));
    if (door.dropped > 0)
        parts << tr("%1 dropped, the queue was full").arg(base::groupedInteger(door.dropped));
    if (!door.problem.isEmpty())
        parts << door.problem;
    return parts.join(QStringLiteral(", "));
}

QString doorName(const engine::StationDoor &door)
{
    switch (door.kind) {
    case engine::StationDoor::Kind::Serve:
        return door.name.isEmpty() ? tr("Read APIs") : tr("Read APIs, %1").arg(door.name);
    case engine::StationDoor::Kind::SendOn:
        return tr("To %1").arg(door.name);
    default:
        return door.name;
    }
}

QString doorText(const engine::StationDoor &door)
{
    if (door.kind == engine::StationDoor::Kind::SendOn)
        return sendOnText(door);
    if (!door.problem.isEmpty())
        return door.problem;
    switch (door.kind) {
    case engine::StationDoor::Kind::Serve:
        return serveText(door);
    case engine::StationDoor::Kind::SendOn:
        break;
    case engine::StationDoor::Kind::Port:
        return tr("OTLP, Zipkin, Loki push");
    case engine::StationDoor::Kind::Signal:
        if (door.requests == 0)
            return tr("nothing yet");
        return tr("%1 taken in %2 requests, %3 left out")
            .arg(base::groupedInteger(door.taken), base::groupedInteger(door.requests),
                 base::groupedInteger(door.lost + door.dropped));
    case engine::StationDoor::Kind::Rules:
        break;
    }
    if (door.lastNs == 0)
        return tr("rules, not run yet");
    return tr("%1 rules run, %2 failed or missed, last took %3")
        .arg(base::groupedInteger(door.requests), base::groupedInteger(door.lost), secondsText(door.tookNs));
}

} // namespace

TargetRows *targetRows(const base::Clock &clock, QObject *parent)
{
    using Row = engine::StationTarget;
    std::vector<items::RowColumn<Row>> columns;
    columns.push_back(named<Row>(tr("Job"), reachOf<Row>, [](const Row &r) { return r.job; }));
    columns.push_back(text<Row>(tr("Target"), CellKind::Mono, [](const Row &r) { return r.address; }));
    columns.push_back(text<Row>(tr("Samples"), CellKind::Number, [](const Row &r) {
        return r.lastNs ? base::groupedInteger(r.samples) : QStringLiteral("\u2013");
    }));
    columns.push_back(text<Row>(tr("Took"), CellKind::Number, [](const Row &r) {
        return r.lastNs ? secondsText(r.tookNs) : QStringLiteral("\u2013");
    }));
    columns.push_back(text<Row>(tr("Every"), CellKind::Number, [](const Row &r) { return secondsText(r.intervalNs); }));
    columns.push_back(
        text<Row>(tr("Failed"), CellKind::Number, [](const Row &r) { return base::groupedInteger(r.failures); }));
    columns.push_back(
        text<Row>(tr("Last scrape"), CellKind::Number, [&clock](const Row &r) { return ageOf(r.lastNs, clock); }));
    columns.push_back(text<Row>(tr("Notes"), CellKind::Text, notesOf));
    return new TargetRows(
        std::move(columns), [](const Row &r) { return r.key; }, parent);
}

LogFileRows *logFileRows(const base::Clock &clock, QObject *parent)
{
    using Row = engine::StationLogFile;
    std::vector<items::RowColumn<Row>> columns;
    columns.push_back(named<Row>({}, reachOf<Row>, [](const Row &) { return QString(); }));
    columns.push_back(text<Row>(tr("Log"), CellKind::Mono, [](const Row &r) { return r.path; }));
    columns.push_back(text<Row>(tr("Format"), CellKind::Text, [](const Row &r) { return r.format; }));
    columns.push_back(text<Row>(tr("Lines/s"), CellKind::Number, [](const Row &r) {
        return r.reach == Reachability::Down ? QString() : base::formatValue(r.linesPerSecond, base::Unit::None);
    }));
    columns.push_back(text<Row>(tr("Read"), CellKind::Number, [](const Row &r) { return bytesText(r.position); }));
    columns.push_back(text<Row>(tr("Behind"), CellKind::Number, [](const Row &r) { return bytesText(r.lag); }));
    columns.push_back(
        text<Row>(tr("Last line"), CellKind::Number, [&clock](const Row &r) { return ageOf(r.lastLineNs, clock); }));
    columns.push_back(text<Row>(tr("Problem"), CellKind::Text, [](const Row &r) { return r.problem; }));
    return new LogFileRows(
        std::move(columns), [](const Row &r) { return r.path; }, parent);
}

DoorRows *doorRows(const base::Clock &clock, QObject *parent)
{
    using Row = engine::StationDoor;
    std::vector<items::RowColumn<Row>> columns;
    columns.push_back(named<Row>(tr("What"), reachOf<Row>, doorName));
    columns.push_back(text<Row>(tr("How it goes"), CellKind::Text, doorText));
    columns.push_back(text<Row>(tr("Last"), CellKind::Number, [&clock](const Row &r) {
        return r.kind == Row::Kind::Port || r.kind == Row::Kind::Serve ? QString() : ageOf(r.lastNs, clock);
    }));
    return new DoorRows(
        std::move(columns), [](const Row &r) -> QString { return QString::number(static_cast<int>(r.kind)) + r.name; },
        parent);
}

ProblemRows *problemRows(QObject *parent)
{
    using Row = engine::StationProblem;
    std::vector<items::RowColumn<Row>> columns;
    columns.push_back(named<Row>(
        tr("Where"), [](const Row &r) { return r.severity; }, [](const Row &r) { return r.where; }));
    columns.push_back(text<Row>(tr("Why"), CellKind::Text, [](const Row &r) { return r.what; }));
    columns.push_back(text<Row>(tr("Count"), CellKind::Number,
                                [](const Row &r) { return r.count ? base::groupedInteger(r.count) : QString(); }));
    return new ProblemRows(
        std::move(columns), [](const Row &r) -> QString { return r.where + u'\n' + r.what; }, parent);
}

KeptRows *keptRows(QObject *parent)
{
    using Row = engine::StationKept;
    std::vector<items::RowColumn<Row>> columns;
    const auto number = [&columns](const QString &title, std::function<std::optional<qint64>(const Row &)> what) {
        columns.push_back(text<Row>(title, CellKind::Number, [what = std::move(what)](const Row &r) {
            const auto bytes = what(r);
            return bytes ? bytesText(*bytes) : QStringLiteral("\u2013");
        }));
    };
    const auto future = [](qint64 engine::SizeForecast::*when) {
        return [when](const Row &r) { return r.forecast ? std::optional(*r.forecast.*when) : std::nullopt; };
    };
    columns.push_back(text<Row>(tr("Signal"), CellKind::Text, [](const Row &r) { return signalName(r.signal); }));
    number(tr("On disk"), [](const Row &r) { return std::optional(r.bytes); });
    number(tr("Hot"), [](const Row &r) { return std::optional(r.tiers[0]); });
    number(tr("Warm"), [](const Row &r) { return std::optional(r.tiers[1]); });
    number(tr("Cold"), [](const Row &r) { return std::optional(r.tiers[2]); });
    number(tr("A day"), [](const Row &r) {
        return r.forecast ? std::optional(static_cast<qint64>(r.forecast->bytesPerDay)) : std::nullopt;
    });
    number(tr("In 7 d"), future(&engine::SizeForecast::inWeek));
    number(tr("In 30 d"), future(&engine::SizeForecast::inMonth));
    number(tr("In 1 y"), future(&engine::SizeForecast::inYear));
    columns.push_back(text<Row>(tr("Bound"), CellKind::Text, boundText, keptSentence));
    columns.push_back(text<Row>(
        tr("Hot, warm, kept for"), CellKind::Text, [](const Row &r) { return keptFor(r.policy); }, keptSentence));
    return new KeptRows(
        std::move(columns), [](const Row &r) { return r.signal; }, parent);
}

AddedRows *addedRows(engine::StationAdded::Kind kind, QObject *parent)
{
    using Row = engine::StationAdded;
    const bool isLog = kind == Row::Kind::Log;
    std::vector<items::RowColumn<Row>> columns;
    columns.push_back(
        text<Row>(isLog ? tr("Path") : tr("Address"), CellKind::Mono, [](const Row &r) { return r.what; }));
    columns.push_back(text<Row>(isLog ? tr("Service") : tr("Job"), CellKind::Text,
                                [](const Row &r) { return r.group.isEmpty() ? tr("from the path") : r.group; }));
    return new AddedRows(
        std::move(columns), [](const Row &r) { return r.what; }, parent);
}

CardinalityRows *cardinalityRows(QObject *parent)
{
    using Row = engine::StationCardinality;
    std::vector<items::RowColumn<Row>> columns;
    columns.push_back(text<Row>(tr("Name"), CellKind::Mono, [](const Row &r) { return r.name; }));
    columns.push_back({tr("How many"), Qt::AlignLeft, [](const Row &r, int role) -> QVariant {
                           if (role == Qt::DisplayRole)
                               return base::groupedInteger(r.count);
                           if (role == widgets::FractionRole)
                               return r.share;
                           return role == widgets::CellKindRole ? QVariant(static_cast<int>(CellKind::Bar))
                                                                : QVariant();
                       }});
    return new CardinalityRows(
        std::move(columns), [](const Row &r) { return r.name; }, parent);
}

} // namespace wf::ui
