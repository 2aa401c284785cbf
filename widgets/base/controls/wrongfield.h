// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QLineEdit;
class QString;

namespace wf::widgets {

// The border of a field that holds something wrong says so, its tool tip and those who read aloud say why; empty: it is
// right. WatchStyle paints it.
void markWrong(QLineEdit &field, const QString &why);
[[nodiscard]] bool isMarkedWrong(const QLineEdit &field);

} // namespace wf::widgets
