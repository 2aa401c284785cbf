// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// `watchfloor rules list [TEXT] [--metric M] [--state S] …`: all rules of all sources. 0 fine, 1 some are not
// evaluated, 2 some fail, 3 a source could not be asked.
[[nodiscard]] int runRulesList(const QStringList &arguments);

} // namespace wf::app
