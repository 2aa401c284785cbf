// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/besideconsole.h"

#include "app/stationplace.h"
#include "models/station/core/station.h"
#include "models/station/doors/doorplate.h"

#include <QCoreApplication>

namespace wf::app {

using namespace Qt::StringLiterals;
using signals::SourceKind;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("Environment", text);
}

} // namespace

base::Result<std::vector<sources::SourceSettings>> stationBeside(const sources::Environment &environment,
                                                                 const QString &stateDirectory)
{
    const auto plate = station::readDoorPlate(stationPlaceOf(environment, stateDirectory).directory);
    if (!plate && plate.error().kind != base::ErrorKind::NotFound)
        return plate.error();
    if (!plate)
        return base::makeError(
            base::ErrorKind::NotFound,
            say("The station of %1 does not run: it watches while a console has it open.").arg(environment.name),
            say("Start one with watchfloor --station, or watchfloor --station --in-tray."));
    std::vector<sources::SourceSettings> out;
    const QString id = station::StationOptions().id;
    for (const auto &[kind, suffix] :
         {std::pair(SourceKind::Metrics, u"-metrics"_s), std::pair(SourceKind::Alerts, u"-alerts"_s),
          std::pair(SourceKind::Logs, u"-logs"_s), std::pair(SourceKind::Traces, u"-traces"_s)}) {
        sources::SourceSettings one;
        one.id = id + suffix;
        one.name = environment.name;
        one.kind = kind;
        one.url = QUrl(u"http://127.0.0.1:%1"_s.arg(plate->port));
        one.auth.kind = net::AuthOptions::Kind::Bearer;
        one.auth.secret = {net::SecretRef::Kind::Literal, QString::fromLatin1(plate->token.reveal())};
        out.push_back(std::move(one));
    }
    return out;
}

} // namespace wf::app
