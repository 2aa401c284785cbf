// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/rules/keep/openrules.h"

#include "app/paths.h"
#include "app/stationplace.h"
#include "models/station/core/station.h"

#include <QCoreApplication>
#include <QTimer>

namespace wf::app {

namespace {

constexpr int lookEveryMs = 50;
constexpr int longestMs = 600'000; // every source has a shorter deadline of its own

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

bool waitFor(QObject &context, const std::function<bool()> &isDone)
{
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &context, [&isDone] {
        if (isDone())
            QCoreApplication::quit();
    });
    QTimer::singleShot(longestMs, &context, [] { QCoreApplication::quit(); });
    look.start(lookEveryMs);
    QCoreApplication::exec();
    return isDone();
}

} // namespace wf::app
