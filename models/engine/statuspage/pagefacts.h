// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/statuspage/composepage.h"
#include "models/store/alertlog.h"

namespace wf::engine {

// An alert that fires now, and whose it is.
struct FiringAlert {
    QString service;
    signals::Alert alert;
};

// What alerts tell a status page: the kept firings, and what the sources say now (nothing: they could not all be asked,
// so the state now is not known). Critical and warning ones count; pending and silenced ones do not. Pure.
[[nodiscard]] PageFacts factsOf(const std::vector<store::AlertSighting> &sightings,
                                const std::optional<std::vector<FiringAlert>> &firing, qint64 nowNs);

// The same from a file: {"known": {"start", "end"}, "objectives": […], "agreements": […], "troubles": [{"service" (or
// "objective", "agreement"), "severity", "start", "end"}]}, times in RFC 3339; no end: it goes on. Errors: Invalid with
// the place.
[[nodiscard]] base::Result<PageFacts> readPageFacts(const QByteArray &json, qint64 nowNs);

} // namespace wf::engine
