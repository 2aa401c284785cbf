// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "app/cli/slo/budgets/budgetoutput.h"
#include "app/cli/slo/budgets/slorows.h"
#include "app/cli/slo/budgets/whyoutput.h"
#include "app/cli/slo/slo.h"
#include "models/base/duration.h"
#include "models/engine/objectives/compute/freezeadvice.h"
#include "models/engine/objectives/explain/explanation.h"
#include "models/engine/objectives/webhook/freezemessage.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace wf::app {

using namespace Qt::StringLiterals;
using engine::FreezeAdvice;
using engine::FreezePolicy;

namespace {

QString percent(double share, int digits)
{
    return std::isfinite(share) ? QString::number(share * 100, 'f', digits) : u"unknown"_s;
}

QString shown(double value, int digits)
{
    return std::isfinite(value) ? QString::number(value, 'f', digits) : u"unknown"_s;
}

QJsonValue number(double value)
{
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue();
}

QJsonObject asJson(const SloRow &row)
{
    return {{u"id"_s, row.objective.id},
            {u"name"_s, row.objective.name},
            {u"service"_s, row.objective.service},
            {u"target"_s, row.objective.target},
            {u"window"_s, base::promDuration(row.objective.windowNs)},
            {u"state"_s, stateName(row.state)},
            {u"compliance"_s, number(row.compliance)},
            {u"left_percent"_s, number(row.left * 100)},
            {u"left_minutes"_s, number(row.leftMinutes)},
            {u"left_events"_s, number(row.leftEvents)},
            {u"burn_rate"_s, number(row.burn)},
            {u"exhausted_in_seconds"_s,
             row.exhaustedInNs ? QJsonValue(static_cast<double>(*row.exhaustedInNs) / 1e9) : QJsonValue()},
            {u"problems"_s, QJsonArray::fromStringList(row.problems)}};
}

QStringList cells(const SloRow &row)
{
    return {
        row.objective.id,           row.objective.service, stateName(row.state),      percent(row.objective.target, 3),
        percent(row.compliance, 4), percent(row.left, 2),  shown(row.leftMinutes, 1), shown(row.burn, 2),
        row.problems.join(u"; "_s)};
}

const QStringList head{u"OBJECTIVE"_s, u"SERVICE"_s,  u"STATE"_s,   u"TARGET %"_s, u"GOOD %"_s,
                       u"LEFT %"_s,    u"LEFT min"_s, u"BURN 1h"_s, u"PROBLEMS"_s};

int worstOf(const std::vector<SloRow> &rows)
{
    int worst = rows.empty() ? ExitUnknown : ExitOk;
    for (const SloRow &row : rows)
        worst = std::max(worst, exitCodeOf(row.state));
    return worst;
}

QString summary(const std::vector<SloRow> &rows)
{
    const auto count = [&](int code) {
        return std::ranges::count_if(rows, [&](const SloRow &row) { return exitCodeOf(row.state) == code; });
    };
    return u"%1 objectives: %2 in budget, %3 with a ticket, %4 spent or paging, %5 not known"_s.arg(rows.size())
        .arg(count(ExitOk))
        .arg(count(ExitWarning))
        .arg(count(ExitCritical))
        .arg(count(ExitUnknown));
}

void print(const std::vector<SloRow> &rows, const QString &format)
{
    if (format == u"summary"_s)
        return printLine(summary(rows));
    if (format == u"json"_s) {
        QJsonArray list;
        for (const SloRow &row : rows)
            list.append(asJson(row));
        return printJson(QJsonDocument(list));
    }
    std::vector<QStringList> table{head};
    for (const SloRow &row : rows)
        table.push_back(cells(row));
    if (format != u"csv"_s)
        return printTable(table);
    for (const QStringList &row : table)
        printLine(csvLine(row));
}

bool isAbout(const SloRow &row, const QString &name)
{
    return row.objective.id == name || row.objective.name == name || row.objective.service == name;
}

void printDetails(const SloRow &row, bool json, bool why)
{
    if (json) {
        QJsonObject all = asJson(row);
        all[u"details"_s] = row.details;
        if (why && row.report)
            all[u"why"_s] = app::asJson(engine::explained(row.objective, row.policies, *row.report, {}));
        return printJson(QJsonDocument(all));
    }
    const QStringList values = cells(row);
    for (qsizetype i = 0; i < head.size(); ++i)
        if (!values.at(i).isEmpty())
            printLine(u"%1 %2"_s.arg(head.at(i).leftJustified(12), values.at(i)));
    for (const auto &[label, text] : {std::pair{u"OWNER"_s, row.objective.owner},
                                      {u"RUNBOOK"_s, row.objective.runbook},
                                      {u"DESCRIPTION"_s, row.objective.description}})
        if (!text.isEmpty())
            printLine(u"%1 %2"_s.arg(label.leftJustified(12), text));
    if (row.exhaustedInNs && row.left > 0)
        printLine(u"%1 %2"_s.arg(u"SPENT IN"_s.leftJustified(12), base::humanDuration(*row.exhaustedInNs)));
    if (why && row.report)
        printExplanation(engine::explained(row.objective, row.policies, *row.report, {}));
}

int exitCodeOf(FreezeAdvice::Decision decision)
{
    switch (decision) {
    case FreezeAdvice::Decision::Go:
    case FreezeAdvice::Decision::Alert:
        return ExitOk;
    case FreezeAdvice::Decision::Throttle:
        return ExitWarning;
    case FreezeAdvice::Decision::Freeze:
        return ExitCritical;
    case FreezeAdvice::Decision::Unknown:
        break;
    }
    return ExitUnknown;
}

// The policy of the definition, but for what the options say.
int gate(const std::vector<SloRow> &rows, const std::optional<FreezePolicy> &policy, bool json)
{
    auto worst = FreezeAdvice::Decision::Go;
    QJsonArray list;
    for (const SloRow &row : rows) {
        FreezeAdvice advice = policy ? engine::freezeAdvice(row.left, *policy) : row.freeze;
        if (!row.problems.isEmpty())
            advice.reason += u' ' + row.problems.join(u"; "_s);
        if (!advice.reason.endsWith(u'.'))
            advice.reason += u'.';
        worst = std::max(worst, advice.decision);
        list.append(QJsonObject{{u"id"_s, row.objective.id},
                                {u"service"_s, row.objective.service},
                                {u"decision"_s, engine::decisionName(advice.decision)},
                                {u"allowed"_s, advice.allowed},
                                {u"reason"_s, advice.reason},
                                {u"spent_percent"_s, number((1 - row.left) * 100)}});
        if (!json)
            printLine(u"%1: %2. %3 Allowed: %4."_s.arg(row.objective.id, engine::decisionName(advice.decision),
                                                       advice.reason, advice.allowed));
    }
    if (json)
        printJson(QJsonDocument(
            QJsonObject{{u"decision"_s, engine::decisionName(worst)},
                        {u"freeze_at_percent"_s, policy ? policy->freezeAtPercent : FreezePolicy().freezeAtPercent},
                        {u"objectives"_s, list}}));
    return exitCodeOf(worst);
}

// False, and said, when the options of the gate are wrong.
bool readPolicy(const QCommandLineParser &parser, std::optional<FreezePolicy> &asked)
{
    if (!parser.isSet(u"freeze-at"_s) && !parser.isSet(u"policy"_s))
        return true;
    bool ok = false;
    FreezePolicy policy;
    policy.freezeAtPercent = parser.value(u"freeze-at"_s).toDouble(&ok);
    const auto action = engine::freezeActionFrom(parser.value(u"policy"_s));
    policy.action = action.value_or(policy.action);
    asked = policy;
    if (ok && policy.freezeAtPercent > 0 && action)
        return true;
    printError(u"Write --freeze-at as a percentage of the budget and --policy as alert, throttle or block."_s);
    return false;
}

} // namespace

int runSloStatus(const QString &what, const QStringList &arguments)
{
    QCommandLineParser parser;
    addRowOptions(parser);
    parser.addOption({u"format"_s, u"table, json, csv or summary."_s, u"format"_s, u"table"_s});
    parser.addOption({u"json"_s, u"The same as --format json."_s});
    parser.addOption({u"freeze-at"_s, u"gate: percent of the budget that may be spent."_s, u"percent"_s, u"75"_s});
    parser.addOption({u"policy"_s, u"gate: alert, throttle or block."_s, u"policy"_s, u"block"_s});
    parser.addPositionalArgument(u"name"_s, u"Objective or service."_s, u"[NAME]"_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor slo "_s + what} + arguments))
        return *code;
    const QString name = parser.positionalArguments().value(0);
    const bool needsName = what == u"show"_s || what == u"gate"_s;
    const QString format = parser.isSet(u"json"_s) ? u"json"_s : parser.value(u"format"_s);
    std::optional<FreezePolicy> policy;
    if ((needsName && name.isEmpty()) || !QStringList{u"table"_s, u"json"_s, u"csv"_s, u"summary"_s}.contains(format)) {
        printError(u"Write: watchfloor slo %1%2 [--format table|json|csv|summary]"_s.arg(what, needsName ? u" NAME"_s
                                                                                                         : QString()));
        return ExitUnknown;
    }
    if (!readPolicy(parser, policy))
        return ExitUnknown;
    auto rows = sloRows(parser);
    if (!rows)
        return ExitUnknown;
    if (!name.isEmpty())
        std::erase_if(*rows, [&](const SloRow &row) { return !isAbout(row, name); });
    if (rows->empty()) {
        printError(name.isEmpty() ? u"There is no objective."_s
                                  : u"There is no objective or service named %1."_s.arg(name));
        return ExitUnknown;
    }
    if (what == u"gate"_s)
        return gate(*rows, policy, format == u"json"_s);
    if (what == u"show"_s)
        for (const SloRow &row : *rows)
            printDetails(row, format == u"json"_s, parser.isSet(u"why"_s));
    else
        print(*rows, what == u"check"_s && format == u"table"_s ? u"summary"_s : format);
    return what == u"check"_s ? worstOf(*rows) : ExitOk;
}

} // namespace wf::app
