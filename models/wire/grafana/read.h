// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/signals/dashboard/dashboard.h"
#include "models/wire/grafana/container/container.h"

namespace wf::wire::grafana {

// A dashboard of a file as our own model: classic ones of every schemaVersion and the v2 schema. Wrong kinds read as
// absent; what is too much is left away and said in `notes`.
[[nodiscard]] signals::Dashboard readDashboard(const Container &container);

// Parts, from the newest classic shape.
[[nodiscard]] signals::Dashboard readClassic(const QJsonObject &migrated);
[[nodiscard]] signals::BoardPanel readPanel(const QJsonObject &panel);
[[nodiscard]] signals::PanelTarget readTarget(const QJsonObject &target);
[[nodiscard]] signals::FieldSettings readFields(const QJsonObject &defaults);
[[nodiscard]] signals::FieldOverride readOverride(const QJsonObject &rule);
[[nodiscard]] signals::PanelTransformation readTransformation(const QJsonObject &entry);
[[nodiscard]] signals::BoardVariable readVariable(const QJsonObject &variable);
[[nodiscard]] signals::BoardAnnotation readAnnotation(const QJsonObject &annotation);
[[nodiscard]] signals::DataSourceRef readDataSource(const QJsonValue &value);
[[nodiscard]] signals::ThresholdSettings readThresholds(const QJsonObject &thresholds);
[[nodiscard]] std::vector<signals::ValueMapping> readMappings(const QJsonArray &mappings);
[[nodiscard]] signals::ColorSettings readColor(const QJsonObject &color);
// Sets what a property of an override says; unknown ones change nothing and answer false.
bool applyProperty(signals::FieldSettings &fields, const signals::FieldProperty &property);

} // namespace wf::wire::grafana
