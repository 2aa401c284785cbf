// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/incidents/incidentcommand.h"

#include "app/alerts/alertreport.h"
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/opening.h"
#include "app/cli/common/output.h"

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

engine::IncidentPtr find(const engine::IncidentSnapshot &snapshot, qint64 number)
{
    for (const auto *list : {&snapshot.open, &snapshot.closed})
        for (const auto &one : *list)
            if (one->number == number)
                return one;
    return nullptr;
}

} // namespace

int refuse(const QString &text)
{
    printError(text);
    return ExitUnknown;
}

int refuse(const base::Error &error)
{
    const bool isSentence = error.detail.isEmpty() || error.summary.endsWith(u'.');
    return refuse(QString(error.summary + (isSentence ? u" "_s : u". "_s) + error.detail).trimmed());
}

qint64 incidentNumber(const QString &text)
{
    bool isNumber = false;
    const qint64 out = text.mid(text.startsWith(u"INC-"_s, Qt::CaseInsensitive) ? 4 : 0).toLongLong(&isNumber);
    return isNumber && out > 0 ? out : 0;
}

QString noSuchIncident(const QString &wanted, const engine::AlertSnapshot &alerts)
{
    if (const QStringList missing = unansweredSources(alerts); !missing.isEmpty())
        return u"It is not known whether %1 is open. %2"_s.arg(wanted, missing.join(u'\n'));
    return u"No incident %1 is open or was closed within a day: watchfloor incidents list names them."_s.arg(wanted);
}

int withIncident(const QCommandLineParser &parser, const QString &wanted, const IncidentDeed &deed)
{
    const auto environment = askableEnvironment(parser);
    if (!environment)
        return ExitUnknown;
    const base::SystemClock clock;
    AskedIncidents asked(*environment, stateDirectoryFor(parser, *environment), clock, loginName());
    asked.askOnce();
    const auto incident = find(*asked.incidents().snapshot(), incidentNumber(wanted));
    if (!incident)
        return refuse(noSuchIncident(wanted, *asked.alerts().snapshot()));
    const int code = deed(asked, incident);
    asked.wait([&asked] { return asked.incidents().isSettled() && asked.incidents().isKept(); });
    return code;
}

} // namespace wf::app
