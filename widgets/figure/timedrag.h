// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"

#include <QObject>
#include <QPoint>

QT_BEGIN_NAMESPACE
class QChartView;
class QRubberBand;
QT_END_NAMESPACE

namespace wf::widgets {

// Ctrl+drag over a figure of Qt Charts asks what changed in the time between, its context menu about all of it, as the
// console's own charts do. Belongs to the view.
class TimeDrag final : public QObject {
    Q_OBJECT
public:
    explicit TimeDrag(QChartView *view);
    // From the left edge of the plot to the right.
    void setRange(base::TimeRange range) { m_range = range; }
    void setOffersQuery(bool offers) { m_offersQuery = offers; }

Q_SIGNALS:
    void asked(wf::base::TimeRange range);
    void queryAsked(wf::base::TimeRange range); // "open in Metrics"; only while it is offered

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] qint64 timeAt(int x) const;
    void openMenu(const QPoint &globalPos);

    QChartView *m_view;
    QRubberBand *m_band;
    base::TimeRange m_range;
    QPoint m_from;
    bool m_isDragging = false;
    bool m_offersQuery = false;
};

} // namespace wf::widgets
