// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/rows/rowsmodel.h"
#include "widgets/base/controls/celldelegate.h"

namespace wf::ui {

// A column that is painted as one kind of cell; `what` answers the other roles.
template<class Row>
[[nodiscard]] items::RowColumn<Row> cellColumn(const QString &title, widgets::CellKind kind, Qt::Alignment alignment,
                                               std::function<QVariant(const Row &, int role)> what)
{
    return {title, alignment, [kind, what = std::move(what)](const Row &row, int role) -> QVariant {
                return role == widgets::CellKindRole ? QVariant(static_cast<int>(kind)) : what(row, role);
            }};
}

// One that only shows words.
template<class Row>
[[nodiscard]] items::RowColumn<Row> wordColumn(const QString &title, widgets::CellKind kind, Qt::Alignment alignment,
                                               std::function<QString(const Row &)> what)
{
    return cellColumn<Row>(title, kind, alignment, [what = std::move(what)](const Row &row, int role) -> QVariant {
        return role == Qt::DisplayRole ? QVariant(what(row)) : QVariant();
    });
}

} // namespace wf::ui
