// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "app/cli/slo/budgets/budgetoutput.h"
#include "app/cli/slo/budgets/offline.h"
#include "app/cli/slo/slo.h"
#include "models/base/timetext.h"

#include <QJsonArray>

#include <algorithm>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

QJsonObject failedJson(const signals::Objective &o, const base::Error &error)
{
    return {{u"id"_s, o.id},
            {u"service"_s, o.service},
            {u"state"_s, u"no_data"_s},
            {u"problems"_s, QJsonArray{QString(error.summary + u' ' + error.detail)}}};
}

void printAll(const QCommandLineParser &parser, const OfflineBudgets &all)
{
    QJsonArray list;
    for (const OfflineBudget &budget : all.budgets) {
        const auto &[objective, policies, report, completeness] = budget;
        if (!report)
            printError(u"%1: %2 %3"_s.arg(objective.id, report.error().summary, report.error().detail));
        else if (!parser.isSet(u"json"_s))
            printBudget(objective, *report);
        list.append(report ? asJson(objective, *report) : failedJson(objective, report.error()));
    }
    if (!parser.isSet(u"json"_s))
        return;
    printJson(QJsonDocument(
        QJsonObject{{u"at"_s, base::isoTime(all.atNs)},
                    {u"at_seconds"_s, static_cast<double>(all.atNs) / 1e9},
                    {u"samples"_s, QJsonObject{{u"count"_s, static_cast<qint64>(all.samples)},
                                               {u"duplicates"_s, static_cast<qint64>(all.duplicates)},
                                               {u"contradictions"_s, static_cast<qint64>(all.contradictions)}}},
                    {u"policies"_s, QJsonObject{{u"no_data"_s, parser.value(u"no-data"_s)},
                                                {u"low_traffic"_s, parser.value(u"low-traffic"_s)}}},
                    {u"objectives"_s, list},
                    {u"problems"_s, QJsonArray::fromStringList(all.loaded.definitions.problems())}}));
}

} // namespace

int runSloCompute(const QStringList &arguments)
{
    QCommandLineParser parser;
    addOfflineOptions(parser);
    parser.addOption({u"json"_s, u"Print JSON."_s});
    parser.addPositionalArgument(u"files"_s, u"Definitions and corrections."_s, u"FILE…"_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor slo compute"_s} + arguments))
        return *code;
    if (parser.positionalArguments().isEmpty() || !parser.isSet(u"samples"_s)) {
        printError(u"Write: watchfloor slo compute FILE… --samples FILE [--at TIME] [--rules 5m/1h=14.4] "
                   "[--no-data ignore|good|bad] [--low-traffic alert|hold] [--json]"_s);
        return ExitUnknown;
    }
    const auto all = computeOffline(parser, parser.positionalArguments(), {});
    if (!all)
        return ExitUnknown;
    printAll(parser, *all);
    const bool isKnown = !all->budgets.empty() && all->loaded.unreadable.isEmpty() &&
                         std::ranges::all_of(all->budgets, [](const OfflineBudget &one) {
                             return one.report && one.report->whole.isKnown;
                         });
    return isKnown ? ExitOk : ExitUnknown;
}

} // namespace wf::app
