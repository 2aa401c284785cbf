// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// `watchfloor changes --from TIME [--to TIME] [--baseline TIME/TIME]`.
[[nodiscard]] int runChanges(const QStringList &arguments);

} // namespace wf::app
