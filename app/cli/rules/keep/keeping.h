// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

// Commands that look at and change what is kept. Exit codes: savewords.h.
namespace wf::app {

// `watchfloor rules show RULE`: where it is kept and can be, and its text there.
[[nodiscard]] int runRulesShow(const QStringList &arguments);
// `watchfloor rules save FILE`, and `rules diff FILE`, which only shows what it would do.
[[nodiscard]] int runRulesSave(const QStringList &arguments, bool onlyShows);
// `watchfloor rules delete RULE`.
[[nodiscard]] int runRulesDelete(const QStringList &arguments);
// `watchfloor rules undo`: takes the last save back.
[[nodiscard]] int runRulesUndo(const QStringList &arguments);
// `watchfloor rules saves`: saves made from here, newest first.
[[nodiscard]] int runRulesSaves(const QStringList &arguments);

} // namespace wf::app
