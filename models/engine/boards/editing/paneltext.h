// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/signals/dashboard/dashboard.h"

namespace wf::engine {

// A panel as the JSON that stands in the file, for what no form offers. Pure.
[[nodiscard]] QString panelText(const signals::BoardPanel &panel);
// The panel a text says, with the identifier and place of `now`. Error: Invalid, with line and column.
[[nodiscard]] base::Result<signals::BoardPanel> panelOfText(const QString &text, const signals::BoardPanel &now);

// Random, as Grafana takes them: links and deploys find a dashboard by it.
[[nodiscard]] QString newBoardUid();
// A dashboard of its own like another one: another title, another uid, nothing that remembers a file.
[[nodiscard]] signals::Dashboard copyOf(signals::Dashboard original);

} // namespace wf::engine
