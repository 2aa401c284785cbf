// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// The window, or `shot` of one of its screens. Needs a QApplication.
[[nodiscard]] int runWindow(const QStringList &arguments);

} // namespace wf::app
