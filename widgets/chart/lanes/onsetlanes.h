// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/signals/severity.h"

#include <QWidget>

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
};

// A moment across all lanes.
struct OnsetMark {
    enum class Kind { Deploy, Plain, Acknowledged };
    qint64 ns = 0;
    QString text; // outside text
    Kind kind = Kind::Plain;
};

// Bars by onset, in lanes: the order suggests the direction. Bars share the height there is, 3 to 9 px each; what has
// no room is counted in words. A click chooses a bar.
class OnsetLanes final : public QWidget {
    Q_OBJECT
public:
    explicit OnsetLanes(QWidget *parent = nullptr);
    void show(std::vector<OnsetBar> bars, std::vector<OnsetMark> marks, qint64 nowNs);
    void setCurrent(quint64 key);
    [[nodiscard]] base::TimeRange range() const { return m_range; }
    // The bar at a point of the widget; null when there is none.
    [[nodiscard]] const OnsetBar *barAt(const QPoint &point) const;
    [[nodiscard]] QSize sizeHint() const override { return {480, 220}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {240, 120}; }

Q_SIGNALS:
    void chosen(quint64 key);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Lane {
        QString name;
        double top = 0;
        double height = 0;
    };
    struct Place {
        QRectF rect;
        std::size_t bar = 0;
    };
    struct Layout {
        QRectF plot;
        std::vector<Lane> lanes;
        std::vector<Place> places;
        int left = 0; // bars without room
    };
    [[nodiscard]] Layout layoutFor(const QRectF &area) const;
    [[nodiscard]] double xOf(qint64 ns, const QRectF &plot) const;
    void paintMarks(QPainter &p, const QRectF &plot) const;

    std::vector<OnsetBar> m_bars;
    std::vector<OnsetMark> m_marks;
    base::TimeRange m_range;
    qint64 m_nowNs = 0;
    quint64 m_current = 0;
};

} // namespace wf::widgets
