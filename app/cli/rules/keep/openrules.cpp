// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/rules/keep/openrules.h"

#include "app/cli/common/besideconsole.h"
#include "app/paths.h"
#include "app/stationplace.h"
#include "models/station/core/station.h"

namespace wf::app {

namespace {

// The samples of the station, as the console beside answers; null when none runs.
std::unique_ptr<sources::MetricSource> samplesBeside(const sources::Environment &environment, const QString &directory,
                                                     const sources::SourceEnvironment &borrowed)
{
    const auto station = stationBeside(environment, directory);
    if (!station)
        return nullptr;
    auto source = sources::makeSource(environment, station->front(), borrowed);
    auto *metrics = qobject_cast<sources::MetricSource *>(source.get());
    if (metrics)
        (void)source.release();
    return std::unique_ptr<sources::MetricSource>(metrics);
}

} // namespace

OpenedForRules::OpenedForRules(const sources::Environment &environment, const QString &stateDirectory)
    : secrets(net::makeFallbackStore(net::makeKeychainStore(), net::makeFileStore(secretsFile()))),
      store({.directory = stateDirectory, .auditKey = {}}, clock),
      open(environment, {clock, pools, secrets.get()})
{
    if (!environment.hasStation)
        return;
    const StationPlace place = stationPlaceOf(environment, stateDirectory);
    station = std::make_unique<station::AsideRules>(
        station::PortContext{clock, pools, station::StationOptions().id, environment.name}, place.directory,
        place.configFile, samplesBeside(environment, stateDirectory, {clock, pools, secrets.get()}));
    open.join(*station);
}

} // namespace wf::app
