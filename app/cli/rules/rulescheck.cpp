// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/rules/rulescheck.h"

#include "app/cli/common/answeroutput.h"
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "models/station/rules/check/rulecheck.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>

namespace wf::app {

using Weight = wire::RuleProblem::Weight;

namespace {

struct Checked {
    QString file;
    QString unreadable; // why, when it could not be read
    station::RuleCheck check;
};

Checked checked(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {path, file.errorString(), {}};
    const QByteArray text = file.read((qint64{4} << 20) + 1); // the reader tells when it is more
    if (file.error() != QFileDevice::NoError)
        return {path, file.errorString(), {}};
    return {path, {}, station::checkRuleFile(wire::view(text))};
}

QJsonArray problems(const Checked &one, Weight weight)
{
    QJsonArray list;
    for (const auto &p : one.check.file.problems)
        if (p.weight == weight)
            list.append(QJsonObject{{QStringLiteral("line"), p.place.line},
                                    {QStringLiteral("column"), p.place.column},
                                    {QStringLiteral("group"), p.group},
                                    {QStringLiteral("rule"), p.rule},
                                    {QStringLiteral("message"), p.what}});
    return list;
}

QJsonObject asJson(const Checked &one)
{
    if (!one.unreadable.isEmpty())
        return {{QStringLiteral("file"), one.file}, {QStringLiteral("unreadable"), one.unreadable}};
    return {{QStringLiteral("file"), one.file},
            {QStringLiteral("yaml"), one.check.file.isYaml},
            {QStringLiteral("groups"), one.check.file.groupCount()},
            {QStringLiteral("rules"), one.check.file.ruleCount()},
            {QStringLiteral("round_trip"), one.check.printsBack},
            {QStringLiteral("errors"), problems(one, Weight::Error)},
            {QStringLiteral("warnings"), problems(one, Weight::Warning)},
            {QStringLiteral("notes"), problems(one, Weight::Note)}};
}

QString wordOf(Weight weight)
{
    return weight == Weight::Error     ? QStringLiteral("error")
           : weight == Weight::Warning ? QStringLiteral("warning")
                                       : QStringLiteral("note");
}

QString factsOf(const station::RuleCheck &check)
{
    const auto counted = [](qsizetype n, const QString &word) -> QString {
        return QString::number(n) + u' ' + word + (n == 1 ? QString() : QStringLiteral("s"));
    };
    return QStringList{counted(static_cast<qsizetype>(check.file.groupCount()), QStringLiteral("group")),
                       counted(static_cast<qsizetype>(check.file.ruleCount()), QStringLiteral("rule")),
                       counted(static_cast<qsizetype>(check.count(Weight::Error)), QStringLiteral("error")),
                       counted(static_cast<qsizetype>(check.count(Weight::Warning)), QStringLiteral("warning"))}
               .join(QStringLiteral(", ")) +
           (check.printsBack ? QString() : QStringLiteral(", does not print back"));
}

// A row for the file, then one for each problem of it.
void addRows(const Checked &one, std::vector<QStringList> &rows)
{
    const auto &check = one.check;
    if (!one.unreadable.isEmpty()) {
        rows.push_back({one.file, {}, {}, QStringLiteral("unreadable"), {}, {}, one.unreadable});
        return;
    }
    rows.push_back({one.file, {}, {}, QStringLiteral("file"), {}, {}, factsOf(check)});
    for (const auto &p : check.file.problems)
        rows.push_back({one.file, QString::number(p.place.line), QString::number(p.place.column), wordOf(p.weight),
                        p.group, p.rule, p.what});
}

void print(const Checked &one)
{
    if (!one.unreadable.isEmpty())
        return printError(QStringLiteral("%1 could not be read: %2").arg(one.file, one.unreadable));
    printLine(one.file + QStringLiteral(": ") + factsOf(one.check));
    for (const auto &p : one.check.file.problems) {
        const QString word = wordOf(p.weight);
        QString where = p.group;
        if (!p.rule.isEmpty())
            where += (where.isEmpty() ? QString() : QStringLiteral(" / ")) + p.rule;
        if (!where.isEmpty())
            where += QStringLiteral(": ");
        printLine(QStringLiteral("  %1:%2: %3: %4%5").arg(p.place.line).arg(p.place.column).arg(word, where, p.what));
    }
}

ExitCode judged(const Checked &one)
{
    if (!one.unreadable.isEmpty())
        return ExitUnknown;
    if (one.check.count(Weight::Error) > 0)
        return ExitCritical;
    return one.check.count(Weight::Warning) > 0 || !one.check.printsBack ? ExitWarning : ExitOk;
}

} // namespace

int runRulesCheck(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption({QStringLiteral("json"), QStringLiteral("As --format json.")});
    parser.addOption({QStringLiteral("format"), QStringLiteral("table, json or csv."), QStringLiteral("format"),
                      QStringLiteral("table")});
    parser.addPositionalArgument(QStringLiteral("files"), QStringLiteral("Rule files."), QStringLiteral("FILE…"));
    if (const auto code = readOptions(parser, QStringList{QStringLiteral("watchfloor rules check")} + arguments))
        return *code;
    const QStringList files = parser.positionalArguments();
    const QString format = parser.value(QStringLiteral("format"));
    if (files.isEmpty() || !isAnswerFormat(format)) {
        printError(QStringLiteral("Write: watchfloor rules check FILE… [--json | --format table|json|csv]"));
        return ExitUnknown;
    }
    const bool json = parser.isSet(QStringLiteral("json")) || format == QLatin1String("json");
    const bool csv = !json && format == QLatin1String("csv");
    QJsonArray list;
    std::vector<QStringList> rows{{QStringLiteral("FILE"), QStringLiteral("LINE"), QStringLiteral("COLUMN"),
                                   QStringLiteral("KIND"), QStringLiteral("GROUP"), QStringLiteral("RULE"),
                                   QStringLiteral("MESSAGE")}};
    int worst = ExitOk;
    for (const QString &file : files) {
        const Checked one = checked(file);
        worst = std::max<int>(worst, judged(one));
        if (json)
            list.append(asJson(one));
        else if (csv)
            addRows(one, rows);
        else
            print(one);
    }
    if (json)
        printJson(QJsonDocument(list));
    else if (csv)
        printRows(format, rows);
    return worst;
}

} // namespace wf::app
