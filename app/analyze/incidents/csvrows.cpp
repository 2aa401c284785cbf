// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/analyze/incidents/csvrows.h"

#include "app/analyze/seriesfiles.h"

#include <limits>

namespace wf::app {

base::Result<CsvRows> CsvRows::open(const QString &path)
{
    auto text = readTextFile(path);
    if (!text)
        return text.error();
    CsvRows rows(std::move(*text));
    if (!rows.readRow(rows.m_head))
        return base::makeError(base::ErrorKind::NotUnderstood,
                               QStringLiteral("%1 is empty: it needs a head").arg(path));
    return rows;
}

int CsvRows::column(const char *name) const
{
    for (std::size_t i = 0; i < m_head.size(); ++i)
        if (m_head[i] == name)
            return static_cast<int>(i);
    return -1;
}

bool CsvRows::next(std::vector<QByteArray> &cells)
{
    while (readRow(cells))
        if (cells.size() > 1 || m_head.size() == 1) {
            cells.resize(m_head.size());
            return true;
        }
    return false;
}

bool CsvRows::readRow(std::vector<QByteArray> &cells)
{
    cells.clear();
    if (m_at >= m_text.size())
        return false;
    QByteArray cell;
    bool quoted = false;
    for (; m_at < m_text.size(); ++m_at) {
        const char c = m_text.at(m_at);
        if (c == '"') {
            const bool doubled = quoted && m_at + 1 < m_text.size() && m_text.at(m_at + 1) == '"';
            if (doubled)
                cell += m_text.at(++m_at);
            else
                quoted = !quoted;
        } else if (c == ',' && !quoted) {
            cells.push_back(std::exchange(cell, {}));
        } else if (c == '\n' && !quoted) {
            ++m_at;
            break;
        } else if (c != '\r' || quoted) {
            cell += c;
        }
    }
    cells.push_back(cell);
    return true;
}

double cellNumber(const QByteArray &cell)
{
    bool isNumber = false;
    const double value = cell.trimmed().toDouble(&isNumber);
    return isNumber ? value : std::numeric_limits<double>::quiet_NaN();
}

} // namespace wf::app
