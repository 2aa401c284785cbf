// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/nativehistogram.h"

namespace wf::query {

// "h </ v" and "h >/ v": only what was observed below (above) v, estimated from the buckets. Count and sum follow.
[[nodiscard]] signals::NativeHistogram trimmed(const signals::NativeHistogram &h, double v, bool keepsBelow);

} // namespace wf::query
