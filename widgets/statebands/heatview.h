// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/signals/display/figures.h"

#include <QPixmap>
#include <QWidget>

namespace wf::widgets {

struct Theme;
struct TimePlot;

// A heat map: time to the right, buckets upwards, the theme's ramp for how many. A cell is read by the pointer or with
// the arrows (Shift: ten at once, Home and End: first and last). Linked buckets lead somewhere: by a click, or by
// Enter. Dragging is left to charts.
class HeatView final : public QWidget {
    Q_OBJECT
public:
    struct Cell {
        int row = -1, column = -1;
        [[nodiscard]] bool isNone() const { return row < 0; }
        friend bool operator==(const Cell &, const Cell &) = default;
    };
    explicit HeatView(QWidget *parent = nullptr);
    void setFigure(signals::HeatFigure figure, base::TimeRange range);
    void setCrosshair(qint64 timeNs);
    [[nodiscard]] Cell current() const { return m_current; }
    [[nodiscard]] Cell cellAt(const QPointF &pos) const;
    [[nodiscard]] QStringList textOf(Cell cell) const; // bucket, how many, when; empty of none

Q_SIGNALS:
    void crosshairMoved(qint64 timeNs);         // 0 when the pointer leaves
    void cellChosen(int bucket, qint64 timeMs); // of linked buckets only

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    [[nodiscard]] TimePlot plot() const;
    [[nodiscard]] QRectF rectOf(Cell cell) const;
    [[nodiscard]] bool hasLegend() const { return height() >= 120; }
    [[nodiscard]] int rows() const { return static_cast<int>(m_figure.counts.size()); }
    [[nodiscard]] int columns() const { return rows() == 0 ? 0 : static_cast<int>(m_figure.counts[0].size()); }
    [[nodiscard]] double countAt(Cell cell) const;
    [[nodiscard]] Cell fullestOfTheLast() const;
    [[nodiscard]] bool isLinked(Cell cell) const; // and counts something
    void choose(Cell cell);
    void setCurrent(Cell cell, bool isPointed);
    void describe();
    void paintCells(QPainter &p, const Theme &theme) const;
    void paintNames(QPainter &p, const Theme &theme) const;
    void paintLegend(QPainter &p, const Theme &theme) const;

    signals::HeatFigure m_figure;
    base::TimeRange m_range;
    Cell m_current;
    bool m_isPointed = false; // by the pointer: gone when that leaves
    qint64 m_crosshairNs = 0;
    QPixmap m_layer; // all but the cross-hair; null: to be painted
};

} // namespace wf::widgets
