// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// `watchfloor capacity [list | forecast EXPR | what-if | scaling | export-rules]`.
[[nodiscard]] int runCapacity(const QStringList &arguments);

} // namespace wf::app
