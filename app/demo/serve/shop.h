// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app::demo {

// `watchfloor shop …`: args are what follows "shop". Needs a QCoreApplication; runs its event loop. Returns the exit
// code: 0 done, 1 something failed, 3 the arguments make no sense.
[[nodiscard]] int runShop(const QStringList &args);

} // namespace wf::app::demo
