// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/alerts/index/alertindex.h"

namespace wf::engine {

// Distinct texts of one field.
struct IndexColumn {
    std::vector<quint32> ids; // by row
    std::vector<QString> values;
    std::vector<quint32> rank; // by id: capitals do not count
    [[nodiscard]] const QString &text(quint32 row) const { return values[ids[row]]; }
};

// What is looked for in an index, by row.
struct IndexTexts {
    IndexColumn name, service, region, instance, owner, source, severity, state;
    std::string arena; // all that a person may type, lower case; rows end with \0
    std::vector<quint32> offset;

    // Null: no such field. A summary is none: each alert has its own.
    [[nodiscard]] const IndexColumn *column(const QString &field) const;

    [[nodiscard]] std::size_t mostValues() const; // of a column

    struct Row {
        const WatchedAlert *alert;
        signals::Severity severity;
    };
    [[nodiscard]] static IndexTexts of(const std::vector<Row> &rows);
    // origin: for each row its number in `before`, or `noRow`: then it is the next one of `fresh`.
    static constexpr quint32 noRow = ~quint32(0);
    // Values that nothing has any more stay: look at mostValues() now and then.
    [[nodiscard]] static IndexTexts joined(const IndexTexts &before, const IndexTexts &fresh,
                                           const std::vector<quint32> &origin);
};

} // namespace wf::engine
