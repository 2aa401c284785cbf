// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIdentityProxyModel>

#include <vector>

namespace wf::ui {

// Rows for a RowTable: what a RowsModel keeps, with the kinds of the columns.
class RowKinds final : public QIdentityProxyModel {
    Q_OBJECT
public:
    // `lead`: the column of the name; `end`: the column whose words end at its right edge, below 0 for none.
    RowKinds(QAbstractItemModel *rows, std::vector<int> kinds, int lead, QObject *parent = nullptr, int end = -1);
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<int> m_kinds; // widgets::CellKind by column
    int m_lead, m_end;
};

} // namespace wf::ui
