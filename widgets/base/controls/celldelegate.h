// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/severity.h"

#include <QStyledItemDelegate>

namespace wf::widgets {

// How a cell is painted; models answer CellKindRole with one of these, and the data roles below.
enum class CellKind {
    Text,     // DisplayRole; SecondLineRole adds a tertiary line
    Mono,     // ids
    Number,   // DisplayRole with thin-space unit, right-aligned
    Severity, // SeverityRole: mark, then DisplayRole; SecondLineRole adds a tertiary line
    Spark,    // NumbersRole; MarkRole 0..1 = deploy
    Bar,      // FractionRole 0..1, DisplayRole beside it
    Budget,   // FractionRole (may be < 0), DisplayRole beside it; MarkRole 0..1 = limit, NumbersRole[0] = just spent;
              // any SecondLineRole: the bar is the second line, below the text
    States,   // SeveritiesRole
    Chip,     // DisplayRole as chip in SeverityRole's colours
    Votes,    // NumbersRole, a square for each: 1 yes (filled), 0 no (hollow), NaN abstains (a dash), in two rows where
              // one has no room; of a single one DisplayRole stands beside it, else it is only spoken and copied
};
enum CellRole {
    CellKindRole = Qt::UserRole + 1000,
    SeverityRole,   // int(signals::Severity)
    SecondLineRole, // QString
    NumbersRole,    // QVariant of std::vector<double>
    SeveritiesRole, // QVariant of std::vector<int>
    FractionRole,   // double
    MarkRole,       // double
    ToneRole,       // int(signals::Severity): colours the text; absent = primary
    DimmedRole,     // bool: silenced rows
    IconRole,       // icon name before the text
};

// Paints all cells of all tables (DESIGN.md 5): hairline under rows, 2 px selection edge, no stripes.
class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace wf::widgets

Q_DECLARE_METATYPE(std::vector<double>)
Q_DECLARE_METATYPE(std::vector<int>)
