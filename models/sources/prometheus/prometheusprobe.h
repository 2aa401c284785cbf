// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/sourcestate.h"
#include "models/wire/prometheus/prometheus.h"

#include <optional>

namespace wf::sources {

// Product, version and limits from what status/buildinfo said (nothing: it is not offered) and what the operator calls
// it.
[[nodiscard]] signals::Capability prometheusCapability(const std::optional<wire::prometheus::BuildInfo> &info,
                                                       const QString &productHint);

} // namespace wf::sources
