// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace wf::ui {
class BoardPage;
}

namespace wf::app {

class Workspace;

// In place of the annotations that a Grafana keeps itself: the deploys and incidents that this console knows.
void giveOwnMarks(Workspace &workspace, ui::BoardPage &page);

} // namespace wf::app
