// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// `watchfloor rules test FILE… [--json]`: unit tests of rules in promtool's format. 0 all pass, 2 some fail, 3 a file
// could not be read.
[[nodiscard]] int runRulesTest(const QStringList &arguments);

} // namespace wf::app
