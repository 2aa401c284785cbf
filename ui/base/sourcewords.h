// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/sourcestate.h"

namespace wf::ui {

// "Metrics": what a source tells.
[[nodiscard]] QString kindName(signals::SourceKind kind);

} // namespace wf::ui
