// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/scatter/scatterlayout.h"

#include <QPixmap>
#include <QWidget>

#include <optional>

namespace wf::widgets {

// Duration by time as points; failed ones as crosses. Dragging selects a range, a click chooses a point, a double click
// or Enter opens it. Left and Right walk the points in order of time, Esc gives the selection up.
class ScatterView final : public QWidget {
    Q_OBJECT
public:
    struct Selection {
        base::TimeRange times;
        qint64 leastNs = 0, mostNs = 0; // durations
        friend bool operator==(const Selection &, const Selection &) = default;
    };
    explicit ScatterView(QWidget *parent = nullptr);

    // range: of the axis; its length 0: that of the points.
    void setPoints(std::vector<ScatterPoint> points, base::TimeRange range);
    // Times that are marked on the axis: something was not as usual then.
    void setUnusual(std::vector<base::TimeRange> runs);
    [[nodiscard]] const std::vector<base::TimeRange> &unusual() const { return m_unusual; }
    void setCurrent(int point); // -1: none
    [[nodiscard]] int current() const { return m_current; }
    void clearSelection();
    [[nodiscard]] const std::optional<Selection> &selection() const { return m_selection; }
    [[nodiscard]] const ScatterLayout &layoutNow() const { return m_layout; }

Q_SIGNALS:
    void currentChanged(int point);
    void opened(int point);
    void selectionChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void relayout();
    void paintPoints();
    void paintSelection(QPainter &p) const;
    void paintTip(QPainter &p) const;
    void step(int by);
    void choose(int point);
    [[nodiscard]] QRectF rectOf(const Selection &selection) const;

    std::vector<ScatterPoint> m_points;
    std::vector<int> m_byTime;
    std::vector<base::TimeRange> m_unusual;
    base::TimeRange m_range;
    ScatterLayout m_layout;
    QPixmap m_picture; // the points; hovering and selecting only lay over it
    std::optional<Selection> m_selection;
    std::optional<QPointF> m_pressed;
    QRectF m_band;
    int m_current = -1;
    int m_hovered = -1;
};

} // namespace wf::widgets
