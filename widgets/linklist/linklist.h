// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/display/linkfigure.h"

#include <QAbstractScrollArea>

namespace wf::widgets {

// Titles to open, with their tags, in groups below headings. A click or Return opens one; the star at its right end, or
// Space, marks it. Only what is visible is painted.
class LinkList final : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit LinkList(QWidget *parent = nullptr);
    void setFigure(signals::LinkFigure figure);
    [[nodiscard]] const signals::LinkFigure &figure() const { return m_figure; }
    [[nodiscard]] int current() const { return m_current; }
    [[nodiscard]] QRect rectOf(int row) const; // in the viewport
    [[nodiscard]] QRect starOf(int row) const;

Q_SIGNALS:
    void opened(const QString &key);
    void starred(const QString &key, bool on);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *) override {} // the press was ours
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void layOut();
    void setCurrent(int row);
    [[nodiscard]] int rowAt(QPoint at) const;
    void paintRow(QPainter &p, int row) const;

    signals::LinkFigure m_figure;
    std::vector<int> m_tops; // of the rows, without their headings
    int m_current = -1, m_hovered = -1;
};

} // namespace wf::widgets
