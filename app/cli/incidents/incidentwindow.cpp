// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/incidents/incidentwindow.h"

#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/opening.h"
#include "app/cli/common/output.h"
#include "app/cli/incidents/askedincidents.h"
#include "app/cli/incidents/incidentcommand.h"
#include "app/paths.h"
#include "models/base/duration.h"

namespace wf::app {

using namespace Qt::StringLiterals;

int runIncidentWindow(const QStringList &arguments)
{
    QCommandLineParser parser;
    addEnvironmentOptions(parser);
    parser.addPositionalArgument(u"window"_s, u"A duration from 1m to 2h; without one it is told."_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor incidents window"_s} + arguments))
        return *code;
    const QStringList words = parser.positionalArguments();
    const auto wanted = words.isEmpty() ? std::nullopt : engine::IncidentKeeper::windowFrom(words.front());
    if (words.size() > 1 || (!words.isEmpty() && !wanted)) {
        printError(u"Write: watchfloor incidents window [1m … 2h]"_s);
        return ExitUnknown;
    }
    const auto environment = chosenEnvironment(parser);
    if (!environment)
        return refuse(environment.error());
    const base::SystemClock clock;
    AskedIncidents asked(*environment, stateDirectoryFor(parser, *environment), clock, loginName());
    asked.incidents().start();
    asked.wait([&asked] { return asked.incidents().isSettled(); });
    std::optional<base::Result<base::Done>> kept;
    if (wanted) {
        asked.incidents().setWindow(*wanted, [&kept](const base::Result<base::Done> &done) { kept = done; });
        asked.wait([&kept] { return kept.has_value(); });
        if (!kept || !*kept)
            return refuse(kept ? kept->error()
                               : base::makeError(base::ErrorKind::Timeout, u"The ledger did not answer."_s));
    }
    printLine(base::promDuration(asked.incidents().windowNs()));
    return ExitOk;
}

} // namespace wf::app
