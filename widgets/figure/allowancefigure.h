// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QWidget>

#include <vector>

QT_BEGIN_NAMESPACE
class QChart;
class QChartView;
class QDateTimeAxis;
class QLineSeries;
class QValueAxis;
QT_END_NAMESPACE

namespace wf::widgets {

// The allowance of a clause used over its window, in minutes of complete failure.
struct AllowanceShown {
    qint64 startNs = 0;
    qint64 endNs = 0;
    std::vector<QPointF> used; // x in nanoseconds, y in minutes, in order
    double allowed = 0;        // minutes; the dashed line
    qint64 spentAtNs = 0;      // when it is spent if it goes on; 0: not in sight
    QString title;             // outside text
};

// Qt Charts with its theme off and pens from the tokens, as BurnDownFigure.
class AllowanceFigure final : public QWidget {
    Q_OBJECT
public:
    explicit AllowanceFigure(QWidget *parent = nullptr);
    void setAllowance(const AllowanceShown &shown);

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyPens();
    QChart *m_chart;
    QChartView *m_view;
    QLineSeries *m_used;
    QLineSeries *m_forecast;
    QLineSeries *m_limit;
    QDateTimeAxis *m_time;
    QValueAxis *m_minutes;
};

} // namespace wf::widgets
