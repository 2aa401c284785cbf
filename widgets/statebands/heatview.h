// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/signals/display/figures.h"

#include <QImage>
#include <QWidget>

namespace wf::widgets {

// A heat map: time to the right, buckets upwards, the theme's ramp for how many. Dragging is left to charts.
class HeatView final : public QWidget {
    Q_OBJECT
public:
    explicit HeatView(QWidget *parent = nullptr);
    void setFigure(signals::HeatFigure figure, base::TimeRange range);
    [[nodiscard]] QString textAt(const QPoint &pos) const; // bucket and count under a point; empty when there is none

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] QRectF plot() const;
    signals::HeatFigure m_figure;
    base::TimeRange m_range;
};

} // namespace wf::widgets
