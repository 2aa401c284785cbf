// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/layout/chartdata.h"

#include <QAbstractTableModel>

namespace wf::widgets {

// The chart as a table: one row a moment, newest first; one column a series. Raw numbers under Qt::UserRole.
class ChartTableModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;
    void setData(std::shared_ptr<const ChartData> data, base::TimeRange range);
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    // Tab-separated with a heading, times in ISO form.
    [[nodiscard]] QString toText() const;

private:
    using QAbstractTableModel::setData;
    [[nodiscard]] std::optional<double> valueAt(int row, int column) const;
    std::shared_ptr<const ChartData> m_data;
    std::vector<qint64> m_timesMs; // newest first
};

} // namespace wf::widgets
