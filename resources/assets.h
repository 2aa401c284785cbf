// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace wf {
// Makes the bundled icons, fonts and themes readable under ":/wf". Needed because a static library's resources
// register themselves only when asked. Cheap to call again.
void initAssets();
} // namespace wf
