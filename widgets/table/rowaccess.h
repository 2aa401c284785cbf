// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace wf::widgets {

// Makes RowTable a list for assistive technology: each row is spoken as AccessibleRowRole says it. Call once; again is
// harmless.
void installRowAccess();

} // namespace wf::widgets
