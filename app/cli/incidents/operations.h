// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QStringList>

#include <vector>

namespace wf::app {

class AskedIncidents;

struct OperationsTold {
    int code = 0;
    std::vector<QStringList> rows; // the first has the names of the columns
    QJsonArray json;
};
// Waits until what was asked for under these keys is on its servers or needs a person; a row each:
// OPERATION STATE SOURCE UNTIL WHAT; "yielded" where a colleague was first. Exit code: 0 all of it is held, 1 it waits
// (the next console goes on), 2 it needs a person.
[[nodiscard]] OperationsTold waitForOperations(AskedIncidents &asked, const QStringList &keys);
// The same, printed; returns the exit code.
int reportOperations(AskedIncidents &asked, const QStringList &keys, const QString &format);

} // namespace wf::app
