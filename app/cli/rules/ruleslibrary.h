// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// `watchfloor rules library [SUBJECT] [--source NAME]`: subjects of ready rules, the rule file of one, or the rules
// that would work over the metrics of a source.
[[nodiscard]] int runRulesLibrary(const QStringList &arguments);

} // namespace wf::app
