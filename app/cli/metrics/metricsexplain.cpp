// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/answeroutput.h"
#include "app/cli/common/output.h"
#include "app/cli/common/waiting.h"
#include "app/cli/metrics/metrics.h"
#include "app/cli/metrics/openmetrics.h"
#include "app/cli/rules/keep/openrules.h"
#include "models/engine/explore/explain/explainer.h"
#include "models/engine/explore/language/metricnames.h"
#include "models/engine/explore/lint/lints.h"
#include "models/engine/metrics/stepping.h"

#include <QHash>
#include <QJsonObject>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int pointsOfChart = 300;

// Waits for the labels of every metric of the query that there is.
engine::LintFacts factsOf(OpenedForMetrics &opened, const QString &text, qint64 scrapeNs)
{
    QHash<QString, engine::MetricShapePtr> shapes;
    const QStringList metrics = engine::metricsInQuery(text);
    for (const QString &metric : metrics) {
        if (!opened.catalog.index()->find(metric.toStdString()))
            continue;
        (void)opened.catalog.shape(metric);
        waitFor([&] { return !opened.catalog.isAskingShape(metric); });
        shapes[metric] = opened.catalog.shape(metric);
    }
    engine::LintFacts facts;
    facts.index = opened.catalog.index();
    facts.isIndexWhole = opened.catalog.errors().empty();
    facts.shape = [shapes](const QString &metric) { return shapes.value(metric); };
    facts.scrapeNs = scrapeNs;
    return facts;
}

QJsonArray asJson(const std::vector<signals::ExpressionMark> &marks)
{
    QJsonArray out;
    for (const auto &mark : marks)
        out.append(QJsonObject{{u"start"_s, mark.start},
                               {u"length"_s, mark.length},
                               {u"severity"_s, signals::severityName(mark.severity)},
                               {u"message"_s, mark.message}});
    return out;
}

void print(const engine::ExplainDesk &desk, const std::vector<signals::ExpressionMark> &marks, const QString &format)
{
    std::vector<QStringList> rows{{u"series"_s, u"what it does"_s, u"part"_s}};
    QJsonArray steps;
    const auto &all = desk.explanation().steps;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const qint64 series = desk.seriesOf(i);
        rows.push_back({series < 0 ? QString() : QString::number(series),
                        QString(all[i].depth * 2, u' ') + all[i].words, all[i].text.simplified()});
        steps.append(QJsonObject{{u"depth"_s, all[i].depth},
                                 {u"words"_s, all[i].words},
                                 {u"part"_s, all[i].text},
                                 {u"series"_s, series < 0 ? QJsonValue() : QJsonValue(series)}});
    }
    const auto cost = desk.cost();
    if (format != u"json"_s) {
        printRows(format, rows, {});
        if (cost)
            printError((cost->isLarge ? u"Large: it "_s : u"It "_s) + cost->words);
        for (const auto &mark : marks)
            printError(signals::severityName(mark.severity) + u": "_s + mark.message);
        return;
    }
    QJsonObject json{{u"steps"_s, steps}, {u"marks"_s, asJson(marks)}};
    if (cost)
        json[u"cost"_s] = QJsonObject{{u"series"_s, cost->series},
                                      {u"samples"_s, cost->samples},
                                      {u"points"_s, cost->points},
                                      {u"large"_s, cost->isLarge}};
    printJson(QJsonDocument(json));
}

} // namespace

int runMetricsExplain(const QStringList &arguments)
{
    QCommandLineParser parser;
    addEnvironmentOptions(parser);
    parser.addOption({u"start"_s, u"Start of the range its cost is worked out for (1h)."_s, u"time"_s, u"1h"_s});
    parser.addOption({u"format"_s, u"table, json or csv."_s, u"format"_s, u"table"_s});
    parser.addPositionalArgument(u"expr"_s, u"PromQL."_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor metrics explain"_s} + arguments))
        return *code;
    const QString format = parser.value(u"format"_s);
    const qint64 now = base::SystemClock().nowNs();
    const auto start = timeOf(parser.value(u"start"_s), now);
    if (!start || *start >= now || !isAnswerFormat(format) || parser.positionalArguments().size() != 1) {
        printError(u"Write: watchfloor metrics explain 'EXPR' [--start 1h] [--format table|json|csv]"_s);
        return ExitUnknown;
    }
    const QString text = parser.positionalArguments().first();
    if (const auto explained = engine::explainPromql(text); !explained) {
        printError(explained.error().summary);
        return ExitCritical;
    }
    const auto opened = openForMetrics(parser);
    if (!opened)
        return ExitUnknown;
    (void)opened->readCatalog();
    engine::MetricReader reader(opened->open.set(), nullptr, opened->clock);
    const auto marks = engine::lintPromql(text, factsOf(*opened, text, reader.scrapeInterval()));
    engine::ExplainDesk desk(reader, opened->clock);
    const base::TimeRange range{*start, now};
    desk.show(text, range, engine::chooseStep(range, pointsOfChart, reader.scrapeInterval()), false);
    waitFor([&desk] { return !desk.isAsking(); });
    print(desk, marks, format);
    if (desk.error()) {
        printError(desk.error()->summary);
        return ExitUnknown;
    }
    const bool isOdd = std::any_of(marks.begin(), marks.end(),
                                   [](const auto &mark) { return mark.severity == signals::Severity::Warning; });
    const auto cost = desk.cost();
    return isOdd || (cost && cost->isLarge) ? ExitWarning : ExitOk;
}

} // namespace wf::app
