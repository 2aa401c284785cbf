// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "widgets/chart/lanes/onsetlanes.h"

#include <QWidget>

#include <vector>

namespace wf::widgets {

// How unusual one service was over time.
struct ScoreLane {
    QString name;                      // outside text
    std::vector<float> scores;         // 0 … 1 evenly over the range; NaN: nothing is known
    std::vector<base::TimeRange> runs; // in which it was an anomaly; the last may reach beyond the range
    float now = 0;
    bool isActive = false;
    qint64 afterFirstNs = -1; // how long after the first lane its anomaly began; -1: it has none now
};

// One strip a service: grey while usual, in the colour of anomalies where it was one. The order of onsets suggests the
// direction. Up, Down and a click choose a lane; lanes without room are counted in words.
class ScoreLanes final : public QWidget {
    Q_OBJECT
public:
    explicit ScoreLanes(QWidget *parent = nullptr);
    void show(std::vector<ScoreLane> lanes, std::vector<OnsetMark> marks, base::TimeRange range);
    void setCurrent(const QString &name);
    [[nodiscard]] const QString &current() const { return m_current; }
    // The lane at a point of the widget; null when there is none.
    [[nodiscard]] const ScoreLane *laneAt(const QPoint &point) const;
    [[nodiscard]] int shownLanes() const;
    [[nodiscard]] double namesWidth() const { return m_namesWidth; }
    [[nodiscard]] QSize sizeHint() const override { return {640, 260}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {320, 120}; }

Q_SIGNALS:
    void chosen(const QString &name);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] QRectF plot() const;
    void measureNames();
    [[nodiscard]] double laneHeight() const;
    [[nodiscard]] double xOf(qint64 ns) const;
    void paintLane(QPainter &p, const ScoreLane &lane, const QRectF &row) const;
    void paintMarks(QPainter &p) const;

    std::vector<ScoreLane> m_lanes;
    std::vector<OnsetMark> m_marks;
    base::TimeRange m_range;
    QString m_current;
    double m_namesWidth = 108; // of the longest, within bounds
};

} // namespace wf::widgets
