// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/trace.h"

#include <QString>

#include <vector>

namespace wf::ui {

// What sets the chosen traces apart from the rest, in one line: the operation, service, tag or failure whose share
// differs most ("payment 100 %, elsewhere 41 %"). Empty when either side is empty or nothing differs by a fifth.
[[nodiscard]] QString differenceInWords(const std::vector<const signals::TraceSummary *> &chosen,
                                        const std::vector<const signals::TraceSummary *> &rest);

} // namespace wf::ui
