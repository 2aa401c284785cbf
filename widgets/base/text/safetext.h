// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace wf::widgets {

// The only ways outside text reaches Qt's text widgets. reliability.md T1, T2.

// Escaped and capped, for setToolTip.
void setPlainToolTip(QWidget *widget, const QString &text);
[[nodiscard]] QString plainTip(const QString &text);
// Escaped and capped, for every string given to Qt Charts.
[[nodiscard]] QString chartText(const QString &text);

} // namespace wf::widgets
