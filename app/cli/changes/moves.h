// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// `watchfloor moves EXPR [--from TIME] [--to TIME] [--step DURATION]`.
[[nodiscard]] int runMoves(const QStringList &arguments);

} // namespace wf::app
