// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/foresight/exportrules.h"

#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "app/cli/common/waiting.h"
#include "app/paths.h"
#include "app/workspace.h"
#include "models/base/duration.h"
#include "models/engine/capacity/export/capacityrules.h"
#include "models/net/secrets/secretstore.h"
#include "models/sources/environment/opensources.h"

#include <cmath>
#include <cstdio>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

struct Known {
    QStringList metricNames;
    engine::SubjectRules rules;
};

// Which metrics the environment has, and which labels tell its services.
base::Result<Known> ask(const QCommandLineParser &parser)
{
    const auto environment = chosenEnvironment(parser);
    if (!environment)
        return environment.error();
    base::SystemClock clock;
    async::Pools pools;
    const auto secrets = net::makeFallbackStore(net::makeKeychainStore(), net::makeFileStore(secretsFile()));
    sources::OpenSources open(*environment, {clock, pools, secrets.get()});
    engine::ServiceCatalog services(open.set(), subjectRules(*environment), clock);
    services.refresh();
    waitFor([&services] { return !services.isBusy(); });
    if (services.snapshot()->metricNames.isEmpty())
        return base::makeError(base::ErrorKind::NotFound,
                               u"No source of this environment has said which metrics there are: check it with "
                               "watchfloor sources check."_s);
    return Known{services.snapshot()->metricNames, services.rules()};
}

int printed(engine::ExportedRules rules)
{
    if (rules.groups.empty()) {
        printError(u"No known metric to make rules of: requests, errors, durations, pools, machines, disks."_s);
        return ExitUnknown;
    }
    // YAML escapes control characters itself.
    const std::string text = wire::printRuleFile({{wire::RuleDocument::Form::Groups, std::move(rules.groups), {}, {}}});
    std::fwrite(text.data(), 1, text.size(), stdout);
    for (const QString &sentence : rules.leftOut)
        printError(sentence);
    return ExitOk;
}

// Reads options common to both; the exit code when it must not go on.
std::optional<int> read(QCommandLineParser &parser, const char *program, const QStringList &arguments)
{
    addEnvironmentOptions(parser);
    parser.addOption({u"no-alerts"_s, u"Only recording rules."_s});
    return readOptions(parser, QStringList{QLatin1String(program)} + arguments);
}

int failed(const base::Error &error)
{
    printError(error.summary + u' ' + error.detail);
    return ExitUnknown;
}

} // namespace

int runExportAnomalyRules(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption({u"days"_s, u"Earlier days that tell what is usual, 3 to 28."_s, u"days"_s, u"7"_s});
    parser.addOption({u"deviations"_s, u"How many of them are far."_s, u"number"_s, u"10"_s});
    parser.addOption({u"for"_s, u"How long it must last."_s, u"duration"_s, u"5m"_s});
    if (const auto code = read(parser, "watchfloor anomalies export-rules", arguments))
        return *code;
    engine::AnomalyRuleOptions options;
    bool isDays = false, isNumber = false;
    options.days = parser.value(u"days"_s).toInt(&isDays);
    options.deviations = parser.value(u"deviations"_s).toDouble(&isNumber);
    options.alerts = !parser.isSet(u"no-alerts"_s);
    const auto dwell = base::parseDuration(parser.value(u"for"_s));
    const bool isFine = isDays && options.days >= 3 && options.days <= 28 && isNumber && options.deviations > 0 &&
                        std::isfinite(options.deviations) && dwell && *dwell >= 0;
    if (!isFine || !parser.positionalArguments().isEmpty()) {
        printError(u"Write: watchfloor anomalies export-rules [--days 7] [--deviations 10] [--for 5m] [--no-alerts]"_s);
        return ExitUnknown;
    }
    options.dwellNs = *dwell;
    const auto known = ask(parser);
    if (!known)
        return failed(known.error());
    return printed(engine::exportedAnomalyRules(engine::watchlist(known->metricNames, known->rules),
                                                engine::siblingQuestions(known->metricNames, known->rules), options));
}

int runExportCapacityRules(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption({u"warning"_s, u"Days left that are worth a warning."_s, u"days"_s, u"14"_s});
    parser.addOption({u"critical"_s, u"Days left that are critical."_s, u"days"_s, u"3"_s});
    if (const auto code = read(parser, "watchfloor capacity export-rules", arguments))
        return *code;
    engine::CapacityRuleOptions options;
    bool isWarning = false, isCritical = false;
    options.warningDays = parser.value(u"warning"_s).toInt(&isWarning);
    options.criticalDays = parser.value(u"critical"_s).toInt(&isCritical);
    options.alerts = !parser.isSet(u"no-alerts"_s);
    const bool isFine = isWarning && isCritical && options.criticalDays > 0 &&
                        options.warningDays >= options.criticalDays && options.warningDays <= 365;
    if (!isFine || !parser.positionalArguments().isEmpty()) {
        printError(u"Write: watchfloor capacity export-rules [--warning 14] [--critical 3] [--no-alerts]"_s);
        return ExitUnknown;
    }
    const auto known = ask(parser);
    if (!known)
        return failed(known.error());
    return printed(engine::exportedCapacityRules(engine::finiteList(known->metricNames, known->rules), options));
}

} // namespace wf::app
