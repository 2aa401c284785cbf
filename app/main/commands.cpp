// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main/commands.h"

#include "app/cli/alerts/alerts.h"
#include "app/cli/analyze.h"
#include "app/cli/anomalies/anomalies.h"
#include "app/cli/bundle/bundle.h"
#include "app/cli/capacity/capacity.h"
#include "app/cli/changes/changes.h"
#include "app/cli/changes/moves.h"
#include "app/cli/common/output.h"
#include "app/cli/dashboards/dashboards.h"
#include "app/cli/incidents/incidents.h"
#include "app/cli/metrics/metrics.h"
#include "app/cli/normal/normal.h"
#include "app/cli/notify/notify.h"
#include "app/cli/query/query.h"
#include "app/cli/report/report.h"
#include "app/cli/rules/rules.h"
#include "app/cli/sla/sla.h"
#include "app/cli/slo/slo.h"
#include "app/cli/sourcescheck.h"
#include "app/cli/station/station.h"
#include "app/cli/statuspage/statuspage.h"
#include "app/cli/tracessearch.h"

#include <QCoreApplication>

namespace wf::app {

namespace {

void printHelp()
{
    printLine(QStringLiteral(
        "Usage: watchfloor [COMMAND] [OPTIONS]\n"
        "\n"
        "  (no command)                  open the console; --environment NAME, --environment-file FILE\n"
        "  --station                     open it on this machine, watched by the embedded station\n"
        "  open FILE                     open an incident bundle, offline\n"
        "  --demo [--seed --at --speed]  open it on the Halcyon shop, a made-up online shop\n"
        "  shot --screen NAME --out F    picture of a screen, without a display\n"
        "  sources check [--json]        ask every source who it is and how it is\n"
        "  alerts [list|show|stats]      what fires now, of all sources; --format table|json|csv\n"
        "  alerts ack NAME…, silence …   acknowledge or silence, once and for certain; --for, --note\n"
        "  alerts maintenance            windows in which alerts are expected: list, add, remove\n"
        "  alerts history, stats --since every alert ever seen; how fast somebody came, which rules are noise\n"
        "  alerts import-events FILE…    what Alertmanager's event recorder wrote, into the history\n"
        "  incidents [list|show ID]      alerts folded into incidents, with why and suspected causes\n"
        "  incidents ack|assign|note|resolve|escalate|split|merge ID …; timeline|review ID; handover\n"
        "  incidents bundle ID --out F   an incident with all that belongs to it in one file; --mask\n"
        "  incidents stats               how many by week and service, how fast somebody came; --since\n"
        "  incidents review ID           the draft of a review; --format md|pdf|html --out FILE\n"
        "  bundle show FILE              what an incident bundle says of itself\n"
        "  anomalies COMMAND             what is unusual, found here: list, explain ID, train, feedback ID WORD\n"
        "  capacity COMMAND              when what is finite is full: list, forecast EXPR, what-if\n"
        "  changes --from TIME           what departs from its baseline: metrics, log patterns, traces\n"
        "  moves EXPR                    what moves with a series, before or after it; --from --to --step\n"
        "  normal EXPR|SERVICE           is it as it usually is at this hour; --at\n"
        "  channels COMMAND              how people are told: list, check, test NAME, selftest, log, retry\n"
        "  escalation COMMAND            who is told when: list, oncall [ROTA], run, stop\n"
        "  autostart [on|off|status]     whether the console is started in the tray at log-in\n"
        "  metrics query EXPR            evaluate PromQL; --start --end --step, --format table|json|csv\n"
        "  metrics list|cardinality      which metrics there are; what takes the most series; --format table|json|csv\n"
        "  metrics complete|explain|format EXPR  what may be written next; what each part does and costs; laid out\n"
        "  traces search [CONDITION]     traces in which a calls b, an error is under c, …; --format table|json|csv\n"
        "  dashboards COMMAND            list, generate SUBJECT, import FILE… [--report table|json], deploy NAME|FILE\n"
        "  dashboards export NAME|FILE   --format json|png|svg|pdf|csv|snapshot --out FILE; --panel, --range, --var\n"
        "  rules list [TEXT]             all rules of all sources; --metric NAME: who alerts on it; --state, --kind\n"
        "  rules show RULE               where a rule is kept and can be, and its text there\n"
        "  rules save FILE, delete RULE  keep rules with a ruler, the station or in a file; --dry-run, --force; diff\n"
        "  rules undo, saves             put back what the last save replaced; what was saved from here\n"
        "  rules replay FILE|--expr E    when an alert rule would have fired; --days, --for; --rule NAME: one that "
        "runs\n"
        "  rules check FILE… [--json]    rule files: shape, PromQL, templates; with lines and columns\n"
        "  rules test FILE… [--json]     unit tests of rules in promtool's format\n"
        "  rules library [SUBJECT]       ready rules: subjects, or the rule file of one; --source: what fits there\n"
        "  query test FILE…              run Prometheus' test language: passed, failed, differing; [--json]\n"
        "  query parse --lang LANG       promql or logql line by line on stdin: canonical text or error\n"
        "  query run EXPR --samples F    evaluate PromQL over a file of samples (watchfloor query --help)\n"
        "  analyze COMMAND               over files of series, alerts, incidents (watchfloor analyze --help)\n"
        "  slo COMMAND                   objectives: import, compute, rules, list, show, check, gate, trend, webhook\n"
        "  sla COMMAND                   contracts: list, show, report, check, credits, exclude, notices, validate, "
        "book\n"
        "  report COMMAND                issued reports: verify FILE, list, render FILE, run-due\n"
        "  status-page COMMAND           a page for customers: export DIR, check, texts, draft, approve, withdraw\n"
        "  station [COMMAND]             status, targets, add, add-log, retention, backup, restore, verify\n"
        "  shop …                        the Halcyon shop simulator (watchfloor shop --help)\n"
        "  --version\n"
        "\n"
        "Exit codes: 0 ok, 1 warning, 2 critical, 3 unknown."));
}

} // namespace

int runCommand(const QStringList &arguments)
{
    const QString first = arguments.value(0);
    if (first == QLatin1String("--version")) {
        printLine(QStringLiteral("watchfloor ") + QCoreApplication::applicationVersion());
        return ExitOk;
    }
    if (first == QLatin1String("sources") && arguments.value(1) == QLatin1String("check"))
        return runSourcesCheck(arguments.mid(2));
    if (first == QLatin1String("alerts"))
        return runAlerts(arguments.mid(1));
    if (first == QLatin1String("incidents"))
        return runIncidents(arguments.mid(1));
    if (first == QLatin1String("bundle"))
        return runBundle(arguments.mid(1));
    if (first == QLatin1String("anomalies"))
        return runAnomalies(arguments.mid(1));
    if (first == QLatin1String("capacity"))
        return runCapacity(arguments.mid(1));
    if (first == QLatin1String("changes"))
        return runChanges(arguments.mid(1));
    if (first == QLatin1String("moves"))
        return runMoves(arguments.mid(1));
    if (first == QLatin1String("normal"))
        return runNormal(arguments.mid(1));
    if (first == QLatin1String("channels"))
        return runChannels(arguments.mid(1));
    if (first == QLatin1String("escalation"))
        return runEscalation(arguments.mid(1));
    if (first == QLatin1String("autostart"))
        return runAutostart(arguments.mid(1));
    if (first == QLatin1String("metrics"))
        return runMetrics(arguments.mid(1));
    if (first == QLatin1String("traces") && arguments.value(1) == QLatin1String("search"))
        return runTracesSearch(arguments.mid(2));
    if (first == QLatin1String("dashboards"))
        return runDashboards(arguments.mid(1));
    if (first == QLatin1String("rules"))
        return runRules(arguments.mid(1));
    if (first == QLatin1String("query"))
        return runQuery(arguments.mid(1));
    if (first == QLatin1String("analyze"))
        return runAnalyze(arguments.mid(1));
    if (first == QLatin1String("slo"))
        return runSlo(arguments.mid(1));
    if (first == QLatin1String("sla") && arguments.value(1) == QLatin1String("report"))
        return runSlaReport(arguments.mid(2));
    if (first == QLatin1String("sla"))
        return runSla(arguments.mid(1));
    if (first == QLatin1String("report"))
        return runReport(arguments.mid(1));
    if (first == QLatin1String("status-page"))
        return runStatusPage(arguments.mid(1));
    if (first == QLatin1String("station"))
        return runStation(arguments.mid(1));
    printHelp();
    return first == QLatin1String("--help") || first == QLatin1String("-h") || first == QLatin1String("help")
               ? ExitOk
               : ExitUnknown;
}

} // namespace wf::app
