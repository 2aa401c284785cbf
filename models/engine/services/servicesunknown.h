// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/services/servicecatalog.h"

namespace wf::engine {

// Why no service is known: what was asked and refused, when nobody has ever answered. Nothing while it is still being
// asked, and once anybody has answered. Pure.
[[nodiscard]] std::optional<base::Error> servicesUnknown(const ServicesSnapshot &services);

} // namespace wf::engine
