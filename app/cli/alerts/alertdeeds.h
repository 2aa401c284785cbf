// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// watchfloor alerts ack|silence …: through the desk of the window.
int runAlertDeed(const QString &deed, const QStringList &arguments);

} // namespace wf::app
