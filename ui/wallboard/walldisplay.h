// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QScreen;

namespace wf::ui {

// The display for a wall: the one chosen before while it is connected, else one that the window is not on, else the
// window's. By name, as the platform tells them.
[[nodiscard]] QString wallDisplay(const QStringList &connected, const QString &ofWindow, const QString &chosenBefore);
[[nodiscard]] QStringList connectedDisplays();
// The display of that name; null when there is none.
[[nodiscard]] QScreen *displayNamed(const QString &name);

} // namespace wf::ui
