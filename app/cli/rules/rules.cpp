// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/rules/rules.h"

#include "app/cli/common/output.h"
#include "app/cli/rules/keep/keeping.h"
#include "app/cli/rules/rulescheck.h"
#include "app/cli/rules/ruleslibrary.h"
#include "app/cli/rules/ruleslist.h"
#include "app/cli/rules/rulesreplay.h"
#include "app/cli/rules/rulestest.h"

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

std::vector<CommandHelp> commands()
{
    return {{u"list [TEXT]"_s, u"all rules of all sources; --metric NAME: who alerts on it; --state, --kind"_s},
            {u"show RULE"_s, u"where a rule is kept and can be, and its text there"_s},
            {u"diff FILE, save FILE"_s, u"what saving would change; keep rules where they lie"_s},
            {u"delete RULE"_s, u"take a rule away; --dry-run"_s},
            {u"undo, saves"_s, u"put back what the last save replaced; what was saved from here"_s},
            {u"replay FILE [ALERT]"_s, u"when it would have fired; --rule NAME, --expr, --for, --days"_s},
            {u"check FILE…"_s, u"shape, PromQL, templates, with line and column; --json"_s},
            {u"test FILE…"_s, u"unit tests in promtool's format; --json"_s},
            {u"library [SUBJECT]"_s, u"ready rules; --source: those whose metrics exist there"_s}};
}

} // namespace

int runRules(const QStringList &arguments)
{
    const QString command = arguments.value(0);
    const QStringList rest = arguments.mid(1);
    if (command == u"list"_s)
        return runRulesList(rest);
    if (command == u"replay"_s)
        return runRulesReplay(rest);
    if (command == u"check"_s)
        return runRulesCheck(rest);
    if (command == u"test"_s)
        return runRulesTest(rest);
    if (command == u"library"_s)
        return runRulesLibrary(rest);
    if (command == u"show"_s)
        return runRulesShow(rest);
    if (command == u"save"_s || command == u"diff"_s)
        return runRulesSave(rest, command == u"diff"_s);
    if (command == u"delete"_s)
        return runRulesDelete(rest);
    if (command == u"undo"_s)
        return runRulesUndo(rest);
    if (command == u"saves"_s)
        return runRulesSaves(rest);
    if (asksForHelp(command)) {
        printCommands(u"watchfloor rules"_s, commands());
        return ExitOk;
    }
    printError(u"Write: watchfloor rules list|show|diff|save|delete|undo|saves|replay|check|test|library (each with "
               "--help)"_s);
    return ExitUnknown;
}

} // namespace wf::app
