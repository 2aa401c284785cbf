// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/rules/saving/ruledraft.h"
#include "models/station/rules/unittest/ruletest.h"

namespace wf::engine {

// Runs unit tests in promtool's format against a draft instead of the files they name. Invalid: no such test file
// (line and column), or the draft is broken; Unsupported: LogQL; Cancelled. Pure, takes long: on a pool.
[[nodiscard]] base::Result<station::RuleTestReport> testDraft(const RuleDraft &draft, const QByteArray &tests,
                                                              std::stop_token stop);
// A test file to begin with for one alerting rule: its input series still to be written.
[[nodiscard]] QByteArray testSkeleton(const RuleDraft &draft);

} // namespace wf::engine
