// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/table/rowheader.h"
#include "widgets/table/rowpainter.h"
#include "widgets/table/rowselection.h"

#include <QAbstractScrollArea>
#include <QPointer>

class QAbstractItemModel;
class QHelpEvent;

namespace wf::widgets {

// A flat table of any length, painted by itself (DESIGN.md 5, performance.md 7): only what is visible is asked of the
// model. The model answers the cell roles of widgets/base and the row roles beside this file; header data give
// CellKindRole. Selection and scroll position follow the row keys through every change of the model.
class RowTable : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit RowTable(QWidget *parent = nullptr);
    ~RowTable() override;

    // rowOf: where a key is shown, -1 when nowhere; without it rows are searched.
    void setModel(QAbstractItemModel *model, std::function<int(quint64)> rowOf = {});
    [[nodiscard]] QAbstractItemModel *model() const { return m_model; }
    void setColumns(std::vector<RowColumn> columns);
    // Rows with room for a second line (SecondLineRole of the cells).
    void setTwoLines(bool twoLines);
    // Some rows have one line only (OneLineRole), in a table of two lines. Costs a look at every row when rows change.
    void setMixedLines(bool mixedLines);
    [[nodiscard]] const std::vector<RowColumn> &columns() const { return m_columns; }
    void setSort(int section, bool descending) { m_header->setSort(section, descending); }

    [[nodiscard]] const QSet<quint64> &selectedKeys() const { return m_selection.keys(); }
    [[nodiscard]] bool hasCurrent() const { return m_selection.hasCurrent(); }
    [[nodiscard]] quint64 currentKey() const { return m_selection.current(); }
    void setCurrentKey(quint64 key); // selects and scrolls to it
    void clearSelection();
    // New rows that the model holds back; shown as "3 new, press Home".
    void setWaiting(int count);
    // The list is hovered or has the focus: its order must not change now.
    [[nodiscard]] bool isHeld() const { return m_held; }
    // Selected rows as tab-separated text, in the order shown.
    [[nodiscard]] QString selectedText() const;
    [[nodiscard]] int rowAt(const QPoint &viewportPoint) const; // -1 = none
    [[nodiscard]] QRect rowRect(int row) const;
    [[nodiscard]] int rowOf(quint64 key) const;

Q_SIGNALS:
    void selectionChanged();
    void activated(quint64 key); // Enter, double click
    void sortRequested(int section, bool descending);
    void groupToggled(quint64 key);
    void heldChanged(bool held);
    void releaseRequested(); // Home, or the note was clicked
    void menuRequested(const QPoint &global);
    void columnsChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    [[nodiscard]] quint64 keyAt(int row) const;
    [[nodiscard]] int rows() const;
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] int topOf(int row) const; // within the whole list
    [[nodiscard]] int heightOf(int row) const { return topOf(row + 1) - topOf(row); }
    [[nodiscard]] int rowFrom(int y) const; // the row at a height of the whole list; rows() below the last
    [[nodiscard]] bool isTreeHead(int row) const;
    void choose(int row, RowSelection::Mode mode);
    void move(int row, Qt::KeyboardModifiers modifiers);
    void scrollTo(int row);
    void layoutAll();
    void rememberPlace();
    void restorePlace();
    void refreshHeld();
    void copySelection() const;
    [[nodiscard]] QRect noteRect() const;
    bool showTip(QHelpEvent *event);

    QPointer<QAbstractItemModel> m_model;
    std::function<int(quint64)> m_rowOf;
    std::vector<RowColumn> m_columns;
    std::vector<RowPainter::Column> m_painted;
    RowSelection m_selection;
    RowPainter m_painter;
    RowHeader *m_header;
    int m_hovered = -1;
    int m_waiting = 0;
    std::vector<int> m_tops; // of rows with mixed lines, and the end; empty: all have one height
    bool m_twoLines = false;
    bool m_mixedLines = false;
    bool m_held = false;
    bool m_mouseInside = false;
    quint64 m_placeKey = 0;
    int m_placeOffset = -1; // -1: nothing remembered
};

} // namespace wf::widgets
