// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/threadentry.h"
#include "widgets/thread/threadlayout.h"

#include <QAbstractScrollArea>

namespace wf::widgets {

struct Theme;

// The account of everything that belongs to a subject, oldest first: time, spine with nodes, entry. The now line and up
// to three future entries stay at the bottom edge. Paints signals::Thread, knows nothing else. Keys: J/K or arrows
// move, Enter opens, Space selects. Ctrl+click asks for a second window. What an empty Thread says; silence of a source
// is never told as "nothing happened".
struct ThreadEmptyWords {
    QString headline;
    QString detail;
};
[[nodiscard]] ThreadEmptyWords threadEmptyWords(const signals::Thread &thread);

class ThreadView final : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit ThreadView(QWidget *parent = nullptr);

    void setThread(signals::ThreadPtr thread);
    [[nodiscard]] const signals::ThreadPtr &thread() const { return m_thread; }
    void setHidden(const std::vector<bool> &hiddenSignals); // by Signal
    [[nodiscard]] int currentEntry() const { return m_current; }
    // Highlights the entry nearest to the shared cross-hair.
    void setCrosshair(qint64 timeNs);
    // The Thread as plain text, one line an entry.
    [[nodiscard]] QString asText() const;

Q_SIGNALS:
    void entrySelected(const wf::signals::ThreadEntry &entry);
    void entryOpened(const wf::signals::ThreadEntry &entry);
    void entryHovered(qint64 timeNs); // 0 = none
    void widenRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void relayout();
    void scrollToDeparture();
    void ensureVisible(int entry);
    void moveCurrent(int step);
    [[nodiscard]] double futureTop() const;
    [[nodiscard]] int nearestToCrosshair() const;
    void paintPast(QPainter &p, const Theme &t, double edge);
    void paintNowAndFuture(QPainter &p, const Theme &t, double edge);
    [[nodiscard]] const signals::ThreadEntry *hit(const QPointF &pos, int *index) const;

    signals::ThreadPtr m_thread;
    std::vector<bool> m_hidden;
    ThreadLayout m_past;
    ThreadLayout m_future;
    int m_current = -1;
    int m_hovered = -1;
    qint64 m_crosshair = 0;
};

// Icon of a signal, as on mocks/sheet-thread.png.
[[nodiscard]] QString signalIcon(signals::Signal signal);

} // namespace wf::widgets
