// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"

#include <QWidget>

#include <vector>

QT_BEGIN_NAMESPACE
class QAreaSeries;
class QChart;
class QChartView;
class QDateTimeAxis;
class QGraphicsRectItem;
class QGraphicsSimpleTextItem;
class QLineSeries;
class QValueAxis;
QT_END_NAMESPACE

namespace wf::widgets {

class TimeDrag;

// A step of the line that something explains: its text stands beside it.
struct BurnMark {
    qint64 atNs = 0;
    QString text; // outside text
};

// What a burn-down shows: budget left over a window in percent, and where it goes.
struct BurnDown {
    qint64 startNs = 0; // left edge
    qint64 firstNs = 0; // of the first step; 0: the left edge
    qint64 stepNs = 0;
    std::vector<double> left;                      // 1 = untouched; NaN = unknown
    qint64 windowEndNs = 0;                        // right edge
    qint64 nowNs = 0;                              // a line there; 0: none
    double leftNow = 0;                            // the last point, at nowNs; NaN or without nowNs: the last step
    qint64 exhaustedAtNs = 0;                      // 0 = not in sight
    qint64 exhaustedFromNs = 0, exhaustedToNs = 0; // its interval as a fan; 0: none
    double freezeLimit = -1;                       // dashed line; below 0: none
    bool evenSpend = false;                        // a dotted line from untouched to spent over the window
    std::vector<BurnMark> marks;                   // at most the largest few are shown
    std::vector<base::TimeRange> anomalies;        // bars on the axis: when its series were not as usual
    double highest = 1;                            // of the scale
    bool isInTrouble = false;                      // the last point and the forecast in the colour of trouble
    bool hasHours = false;                         // times of day below instead of days
    QString title;                                 // outside text
};

// Qt Charts with its theme off and pens from the tokens: it has few points and wants axes (performance.md 10). Also
// for other shares that run down over a window.
class BurnDownFigure final : public QWidget {
    Q_OBJECT
public:
    explicit BurnDownFigure(QWidget *parent = nullptr);
    void setBurnDown(const BurnDown &shown);
    [[nodiscard]] const BurnDown &burnDown() const { return m_shown; }
    void setOffersQuery(bool offers); // "open in Metrics" in its menu

Q_SIGNALS:
    void changesAsked(wf::base::TimeRange range); // Ctrl+drag, context menu
    void queryAsked(wf::base::TimeRange range);   // context menu

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void applyPens();
    void fillLines();
    void fillForecast(double lastX, double lastY);
    void placeWords();
    void placeRuns();

    BurnDown m_shown;
    QChart *m_chart;
    QChartView *m_view;
    QLineSeries *m_left; // the line; m_upper is the same as the edge of the area below it
    QLineSeries *m_upper;
    QLineSeries *m_floor;
    QAreaSeries *m_area;
    QLineSeries *m_fanHigh;
    QLineSeries *m_fanLow;
    QAreaSeries *m_fan;
    QLineSeries *m_even;
    QLineSeries *m_limit;
    QLineSeries *m_forecast;
    QLineSeries *m_now;
    QLineSeries *m_lastPoint;
    QDateTimeAxis *m_time;
    QValueAxis *m_percent;
    std::vector<QGraphicsSimpleTextItem *> m_words;
    std::vector<QGraphicsRectItem *> m_runs;
    TimeDrag *m_drag;
};

} // namespace wf::widgets
