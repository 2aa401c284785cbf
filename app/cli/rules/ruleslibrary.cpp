// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/rules/ruleslibrary.h"

#include "app/cli/environmentchoice.h"
#include "app/cli/output.h"
#include "models/station/rules/check/rulecheck.h"
#include "models/station/rules/library/rulelibrary.h"

namespace wf::app {

int runRulesLibrary(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addPositionalArgument(QStringLiteral("subject"), QStringLiteral("Whose rules to print."),
                                 QStringLiteral("[SUBJECT]"));
    if (const auto code = readOptions(parser, QStringList{QStringLiteral("watchfloor rules library")} + arguments))
        return *code;
    const QString wanted = parser.positionalArguments().value(0);
    std::vector<QStringList> table{{QStringLiteral("SUBJECT"), QStringLiteral("RULES")}};
    for (const auto &file : station::ruleLibrary()) {
        if (file.subject == wanted) {
            for (const QString &line : QString::fromUtf8(file.text).trimmed().split(u'\n'))
                printLine(line);
            return ExitOk;
        }
        table.push_back(
            {file.subject, QString::number(station::checkRuleFile(wire::view(file.text)).file.ruleCount())});
    }
    if (!wanted.isEmpty())
        printError(QStringLiteral("There are no rules about %1; these there are:").arg(wanted));
    printTable(table);
    return wanted.isEmpty() ? ExitOk : ExitUnknown;
}

} // namespace wf::app
