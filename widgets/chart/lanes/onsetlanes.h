// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/signals/series.h"
#include "models/signals/severity.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace wf::widgets {

// One firing: a bar from its beginning to its end.
struct OnsetBar {
    quint64 key = 0;
    QString lane;  // bars of one lane stand together, lanes in the order of their first bar
    QString title; // outside text
    signals::Severity severity = signals::Severity::Unknown;
    qint64 startNs = 0;
    qint64 endNs = 0; // 0: it goes on
    bool isHeld = false;
    bool isFinding = false; // in the colour of anomalies
};

// A moment across all lanes. Deploys are named above them, the others below.
struct OnsetMark {
    enum class Kind { Deploy, Plain, Acknowledged };
    qint64 ns = 0;
    QString text; // outside text
    Kind kind = Kind::Plain;
};

// What hurts, above the lanes on the same time axis.
struct OnsetChart {
    QString name, value;  // outside text; the newest value
    signals::Series line; // ascending; a gap of three steps breaks it
    qint64 stepNs = 0;
    std::optional<double> threshold;
    QString thresholdText;
    signals::Severity severity = signals::Severity::Critical;
};

// Bars by onset, in lanes: the order suggests the direction. Every lane is shown while its name has room; bars that
// have none are counted beside the name of their lane. A click chooses a bar, Up and Down go through them by onset.
class OnsetLanes final : public QWidget {
    Q_OBJECT
public:
    explicit OnsetLanes(QWidget *parent = nullptr);
    void show(std::vector<OnsetBar> bars, std::vector<OnsetMark> marks, qint64 nowNs);
    // Nothing takes it away; it is shown where there is height for both.
    void setChart(std::optional<OnsetChart> chart);
    void setCurrent(quint64 key);
    [[nodiscard]] base::TimeRange range() const { return m_range; }
    // The bar at a point of the widget; null when there is none.
    [[nodiscard]] const OnsetBar *barAt(const QPoint &point) const;
    // Names of the lanes that are shown, from above.
    [[nodiscard]] QStringList shownLanes() const;
    [[nodiscard]] bool showsChart() const;
    // From the last deploy before it to the first bar of a rule; of what was only found unusual where no rule fired
    // (that may be the deploy itself). 0: there was no deploy.
    [[nodiscard]] qint64 leadNs() const;
    [[nodiscard]] QSize sizeHint() const override { return {480, 240}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {240, 130}; }

Q_SIGNALS:
    void chosen(quint64 key);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Lane {
        QString name;
        std::vector<std::size_t> bars; // by onset
        double top = 0, height = 0;
        int left = 0; // bars without room
    };
    struct Place {
        QRectF rect;
        std::size_t bar = 0;
    };
    struct Layout {
        QRectF plot, chart; // without a chart that is empty
        std::vector<Lane> lanes;
        std::vector<Place> places;
        int lanesLeft = 0;
    };
    void layOut();
    void describe();
    [[nodiscard]] double xOf(qint64 ns) const;
    void paintChart(QPainter &p) const;
    void paintLine(QPainter &p, const OnsetChart &chart, double top) const;
    void paintLanes(QPainter &p) const;
    void paintMarks(QPainter &p) const;
    void paintLead(QPainter &p) const;
    struct Lead {
        const OnsetMark *deploy = nullptr; // null: none
        const Place *first = nullptr;
    };
    [[nodiscard]] Lead lead() const;

    std::vector<OnsetBar> m_bars; // by onset
    std::vector<OnsetMark> m_marks;
    std::optional<OnsetChart> m_chart;
    Layout m_layout;
    base::TimeRange m_range;
    qint64 m_nowNs = 0;
    quint64 m_current = 0;
};

} // namespace wf::widgets
