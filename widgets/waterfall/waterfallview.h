// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/waterfall/layout/barlayout.h"

#include <QAbstractScrollArea>

namespace wf::widgets {

// A trace as a waterfall: tree left, time right. Only the rows in sight are laid out and painted (performance.md 4).
// Keys: J K and arrows move, Left and Right close and open, X the next failed span, P the next on the critical path,
// Enter opens, Ctrl+wheel zooms.
class WaterfallView final : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit WaterfallView(QWidget *parent = nullptr);

    void setTrace(WaterfallDataPtr trace); // null: nothing
    [[nodiscard]] const WaterfallDataPtr &trace() const { return m_trace; }
    void setShownRange(NsRange range);
    [[nodiscard]] NsRange shownRange() const { return m_range; }
    void setPathShown(bool shown);
    void setErrorsShown(bool shown);
    // -1: none. Opens what hides it and scrolls to it.
    void setCurrentSpan(int span);
    [[nodiscard]] int currentSpan() const { return m_current; }
    // The next one in order of time and tree, round the end; false when there is none.
    bool goToNextError();
    bool goToNextOnPath();
    [[nodiscard]] const SpanRows &rows() const { return m_rows; }
    [[nodiscard]] QRect rowRect(int row) const;
    [[nodiscard]] int rowAt(double y) const; // -1 = none
    // "payment psp.pool.acquire, 4.02 s, starts at 441 ms, failed, on the critical path"
    [[nodiscard]] QString spanInWords(int span) const;

Q_SIGNALS:
    void currentSpanChanged(int span);
    void activated(int span);
    void shownRangeChanged();
    void menuRequested(const QPoint &global); // over the current span, which the one under the pointer becomes

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] double treeWidth() const;
    [[nodiscard]] TimeScale scale() const;
    [[nodiscard]] double chevronX(int span) const;
    void toggle(int span, bool closed);
    void moveBy(int rows);
    void updateScroll();
    void scrollTo(int span);

    WaterfallDataPtr m_trace;
    SpanRows m_rows;
    NsRange m_range;
    int m_current = -1;
    int m_hovered = -1; // row
    int m_deepest = 0;
    double m_treeShare = 0.31;
    bool m_dragsDivider = false;
    bool m_showPath = true;
    bool m_showErrors = true;
    std::vector<char> m_onPath; // parallel to the spans
};

} // namespace wf::widgets
