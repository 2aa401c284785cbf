// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/rows/rowsmodel.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/text/safetext.h"

namespace wf::ui {

// A column of texts in a list of rules to choose from. `isDimmed`: the row is of less interest. `tone`: a Severity as
// the cell delegate takes it, or nothing.
template<class Row>
items::RowColumn<Row> textColumn(const QString &title, std::function<QString(const Row &)> text,
                                 std::function<bool(const Row &)> isDimmed,
                                 std::function<QVariant(const Row &)> tone = {})
{
    return {title, Qt::AlignLeft,
            [text = std::move(text), isDimmed = std::move(isDimmed), tone = std::move(tone)](const Row &row,
                                                                                             int role) -> QVariant {
                switch (role) {
                case Qt::DisplayRole:
                    return text(row);
                case Qt::ToolTipRole:
                    return widgets::plainTip(text(row));
                case widgets::CellKindRole:
                    return static_cast<int>(widgets::CellKind::Text);
                case widgets::DimmedRole:
                    return isDimmed(row);
                case widgets::ToneRole:
                    return tone ? tone(row) : QVariant();
                default:
                    return {};
                }
            }};
}

} // namespace wf::ui
