// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "app/cli/slo/budgets/asked.h"
#include "app/cli/slo/budgets/slorows.h"
#include "app/cli/slo/slo.h"
#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/engine/objectives/explain/whatif.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

struct Question {
    QString name;
    std::optional<double> target;
    std::optional<qint64> windowNs;
    QString unit; // of the trend; empty: none
};

std::optional<Question> questionOf(const QCommandLineParser &parser)
{
    Question out;
    out.name = parser.positionalArguments().value(0);
    bool ok = !out.name.isEmpty();
    if (parser.isSet(u"to-target"_s)) {
        out.target = parser.value(u"to-target"_s).toDouble(&ok) / 100;
        ok = ok && *out.target >= 0 && *out.target < 1;
    }
    if (parser.isSet(u"to-window"_s)) {
        out.windowNs = wire::sloDuration(parser.value(u"to-window"_s).toStdString());
        ok = ok && *out.windowNs > 0 && *out.windowNs <= 366 * base::nsPerDay;
    }
    out.unit = parser.value(u"trend"_s);
    ok = ok && QStringList{QString(), u"week"_s, u"month"_s, u"quarter"_s}.contains(out.unit);
    return ok ? std::optional(out) : std::nullopt;
}

// The pasts of those that are asked about, from the file of samples or from the environment.
// `windows` are theirs, in order, as defined.
std::optional<std::vector<OfflineBudget>> pasts(const QCommandLineParser &parser, const Question &question,
                                                std::vector<qint64> &windows)
{
    const auto change = [&](std::vector<PlannedBudget> &planned) {
        std::erase_if(planned, [&](const PlannedBudget &one) {
            return one.objective.id != question.name && one.objective.service != question.name;
        });
        for (PlannedBudget &one : planned) {
            windows.push_back(one.objective.windowNs);
            auto corrections = std::move(one.policies.compute.corrections);
            const qint64 longest = std::max(one.objective.windowNs, question.windowNs.value_or(0));
            auto history = engine::historyQuestion(one.objective, longest);
            one.objective = std::move(history.objective);
            one.policies.compute = std::move(history.options);
            one.policies.compute.corrections = std::move(corrections);
        }
    };
    return computedAs(parser, change);
}

QJsonObject asJson(const engine::WhatIf &w)
{
    const auto number = [](double value) { return std::isfinite(value) ? QJsonValue(value) : QJsonValue(); };
    QJsonArray left;
    for (std::size_t i = 0; i < w.left.size(); ++i)
        left.append(
            QJsonArray{static_cast<double>(w.startNs + w.stepNs * static_cast<qint64>(i)) / 1e9, number(w.left[i])});
    return {{u"target"_s, w.target},
            {u"window"_s, base::promDuration(w.windowNs)},
            {u"left_now"_s, number(w.leftNow)},
            {u"least"_s, number(w.least)},
            {u"least_at"_s, w.leastAtNs > 0 ? QJsonValue(base::isoTime(w.leastAtNs)) : QJsonValue()},
            {u"spent_share"_s, number(w.spentShare)},
            {u"exhaustions"_s, w.exhaustions},
            {u"known_share"_s, w.knownShare},
            {u"left"_s, left}};
}

QStringList cells(const QString &id, const engine::WhatIf &w)
{
    const auto percent = [](double share) {
        return std::isfinite(share) ? QString::number(share * 100, 'f', 2) : u"unknown"_s;
    };
    return {id,
            percent(w.target),
            base::promDuration(w.windowNs),
            percent(w.leftNow),
            percent(w.least),
            w.leastAtNs > 0 ? base::isoTime(w.leastAtNs) : QString(),
            QString::number(w.exhaustions),
            percent(w.spentShare),
            percent(w.knownShare)};
}

QJsonArray asJson(const std::vector<engine::TrendPoint> &points)
{
    QJsonArray out;
    for (const auto &p : points)
        out.append(QJsonObject{{u"start"_s, base::isoTime(p.period.startNs)},
                               {u"end"_s, base::isoTime(p.period.endNs)},
                               {u"total"_s, p.total},
                               {u"bad"_s, p.bad},
                               {u"compliance"_s, std::isfinite(p.compliance) ? QJsonValue(p.compliance) : QJsonValue()},
                               {u"left"_s, std::isfinite(p.left) ? QJsonValue(p.left) : QJsonValue()},
                               {u"coverage"_s, p.coverage}});
    return out;
}

void printTrend(const QString &id, const std::vector<engine::TrendPoint> &points)
{
    std::vector<QStringList> rows{{u"OBJECTIVE"_s, u"FROM"_s, u"TO"_s, u"GOOD %"_s, u"LEFT %"_s, u"DATA %"_s}};
    for (const auto &p : points)
        rows.push_back({id, base::isoTime(p.period.startNs), base::isoTime(p.period.endNs),
                        std::isfinite(p.compliance) ? QString::number(p.compliance * 100, 'f', 4) : u"unknown"_s,
                        std::isfinite(p.left) ? QString::number(p.left * 100, 'f', 1) : u"unknown"_s,
                        QString::number(p.coverage * 100, 'f', 1)});
    printTable(rows);
}

} // namespace

int runSloWhatIf(const QStringList &arguments)
{
    QCommandLineParser parser;
    addRowOptions(parser);
    parser.addOption({u"to-target"_s, u"Another target, in percent."_s, u"percent"_s});
    parser.addOption({u"to-window"_s, u"Another rolling window (7d)."_s, u"duration"_s});
    parser.addOption({u"trend"_s, u"Also by week, month or quarter."_s, u"unit"_s});
    parser.addOption({u"json"_s, u"Print JSON."_s});
    parser.addPositionalArgument(u"name"_s, u"Objective or service."_s, u"NAME"_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor slo what-if"_s} + arguments))
        return *code;
    const auto question = questionOf(parser);
    if (!question) {
        printError(
            u"Write: watchfloor slo what-if NAME [--to-target 99.5] [--to-window 7d] [--trend week|month|quarter]"_s);
        return ExitUnknown;
    }
    std::vector<qint64> windows;
    const auto found = pasts(parser, *question, windows);
    if (!found)
        return ExitUnknown;
    QJsonArray list;
    std::vector<QStringList> rows{{u"OBJECTIVE"_s, u"TARGET %"_s, u"WINDOW"_s, u"LEFT NOW %"_s, u"LEAST %"_s, u"AT"_s,
                                   u"TIMES SPENT"_s, u"TIME SPENT %"_s, u"KNOWN %"_s}};
    int code = found->empty() ? ExitUnknown : ExitOk;
    for (std::size_t i = 0; i < found->size(); ++i) {
        const OfflineBudget &one = (*found)[i];
        if (!one.report) {
            printError(u"%1: %2 %3"_s.arg(one.objective.id, one.report.error().summary, one.report.error().detail));
            code = ExitUnknown;
            continue;
        }
        const auto &history = one.report->history;
        const auto asIs = engine::whatIf(history, one.objective.target, windows[i]);
        const auto would = engine::whatIf(history, question->target.value_or(one.objective.target),
                                          question->windowNs.value_or(windows[i]));
        rows.push_back(cells(one.objective.id, asIs));
        rows.push_back(cells(one.objective.id + u" if"_s, would));
        QJsonObject all{{u"id"_s, one.objective.id}, {u"as_it_is"_s, asJson(asIs)}, {u"what_if"_s, asJson(would)}};
        if (!question->unit.isEmpty()) {
            const auto points = engine::trend(history, would.target, question->unit, one.objective.timeZone);
            if (points)
                all[u"trend"_s] = asJson(*points);
            if (points && !parser.isSet(u"json"_s))
                printTrend(one.objective.id, *points);
        }
        list.append(all);
    }
    if (found->empty())
        printError(u"There is no objective or service named %1."_s.arg(question->name));
    else if (parser.isSet(u"json"_s))
        printJson(QJsonDocument(list));
    else
        printTable(rows);
    return code;
}

} // namespace wf::app
