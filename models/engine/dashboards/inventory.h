// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/dashboards/panels/servicemetrics.h"

#include <QJsonDocument>

#include <optional>

namespace wf::engine {

// What a service exposed when it was last asked: enough to generate its dashboard again while nobody answers.
struct Inventory {
    QString matcher;
    std::vector<ServiceMetric> metrics;
    std::vector<signals::Rule> rules; // query and severity only
    QString logSelector;              // empty: no log of it was known
};
[[nodiscard]] QJsonDocument toJson(const Inventory &inventory);
// Nothing when it is not one of ours.
[[nodiscard]] std::optional<Inventory> inventoryFromJson(const QJsonDocument &json);

} // namespace wf::engine
