// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "app/cli/query/query.h"
#include "models/query/logql/logql.h"
#include "models/query/promql/parse/parse.h"

#include <QFile>
#include <QJsonObject>

#include <cstdio>

namespace wf::app {

namespace {

struct Parsed {
    QString canonical;
    QString error; // with its position; empty when there is none
};

Parsed failed(const base::Error &error)
{
    return {{}, error.summary};
}

Parsed promql(std::string_view text, const query::ParseOptions &options, bool isPretty)
{
    const auto expr = query::parsePromql(text, options);
    if (!expr)
        return failed(expr.error());
    return {QString::fromStdString(isPretty ? query::prettyPromql(**expr) : query::printPromql(**expr)), {}};
}

Parsed logql(std::string_view text)
{
    const auto expr = query::parseLogql(text, {.allowsVariables = true});
    if (!expr)
        return failed(expr.error());
    return {QString::fromStdString(query::printLogql(*expr)), {}};
}

void printAsJson(int line, const QString &query, const Parsed &parsed)
{
    QJsonObject out{{QStringLiteral("line"), line}, {QStringLiteral("query"), query}};
    out.insert(parsed.error.isEmpty() ? QStringLiteral("canonical") : QStringLiteral("error"),
               parsed.error.isEmpty() ? parsed.canonical : parsed.error);
    printLine(QString::fromUtf8(QJsonDocument(out).toJson(QJsonDocument::Compact)));
}

} // namespace

int runQueryParse(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption({QStringLiteral("lang"), QStringLiteral("promql or logql."), QStringLiteral("language")});
    parser.addOption({QStringLiteral("pretty"), QStringLiteral("Over several lines where it is long (promql).")});
    parser.addOption({QStringLiteral("no-experiments"),
                      QStringLiteral("Refuse what Prometheus 3 knows only behind a flag (promql).")});
    parser.addOption({QStringLiteral("json"), QStringLiteral("One object a query.")});
    if (const auto code = readOptions(parser, QStringList{QStringLiteral("watchfloor query parse")} + arguments))
        return *code;
    const QString language = parser.value(QStringLiteral("lang"));
    if (language != QLatin1String("promql") && language != QLatin1String("logql")) {
        printError(QStringLiteral("Write: watchfloor query parse --lang promql|logql < QUERIES"));
        return ExitUnknown;
    }
    const auto options =
        parser.isSet(QStringLiteral("no-experiments")) ? query::ParseOptions() : query::ParseOptions::everything();
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly)) {
        printError(QStringLiteral("The standard input cannot be read: ") + input.errorString());
        return ExitUnknown;
    }
    bool isGood = true;
    int number = 0;
    for (QByteArray line = input.readLine(); !line.isEmpty(); line = input.readLine()) {
        ++number;
        while (line.endsWith('\n') || line.endsWith('\r'))
            line.chop(1);
        const std::string_view text(line.constData(), static_cast<std::size_t>(line.size()));
        const Parsed parsed = language == QLatin1String("logql")
                                  ? logql(text)
                                  : promql(text, options, parser.isSet(QStringLiteral("pretty")));
        isGood = isGood && parsed.error.isEmpty();
        if (parser.isSet(QStringLiteral("json")))
            printAsJson(number, QString::fromUtf8(line), parsed);
        else
            printLine(parsed.error.isEmpty() ? parsed.canonical : QStringLiteral("error: ") + parsed.error);
    }
    return isGood ? ExitOk : ExitWarning;
}

} // namespace wf::app
