// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/rules/rules.h"

#include "app/cli/output.h"
#include "app/cli/rules/keep/keeping.h"
#include "app/cli/rules/rulescheck.h"
#include "app/cli/rules/ruleslibrary.h"
#include "app/cli/rules/ruleslist.h"
#include "app/cli/rules/rulesreplay.h"
#include "app/cli/rules/rulestest.h"

namespace wf::app {

using namespace Qt::StringLiterals;

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
    printError(u"Write: watchfloor rules list|show|diff|save|delete|undo|saves|replay|check|test|library (each with "
               "--help)"_s);
    return command == u"--help"_s || command == u"-h"_s ? ExitOk : ExitUnknown;
}

} // namespace wf::app
