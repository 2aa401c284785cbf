// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace wf::app {

// Rows of a CSV file with a head (RFC 4180: quotes may hold commas, quotes and line ends); FILE or FILE.gz.
class CsvRows {
public:
    [[nodiscard]] static base::Result<CsvRows> open(const QString &path);

    [[nodiscard]] const std::vector<QByteArray> &head() const { return m_head; }
    // Place of a column; -1 when there is none of that name.
    [[nodiscard]] int column(const char *name) const;
    // The next row, of as many cells as the head has; false at the end.
    [[nodiscard]] bool next(std::vector<QByteArray> &cells);

private:
    explicit CsvRows(QByteArray text) : m_text(std::move(text)) {}
    bool readRow(std::vector<QByteArray> &cells);

    QByteArray m_text;
    qsizetype m_at = 0;
    std::vector<QByteArray> m_head;
};

// NaN when it is not a number.
[[nodiscard]] double cellNumber(const QByteArray &cell);

} // namespace wf::app
