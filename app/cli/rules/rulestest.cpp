// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/rules/rulestest.h"

#include "app/cli/common/answeroutput.h"
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "models/station/rules/unittest/ruletest.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>

namespace wf::app {

namespace {

base::Result<QByteArray> contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return base::makeError(base::ErrorKind::NotFound, QStringLiteral("%1 could not be read").arg(path),
                               file.errorString());
    return file.read((qint64{4} << 20) + 1); // the reader tells when it is more
}

// Patterns start at the folder of the test file; the last part may hold wildcards.
base::Result<std::vector<station::NamedText>> ruleFiles(const QString &testFile, const QStringList &patterns)
{
    std::vector<station::NamedText> out;
    for (const QString &pattern : patterns) {
        const QFileInfo whole(QFileInfo(testFile).dir(), pattern);
        const QDir folder = whole.dir();
        const QStringList names = folder.entryList({whole.fileName()}, QDir::Files, QDir::Name);
        if (names.isEmpty())
            return base::makeError(base::ErrorKind::NotFound, QStringLiteral("No rule file is there"),
                                   whole.filePath());
        for (const QString &name : names) {
            const auto text = contentOf(folder.filePath(name));
            if (!text)
                return text.error();
            out.push_back({folder.filePath(name), *text});
        }
    }
    return out;
}

base::Result<station::RuleTestReport> tested(const QString &path)
{
    const auto text = contentOf(path);
    if (!text)
        return text.error();
    const auto file = station::readRuleTests(wire::view(*text));
    if (!file)
        return file.error();
    const auto rules = ruleFiles(path, file->ruleFiles);
    return rules ? station::runRuleTests(*file, *rules, {}) : rules.error();
}

QJsonObject asJson(const QString &path, const base::Result<station::RuleTestReport> &report)
{
    if (!report)
        return {{QStringLiteral("file"), path},
                {QStringLiteral("error"), report.error().summary},
                {QStringLiteral("detail"), report.error().detail}};
    QJsonArray failures;
    for (const auto &failure : report->failures)
        failures.append(QJsonObject{{QStringLiteral("line"), failure.place.line},
                                    {QStringLiteral("column"), failure.place.column},
                                    {QStringLiteral("test"), failure.test},
                                    {QStringLiteral("message"), failure.what}});
    return {{QStringLiteral("file"), path},
            {QStringLiteral("tests"), report->tests},
            {QStringLiteral("checks"), report->checks},
            {QStringLiteral("failures"), failures}};
}

QString factsOf(const station::RuleTestReport &report)
{
    return QStringLiteral("%1 %2, %3 %4, %5 failed")
        .arg(report.tests)
        .arg(report.tests == 1 ? QStringLiteral("test") : QStringLiteral("tests"))
        .arg(report.checks)
        .arg(report.checks == 1 ? QStringLiteral("check") : QStringLiteral("checks"))
        .arg(report.failures.size());
}

// A row for the file, then one for each failure.
void addRows(const QString &path, const base::Result<station::RuleTestReport> &report, std::vector<QStringList> &rows)
{
    if (!report) {
        rows.push_back({path,
                        {},
                        {},
                        QStringLiteral("error"),
                        {},
                        QString(report.error().summary + u' ' + report.error().detail)});
        return;
    }
    rows.push_back({path, {}, {}, QStringLiteral("file"), {}, factsOf(*report)});
    for (const auto &failure : report->failures)
        rows.push_back({path, QString::number(failure.place.line), QString::number(failure.place.column),
                        QStringLiteral("failure"), failure.test, failure.what});
}

void print(const QString &path, const base::Result<station::RuleTestReport> &report)
{
    if (!report)
        return printError(QStringLiteral("%1: %2: %3").arg(path, report.error().summary, report.error().detail));
    printLine(path + QStringLiteral(": ") + factsOf(*report));
    for (const auto &failure : report->failures)
        printLine(QStringLiteral("  %1:%2: %3: %4")
                      .arg(failure.place.line)
                      .arg(failure.place.column)
                      .arg(failure.test, failure.what));
}

} // namespace

int runRulesTest(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption({QStringLiteral("json"), QStringLiteral("As --format json.")});
    parser.addOption({QStringLiteral("format"), QStringLiteral("table, json or csv."), QStringLiteral("format"),
                      QStringLiteral("table")});
    parser.addPositionalArgument(QStringLiteral("files"), QStringLiteral("Test files."), QStringLiteral("FILE…"));
    if (const auto code = readOptions(parser, QStringList{QStringLiteral("watchfloor rules test")} + arguments))
        return *code;
    const QString format = parser.value(QStringLiteral("format"));
    if (parser.positionalArguments().isEmpty() || !isAnswerFormat(format)) {
        printError(QStringLiteral("Write: watchfloor rules test FILE… [--json | --format table|json|csv]"));
        return ExitUnknown;
    }
    const bool json = parser.isSet(QStringLiteral("json")) || format == QLatin1String("json");
    const bool csv = !json && format == QLatin1String("csv");
    QJsonArray list;
    std::vector<QStringList> rows{{QStringLiteral("FILE"), QStringLiteral("LINE"), QStringLiteral("COLUMN"),
                                   QStringLiteral("KIND"), QStringLiteral("TEST"), QStringLiteral("MESSAGE")}};
    int worst = ExitOk;
    for (const QString &path : parser.positionalArguments()) {
        const auto report = tested(path);
        worst = std::max<int>(worst, !report ? ExitUnknown : report->failures.empty() ? ExitOk : ExitCritical);
        if (json)
            list.append(asJson(path, report));
        else if (csv)
            addRows(path, report, rows);
        else
            print(path, report);
    }
    if (json)
        printJson(QJsonDocument(list));
    else if (csv)
        printRows(format, rows);
    return worst;
}

} // namespace wf::app
