// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace wf::ui {
class WatchContext;
}

namespace wf::app {

class Workspace;

// What a window's screens ask over its context is answered beside it: what changed, what moves with this, is this
// normal. The answers end with `window`.
void answerQuestions(Workspace &workspace, ui::WatchContext &context, QWidget &window);

} // namespace wf::app
