// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/opening.h"
#include "app/cli/common/output.h"
#include "app/cli/slo/budgets/openedledger.h"
#include "app/cli/slo/budgets/slorows.h"
#include "app/cli/slo/slo.h"
#include "models/base/timetext.h"
#include "models/engine/objectives/history/historybook.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

using KeptDays = QHash<QString, QJsonValue>; // by setting

// Nothing where there is no ledger.
KeptDays keptDays(const QCommandLineParser &parser)
{
    KeptDays out;
    if (parser.isSet(u"samples"_s))
        return out;
    const auto environment = chosenEnvironment(parser);
    auto ledger = environment ? OpenedLedger::open(stateDirectoryFor(parser, *environment), false)
                              : base::Result<std::unique_ptr<OpenedLedger>>(environment.error());
    if (!ledger)
        return out;
    const auto reading =
        (*ledger)->ledger().settings(engine::historySettings(), [&](const base::Result<KeptDays> &all) {
            if (all)
                out = *all;
            else
                printError(u"Kept days are left out: %1 %2"_s.arg(all.error().summary, all.error().detail));
            QCoreApplication::quit();
        });
    QCoreApplication::exec();
    return out;
}

QString percent(double share, int digits)
{
    return std::isfinite(share) ? QString::number(share * 100, 'f', digits) : u"unknown"_s;
}

QStringList cells(const QString &id, const engine::TrendPoint &p)
{
    return {id,
            base::isoTime(p.period.startNs),
            base::isoTime(p.period.endNs),
            percent(p.compliance, 4),
            percent(p.left, 1),
            QString::number(p.total, 'f', 0),
            QString::number(p.bad, 'f', 0),
            percent(p.coverage, 1)};
}

QJsonObject asJson(const engine::TrendPoint &p)
{
    const auto number = [](double value) { return std::isfinite(value) ? QJsonValue(value) : QJsonValue(); };
    return {{u"start"_s, base::isoTime(p.period.startNs)},
            {u"end"_s, base::isoTime(p.period.endNs)},
            {u"total"_s, p.total},
            {u"bad"_s, p.bad},
            {u"compliance"_s, number(p.compliance)},
            {u"left"_s, number(p.left)},
            {u"coverage"_s, p.coverage}};
}

void print(const std::vector<QStringList> &rows, const QString &format)
{
    if (format != u"csv"_s)
        return printTable(rows);
    for (const QStringList &row : rows)
        printLine(csvLine(row));
}

} // namespace

int runSloTrend(const QStringList &arguments)
{
    QCommandLineParser parser;
    addRowOptions(parser);
    parser.addOption({u"by"_s, u"week, month or quarter."_s, u"unit"_s, u"month"_s});
    parser.addOption({u"days"_s, u"How many days the source is asked for."_s, u"days"_s, u"90"_s});
    parser.addOption({u"format"_s, u"table, json or csv."_s, u"format"_s, u"table"_s});
    parser.addOption({u"json"_s, u"The same as --format json."_s});
    parser.addPositionalArgument(u"name"_s, u"Objective or service."_s, u"NAME"_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor slo trend"_s} + arguments))
        return *code;
    const QString name = parser.positionalArguments().value(0);
    const QString unit = parser.value(u"by"_s);
    const QString format = parser.isSet(u"json"_s) ? u"json"_s : parser.value(u"format"_s);
    const int days = parser.value(u"days"_s).toInt();
    if (name.isEmpty() || !QStringList{u"week"_s, u"month"_s, u"quarter"_s}.contains(unit) || days < 1 || days > 1100 ||
        !QStringList{u"table"_s, u"json"_s, u"csv"_s}.contains(format)) {
        printError(
            u"Write: watchfloor slo trend NAME [--by week|month|quarter] [--days 90] [--format table|json|csv]"_s);
        return ExitUnknown;
    }
    const auto found = computedAs(parser, [&](std::vector<PlannedBudget> &planned) {
        std::erase_if(planned, [&](const PlannedBudget &one) {
            return one.objective.id != name && one.objective.service != name;
        });
        for (PlannedBudget &one : planned) {
            auto corrections = std::move(one.policies.compute.corrections);
            auto history = engine::historyQuestion(one.objective, 0, days * base::nsPerDay);
            one.objective = std::move(history.objective);
            one.policies.compute = std::move(history.options);
            one.policies.compute.historySteps = static_cast<std::size_t>(days) * 24;
            one.policies.compute.corrections = std::move(corrections);
        }
    });
    if (!found)
        return ExitUnknown;
    const KeptDays kept = keptDays(parser);
    std::vector<QStringList> rows{
        {u"OBJECTIVE"_s, u"FROM"_s, u"TO"_s, u"GOOD %"_s, u"LEFT %"_s, u"EVENTS"_s, u"BAD"_s, u"DATA %"_s}};
    QJsonArray list;
    int code = found->empty() ? ExitUnknown : ExitOk;
    for (const OfflineBudget &one : *found) {
        if (!one.report) {
            printError(u"%1: %2 %3"_s.arg(one.objective.id, one.report.error().summary, one.report.error().detail));
            code = ExitUnknown;
            continue;
        }
        const auto points =
            engine::trendOf(engine::daysWith(kept.value(engine::historySettings() + one.objective.id).toObject(),
                                             one.objective, *one.report),
                            one.objective.target, unit, one.objective.timeZone);
        if (!points) {
            printError(points.error().summary);
            code = ExitUnknown;
            continue;
        }
        QJsonArray each;
        for (const auto &point : *points) {
            rows.push_back(cells(one.objective.id, point));
            each.append(asJson(point));
        }
        list.append(QJsonObject{{u"id"_s, one.objective.id}, {u"by"_s, unit}, {u"trend"_s, each}});
    }
    if (found->empty())
        printError(u"There is no objective or service named %1."_s.arg(name));
    else if (format == u"json"_s)
        printJson(QJsonDocument(list));
    else
        print(rows, format);
    return code;
}

} // namespace wf::app
