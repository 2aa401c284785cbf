// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pie/pieview.h"

#include "models/base/untrusted.h"
#include "widgets/base/ground.h"
#include "widgets/base/paint.h"
#include "widgets/base/theme.h"
#include "widgets/base/writtencolor.h"

#include <QFocusEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace wf::widgets {

using namespace Qt::StringLiterals;

namespace {
constexpr int lineHeight = 17;
constexpr qreal leastNameWidth = 48; // of the legend's
constexpr double holeShare = 0.6;    // of a ring's diameter
} // namespace

PieView::PieView(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
}

void PieView::setTiles(std::vector<signals::Tile> tiles, bool isRing, bool legendRight)
{
    m_tiles = std::move(tiles);
    m_isRing = isRing;
    m_legendRight = legendRight;
    double sum = 0;
    for (const signals::Tile &t : m_tiles)
        sum += std::isfinite(t.number) ? std::max(0.0, t.number) : 0;
    m_shares.clear();
    for (const signals::Tile &t : m_tiles)
        m_shares.push_back(sum > 0 && std::isfinite(t.number) ? std::max(0.0, t.number) / sum : 0);
    if (m_current >= static_cast<int>(m_tiles.size()))
        m_current = -1;
    describe();
    update();
}

QString PieView::valueOf(int tile) const
{
    const auto i = static_cast<std::size_t>(tile);
    return base::visibleText(m_tiles[i].value, 100) + u"  "_s + QString::number(m_shares[i] * 100, 'f', 0) + u" %"_s;
}

QString PieView::wordsOf(int tile) const
{
    return base::visibleText(m_tiles[static_cast<std::size_t>(tile)].name, 200) + u"  "_s + valueOf(tile);
}

// What is read out: the one the keys are at, else all.
void PieView::describe()
{
    QStringList words;
    for (const signals::Tile &t : m_tiles)
        words << base::visibleText(t.name, 200) + u": "_s + base::visibleText(t.value, 200);
    setAccessibleDescription(m_current >= 0 ? wordsOf(m_current) : words.join(u"; "_s));
}

qreal PieView::legendWidth() const
{
    const QFontMetricsF metrics(Theme::of(this).font(TextRole::Small));
    qreal widest = 0;
    for (const signals::Tile &tile : m_tiles)
        widest = std::max(widest, metrics.horizontalAdvance(base::visibleText(tile.name, 200)) +
                                      metrics.horizontalAdvance(base::visibleText(tile.value, 100)));
    return widest + 14 + 8 + 6;
}

PieView::Parts PieView::parts() const
{
    const QRectF room = QRectF(rect()).adjusted(10, 4, -10, -8);
    Parts out;
    QRectF pie = room;
    out.legend = room;
    if (m_legendRight) {
        // Names and values come before the size of the circle, down to a third of the room.
        const qreal left = room.width() - legendWidth() - 12;
        pie.setWidth(std::min({room.width() * 0.5, room.height(), std::max(room.width() / 3, left)}));
        out.legend.setLeft(pie.right() + 12);
    } else {
        pie.setHeight(room.height() * 0.65);
        out.legend.setTop(pie.bottom() + 6);
    }
    const qreal size = std::min(pie.width(), pie.height());
    out.circle = {pie.center().x() - size / 2, pie.center().y() - size / 2, size, size};
    const int all = static_cast<int>(m_tiles.size());
    const int fit = std::max(0, static_cast<int>((out.legend.height() + 1) / lineHeight));
    out.lines = all <= fit ? all : std::max(0, fit - 1); // the last line says how many more
    out.first = out.lines == 0 ? 0 : std::clamp(m_current - out.lines + 1, 0, all - out.lines);
    return out;
}

int PieView::tileAt(const QPointF &pos) const
{
    const Parts at = parts();
    if (at.legend.contains(pos)) {
        const int line = static_cast<int>((pos.y() - at.legend.top()) / lineHeight);
        return line < at.lines ? at.first + line : -1;
    }
    const QPointF off = pos - at.circle.center();
    const double far = std::hypot(off.x(), off.y()) / (at.circle.width() / 2);
    if (at.circle.width() < 1 || far > 1 || (m_isRing && far < holeShare))
        return -1;
    double share = std::atan2(off.x(), -off.y()) / (2 * M_PI); // from above, to the right
    share += share < 0 ? 1 : 0;
    for (std::size_t i = 0; i < m_shares.size(); ++i) {
        if (share < m_shares[i])
            return static_cast<int>(i);
        share -= m_shares[i];
    }
    return -1;
}

void PieView::setCurrent(int tile)
{
    if (tile == m_current)
        return;
    m_current = tile;
    describe();
    update();
}

void PieView::mouseMoveEvent(QMouseEvent *event)
{
    const int tile = tileAt(event->position());
    if (!hasFocus())
        setCurrent(tile);
    const bool isLinked = tile >= 0 && m_tiles[static_cast<std::size_t>(tile)].isLinked;
    setCursor(isLinked ? Qt::PointingHandCursor : Qt::ArrowCursor);
    event->ignore();
}

void PieView::mousePressEvent(QMouseEvent *event)
{
    const int tile = event->button() == Qt::LeftButton ? tileAt(event->position()) : -1;
    if (tile < 0)
        return event->ignore();
    setCurrent(tile);
    if (m_tiles[static_cast<std::size_t>(tile)].isLinked)
        Q_EMIT tileChosen(tile);
}

void PieView::leaveEvent(QEvent *)
{
    if (!hasFocus())
        setCurrent(-1);
}

// What the keys read is gone with them; a menu or another window is no end.
void PieView::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason)
        setCurrent(-1);
}

void PieView::keyPressEvent(QKeyEvent *event)
{
    const int last = static_cast<int>(m_tiles.size()) - 1;
    const bool isPlain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    const bool isForward = event->key() == Qt::Key_Right || event->key() == Qt::Key_Down;
    const bool isBack = event->key() == Qt::Key_Left || event->key() == Qt::Key_Up;
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isPlain && last >= 0 && (isForward || isBack))
        setCurrent(std::clamp(m_current + (isForward ? 1 : -1), 0, last));
    else if (isPlain && isEnter && m_current >= 0 && m_tiles[static_cast<std::size_t>(m_current)].isLinked)
        Q_EMIT tileChosen(m_current);
    else if (isPlain && event->key() == Qt::Key_Escape && m_current >= 0)
        setCurrent(-1);
    else
        QWidget::keyPressEvent(event);
}

void PieView::paintSlices(QPainter &p, const Parts &parts) const
{
    const Theme &t = Theme::of(this);
    double at = 90;
    for (std::size_t i = 0; i < m_tiles.size(); ++i) {
        const QColor color = writtenColor(m_tiles[i].color, t, t.series[i % t.series.size()]);
        const bool isDimmed = m_current >= 0 && m_current != static_cast<int>(i);
        const double sweep = m_shares[i] * 360;
        p.setPen(Qt::NoPen);
        p.setBrush(isDimmed ? mixed(t.surface.panel, color, 0.45) : color);
        if (sweep > 0)
            p.drawPie(parts.circle, static_cast<int>(std::lround(at * 16)), static_cast<int>(-std::lround(sweep * 16)));
        at -= sweep;
    }
    if (m_isRing) {
        p.setBrush(groundOf(this));
        p.drawEllipse(parts.circle.center(), parts.circle.width() / 2 * holeShare,
                      parts.circle.width() / 2 * holeShare);
    }
}

void PieView::paintLegend(QPainter &p, const Parts &parts) const
{
    const Theme &t = Theme::of(this);
    const QRectF &legend = parts.legend;
    const QFont font = t.font(TextRole::Small);
    const QFontMetricsF metrics(font);
    qreal y = legend.top();
    for (int tile = parts.first; tile < parts.first + parts.lines; ++tile, y += lineHeight) {
        const auto i = static_cast<std::size_t>(tile);
        if (tile == m_current)
            p.fillRect(QRectF(legend.left() - 4, y, legend.width() + 8, 16), t.surface.hover);
        p.setPen(Qt::NoPen);
        p.setBrush(writtenColor(m_tiles[i].color, t, t.series[i % t.series.size()]));
        p.drawRoundedRect(QRectF(legend.left(), y + 4, 8, 8), 2, 2);
        // A long name is cut, its value never.
        const QColor &color = tile == m_current ? t.text.primary : t.text.secondary;
        const QString name = base::visibleText(m_tiles[i].name, 200);
        const qreal room = legend.width() - 14;
        const auto widthOf = [&metrics](const QString &text) { return metrics.horizontalAdvance(text) + 2; };
        QString value = valueOf(tile);
        if (room - widthOf(value) - 8 < std::min(leastNameWidth, widthOf(name)))
            value = base::visibleText(m_tiles[i].value, 100); // without its share
        const qreal needed = widthOf(value);
        const qreal left = std::min(widthOf(name), std::max(0.0, room - needed - 8));
        paintText(p, QRectF(legend.left() + 14, y, left, 16), name, font, color);
        paintText(p, QRectF(legend.left() + 14 + left + 8, y, std::max(0.0, room - left - 8), 16), value, font, color);
    }
    if (const int more = static_cast<int>(m_tiles.size()) - parts.lines; more > 0 && y + 16 <= legend.bottom() + 1)
        paintText(p, QRectF(legend.left() + 14, y, legend.width() - 14, 16), tr("and %1 more").arg(more),
                  t.font(TextRole::Small), t.text.tertiary);
}

void PieView::paintEvent(QPaintEvent *)
{
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const Parts at = parts();
    paintSlices(p, at);
    paintLegend(p, at);
    if (hasFocus()) {
        p.setRenderHint(QPainter::Antialiasing, false);
        p.setBrush(Qt::NoBrush);
        p.setPen(Theme::of(this).line.focus);
        p.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

} // namespace wf::widgets
