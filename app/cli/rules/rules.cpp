// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/rules/rules.h"

#include "app/cli/output.h"
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
    printError(u"Write: watchfloor rules list|replay|check|test|library (each with --help)"_s);
    return command == u"--help"_s || command == u"-h"_s ? ExitOk : ExitUnknown;
}

} // namespace wf::app
