// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/capacity/capacitykeeper.h"

#include <QJsonArray>
#include <QJsonObject>

namespace wf::app {

// A head and a line each, soonest first: RESOURCE WHERE USED OF SHARE DAYS BETWEEN FULL ADVICE.
[[nodiscard]] std::vector<QStringList> capacityTable(const std::vector<engine::ResourceForecastPtr> &resources,
                                                     const engine::CapacitySnapshot &capacity, qint64 nowNs);
[[nodiscard]] QJsonArray capacityAsJson(const std::vector<engine::ResourceForecastPtr> &resources,
                                        const engine::CapacitySnapshot &capacity, qint64 nowNs);

// One forecast, a head and a line a day: DAY EXPECTED LOW HIGH; of at most `days`.
[[nodiscard]] std::vector<QStringList> forecastTable(const engine::ResourceForecast &resource, int days);
// "6 d", "6 d (4 to 9)", "over 90 d", "not forecastable", "full".
[[nodiscard]] QString daysLeftText(const engine::ResourceForecast &resource, qint64 nowNs);

// Exit code of a monitoring plug-in: 2 when something is full within three days, 1 within fourteen, else 0.
[[nodiscard]] int capacityExitCode(const std::vector<engine::ResourceForecastPtr> &resources, qint64 nowNs);

// How far services scale; the first row of the table is the head.
[[nodiscard]] std::vector<QStringList> scalingTable(const std::vector<engine::ServiceScaling> &all);
[[nodiscard]] QJsonArray scalingAsJson(const std::vector<engine::ServiceScaling> &all);

} // namespace wf::app
