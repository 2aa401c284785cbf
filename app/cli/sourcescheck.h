// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// `watchfloor sources check [--json]`: probes every source of the environment. 0 all answer, 1 some answer with limits
// in reach or time, 2 one does not answer, 3 nothing could be checked.
[[nodiscard]] int runSourcesCheck(const QStringList &arguments);

} // namespace wf::app
