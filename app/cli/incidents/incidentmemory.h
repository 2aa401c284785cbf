// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// watchfloor incidents similar ID: what was like it, and what helped. watchfloor incidents attach ID …: puts a chart, a
// trace, log lines or a text to it, as the window does.
[[nodiscard]] bool isIncidentMemory(const QString &word);
int runIncidentMemory(const QString &what, const QStringList &arguments);

} // namespace wf::app
