// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/bundle/bundle.h"

// The parts of a bundle that are JSON. Nanoseconds are texts, for they do not fit the numbers of JSON. What is read may
// be hostile: what cannot be understood is left out, never guessed.
namespace wf::engine::bundlejson {

inline constexpr qsizetype mostEntries = 50'000; // of one list

[[nodiscard]] QJsonObject toJson(const BundleManifest &manifest);
// Errors: NotUnderstood (it is none), Unsupported (a newer version).
[[nodiscard]] base::Result<BundleManifest> manifestFrom(const QByteArray &json);

[[nodiscard]] QJsonArray toJson(const std::vector<signals::Alert> &alerts);
[[nodiscard]] std::vector<signals::Alert> alertsFrom(const QJsonArray &json);
[[nodiscard]] QJsonArray toJson(const std::vector<store::AlertSighting> &firings);
[[nodiscard]] std::vector<store::AlertSighting> firingsFrom(const QJsonArray &json);
[[nodiscard]] QJsonArray toJson(const std::vector<signals::Rule> &rules);
[[nodiscard]] std::vector<signals::Rule> rulesFrom(const QJsonArray &json);
// {"settings": {…}, "trail": […], "notes": […]}
[[nodiscard]] QJsonObject ledgerJson(const IncidentBundle &bundle);
void ledgerFrom(const QJsonObject &json, IncidentBundle &bundle);
[[nodiscard]] QJsonObject toJson(const CauseReport &report);
[[nodiscard]] std::optional<CauseReport> causesFrom(const QJsonObject &json);

} // namespace wf::engine::bundlejson
