// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/signals/display/figures.h"

#include <QWidget>

namespace wf::widgets {

struct TimePlot;

// States over time, a row for each series; words in the bands where they fit. A state is read by the pointer or with
// the arrows (Home, End: first and last of its row). Linked rows lead somewhere: by a click, or by Enter.
class BandView final : public QWidget {
    Q_OBJECT
public:
    struct Place {
        int row = -1, state = -1;
        [[nodiscard]] bool isNone() const { return row < 0; }
        friend bool operator==(const Place &, const Place &) = default;
    };
    explicit BandView(QWidget *parent = nullptr);
    void setFigure(signals::BandFigure figure, base::TimeRange range);
    void setCrosshair(qint64 timeNs);
    [[nodiscard]] Place current() const { return m_current; }
    [[nodiscard]] Place placeAt(const QPointF &pos) const;
    [[nodiscard]] QStringList textOf(Place place) const; // row and state, from when to when; empty of none

Q_SIGNALS:
    void crosshairMoved(qint64 timeNs);   // 0 when the pointer leaves
    void stateChosen(int row, int state); // of linked rows only

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    [[nodiscard]] TimePlot plot() const;
    [[nodiscard]] qreal rowHeight() const;
    [[nodiscard]] QRectF rectOf(Place place) const; // may be empty
    [[nodiscard]] const signals::BandFigure::State &stateAt(Place place) const;
    [[nodiscard]] int statesOf(int row) const;
    [[nodiscard]] bool isLinked(Place place) const;
    [[nodiscard]] Place nearIn(int row, qint64 ms) const;
    [[nodiscard]] Place moved(int key) const;
    void setCurrent(Place place, bool isPointed);
    void describe();

    signals::BandFigure m_figure;
    base::TimeRange m_range;
    Place m_current;
    bool m_isPointed = false; // by the pointer: gone when that leaves
    qint64 m_crosshairNs = 0;
};

} // namespace wf::widgets
