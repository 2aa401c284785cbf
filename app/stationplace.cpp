// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/stationplace.h"

#include "app/paths.h"

#include <QDir>

namespace wf::app {

StationPlace stationPlaceOf(const sources::Environment &environment, const QString &stateDirectory)
{
    return {QDir(stateDirectory).filePath(QStringLiteral("station")),
            environment.stationConfig.isEmpty() ? QDir(configDirectory()).filePath(QStringLiteral("station.yaml"))
                                                : sources::wholePath(environment, environment.stationConfig)};
}

} // namespace wf::app
