// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAbstractItemModel;

namespace wf::widgets {

// A column of a RowTable: widths in logical pixels.
struct RowColumn {
    int width = 100; // where it does not stretch
    int minimum = 40;
    int stretch = 0; // shares what is left
    bool hidden = false;
    bool sortable = true;
    int left = 0; // laid out
    int shown = 0;
};

// Columns for a width: fixed ones keep theirs, the rest is shared by stretch. Pure.
void layoutColumns(std::vector<RowColumn> &columns, int width);

// The header of a RowTable: click sorts, dragging an edge changes the width, the menu chooses columns.
class RowHeader final : public QWidget {
    Q_OBJECT
public:
    explicit RowHeader(QWidget *parent = nullptr);
    void setModel(const QAbstractItemModel *model);
    void setColumns(std::vector<RowColumn> *columns) { m_columns = columns; }
    void setSort(int section, bool descending);
    [[nodiscard]] int sortSection() const { return m_section; }
    [[nodiscard]] bool sortDescending() const { return m_descending; }

Q_SIGNALS:
    void sortRequested(int section, bool descending);
    void columnsChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    [[nodiscard]] int sectionAt(int x) const;
    [[nodiscard]] int edgeAt(int x) const;
    const QAbstractItemModel *m_model = nullptr;
    std::vector<RowColumn> *m_columns = nullptr;
    int m_section = -1;
    bool m_descending = false;
    int m_dragged = -1;
    int m_dragFrom = 0;
    int m_widthBefore = 0;
};

} // namespace wf::widgets
