// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// `watchfloor rules COMMAND`: list, show, diff, save, delete, undo, saves, replay, check, test,
// library.
[[nodiscard]] int runRules(const QStringList &arguments);

} // namespace wf::app
