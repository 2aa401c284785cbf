// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/slo/slo.h"

#include "app/cli/output.h"

namespace wf::app {

int runSlo(const QStringList &arguments)
{
    const QString what = arguments.value(0);
    if (what == QLatin1String("import"))
        return runSloImport(arguments.mid(1));
    if (what == QLatin1String("compute"))
        return runSloCompute(arguments.mid(1));
    printLine(QStringLiteral(
        "Usage: watchfloor slo COMMAND [OPTIONS]\n"
        "\n"
        "  import FILE… --check       every document of OpenSLO, Sloth, Pyrra and Grafana files: kind, name, verdict,\n"
        "                             errors with line and column; 0 valid, 1 warnings, 2 errors\n"
        "    --json                   as JSON\n"
        "  compute FILE… --samples F  budgets from an OpenMetrics file with times; files may hold corrections\n"
        "    --at TIME                RFC 3339, Unix seconds, or a duration before the newest sample (the default)\n"
        "    --objective NAME         only this one\n"
        "    --target 99.5            what if the target were another\n"
        "    --window 7d              what if the window were another (rolling)\n"
        "    --rules 5m/1h=14.4,…     burn rates: short/long=factor, the first half pages\n"
        "    --no-data ignore|good|bad, --low-traffic alert|hold\n"
        "    --json                   everything the numbers came from"));
    const bool isAsked =
        what == QLatin1String("--help") || what == QLatin1String("-h") || what == QLatin1String("help");
    return isAsked ? ExitOk : ExitUnknown;
}

} // namespace wf::app
