// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/opening.h"
#include "app/cli/common/output.h"
#include "app/cli/slo/budgets/asked.h"
#include "app/cli/slo/budgets/slofiles.h"
#include "app/cli/slo/slo.h"
#include "app/paths.h"
#include "models/base/duration.h"
#include "models/engine/objectives/propose/openslotext.h"

#include <QJsonArray>
#include <QJsonObject>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

QJsonObject asJson(const engine::ObjectiveFinder::Found &one)
{
    return {{u"id"_s, one.objective.id},
            {u"name"_s, one.objective.name},
            {u"service"_s, one.objective.service},
            {u"target"_s, one.objective.target},
            {u"window"_s, base::promDuration(one.objective.windowNs)},
            {u"server"_s, one.source}};
}

// One after the other; what cannot be written is said and the rest goes on. The number of those.
int writeAll(const DiscoveredSlos &found, const QString &folder)
{
    int failed = 0;
    for (const auto &one : found.objectives) {
        const auto path = engine::saveObjective(one.objective, folder);
        if (path)
            printLine(*path);
        else
            printError(u"%1: %2 %3"_s.arg(one.objective.id, path.error().summary, path.error().detail));
        failed += path ? 0 : 1;
    }
    return failed;
}

int printAll(const DiscoveredSlos &found)
{
    int failed = 0;
    for (const auto &one : found.objectives) {
        const auto text = engine::openSloText(one.objective);
        if (text)
            printLine(u"# kept by recording rules of %1\n"_s.arg(one.source) + QString::fromUtf8(*text) + u"---");
        else
            printError(u"%1: %2 %3"_s.arg(one.objective.id, text.error().summary, text.error().detail));
        failed += text ? 0 : 1;
    }
    return failed;
}

} // namespace

int runSloDiscover(const QCommandLineParser &parser)
{
    const auto environment = askableEnvironment(parser);
    if (!environment)
        return ExitUnknown;
    QStringList known;
    for (const auto &one :
         loadSlos(objectivePathsOf(*environment, stateDirectoryFor(parser, *environment))).definitions.objectives)
        known << one.id;
    const DiscoveredSlos found = discoveredBy(*environment, known);
    for (const QString &problem : found.problems)
        printError(problem);
    if (found.objectives.empty()) {
        printError(u"No recording rules of Sloth, Pyrra or Grafana were found that are not defined already."_s);
        return ExitUnknown;
    }
    int failed = 0;
    if (parser.isSet(u"write"_s))
        failed = writeAll(found, parser.value(u"write"_s));
    else if (parser.isSet(u"json"_s)) {
        QJsonArray list;
        for (const auto &one : found.objectives)
            list.append(asJson(one));
        printJson(QJsonDocument(list));
    } else
        failed = printAll(found);
    return failed > 0 || !found.problems.isEmpty() ? ExitWarning : ExitOk;
}

} // namespace wf::app
