// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// watchfloor incidents bundle ID --out FILE: an incident with everything that belongs to it, in one file.
int runIncidentBundle(const QStringList &arguments);

} // namespace wf::app
