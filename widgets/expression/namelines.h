// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace wf::widgets {

// A name over lines of at most `columns` characters, broken after "_", ":", ".", "/" or "-" where there is one; at most
// `most` lines, the last of which holds the rest however long it is. For fonts of one width.
[[nodiscard]] QStringList nameLines(const QString &name, qsizetype columns, qsizetype most = 2);

} // namespace wf::widgets
