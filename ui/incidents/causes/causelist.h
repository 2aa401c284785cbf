// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/causes/causereport.h"

#include <QAbstractScrollArea>

namespace wf::ui {

// The suspects of an incident, most suspected first: what and why, how long before the first symptom, a bar for each
// kind of evidence, and their share of the suspicion. One row is current; arrows, Home and End move it.
class CauseList final : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit CauseList(QWidget *parent = nullptr);

    // Null: nothing to show. The current row stays with its service.
    void show(engine::CauseReportPtr report);
    [[nodiscard]] const engine::CauseSuspect *current() const; // null: there is none
    void setCurrent(const QString &service);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {240, 146}; } // three rows

Q_SIGNALS:
    void currentChanged();
    void activated(const QString &service); // Enter, double click

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    // Where the columns lie; what has no room is not shown: the lead first, then the bars.
    struct Columns {
        double title = 0, titleWidth = 0;
        double lead = -1; // below 0: left out
        double bars = -1, barWidth = 0;
        double share = 0;
    };
    [[nodiscard]] Columns columns() const;
    [[nodiscard]] int rows() const;
    [[nodiscard]] int rowAt(int y) const; // -1: none
    [[nodiscard]] QRectF rowRect(int row) const;
    void paintHead(QPainter &p, const Columns &at) const;
    void paintRow(QPainter &p, int row, const Columns &at) const;
    void moveTo(int row);
    void layOut();
    void speak();

    engine::CauseReportPtr m_report;
    int m_current = 0;
};

// "4 min 8 s before", "at onset", "2 min 20 s after"; empty when it is not known.
[[nodiscard]] QString leadText(const engine::CauseSuspect &suspect);
// The row in words: "payment v2.31.0 in eu-west, 86 %, time 1.0, …: reasons".
[[nodiscard]] QString spokenCause(const engine::CauseSuspect &suspect);

} // namespace wf::ui
