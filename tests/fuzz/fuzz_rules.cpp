// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/rules/check/rulecheck.h"
#include "models/station/rules/core/rulespec.h"
#include "models/station/rules/unittest/ruletest.h"
#include "tests/fuzz/promise.h"

using namespace wf;
using namespace wf::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view file = text(data, size);
    const station::RuleCheck check = station::checkRuleFile(file);
    for (const auto &problem : check.file.problems)
        promise(problem.place.line > 0 && problem.place.column > 0, "a problem has a place");
    promise(check.printsBack || !check.file.isYaml || check.file.hasErrors(), "a sound file prints back the same");
    for (const auto &group : station::groupsOf(check.file, QStringLiteral("f"), base::nsPerMinute)) {
        promise(group.intervalNs > 0, "a group has an interval");
        for (const auto &rule : group.rules)
            promise(rule.parsed || !rule.broken.isEmpty(), "a rule that cannot be evaluated says why");
    }
    (void)station::readRuleTests(file);
    return 0;
}
