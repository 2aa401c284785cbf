// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// `watchfloor anomalies [list | explain ID | train | versions | roll-back SERIES | feedback ID WORD | export-rules]`.
[[nodiscard]] int runAnomalies(const QStringList &arguments);

} // namespace wf::app
