// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// `watchfloor traces search [CONDITION]`: as the Traces screen. Over the environment's trace sources; over the station
// when it has none or --data names one, while no console has it open. Returns an ExitCode: Ok, Warning when the answer
// is not complete, Critical when nobody answered.
[[nodiscard]] int runTracesSearch(const QStringList &arguments);

} // namespace wf::app
