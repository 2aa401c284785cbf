// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace wf::ui {

// Shows whose address it is and opens it in the browser when the person says so; anything but a plain web address is
// ignored.
void openAddress(const QString &address, QWidget *parent);

} // namespace wf::ui
