// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/flamegraph/flamelayout.h"

#include <QAbstractScrollArea>

namespace wf::widgets {

// A flame graph as an icicle, the root above (mock profiles.png). A click zooms into a box, Backspace and Esc zoom out;
// arrows walk from box to box, Return zooms. "/" and letters find boxes by their name, Esc ends that first.
class FlameView final : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit FlameView(QWidget *parent = nullptr);
    void setFigure(signals::FlameFigure figure);
    [[nodiscard]] const signals::FlameFigure &figure() const { return m_figure; }
    void zoomTo(int box);
    [[nodiscard]] int zoomed() const { return m_zoomed; }
    [[nodiscard]] int current() const { return m_current; }
    void find(const QString &text);
    [[nodiscard]] int found() const { return m_found; } // boxes that match
    [[nodiscard]] const std::vector<FlameRect> &rects() const { return m_rects; }
    // "3.1 s, 61.2 % of all; itself 0.2 s".
    [[nodiscard]] QString wordsOf(int box) const;

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
    void setCurrent(int box);
    void step(int key);
    void zoomOut();
    [[nodiscard]] int boxAt(QPointF at) const; // -1: none
    [[nodiscard]] bool isFound(int box) const;
    [[nodiscard]] QString valueText(double value) const;
    void paintBox(QPainter &p, const FlameRect &one) const;
    void paintReadOut(QPainter &p) const;
    void paintFoot(QPainter &p) const;
    [[nodiscard]] int room() const; // for boxes, in pixels

    signals::FlameFigure m_figure;
    std::vector<FlameRect> m_rects;
    int m_zoomed = 0;
    int m_current = -1; // with the keyboard
    int m_hovered = -1;
    QPointF m_pointer;
    QString m_find;
    bool m_isFinding = false;
    int m_found = 0;
};

} // namespace wf::widgets
