// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

class AskedIncidents;

// Waits until what was asked for under these keys is on its servers or needs a person, and prints a line each:
// OPERATION STATE SOURCE UNTIL WHAT. Exit code: 0 all of it stands, 1 it waits (the next console goes on), 2 it needs a
// person.
int reportOperations(AskedIncidents &asked, const QStringList &keys, const QString &format);

} // namespace wf::app
