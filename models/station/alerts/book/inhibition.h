// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/signals/alert.h"
#include "models/signals/labelmatcher.h"
#include "models/station/config/configsection.h"

#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace wf::station {

// While an alert matches `source`, alerts that match `target` and have the same values of the labels `equal` (absent
// counts as empty) are inhibited. One that matches both sides does not inhibit another that does.
struct InhibitRule {
    std::vector<signals::LabelMatcher> source;
    std::vector<signals::LabelMatcher> target;
    std::vector<std::string> equal;
    friend bool operator==(const InhibitRule &, const InhibitRule &) = default;
};

// severity="critical", a=~"b|c", plain values without quotes; {…} around several. BadRequest says what is wrong.
[[nodiscard]] base::Result<std::vector<signals::LabelMatcher>> parseMatchers(std::string_view text);
// inhibit_rules of alertmanager.yml: source_matchers, target_matchers, equal, and the older maps source_match,
// source_match_re, target_match, target_match_re. A rule that cannot be read is left out and told.
[[nodiscard]] std::vector<InhibitRule> readInhibitRules(const ConfigSection &section);

// Fills state, silencedBy and inhibitedBy of present alerts, as Alertmanager's status says.
void judgeAlerts(std::vector<signals::Alert> &alerts, const std::vector<signals::Silence> &silences,
                 const std::vector<InhibitRule> &rules, std::stop_token stop);

} // namespace wf::station
