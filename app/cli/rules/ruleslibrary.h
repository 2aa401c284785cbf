// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// `watchfloor rules library [SUBJECT]`: subjects of ready rules, or the rule file of one.
[[nodiscard]] int runRulesLibrary(const QStringList &arguments);

} // namespace wf::app
