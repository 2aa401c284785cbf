// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/listdiff.h"

#include <QAbstractTableModel>

#include <functional>
#include <vector>

namespace wf::items {

// One column of a RowsModel: title and what a row answers to a role.
template<class Row>
struct RowColumn {
    QString title;
    Qt::Alignment alignment = Qt::AlignLeft;
    std::function<QVariant(const Row &, int role)> data;
};

// A table over a vector of values that changes by difference, never by reset: selection and scroll stay. The order of
// the rows is the caller's (worst first); the view does not sort. `Key` is what makes a row the same one.
template<class Row, class Key>
class RowsModel final : public QAbstractTableModel {
public:
    using KeyOf = std::function<Key(const Row &)>;
    RowsModel(std::vector<RowColumn<Row>> columns, KeyOf keyOf, QObject *parent = nullptr)
        : QAbstractTableModel(parent), m_columns(std::move(columns)), m_keyOf(std::move(keyOf))
    {
    }

    void setRows(std::vector<Row> wanted)
    {
        const auto diff = async::listDiff(m_rows, wanted, m_keyOf, [](const Row &, const Row &) { return false; });
        for (const auto &edit : diff.edits)
            carryOut(edit, wanted, diff);
        m_rows = std::move(wanted);
    }
    void setColumns(std::vector<RowColumn<Row>> columns)
    {
        beginResetModel(); // other columns are another table
        m_columns = std::move(columns);
        endResetModel();
    }
    [[nodiscard]] const std::vector<Row> &rows() const { return m_rows; }
    [[nodiscard]] const Row *at(const QModelIndex &index) const
    {
        return index.isValid() && index.row() < rowCount() ? &m_rows[static_cast<std::size_t>(index.row())] : nullptr;
    }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
    }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override
    {
        const Row *row = at(index);
        if (!row || index.column() >= columnCount())
            return {};
        const auto &column = m_columns[static_cast<std::size_t>(index.column())];
        if (role == Qt::TextAlignmentRole)
            return QVariant::fromValue(column.alignment | Qt::AlignVCenter);
        return column.data(*row, role);
    }
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override
    {
        if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
            return {};
        const auto &column = m_columns[static_cast<std::size_t>(section)];
        if (role == Qt::TextAlignmentRole)
            return QVariant::fromValue(column.alignment | Qt::AlignVCenter);
        return role == Qt::DisplayRole ? column.title : QVariant();
    }

private:
    void carryOut(const async::ListEdit &edit, const std::vector<Row> &wanted, const async::ListDiff &diff)
    {
        using Kind = async::ListEdit::Kind;
        switch (edit.kind) {
        case Kind::Remove:
            beginRemoveRows({}, edit.first, edit.last);
            async::applyEdit(m_rows, wanted, diff, edit);
            endRemoveRows();
            return;
        case Kind::Move:
            beginMoveRows({}, edit.first, edit.last, {}, edit.to);
            async::applyEdit(m_rows, wanted, diff, edit);
            endMoveRows();
            return;
        case Kind::Insert:
            beginInsertRows({}, edit.first, edit.last);
            async::applyEdit(m_rows, wanted, diff, edit);
            endInsertRows();
            return;
        case Kind::Change:
            async::applyEdit(m_rows, wanted, diff, edit);
            Q_EMIT dataChanged(index(edit.first, 0), index(edit.last, columnCount() - 1));
            return;
        case Kind::Reorder:
            reorder(edit, wanted, diff);
            return;
        }
    }
    void reorder(const async::ListEdit &edit, const std::vector<Row> &wanted, const async::ListDiff &diff)
    {
        Q_EMIT layoutAboutToBeChanged();
        std::vector<int> newRow(diff.order.size());
        for (std::size_t i = 0; i < diff.order.size(); ++i)
            newRow[static_cast<std::size_t>(diff.order[i])] = static_cast<int>(i);
        const auto before = persistentIndexList();
        QModelIndexList after;
        for (const auto &i : before)
            after << index(newRow[static_cast<std::size_t>(i.row())], i.column());
        async::applyEdit(m_rows, wanted, diff, edit);
        changePersistentIndexList(before, after);
        Q_EMIT layoutChanged();
    }

    std::vector<RowColumn<Row>> m_columns;
    KeyOf m_keyOf;
    std::vector<Row> m_rows;
};

} // namespace wf::items
