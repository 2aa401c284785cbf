// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// `watchfloor analyze changepoints|forecast|detect --in PATH --out PATH`: what the console computes, over files.
[[nodiscard]] int runAnalyze(const QStringList &arguments);

} // namespace wf::app
