// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/agreements/agreement.h"

namespace wf::engine {

// The name of the contract's settlement period that runs at a moment, in its own zone, or of the one before: "2026-05",
// "2026-Q2", "2026"; weeks and days by one of their days, "2026-05-14".
[[nodiscard]] QString periodNameAt(const signals::Agreement &agreement, qint64 atNs, bool isRunning);

} // namespace wf::engine
