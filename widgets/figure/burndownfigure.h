// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

// What a burn-down shows: budget left over the window in percent, and where it goes at the present burn.
struct BurnDown {
    qint64 startNs = 0;
    qint64 stepNs = 0;
    std::vector<double> left;  // 1 = untouched; NaN = unknown
    qint64 windowEndNs = 0;    // right edge
    qint64 exhaustedAtNs = 0;  // 0 = not in sight
    double freezeLimit = 0.25; // dashed line
    QString title;             // outside text
};

// Qt Charts with its theme off and pens from the tokens: it has few points and wants axes (performance.md 10).
class BurnDownFigure final : public QWidget {
    Q_OBJECT
public:
    explicit BurnDownFigure(QWidget *parent = nullptr);
    void setBurnDown(const BurnDown &shown);

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyPens();
    QChart *m_chart;
    QChartView *m_view;
    QLineSeries *m_left;
    QLineSeries *m_forecast;
    QLineSeries *m_limit;
    QDateTimeAxis *m_time;
    QValueAxis *m_percent;
};

} // namespace wf::widgets
