// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/boards/reading/boardvariables.h"

namespace wf::widgets {
class PickButton;
}

namespace wf::ui {

// The ad hoc filters of one variable in the bar of a dashboard: each can be taken away, another added.
[[nodiscard]] widgets::PickButton *filtersPick(const signals::BoardVariable &variable,
                                               engine::BoardVariables &variables, const sources::SourceSet &sources,
                                               base::TimeRange range);
// "pod=~a.*, region=eu"; "none".
[[nodiscard]] QString filtersInWords(const std::vector<signals::AdHocFilter> &filters);

} // namespace wf::ui
