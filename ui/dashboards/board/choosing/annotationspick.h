// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/boards/annotations/boardannotations.h"

namespace wf::widgets {
class PickButton;
}

namespace wf::ui {

// Which annotations of a dashboard are marked on its charts, in its bar: each can be switched, and says how many marks
// it has or why none.
[[nodiscard]] widgets::PickButton *annotationsPick(engine::BoardAnnotations &annotations);
// What its face says now; hidden when the dashboard lists none. True: it is shown.
bool refreshPick(widgets::PickButton &pick, const engine::BoardAnnotations &annotations);

} // namespace wf::ui
