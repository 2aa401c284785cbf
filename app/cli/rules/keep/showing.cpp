// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/answeroutput.h"
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "app/cli/rules/keep/keeping.h"
#include "app/cli/rules/keep/savewords.h"

#include <QJsonArray>
#include <QJsonObject>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

QJsonObject asJson(const engine::RuleHome &home)
{
    return {{u"kind"_s, engine::ruleHomeKindName(home.kind)},
            {u"source"_s, home.source},
            {u"namespace"_s, home.nameSpace},
            {u"file"_s, home.file},
            {u"title"_s, home.title()},
            {u"current"_s, home.isCurrent},
            {u"writable"_s, home.canWrite},
            {u"reason"_s, home.reason}};
}

QString lineOf(const engine::RuleHome &home)
{
    const QString what = home.isCurrent ? u"kept in"_s : u"can be kept in"_s;
    QString out = u"# "_s +
                  (home.canWrite    ? what
                   : home.isCurrent ? u"kept in"_s
                                    : u"cannot be kept in"_s) +
                  u": "_s + home.title();
    return home.reason.isEmpty() ? out : out + u" ("_s + home.reason + u')';
}

// The whole text with --whole, else the rule alone.
base::Result<QString> textOf(const engine::RuleText &text, const signals::Rule &rule, bool isWhole)
{
    if (isWhole)
        return QString::fromUtf8(text.text);
    const auto spot = engine::spotOf(text, rule);
    if (!spot)
        return base::makeError(base::ErrorKind::NotFound, u"%1 is not in %2"_s.arg(rule.name, text.home.title()));
    const auto entry = engine::entryAt(text, *spot);
    return entry ? base::Result<QString>(wire::toQString(wire::ruleText(*entry))) : entry.error();
}

} // namespace

int runRulesShow(const QStringList &arguments)
{
    QCommandLineParser parser;
    addHomeOptions(parser);
    parser.addOption({u"whole"_s, u"The whole file or group, as it is now."_s});
    parser.addOption({u"format"_s, u"table, json or csv (where it is kept)."_s, u"format"_s, u"table"_s});
    parser.addPositionalArgument(u"rule"_s, u"Name of an alert or recording rule."_s, u"RULE"_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor rules show"_s} + arguments))
        return *code;
    const QString format = parser.value(u"format"_s);
    if (parser.positionalArguments().size() != 1 || !isAnswerFormat(format)) {
        printError(u"Write: watchfloor rules show RULE [--source NAME] [--group NAME] [--whole] "
                   "[--format table|json|csv]"_s);
        return ExitUnknown;
    }
    auto kept = KeptRules::open(parser);
    if (!kept)
        return cannot(kept.error());
    const auto known = (*kept)->rule(parser.positionalArguments().value(0), parser);
    if (!known)
        return cannot(known.error());
    const auto homes = (*kept)->homes(*known, (*known)->isOverLogs);
    QJsonArray all;
    QStringList lines;
    for (const auto &home : homes) {
        all.append(asJson(home));
        lines << lineOf(home);
    }
    const auto home = (*kept)->chosenHome(homes, parser);
    const auto text = home ? (*kept)->load(*home, (*known)->rule.group) : base::Result<engine::RuleText>(home.error());
    const auto shown = text ? textOf(*text, (*known)->rule, parser.isSet(u"whole"_s)) : text.error();
    if (format == u"json"_s) {
        printJson(
            QJsonDocument(QJsonObject{{u"homes"_s, all}, {u"text"_s, shown ? QJsonValue(*shown) : QJsonValue()}}));
    } else if (format == u"csv"_s) {
        std::vector<QStringList> rows{{u"HOME"_s, u"CURRENT"_s, u"WRITABLE"_s, u"REASON"_s}};
        for (const auto &one : homes)
            rows.push_back(
                {one.title(), one.isCurrent ? u"yes"_s : u"no"_s, one.canWrite ? u"yes"_s : u"no"_s, one.reason});
        printRows(format, rows);
    } else {
        for (const QString &line : lines)
            printLine(line);
        if (shown)
            for (const QString &line : shown->trimmed().split(u'\n'))
                printLine(line);
    }
    return shown ? int{ExitOk} : cannot(shown.error());
}

} // namespace wf::app
