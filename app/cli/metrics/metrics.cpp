// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/metrics/metrics.h"

#include "app/cli/common/output.h"
#include "app/cli/metrics/metricsquery.h"

namespace wf::app {

using namespace Qt::StringLiterals;

int runMetrics(const QStringList &arguments)
{
    const QString command = arguments.value(0);
    const QStringList rest = arguments.mid(1);
    if (command == u"query"_s)
        return runMetricsQuery(rest);
    if (command == u"list"_s)
        return runMetricsList(rest);
    if (command == u"cardinality"_s)
        return runMetricsCardinality(rest);
    if (command == u"complete"_s)
        return runMetricsComplete(rest);
    if (command == u"explain"_s)
        return runMetricsExplain(rest);
    if (command == u"format"_s)
        return runMetricsFormat(rest);
    const QString usage = u"Write: watchfloor metrics query EXPR | list [TEXT] | cardinality | complete EXPR | explain "
                          "EXPR | format EXPR"_s;
    if (asksForHelp(command)) {
        printCommands(u"watchfloor metrics"_s,
                      {{u"query EXPR"_s, u"the answer; --start, --end, --step for a range"_s},
                       {u"list [TEXT]"_s, u"names with type, unit, series and help"_s},
                       {u"cardinality"_s, u"what takes the most series, which labels have the most values"_s},
                       {u"complete EXPR"_s, u"what may be written next; --at PLACE"_s},
                       {u"explain EXPR"_s, u"what each part does, how many series it has, what is likely not meant"_s},
                       {u"format EXPR"_s, u"laid out over lines; --width"_s}});
        return ExitOk;
    }
    printError(usage);
    return ExitUnknown;
}

} // namespace wf::app
