// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// `watchfloor rules replay FILE [ALERT] | ALERT | --expr EXPR …`: when alert rules would have fired. 0 fine, 1 mostly
// noise or flapping, 3 the past could not be asked.
[[nodiscard]] int runRulesReplay(const QStringList &arguments);

} // namespace wf::app
