// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/signals/display/figures.h"

#include <QWidget>

namespace wf::widgets {

// States over time, a row for each series; words in the bands where they fit.
class BandView final : public QWidget {
    Q_OBJECT
public:
    explicit BandView(QWidget *parent = nullptr);
    void setFigure(signals::BandFigure figure, base::TimeRange range);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    signals::BandFigure m_figure;
    base::TimeRange m_range;
};

} // namespace wf::widgets
