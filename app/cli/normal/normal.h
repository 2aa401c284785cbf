// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// `watchfloor normal EXPR|SERVICE [--at TIME]`. 0 as usual, 1 unusual, 3 cannot be known.
[[nodiscard]] int runNormal(const QStringList &arguments);

} // namespace wf::app
