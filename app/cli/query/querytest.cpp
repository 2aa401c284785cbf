// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/query/query.h"
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "models/query/promql/testlang/runner.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>

namespace wf::app {

using query::TestCase;

namespace {

struct FileResult {
    QString file;
    QString error; // the file could not be run at all
    query::TestReport report;
};

FileResult resultOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {path, QStringLiteral("cannot be read: ") + file.errorString(), {}};
    constexpr qint64 mostBytes = qint64{64} << 20;
    const QByteArray text = file.read(mostBytes + 1);
    if (text.size() > mostBytes)
        return {path, QStringLiteral("is larger than 64 MiB: split it up"), {}};
    auto report = query::runTestScript({text.constData(), static_cast<std::size_t>(text.size())}, {});
    if (!report)
        return {path, report.error().summary, {}};
    return {path, {}, std::move(*report)};
}

void printResult(const FileResult &result)
{
    if (!result.error.isEmpty()) {
        printLine(QStringLiteral("%1: error: %2").arg(result.file, result.error));
        return;
    }
    const auto &r = result.report;
    printLine(QStringLiteral("%1: %2 passed, %3 failed, %4 differing")
                  .arg(result.file)
                  .arg(r.passed)
                  .arg(r.failed)
                  .arg(r.differing));
    for (const TestCase &each : r.cases)
        if (each.outcome != TestCase::Outcome::Passed)
            printLine(QStringLiteral("  %1 line %2: %3\n    %4")
                          .arg(each.outcome == TestCase::Outcome::Failed ? QStringLiteral("FAILED")
                                                                         : QStringLiteral("differs"))
                          .arg(each.line)
                          .arg(QString::fromStdString(each.query), QString::fromStdString(each.reason)));
}

QString outcomeName(TestCase::Outcome outcome)
{
    switch (outcome) {
    case TestCase::Outcome::Passed:
        return QStringLiteral("passed");
    case TestCase::Outcome::Failed:
        return QStringLiteral("failed");
    case TestCase::Outcome::Differing:
        break;
    }
    return QStringLiteral("differing");
}

QJsonObject asJson(const FileResult &result)
{
    QJsonArray cases;
    for (const TestCase &each : result.report.cases) {
        QJsonObject one{{QStringLiteral("line"), each.line},
                        {QStringLiteral("query"), QString::fromStdString(each.query)},
                        {QStringLiteral("outcome"), outcomeName(each.outcome)}};
        if (!each.reason.empty())
            one.insert(QStringLiteral("reason"), QString::fromStdString(each.reason));
        cases.append(one);
    }
    QJsonObject out{{QStringLiteral("file"), result.file},
                    {QStringLiteral("passed"), result.report.passed},
                    {QStringLiteral("failed"), result.report.failed},
                    {QStringLiteral("differing"), result.report.differing},
                    {QStringLiteral("cases"), cases}};
    if (!result.error.isEmpty())
        out.insert(QStringLiteral("error"), result.error);
    return out;
}

} // namespace

int runQueryTest(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption({QStringLiteral("json"), QStringLiteral("Every case as JSON.")});
    parser.addPositionalArgument(QStringLiteral("file"), QStringLiteral("Files of Prometheus' test language."),
                                 QStringLiteral("FILE…"));
    if (const auto code = readOptions(parser, QStringList{QStringLiteral("watchfloor query test")} + arguments))
        return *code;
    if (parser.positionalArguments().isEmpty()) {
        printError(QStringLiteral("Write: watchfloor query test FILE… [--json]"));
        return ExitUnknown;
    }
    QJsonArray files;
    bool isGood = true;
    query::TestReport total;
    for (const QString &path : parser.positionalArguments()) {
        const FileResult result = resultOf(path);
        isGood = isGood && result.error.isEmpty() && result.report.failed == 0;
        total.passed += result.report.passed;
        total.failed += result.report.failed;
        total.differing += result.report.differing;
        if (parser.isSet(QStringLiteral("json")))
            files.append(asJson(result));
        else
            printResult(result);
    }
    if (parser.isSet(QStringLiteral("json")))
        printJson(QJsonDocument(files));
    else if (parser.positionalArguments().size() > 1)
        printLine(QStringLiteral("all: %1 passed, %2 failed, %3 differing")
                      .arg(total.passed)
                      .arg(total.failed)
                      .arg(total.differing));
    return isGood ? ExitOk : ExitWarning;
}

} // namespace wf::app
