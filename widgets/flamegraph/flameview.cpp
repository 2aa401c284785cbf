// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/flamegraph/flameview.h"

#include "models/base/untrusted.h"
#include "models/signals/display/unitformat.h"
#include "widgets/base/ground.h"
#include "widgets/base/paint.h"
#include "widgets/base/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace wf::widgets {

using namespace Qt::StringLiterals;

namespace {

constexpr int footHeight = 20;
constexpr double readable = 26;

// One colour for one group, whatever else is in the figure.
std::size_t slotOf(const QString &group)
{
    std::size_t sum = 0;
    for (const QChar c : group)
        sum = sum * 31 + c.unicode();
    return sum;
}

} // namespace

FlameView::FlameView(QWidget *parent) : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
}

void FlameView::setFigure(signals::FlameFigure figure)
{
    QStringList path; // where one looks stays in the new figure, if it is there
    for (int at = m_figure.isEmpty() ? 0 : m_zoomed; at > 0; at = m_figure.boxes[static_cast<std::size_t>(at)].parent)
        path.prepend(m_figure.boxes[static_cast<std::size_t>(at)].name);
    m_figure = std::move(figure);
    m_zoomed = 0;
    m_current = m_hovered = -1;
    int at = 0;
    for (const QString &name : path) {
        int next = -1;
        for (int i = at + 1; i < static_cast<int>(m_figure.boxes.size()) && next < 0; ++i)
            if (m_figure.boxes[static_cast<std::size_t>(i)].parent == at &&
                m_figure.boxes[static_cast<std::size_t>(i)].name == name)
                next = i;
        at = next;
        if (at < 0)
            break;
    }
    m_zoomed = std::max(0, at);
    find(m_find);
    setAccessibleDescription(m_figure.isEmpty() ? QString()
                                                : base::visibleText(m_figure.boxes.front().name, 200) + u", "_s +
                                                      valueText(m_figure.boxes.front().total));
    layOut();
}

void FlameView::find(const QString &text)
{
    m_find = text;
    m_found = 0;
    for (int i = 0; i < static_cast<int>(m_figure.boxes.size()); ++i)
        m_found += isFound(i) ? 1 : 0;
    viewport()->update();
}

bool FlameView::isFound(int box) const
{
    return !m_find.isEmpty() &&
           m_figure.boxes[static_cast<std::size_t>(box)].name.contains(m_find, Qt::CaseInsensitive);
}

void FlameView::zoomTo(int box)
{
    if (box < 0 || box >= static_cast<int>(m_figure.boxes.size()))
        return;
    m_zoomed = box;
    setCurrent(box);
    layOut();
}

void FlameView::zoomOut()
{
    if (m_zoomed > 0)
        zoomTo(m_figure.boxes[static_cast<std::size_t>(m_zoomed)].parent);
}

int FlameView::room() const
{
    return std::max(1, viewport()->height() - footHeight);
}

void FlameView::layOut()
{
    m_rects = layOutFlame(m_figure, m_zoomed, viewport()->width() - 2);
    const int height = static_cast<int>(flameDepth(m_figure, m_zoomed) * flameRowHeight) + 2;
    verticalScrollBar()->setRange(0, std::max(0, height - room()));
    verticalScrollBar()->setPageStep(room());
    verticalScrollBar()->setSingleStep(static_cast<int>(flameRowHeight));
    viewport()->update();
}

void FlameView::resizeEvent(QResizeEvent *)
{
    layOut();
}

int FlameView::boxAt(QPointF at) const
{
    at += QPointF(-1, verticalScrollBar()->value());
    for (const FlameRect &one : m_rects)
        if (one.rect.contains(at))
            return one.box;
    return -1;
}

QString FlameView::valueText(double value) const
{
    return signals::formatUnit(m_figure.unit.isEmpty() ? u"short"_s : m_figure.unit, value).whole();
}

QString FlameView::wordsOf(int box) const
{
    const auto &one = m_figure.boxes[static_cast<std::size_t>(box)];
    return tr("%1, %2 % of all; itself %3")
        .arg(valueText(one.total), QString::number(one.total / m_figure.boxes.front().total * 100, 'f', 1),
             valueText(one.self));
}

void FlameView::setCurrent(int box)
{
    m_current = box;
    if (box >= 0) {
        setAccessibleDescription(base::visibleText(m_figure.boxes[static_cast<std::size_t>(box)].name, 200) + u", "_s +
                                 wordsOf(box));
        const int y = static_cast<int>(m_figure.boxes[static_cast<std::size_t>(box)].depth * flameRowHeight);
        QScrollBar *bar = verticalScrollBar();
        if (y < bar->value())
            bar->setValue(y);
        else if (y + flameRowHeight > bar->value() + room())
            bar->setValue(y + static_cast<int>(flameRowHeight) - room());
    }
    viewport()->update();
}

void FlameView::paintBox(QPainter &p, const FlameRect &one) const
{
    const Theme &t = Theme::of(this);
    const auto &box = m_figure.boxes[static_cast<std::size_t>(one.box)];
    const QRectF where = one.rect.translated(1, -verticalScrollBar()->value()).adjusted(0, 0, -1, -1);
    QColor fill = box.group.isEmpty() ? mixed(t.surface.pressed, t.surface.panel, 0.2)
                                      : mixed(t.series[slotOf(box.group) % t.series.size()], t.surface.panel, 0.55);
    const bool isAbove = one.box < m_zoomed;
    if (isAbove || (!m_find.isEmpty() && !isFound(one.box)))
        fill = mixed(fill, t.surface.panel, 0.6);
    if (one.box == m_hovered)
        fill = mixed(fill, t.text.primary, 0.12);
    p.fillRect(where, fill);
    if (one.box == m_current && hasFocus()) {
        p.setPen(QPen(t.line.focus, 2));
        p.drawRect(where.adjusted(1, 1, -1, -1));
    }
    if (where.width() < readable)
        return;
    const double share = box.total / m_figure.boxes.front().total * 100;
    const QString words =
        base::visibleText(box.name, 200) +
        (where.width() > 140 && box.depth > 0 ? u"  "_s + QString::number(share, 'f', 1) + u" %"_s : QString());
    paintText(p, where.adjusted(5, 0, -4, 0), words, t.font(isFound(one.box) ? TextRole::SmallStrong : TextRole::Small),
              isAbove ? t.text.secondary : t.text.primary);
}

void FlameView::paintReadOut(QPainter &p) const
{
    const Theme &t = Theme::of(this);
    const QString name = base::visibleText(m_figure.boxes[static_cast<std::size_t>(m_hovered)].name, 120);
    const QString words = wordsOf(m_hovered);
    const QFont strong = t.font(TextRole::SmallStrong), small = t.font(TextRole::Small);
    const int width = std::min(
        viewport()->width() - 8,
        std::max(QFontMetrics(strong).horizontalAdvance(name), QFontMetrics(small).horizontalAdvance(words)) + 20);
    QRectF box(m_pointer + QPointF(12, 16), QSizeF(width, 44));
    if (box.right() > viewport()->width() - 4)
        box.moveRight(viewport()->width() - 4);
    if (box.bottom() > viewport()->height() - 4)
        box.moveBottom(m_pointer.y() - 8);
    p.setPen(t.line.strong);
    p.setBrush(t.surface.raised);
    p.drawRoundedRect(box, 4, 4);
    paintText(p, box.adjusted(10, 4, -10, -22), name, strong, t.text.primary);
    paintText(p, box.adjusted(10, 22, -10, -4), words, small, t.text.secondary);
}

void FlameView::paintEvent(QPaintEvent *)
{
    QPainter p(viewport());
    p.fillRect(viewport()->rect(), groundOf(this));
    const QRectF seen(viewport()->rect());
    for (const FlameRect &one : m_rects)
        if (one.rect.translated(0, -verticalScrollBar()->value()).intersects(seen))
            paintBox(p, one);
    paintFoot(p);
    if (m_hovered >= 0) {
        p.setRenderHint(QPainter::Antialiasing);
        paintReadOut(p);
    }
}

// What is shown, and what is searched.
void FlameView::paintFoot(QPainter &p) const
{
    const Theme &t = Theme::of(this);
    const QRectF foot(0, viewport()->height() - footHeight, viewport()->width(), footHeight);
    p.fillRect(foot, groundOf(this));
    QString right = m_figure.left > 0 ? tr("not drawn: %1").arg(m_figure.left) : QString();
    if (m_isFinding)
        right = tr("/%1  found: %2").arg(base::visibleText(m_find, 40)).arg(m_found);
    const QFont small = t.font(TextRole::Small);
    const int width = QFontMetrics(small).horizontalAdvance(right);
    paintText(p, foot.adjusted(6, 0, -6 - width - 8, 0), base::visibleText(m_figure.what, 300), small,
              t.text.secondary);
    paintText(p, foot.adjusted(0, 0, -6, 0), right, small, m_isFinding ? t.text.primary : t.text.secondary,
              Qt::AlignRight | Qt::AlignVCenter);
}

void FlameView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const int box = boxAt(event->position());
    if (box >= 0)
        zoomTo(box);
}

void FlameView::mouseMoveEvent(QMouseEvent *event)
{
    m_hovered = boxAt(event->position());
    m_pointer = event->position();
    viewport()->update();
}

void FlameView::leaveEvent(QEvent *)
{
    m_hovered = -1;
    viewport()->update();
}

// To a neighbour among what is shown.
void FlameView::step(int key)
{
    if (m_rects.empty())
        return;
    if (m_current < 0)
        return setCurrent(m_zoomed);
    const auto &now = m_figure.boxes[static_cast<std::size_t>(m_current)];
    if (key == Qt::Key_Up)
        return now.parent >= 0 ? setCurrent(now.parent) : void();
    int before = -1;
    for (const FlameRect &one : m_rects) {
        const auto &box = m_figure.boxes[static_cast<std::size_t>(one.box)];
        if (key == Qt::Key_Down && box.parent == m_current)
            return setCurrent(one.box);
        if (key == Qt::Key_Right && box.depth == now.depth && one.box > m_current)
            return setCurrent(one.box);
        if (key == Qt::Key_Left && box.depth == now.depth && one.box < m_current)
            before = one.box;
    }
    if (before >= 0)
        setCurrent(before);
}

void FlameView::keyPressEvent(QKeyEvent *event)
{
    const QString typed = event->text();
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Left:
    case Qt::Key_Right:
        return step(event->key());
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return zoomTo(m_current);
    case Qt::Key_Backspace:
        return m_isFinding && !m_find.isEmpty() ? find(m_find.chopped(1)) : zoomOut();
    case Qt::Key_Escape:
        if (m_isFinding) {
            m_isFinding = false;
            return find({});
        }
        if (m_zoomed > 0)
            return zoomOut();
        break;
    default:
        break;
    }
    if (!m_isFinding && typed == u"/"_s) {
        m_isFinding = true;
        return find({});
    }
    if (m_isFinding && typed.size() == 1 && typed[0].isPrint() && !event->modifiers().testFlag(Qt::ControlModifier))
        return find(m_find + typed);
    QAbstractScrollArea::keyPressEvent(event);
}

} // namespace wf::widgets
