// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/trace.h"

#include <span>

namespace wf::store {

// One trace from its pieces, in whatever order they came. A span that is in several is taken once; processes of the
// same service and tags become one. Arranged.
[[nodiscard]] signals::TracePtr assembled(std::span<const signals::TracePtr> pieces);

} // namespace wf::store
