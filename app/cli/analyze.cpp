// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/analyze.h"

#include "app/analyze/anomalyfiles.h"
#include "app/analyze/changepointfiles.h"
#include "app/analyze/forecastfiles.h"
#include "app/analyze/incidents/causefiles.h"
#include "app/analyze/incidents/correlationfiles.h"
#include "app/analyze/incidents/triagefiles.h"
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"

namespace wf::app {

namespace {

void printAnalyzeHelp()
{
    printLine(QStringLiteral(
        "Usage: watchfloor analyze COMMAND --in PATH --out PATH\n"
        "\n"
        "  changepoints    --in: a folder of NAME.json ({\"series\": [{\"raw\": […]}]}), or of one series.csv\n"
        "                  (lines name,v1,v2,…; also .gz), or such a file\n"
        "                  --out: JSON {name: [index, …]}, or {name: [{\"index\", \"pct\"}, …]} for a series.csv\n"
        "  detect          --in: a folder of files with timestamp,value (also below data/, also .gz)\n"
        "                  --out: a folder that gets the same files with timestamp,score,alert: a score of 1 or more\n"
        "                  is where somebody would be told, alert marks each anomalous row\n"
        "  forecast        --in: a folder with train.csv (lines name,v1,v2,…) and meta.json ({\"period\", "
        "\"horizon\"})\n"
        "                  --out: a folder for middle.csv, lower.csv, upper.csv (95 %) and report.csv\n"
        "  correlate       --in: a folder of NAME.csv[.gz]: time (Unix seconds), name, host, short (the rule)\n"
        "                  --out: a folder that gets NAME.csv: row,incident,notify\n"
        "  rca             --in: a folder with cases.json and the metrics it speaks of (PetShop, Nezha)\n"
        "                  --out: JSON {case: [{\"service\", \"score\", \"evidence\"}, …]}\n"
        "  triage          --in: a folder with triage.csv (scenario,row[,label]) and its streams of alerts\n"
        "                  --out: CSV scenario,row,label,reasons\n"
        "\n"
        "Nothing leaves this machine. The same input gives the same output everywhere."));
}

} // namespace

int runAnalyze(const QStringList &arguments)
{
    const QString what = arguments.value(0);
    base::Result<QString> (*analyze)(const QString &, const QString &) = nullptr;
    if (what == QLatin1String("changepoints"))
        analyze = analyzeChangePointFiles;
    if (what == QLatin1String("detect"))
        analyze = analyzeAnomalyFiles;
    if (what == QLatin1String("forecast"))
        analyze = analyzeForecastFiles;
    if (what == QLatin1String("correlate"))
        analyze = correlateAlertFiles;
    if (what == QLatin1String("rca"))
        analyze = rankCauseFiles;
    if (what == QLatin1String("triage"))
        analyze = triageAlertFiles;
    if (analyze == nullptr) {
        printAnalyzeHelp();
        const bool isAsked =
            what == QLatin1String("--help") || what == QLatin1String("-h") || what == QLatin1String("help");
        return isAsked ? ExitOk : ExitUnknown;
    }
    QCommandLineParser parser;
    parser.addOption({QStringLiteral("in"), QStringLiteral("What to read."), QStringLiteral("path")});
    parser.addOption({QStringLiteral("out"), QStringLiteral("What to write."), QStringLiteral("path")});
    if (const auto code =
            readOptions(parser, QStringList{QStringLiteral("watchfloor analyze ") + what} + arguments.mid(1)))
        return *code;
    const QString in = parser.value(QStringLiteral("in"));
    const QString out = parser.value(QStringLiteral("out"));
    if (in.isEmpty() || out.isEmpty()) {
        printError(QStringLiteral("Write: watchfloor analyze %1 --in PATH --out PATH").arg(what));
        return ExitUnknown;
    }
    const auto done = analyze(in, out);
    if (!done) {
        printError(done.error().summary);
        return ExitUnknown;
    }
    printLine(*done);
    return ExitOk;
}

} // namespace wf::app
