// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/query/query.h"

#include "app/cli/common/output.h"

namespace wf::app {

int runQuery(const QStringList &arguments)
{
    const QString what = arguments.value(0);
    if (what == QLatin1String("test"))
        return runQueryTest(arguments.mid(1));
    if (what == QLatin1String("parse"))
        return runQueryParse(arguments.mid(1));
    if (what == QLatin1String("run"))
        return runQueryRun(arguments.mid(1));
    printLine(QStringLiteral(
        "Usage: watchfloor query COMMAND [OPTIONS]\n"
        "\n"
        "  test FILE…                 run files of Prometheus' test language; exit 1 when a case fails\n"
        "    --json                   every case as JSON\n"
        "  parse --lang promql|logql  queries line by line on stdin: canonical text, or error with position\n"
        "    --pretty                 over several lines where it is long (promql)\n"
        "    --no-experiments         refuse what Prometheus 3 knows only behind a flag (promql)\n"
        "    --json                   one object a query\n"
        "  run EXPR --samples FILE    evaluate PromQL over an exposition or OpenMetrics file with times\n"
        "    --at TIME                instant query; default: the newest sample\n"
        "    --start TIME --end TIME --step DURATION\n"
        "                             range query\n"
        "    --lookback DURATION      how long a sample stands (5m)\n"
        "    --format table|json|csv"));
    const bool isAsked =
        what == QLatin1String("--help") || what == QLatin1String("-h") || what == QLatin1String("help");
    return isAsked ? ExitOk : ExitUnknown;
}

} // namespace wf::app
