// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::base {

// One line of RFC 4180, without its end; cells that a spreadsheet would take for a formula get an apostrophe
// (reliability.md T15).
[[nodiscard]] QString csvLine(const QStringList &cells);

} // namespace wf::base
