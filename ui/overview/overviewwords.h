// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/situation/trouble.h"
#include "models/signals/subject.h"

namespace wf::ui {

// Ages and waits are told to the second; fractions are noise.
[[nodiscard]] QString wholeSeconds(qint64 ns);
// The alert to open for a service in trouble.
[[nodiscard]] signals::Subject alertSubject(const engine::Trouble &trouble);

} // namespace wf::ui
