// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/display/figures.h"

#include <QAbstractScrollArea>

namespace wf::widgets {

// A table of plain cells, each with a colour of its own if need be: only what is visible is painted. A click on a
// column sorts by it; Ctrl+C copies all of it, tab-separated. Cells of columns that are linked lead somewhere: by a
// click, or by the arrows and Enter.
class DataTable final : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit DataTable(QWidget *parent = nullptr);
    void setFigure(signals::TableFigure figure);
    [[nodiscard]] const signals::TableFigure &figure() const { return m_figure; }
    void sortBy(int column, bool descending);
    [[nodiscard]] QString allText() const;

Q_SIGNALS:
    void cellChosen(int row, int column); // into figure(), as it is sorted; of linked columns only

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void layoutColumns();
    [[nodiscard]] QRect cellRect(int row, int column) const;
    void moveCurrent(int rows, int columns);
    signals::TableFigure m_figure;
    std::vector<int> m_widths;
    int m_sorted = -1;
    bool m_descending = false;
    QPoint m_current{-1, -1}; // column and row that the keys are at
};

} // namespace wf::widgets
