// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// watchfloor alerts import-events FILE…: what Alertmanager's event recorder wrote goes into the history, each firing
// once.
[[nodiscard]] int runImportEvents(const QStringList &arguments);

} // namespace wf::app
