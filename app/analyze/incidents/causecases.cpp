// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/analyze/incidents/causecases.h"

#include <algorithm>

namespace wf::app {

void raise(double &score, const std::optional<analysis::Deviation> &found)
{
    if (found && found->change > 0)
        score = std::max(score, found->score);
}

} // namespace wf::app
