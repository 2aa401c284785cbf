// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/incidents/incident.h"
#include "models/engine/services/servicecatalog.h"

// What is asked to fill a bundle. Pure.
namespace wf::engine {

// PromQL selectors of the metrics that have to do with an incident, most telling first, each once: what the rules of
// its alerts measure; versions and targets, of all services; how the services around it answer, and what of them can be
// full. `around`: its services and those one call away.
[[nodiscard]] QStringList bundleSelectors(const std::vector<signals::Rule> &rules, const ServicesSnapshot &services,
                                          const QStringList &around);

// The same selector for these values of a label only: {a="b"} -> {a="b",pod=~"x|y"}.
[[nodiscard]] QString narrowed(const QString &selector, const QString &label, const QStringList &values);

// LogQL: every line of these services; with `isWorse` those that say that something is wrong.
[[nodiscard]] QString bundleLines(const QStringList &around, bool isWorse);

} // namespace wf::engine
