// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/boards/reading/boardvariables.h"

namespace wf::ui {

class WrapLayout;

// The variables of a dashboard that can be chosen, each a button with a menu, in place of what the row held. False:
// there is none.
bool fillVariablePicks(WrapLayout &row, const std::vector<signals::BoardVariable> &list,
                       engine::BoardVariables &variables, const sources::SourceSet &sources, base::TimeRange range);

} // namespace wf::ui
