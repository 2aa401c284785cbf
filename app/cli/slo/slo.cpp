// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/slo/slo.h"

#include "app/cli/common/output.h"

namespace wf::app {

int runSlo(const QStringList &arguments)
{
    const QString what = arguments.value(0);
    if (what == QLatin1String("import"))
        return runSloImport(arguments.mid(1));
    if (what == QLatin1String("compute"))
        return runSloCompute(arguments.mid(1));
    if (what == QLatin1String("rules"))
        return runSloRules(arguments.mid(1));
    if (what == QLatin1String("correct"))
        return runSloCorrect(arguments.mid(1));
    if (what == QLatin1String("what-if"))
        return runSloWhatIf(arguments.mid(1));
    if (what == QLatin1String("trend"))
        return runSloTrend(arguments.mid(1));
    if (what == QLatin1String("webhook"))
        return runSloWebhook(arguments.mid(1));
    if (QStringList{QStringLiteral("list"), QStringLiteral("show"), QStringLiteral("check"), QStringLiteral("gate")}
            .contains(what))
        return runSloStatus(what, arguments.mid(1));
    printLine(QStringLiteral(
        "Usage: watchfloor slo COMMAND [OPTIONS]\n"
        "\n"
        "  import FILE… --check       every document of OpenSLO, Sloth, Pyrra and Grafana files: kind, name, verdict,\n"
        "                             errors with line and column; 0 valid, 1 warnings, 2 errors\n"
        "    --json                   as JSON\n"
        "  import --discover          what recording rules of the servers keep (Sloth, Pyrra, Grafana), as OpenSLO;\n"
        "    --write FOLDER           a file of each\n"
        "  compute FILE… --samples F  budgets from an OpenMetrics file with times; files may hold corrections\n"
        "    --at TIME                RFC 3339, Unix seconds, or a duration before the newest sample (the default)\n"
        "    --objective NAME         only this one\n"
        "    --target 99.5            what if the target were another\n"
        "    --window 7d              what if the window were another (rolling)\n"
        "    --rules 5m/1h=14.4,…     burn rates: short/long=factor, the first half pages\n"
        "    --no-data ignore|good|bad, --low-traffic alert|hold\n"
        "    --json                   everything the numbers came from\n"
        "  rules FILE…                Prometheus rules with the names of Sloth or Pyrra, on stdout\n"
        "    --naming auto|sloth|pyrra, --label name=value, --no-recordings, --no-alerts\n"
        "  list, show NAME            objectives of the environment as they stand\n"
        "    --discovered             also what recording rules of the servers keep\n"
        "    --why                    every query, window, sample count, gap, correction and policy of the number\n"
        "  check [NAME]               exit code of the worst: 0 in budget, 1 ticket, 2 spent or paging, 3 not known\n"
        "  gate NAME                  may this objective's or service's changes go out? 0 go, 1 throttle, 2 freeze\n"
        "    --freeze-at PERCENT      of the budget spent (75); --policy alert|throttle|block\n"
        "  what-if NAME               the past 90 days with --to-target 99.5, --to-window 7d; --trend "
        "week|month|quarter\n"
        "  trend NAME                 weeks, months or quarters as far back as days were kept: --by, --days, --format\n"
        "  webhook list|test NAME|log|secret NAME\n"
        "                             who is told when changes are to be frozen; secret reads it from stdin\n"
        "  correct list|add|revoke    time that does not count: --start, --length, --rrule, --reason, --approved-by\n"
        "    --format table|json|csv|summary; --file FILE other definitions; --samples FILE without a server"));
    const bool isAsked =
        what == QLatin1String("--help") || what == QLatin1String("-h") || what == QLatin1String("help");
    return isAsked ? ExitOk : ExitUnknown;
}

} // namespace wf::app
