// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/rules/keep/openrules.h"

#include "app/paths.h"
#include "app/stationplace.h"
#include "models/station/core/station.h"

namespace wf::app {

namespace {

store::StoreOptions optionsOf(const QString &directory)
{
    store::StoreOptions out;
    out.directory = directory;
    return out;
}

} // namespace

OpenedForRules::OpenedForRules(const sources::Environment &environment, const QString &stateDirectory)
    : secrets(net::makeFallbackStore(net::makeKeychainStore(), net::makeFileStore(secretsFile()))),
      store(optionsOf(stateDirectory), clock),
      open(environment, {clock, pools, secrets.get()})
{
    if (!environment.hasStation)
        return;
    const StationPlace place = stationPlaceOf(environment, stateDirectory);
    station = std::make_unique<station::AsideRules>(
        station::PortContext{clock, pools, station::StationOptions().id, environment.name}, place.directory,
        place.configFile);
    open.join(*station);
}

} // namespace wf::app
