// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/signals/alert.h"

#include <QStringList>

#include <string_view>
#include <vector>

namespace wf::wire {

// Rules written in YAML (protocols.md 2, 3): files with `groups:`, Kubernetes PrometheusRule (spec.groups), lists of
// those, the rulers' maps of namespace to groups, and one group alone. Several documents in a file.
struct RuleFile {
    std::vector<signals::Rule> rules; // sound ones; group, interval and the group's labels are filled in
    QStringList problems;             // in words, one a line: what was left out or looks wrong, and in which rule
    int groups = 0;
};

// Errors: Invalid (not YAML, no groups in it), TooLarge. Broken rules inside are problems, not errors.
[[nodiscard]] base::Result<RuleFile> decodeRuleFile(std::string_view text, const QString &fileName = {});

} // namespace wf::wire
