// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// watchfloor bundle show FILE: what an incident bundle says of itself. Returns the exit code.
[[nodiscard]] int runBundle(const QStringList &arguments);

} // namespace wf::app
