// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/waterfall/layout/timescale.h"
#include "widgets/waterfall/layout/waterfalldata.h"

#include <QPixmap>
#include <QWidget>

namespace wf::widgets {

// The whole trace in small above its waterfall. Two handles bound the part that is shown below; dragging between them
// moves it, dragging outside chooses a new one, a double click shows all again. Arrow keys move it, + and - zoom.
class TraceMiniMap final : public QWidget {
    Q_OBJECT
public:
    explicit TraceMiniMap(QWidget *parent = nullptr);
    void setTrace(WaterfallDataPtr trace);
    void setShownRange(NsRange range);
    [[nodiscard]] NsRange shownRange() const { return m_range; }
    [[nodiscard]] QSize sizeHint() const override { return {400, 50}; }

Q_SIGNALS:
    void rangeChosen(wf::widgets::NsRange range);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class Drag { None, Start, End, Middle, New };
    [[nodiscard]] NsRange whole() const;
    [[nodiscard]] TimeScale scale() const;
    [[nodiscard]] Drag dragAt(double x) const;
    void choose(NsRange range);

    WaterfallDataPtr m_trace;
    NsRange m_range;
    QPixmap m_picture;
    Drag m_drag = Drag::None;
    qint64 m_grabbedNs = 0;
    NsRange m_grabbedRange;
};

} // namespace wf::widgets
