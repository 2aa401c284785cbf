// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/charttable.h"

#include "models/base/timetext.h"
#include "models/base/untrusted.h"

#include <algorithm>

namespace wf::widgets {

void ChartTableModel::setData(std::shared_ptr<const ChartData> data, base::TimeRange range)
{
    beginResetModel();
    m_data = std::move(data);
    m_timesMs.clear();
    if (m_data)
        for (const ChartSeries &s : m_data->series)
            for (const qint64 t : s.samples->timesMs)
                if (range.contains(t * base::nsPerMs))
                    m_timesMs.push_back(t);
    std::sort(m_timesMs.begin(), m_timesMs.end(), std::greater<>());
    m_timesMs.erase(std::unique(m_timesMs.begin(), m_timesMs.end()), m_timesMs.end());
    endResetModel();
}

int ChartTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_timesMs.size());
}

int ChartTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_data ? 0 : 1 + static_cast<int>(m_data->series.size());
}

std::optional<double> ChartTableModel::valueAt(int row, int column) const
{
    const signals::Series &s = *m_data->series[static_cast<std::size_t>(column - 1)].samples;
    const qint64 t = m_timesMs[static_cast<std::size_t>(row)];
    const auto it = std::lower_bound(s.timesMs.begin(), s.timesMs.end(), t);
    if (it == s.timesMs.end() || *it != t)
        return std::nullopt;
    return s.values[static_cast<std::size_t>(it - s.timesMs.begin())];
}

QVariant ChartTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role == Qt::TextAlignmentRole && index.column() > 0)
        return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::UserRole)
        return {};
    if (index.column() == 0) {
        const qint64 ns = m_timesMs[static_cast<std::size_t>(index.row())] * base::nsPerMs;
        return role == Qt::DisplayRole ? QVariant(base::timeOfDay(ns)) : QVariant(ns);
    }
    const auto value = valueAt(index.row(), index.column());
    if (!value)
        return {}; // absent is absent, not zero
    return role == Qt::DisplayRole
               ? QVariant(valueText(*m_data, *value, m_data->series[static_cast<std::size_t>(index.column() - 1)].axis))
               : QVariant(*value);
}

QVariant ChartTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || !m_data || section < 0 || section >= columnCount())
        return {};
    return section == 0 ? tr("Time, UTC")
                        : base::visibleText(m_data->series[static_cast<std::size_t>(section - 1)].name, 120);
}

QString ChartTableModel::toText() const
{
    QString out;
    for (int c = 0; c < columnCount(); ++c)
        out += (c ? u"\t" : u"") + headerData(c, Qt::Horizontal, Qt::DisplayRole).toString();
    for (int r = 0; r < rowCount(); ++r) {
        out += u'\n' + base::isoTime(m_timesMs[static_cast<std::size_t>(r)] * base::nsPerMs);
        for (int c = 1; c < columnCount(); ++c) {
            const auto value = valueAt(r, c);
            out += u'\t' + (value ? QString::number(*value, 'g', 17) : QString());
        }
    }
    return out;
}

} // namespace wf::widgets
