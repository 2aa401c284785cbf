// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/thread/threadview.h"

#include "models/base/clock.h"
#include "models/base/timetext.h"
#include "models/base/untrusted.h"
#include "widgets/base/paint.h"
#include "widgets/base/theme.h"
#include "widgets/thread/threadpainter.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

namespace wf::widgets {

namespace {
constexpr double nowHeight = 26;
constexpr double spineX = threadTimeColumn + threadSpineColumn / 2 - 1.5;
} // namespace

QString signalIcon(signals::Signal signal)
{
    switch (signal) {
    case signals::Signal::Alert:
        return QStringLiteral("alert");
    case signals::Signal::Log:
        return QStringLiteral("logline");
    case signals::Signal::Trace:
        return QStringLiteral("span");
    case signals::Signal::Metric:
        return QStringLiteral("chart-line");
    case signals::Signal::Anomaly:
        return QStringLiteral("anomaly");
    case signals::Signal::Deploy:
        return QStringLiteral("deploy");
    case signals::Signal::Objective:
        return QStringLiteral("slo");
    case signals::Signal::Note:
        return QStringLiteral("note");
    case signals::Signal::Forecast:
        return QStringLiteral("forecast");
    case signals::Signal::Source:
        return QStringLiteral("source");
    }
    return {};
}

ThreadEmptyWords threadEmptyWords(const signals::Thread &thread)
{
    if (!thread.settled)
        return {ThreadView::tr("Asking the sources"), {}};
    const QString from = base::dayAndTime(thread.windowStartNs, thread.nowNs);
    const QString to = base::dayAndTime(thread.windowEndNs, thread.nowNs);
    if (!thread.missing.isEmpty()) {
        QString detail =
            ThreadView::tr("Between %1 and %2 these did not answer, the others saw nothing:").arg(from, to);
        for (const QString &one : thread.missing)
            detail += u'\n' + base::visibleText(one, 300);
        return {ThreadView::tr("What happened to %1 is not known").arg(thread.subject.title), detail};
    }
    return {ThreadView::tr("Nothing else happened to %1").arg(thread.subject.title),
            ThreadView::tr("No alert, deploy or error between %1 and %2. Widen the window to see more.").arg(from, to)};
}

ThreadView::ThreadView(QWidget *parent) : QAbstractScrollArea(parent), m_hidden(signals::signalCount, false)
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    setAccessibleName(tr("Thread"));
}

void ThreadView::setThread(signals::ThreadPtr thread)
{
    const bool sameSubject = m_thread && thread && m_thread->subject == thread->subject;
    const int kept = verticalScrollBar()->value();
    m_thread = std::move(thread);
    if (!sameSubject)
        m_current = -1;
    relayout();
    if (sameSubject)
        verticalScrollBar()->setValue(kept);
    else
        scrollToDeparture();
    if (m_thread) {
        const int n = static_cast<int>(m_thread->entries.size());
        setAccessibleDescription(tr("%1, %n entries", nullptr, n).arg(m_thread->subject.title));
    }
}

void ThreadView::setHidden(const std::vector<bool> &hiddenSignals)
{
    m_hidden = hiddenSignals;
    relayout();
}

void ThreadView::setCrosshair(qint64 timeNs)
{
    m_crosshair = timeNs;
    viewport()->update();
}

void ThreadView::relayout()
{
    const Theme &t = Theme::of(this);
    const double w = viewport()->width();
    m_past = m_thread ? layoutThread(m_thread->entries, m_hidden, w, t, true) : ThreadLayout{};
    m_future = m_thread ? layoutThread(m_thread->future, std::vector<bool>(signals::signalCount, false), w, t, false)
                        : ThreadLayout{};
    const int visible = static_cast<int>(futureTop());
    verticalScrollBar()->setPageStep(visible);
    verticalScrollBar()->setSingleStep(20);
    verticalScrollBar()->setRange(0, std::max(0, static_cast<int>(m_past.height) - visible + 8));
    viewport()->update();
}

double ThreadView::futureTop() const
{
    return viewport()->height() - m_future.height - nowHeight;
}

// Opens at the selection, or at the first departure from normal.
void ThreadView::scrollToDeparture()
{
    if (!m_thread || m_past.entries.empty())
        return;
    double target = m_past.height;
    for (const auto &e : m_past.entries) {
        const auto &entry = m_thread->entries[static_cast<std::size_t>(e.index)];
        const bool wanted = m_thread->subject.timeNs ? entry.timeNs >= m_thread->subject.timeNs
                                                     : entry.severity <= signals::Severity::Warning;
        if (wanted) {
            target = e.top;
            break;
        }
    }
    verticalScrollBar()->setValue(static_cast<int>(std::max(0.0, target - futureTop() / 3)));
}

void ThreadView::resizeEvent(QResizeEvent *)
{
    relayout();
}

void ThreadView::paintEvent(QPaintEvent *)
{
    const Theme &t = Theme::of(this);
    QPainter p(viewport());
    p.fillRect(viewport()->rect(), t.surface.panel);
    if (!m_thread)
        return;
    const double edge = futureTop();
    if (m_past.entries.empty()) {
        const double pad = 16;
        const double w = viewport()->width();
        const auto [headline, detail] = threadEmptyWords(*m_thread);
        paintText(p, QRectF(pad, 20, w - 2 * pad, 18), headline, t.font(TextRole::Strong), t.text.primary);
        p.setFont(t.font(TextRole::Small));
        p.setPen(t.text.secondary);
        p.drawText(QRectF(pad, 42, w - 2 * pad, std::max(0.0, edge - 50)), Qt::TextWordWrap, detail);
    }
    paintPast(p, t, edge);
    paintNowAndFuture(p, t, edge);
}

// The entry whose time is nearest to the cross-hair's; -1 when there is none.
int ThreadView::nearestToCrosshair() const
{
    int nearest = -1;
    const auto distance = [this](int index) {
        return std::abs(m_thread->entries[static_cast<std::size_t>(index)].timeNs - m_crosshair);
    };
    if (m_crosshair)
        for (const auto &e : m_past.entries)
            if (nearest < 0 || distance(e.index) < distance(nearest))
                nearest = e.index;
    return nearest;
}

// The spine first, entry by entry in the colour of its time, so that nodes sit on it.
void ThreadView::paintPast(QPainter &p, const Theme &t, double edge)
{
    const double w = viewport()->width();
    const double scroll = verticalScrollBar()->value();
    p.save();
    p.setClipRect(QRectF(0, 0, w, edge));
    double from = 0;
    qint64 at = m_thread->windowStartNs;
    for (const auto &e : m_past.entries) {
        const double to = e.top - scroll + 13;
        p.fillRect(QRectF(spineX, from, 3, to - from), spineColor(*m_thread, at, t));
        from = to;
        at = m_thread->entries[static_cast<std::size_t>(e.index)].timeNs;
    }
    if (!m_past.entries.empty()) // words of an empty Thread stand where the spine would be
        p.fillRect(QRectF(spineX, from, 3, std::max(0.0, edge - from)),
                   spineColor(*m_thread, std::min(at, m_thread->nowNs - 1), t));
    const int nearest = nearestToCrosshair();
    for (const auto &e : m_past.entries) {
        const double y = e.top - scroll;
        if (y > edge || y + e.height < 0)
            continue;
        const auto &entry = m_thread->entries[static_cast<std::size_t>(e.index)];
        paintThreadEntry(
            p, {entry, e, y, w, e.index == m_current, e.index == m_hovered || e.index == nearest, m_thread->nowNs}, t);
    }
    p.restore();
}

// Now stays at the bottom edge; below it what comes next.
void ThreadView::paintNowAndFuture(QPainter &p, const Theme &t, double edge)
{
    const double w = viewport()->width();
    paintText(p, QRectF(0, edge, threadTimeColumn - 4, nowHeight), base::hourMinute(m_thread->nowNs),
              t.font(TextRole::MonoSmall), t.accent.text, Qt::AlignRight | Qt::AlignVCenter);
    p.fillRect(QRectF(threadTimeColumn + 2, edge + nowHeight / 2, w - threadTimeColumn - 44, 1), t.accent.base);
    paintText(p, QRectF(w - 40, edge, 30, nowHeight), tr("now"), t.font(TextRole::Small), t.accent.text,
              Qt::AlignRight | Qt::AlignVCenter);
    if (!m_thread->future.empty()) {
        QPen dotted(t.severity(m_thread->future.back().severity).mark, 3);
        dotted.setDashPattern({1, 1.4});
        p.setPen(dotted);
        p.drawLine(QPointF(spineX + 1.5, edge + nowHeight), QPointF(spineX + 1.5, viewport()->height()));
    }
    for (const auto &e : m_future.entries)
        paintThreadEntry(p,
                         {m_thread->future[static_cast<std::size_t>(e.index)], e, edge + nowHeight + e.top, w, false,
                          false, m_thread->nowNs},
                         t);
}

const signals::ThreadEntry *ThreadView::hit(const QPointF &pos, int *index) const
{
    *index = -1;
    if (!m_thread)
        return nullptr;
    if (pos.y() >= futureTop()) {
        const int i = m_future.entryAt(pos.y() - futureTop() - nowHeight);
        return i >= 0 ? &m_thread->future[static_cast<std::size_t>(i)] : nullptr;
    }
    *index = m_past.entryAt(pos.y() + verticalScrollBar()->value());
    return *index >= 0 ? &m_thread->entries[static_cast<std::size_t>(*index)] : nullptr;
}

void ThreadView::mousePressEvent(QMouseEvent *event)
{
    int index = -1;
    if (m_thread && m_thread->settled && m_past.entries.empty() && event->position().y() < futureTop()) {
        Q_EMIT widenRequested();
        return;
    }
    if (const auto *entry = hit(event->position(), &index)) {
        m_current = index;
        viewport()->update();
        const signals::ThreadEntry copy = *entry; // selecting replaces the Thread
        Q_EMIT entrySelected(copy);
    }
}

void ThreadView::mouseDoubleClickEvent(QMouseEvent *event)
{
    int index = -1;
    if (const auto *entry = hit(event->position(), &index)) {
        const signals::ThreadEntry copy = *entry;
        Q_EMIT entryOpened(copy);
    }
}

void ThreadView::mouseMoveEvent(QMouseEvent *event)
{
    int index = -1;
    const auto *entry = hit(event->position(), &index);
    if (index == m_hovered)
        return;
    m_hovered = index;
    viewport()->update();
    Q_EMIT entryHovered(entry ? entry->timeNs : 0);
}

void ThreadView::leaveEvent(QEvent *)
{
    m_hovered = -1;
    viewport()->update();
    Q_EMIT entryHovered(0);
}

void ThreadView::moveCurrent(int step)
{
    if (m_past.entries.empty())
        return;
    int position = -1;
    for (int i = 0; i < static_cast<int>(m_past.entries.size()); ++i)
        if (m_past.entries[static_cast<std::size_t>(i)].index == m_current)
            position = i;
    position = std::clamp(position + step, 0, static_cast<int>(m_past.entries.size()) - 1);
    m_current = m_past.entries[static_cast<std::size_t>(position)].index;
    ensureVisible(position);
    viewport()->update();
    Q_EMIT entryHovered(m_thread->entries[static_cast<std::size_t>(m_current)].timeNs);
}

void ThreadView::ensureVisible(int position)
{
    const auto &e = m_past.entries[static_cast<std::size_t>(position)];
    const int top = static_cast<int>(e.top);
    const int bottom = static_cast<int>(e.top + e.height);
    if (top < verticalScrollBar()->value())
        verticalScrollBar()->setValue(top);
    else if (bottom > verticalScrollBar()->value() + futureTop())
        verticalScrollBar()->setValue(bottom - static_cast<int>(futureTop()));
}

void ThreadView::keyPressEvent(QKeyEvent *event)
{
    const bool valid = m_thread && m_current >= 0 && m_current < static_cast<int>(m_thread->entries.size());
    switch (event->key()) {
    case Qt::Key_Down:
    case Qt::Key_J:
        return moveCurrent(1);
    case Qt::Key_Up:
    case Qt::Key_K:
        return moveCurrent(-1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (valid) {
            const signals::ThreadEntry copy = m_thread->entries[static_cast<std::size_t>(m_current)];
            Q_EMIT entryOpened(copy);
        }
        return;
    case Qt::Key_Space:
        if (valid) {
            const signals::ThreadEntry copy = m_thread->entries[static_cast<std::size_t>(m_current)];
            Q_EMIT entrySelected(copy);
        }
        return;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

QString ThreadView::asText() const
{
    if (!m_thread)
        return {};
    QString out = m_thread->subject.title + u'\n';
    const auto add = [&](const signals::ThreadEntry &e) {
        static const char *const names[] = {"alert",  "log",       "trace", "metric",   "anomaly",
                                            "deploy", "objective", "note",  "forecast", "source"};
        out += threadMoment(e, m_thread->nowNs) + u' ' + QLatin1String(names[static_cast<std::size_t>(e.signal)]) +
               u' ' + e.title;
        if (!e.detail.isEmpty())
            out += QStringLiteral(": ") + e.detail;
        out += QStringLiteral(" (") + e.reason + QStringLiteral(")\n");
    };
    for (const auto &e : m_thread->entries)
        add(e);
    for (const auto &e : m_thread->future)
        add(e);
    return base::visibleText(out, 200'000);
}

} // namespace wf::widgets
