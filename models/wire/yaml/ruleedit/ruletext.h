// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/yaml/ruleedit/ruleedit.h"

#include <string>
#include <string_view>

// One rule of a rule file as the very text that people write: an item of a list ("- alert: …") with its comments,
// fields nobody knows and its own style. Contract and errors as in ruleedit.h. Pure; any thread.
namespace wf::wire {

// As it stands there, its dash in the first column, without blank lines behind it. A rule in flow style is printed
// anew.
[[nodiscard]] base::Result<std::string> ruleTextIn(std::string_view file, const RuleSpot &spot);

// The rule replaced by this text, which is moved to the right but otherwise taken as it is. Mistakes in its fields are
// taken too: they are for who checks the file.
[[nodiscard]] base::Result<std::string> withRuleText(std::string_view file, const RuleSpot &spot,
                                                     std::string_view ruleText);
// The text behind the last rule of the group, which is made at the end of the file when it is not there.
[[nodiscard]] base::Result<std::string> withNewRuleText(std::string_view file, const std::string &group,
                                                        std::string_view ruleText);

// How often the group is evaluated; 0: as often as the server likes.
[[nodiscard]] base::Result<std::string> withGroupInterval(std::string_view file, const std::string &group,
                                                          qint64 intervalNs);

} // namespace wf::wire
