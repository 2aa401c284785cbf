// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/sla/sla.h"

#include "app/cli/common/output.h"

namespace wf::app {

int runSla(const QStringList &arguments)
{
    const QString what = arguments.value(0);
    const QStringList rest = arguments.mid(1);
    if (what == QLatin1String("validate"))
        return runSlaValidate(rest);
    if (QStringList{QStringLiteral("list"), QStringLiteral("show"), QStringLiteral("check")}.contains(what))
        return runSlaStatus(what, rest);
    if (what == QLatin1String("credits"))
        return runSlaCredits(rest);
    if (what == QLatin1String("exclude"))
        return runSlaExclude(rest);
    if (what == QLatin1String("notices"))
        return runSlaNotices(rest);
    if (what == QLatin1String("book"))
        return runSlaBook(rest);
    printLine(QStringLiteral(
        "Usage: watchfloor sla COMMAND [OPTIONS]\n"
        "\n"
        "  list, show NAME            contracts in one settlement period: clauses, allowance, credits\n"
        "  check [NAME]               exit code of the worst: 0 met, 1 at risk, 2 breached, 3 not known\n"
        "    --period 2026-05         that one instead of the running one; also 2026-Q2, 2026, 2026-04..2026-06\n"
        "    --format table|json|csv|summary\n"
        "    --file F, --objectives F other files than the environment's\n"
        "    --samples F [--at TIME] [--incidents F]  without a server\n"
        "  report NAME                what came of it as a document: --format pdf|html|csv|json|md, --paper a4|letter, "
        "-o F,\n"
        "                             --issue --by NAME keeps it as issued (watchfloor report --help)\n"
        "  credits                    what was proposed, approved, issued; --format table|json|csv\n"
        "  credits propose NAME --period 2026-05, credits approve|issue|withdraw CREDIT\n"
        "  exclude propose AGREEMENT ID --what T --start T --duration D [--kind --section --clause --rrule "
        "--announced]\n"
        "  exclude approve|reject AGREEMENT ID\n"
        "  notices [draft|approve|send|sent|drop NOTICE]   what must be told, and by when; send goes by mail\n"
        "    --by NAME --reason TEXT  who signs, and why: every step needs both\n"
        "  validate FILE… [--json]    contracts: errors with line and column; 0 valid, 1 warnings, 2 errors\n"
        "  book verify|trail|backup FOLDER|restore FOLDER   everything ever signed; --book FILE"));
    const bool isAsked =
        what == QLatin1String("--help") || what == QLatin1String("-h") || what == QLatin1String("help");
    return isAsked ? ExitOk : ExitUnknown;
}

} // namespace wf::app
