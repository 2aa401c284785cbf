// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/history/alerthistory.h"

#include <QWidget>

namespace wf::ui {

// A cell for each day, a column a week, Monday on top: the more began, the stronger. As many weeks as there is room
// for, the newest on the right; the oldest are left out. Arrows move a day; a click chooses one.
class CalendarHeat final : public QWidget {
    Q_OBJECT
public:
    explicit CalendarHeat(QWidget *parent = nullptr);
    void show(std::vector<engine::DayCount> days);
    [[nodiscard]] const engine::DayCount *current() const; // null: none is chosen
    // The day at a point of the widget; null when there is none.
    [[nodiscard]] const engine::DayCount *dayAt(const QPointF &point) const;
    [[nodiscard]] QRectF rectOf(QDate day) const; // empty: not shown
    [[nodiscard]] QSize sizeHint() const override { return {760, 128}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {220, 128}; }

Q_SIGNALS:
    void chosen(QDate day);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] int weeksShown() const;
    void choose(QDate day);

    std::vector<engine::DayCount> m_days; // one a day, oldest first
    int m_most = 0;
    QDate m_current;
};

// "Thu 14 May 2026: 41 alerts, 3 critical".
[[nodiscard]] QString dayText(const engine::DayCount &day);

} // namespace wf::ui
