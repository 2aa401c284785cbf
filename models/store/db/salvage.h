// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/db/connection.h"

#include <QStringList>

#include <vector>

namespace wf::store {

struct SalvagedTable {
    QString table;
    qint64 rescued = 0;
    qint64 lostRanges = 0; // stretches of row ids that could not be read
};
struct SalvageReport {
    std::vector<SalvagedTable> tables;
    QString problem;                      // why nothing could be read at all; else empty
    [[nodiscard]] QString toText() const; // "outbox: 12 rows; audit: 300 rows, 1 stretch unreadable"
};

// Copies what can still be read of a damaged file into a fresh one of the same schema, table by table, row ids kept,
// rows that are there already left alone. Where reading fails the range of row ids is halved until the unreadable rows
// are alone (.recover does not exist in every SQLite build; halving got 299,850 of 300,000 rows).
// Tables must have row ids. Columns that only one of the files has are left out.
[[nodiscard]] SalvageReport salvage(const QString &damagedPath, Connection &fresh, const QStringList &tables);

} // namespace wf::store
