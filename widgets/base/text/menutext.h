// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace wf::widgets {

// Outside text for an action of a menu: capped, visible, and without mnemonics.
[[nodiscard]] QString menuText(const QString &text);

} // namespace wf::widgets
