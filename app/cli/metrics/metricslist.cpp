// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/answeroutput.h"
#include "app/cli/common/output.h"
#include "app/cli/metrics/metrics.h"
#include "app/cli/metrics/openmetrics.h"

#include <QJsonObject>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

void addOptions(QCommandLineParser &parser, const QString &limit)
{
    addEnvironmentOptions(parser);
    parser.addOption({u"limit"_s, u"At most so many lines (%1)."_s.arg(limit), u"count"_s, limit});
    parser.addOption({u"format"_s, u"table, json or csv."_s, u"format"_s, u"table"_s});
}

void printCounts(const engine::CardinalityReport &report, std::size_t limit, const QString &format)
{
    std::vector<QStringList> rows{{u"what"_s, u"name"_s, u"count"_s}};
    QJsonArray metrics, labels;
    const auto add = [&](const QString &what, const std::vector<engine::CountedName> &all, QJsonArray &json) {
        for (std::size_t i = 0; i < std::min(limit, all.size()); ++i) {
            rows.push_back({what, all[i].name, QString::number(all[i].count)});
            json.append(QJsonObject{{u"name"_s, all[i].name}, {u"count"_s, all[i].count}});
        }
    };
    add(u"series of metric"_s, report.seriesByMetric, metrics);
    add(u"values of label"_s, report.valuesByLabel, labels);
    if (format == u"json"_s)
        printJson(
            QJsonDocument(QJsonObject{{u"series"_s, report.series}, {u"metrics"_s, metrics}, {u"labels"_s, labels}}));
    else
        printRows(format, rows, {});
}

} // namespace

int runMetricsCardinality(const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser, u"20"_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor metrics cardinality"_s} + arguments))
        return *code;
    const QString format = parser.value(u"format"_s);
    bool isCount = false;
    const auto limit = parser.value(u"limit"_s).toUInt(&isCount);
    if (!isCount || !isAnswerFormat(format) || !parser.positionalArguments().isEmpty()) {
        printError(u"Write: watchfloor metrics cardinality [--limit 20] [--format table|json|csv]"_s);
        return ExitUnknown;
    }
    const auto opened = openForMetrics(parser);
    if (!opened)
        return ExitUnknown;
    (void)opened->readCatalog();
    const auto &report = *opened->catalog.cardinality();
    for (const auto &error : report.errors)
        printError(error.summary);
    if (report.series < 0)
        return ExitUnknown;
    printCounts(report, limit, format);
    if (format == u"table"_s)
        printError(u"%1 series of %2 metrics"_s.arg(report.series).arg(opened->catalog.index()->size()));
    return report.errors.empty() ? ExitOk : ExitWarning;
}

int runMetricsList(const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser, u"200"_s);
    parser.addPositionalArgument(u"text"_s, u"Part of a name, or letters of its words."_s, u"[TEXT]"_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor metrics list"_s} + arguments))
        return *code;
    const QString format = parser.value(u"format"_s);
    bool isCount = false;
    const auto limit = parser.value(u"limit"_s).toUInt(&isCount);
    if (!isCount || limit == 0 || !isAnswerFormat(format) || parser.positionalArguments().size() > 1) {
        printError(u"Write: watchfloor metrics list [TEXT] [--limit 200] [--format table|json|csv]"_s);
        return ExitUnknown;
    }
    const auto opened = openForMetrics(parser);
    if (!opened || !opened->readCatalog())
        return ExitUnknown;
    const auto &index = *opened->catalog.index();
    std::vector<QStringList> rows{{u"metric"_s, u"type"_s, u"unit"_s, u"series"_s, u"help"_s}};
    QJsonArray json;
    for (const std::size_t i : index.search(parser.positionalArguments().value(0).toStdString(), limit)) {
        const auto metric = index.at(i);
        const QString series = metric.series < 0 ? QString() : QString::number(metric.series);
        rows.push_back({metric.text(), engine::metricTypeName(metric.type), metric.unit, series, metric.help});
        json.append(QJsonObject{{u"metric"_s, metric.text()},
                                {u"type"_s, engine::metricTypeName(metric.type)},
                                {u"unit"_s, metric.unit},
                                {u"series"_s, metric.series < 0 ? QJsonValue() : QJsonValue(metric.series)},
                                {u"help"_s, metric.help}});
    }
    printRows(format, rows, json);
    return opened->catalog.errors().empty() ? ExitOk : ExitWarning;
}

} // namespace wf::app
