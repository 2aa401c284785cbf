// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tiles/tileview.h"

#include "models/base/untrusted.h"
#include "widgets/base/ground.h"
#include "widgets/base/paint.h"
#include "widgets/base/text/safetext.h"
#include "widgets/base/theme.h"
#include "widgets/base/writtencolor.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace wf::widgets {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostShown = 200;
constexpr qreal gap = 4;

// The font of the size that lets the text fill its room.
QFont fitting(QFont font, const QString &text, QSizeF room, qreal most)
{
    font.setPixelSize(100);
    const QFontMetricsF metrics(font);
    const qreal width = std::max(1.0, metrics.horizontalAdvance(text));
    const qreal size = std::min({room.width() / width * 100, room.height() * 0.85, most});
    font.setPixelSize(std::max(9, static_cast<int>(size)));
    return font;
}

QFont sized(QFont font, int pixels)
{
    if (pixels > 0)
        font.setPixelSize(pixels);
    return font;
}

} // namespace

TileView::TileView(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus); // a panel's keys are for all kinds
}

void TileView::setTiles(std::vector<signals::Tile> tiles, Look look)
{
    if (tiles.size() > mostShown)
        tiles.resize(mostShown);
    m_tiles = std::move(tiles);
    m_look = look;
    const bool isLinked = std::ranges::any_of(m_tiles, &signals::Tile::isLinked);
    setMouseTracking(isLinked);
    m_current = std::min(m_current, static_cast<int>(m_tiles.size()) - 1);
    QStringList words;
    for (const signals::Tile &t : m_tiles)
        words << base::visibleText(t.name, 200) + u": "_s + base::visibleText(t.value, 200);
    setAccessibleDescription(words.join(u"; "_s));
    update();
}

std::vector<QRectF> TileView::places() const
{
    const int n = static_cast<int>(m_tiles.size());
    std::vector<QRectF> out;
    if (n == 0)
        return out;
    const QRectF room = QRectF(rect()).adjusted(8, 4, -8, -8);
    int columns = 1;
    if (m_look.kind == Kind::Bar) {
        columns = m_look.upright ? n : 1;
    } else { // tiles about as wide as the kind likes to be
        const double wish = m_look.kind == Kind::Arc ? 1.2 : 2.0;
        double best = 0;
        for (int c = 1; c <= n; ++c) {
            const double w = room.width() / c, h = room.height() / ((n + c - 1) / c);
            const double size = std::min(w, h * wish);
            if (size > best) {
                best = size;
                columns = c;
            }
        }
    }
    const int rows = (n + columns - 1) / columns;
    // many bars, as of a histogram, stand close
    const qreal between = m_look.kind == Kind::Bar && m_look.upright && n > 24 ? 1 : gap;
    const qreal w = (room.width() - between * (columns - 1)) / columns, h = (room.height() - gap * (rows - 1)) / rows;
    for (int i = 0; i < n; ++i)
        out.emplace_back(room.left() + i % columns * (w + between), room.top() + i / columns * (h + gap), w,
                         std::max(1.0, h));
    return out;
}

void TileView::paintWords(QPainter &p, const QRectF &where, const signals::Tile &tile, const QColor &color,
                          const QColor &quiet) const
{
    const Theme &t = Theme::of(this);
    QRectF room = where.adjusted(6, 2, -6, -2);
    const bool named = m_look.showsNames && !tile.name.isEmpty();
    if (named) {
        const double height = m_look.nameSize > 0 ? m_look.nameSize * 1.3 : std::min(18.0, room.height() * 0.35);
        const QRectF line(room.left(), room.top(), room.width(), height);
        paintText(p, line, base::visibleText(tile.name, 200), sized(t.font(TextRole::Small), m_look.nameSize), quiet,
                  Qt::AlignCenter);
        room.setTop(line.bottom());
    }
    if (!m_look.showsValues)
        return;
    const QString value = base::visibleText(tile.value, 200);
    room.adjust(8, 0, -8, 0); // values beside each other do not touch
    paintText(p, room, value,
              m_look.valueSize > 0 ? sized(t.font(TextRole::Figure), m_look.valueSize)
                                   : fitting(t.font(TextRole::Figure), value, room.size(), 64),
              color, Qt::AlignCenter);
}

void TileView::paintFigure(QPainter &p, const QRectF &where, const signals::Tile &tile) const
{
    const Theme &t = Theme::of(this);
    const QColor color = writtenColor(tile.color, t, t.text.primary);
    const bool ground = m_look.paint == Paint::Ground && !tile.color.isEmpty() && color.alpha() > 0;
    if (ground) {
        p.setPen(Qt::NoPen);
        p.setBrush(color);
        p.drawRoundedRect(where, 3, 3);
    }
    if (tile.history.size() > 1) {
        const QRectF below(where.left(), where.top() + where.height() * 0.6, where.width(), where.height() * 0.4);
        paintSpark(p, below, tile.history, ground ? withAlpha(readableOn(color), 0.5) : withAlpha(color, 0.6));
    }
    const QColor words = ground ? readableOn(color) : m_look.paint == Paint::Value ? color : t.text.primary;
    paintWords(p, where, tile, words, ground ? readableOn(color) : t.text.secondary);
}

void TileView::paintArc(QPainter &p, const QRectF &where, const signals::Tile &tile) const
{
    const Theme &t = Theme::of(this);
    const qreal name = !m_look.showsNames ? 0 : m_look.nameSize > 0 ? m_look.nameSize * 1.3 : 18;
    const qreal size = std::min(where.width(), (where.height() - name) * 1.2) - 8;
    const qreal width = std::max(6.0, size * 0.11);
    const QRectF circle(where.center().x() - size / 2 + width / 2, where.top() + width / 2 + 2, size - width,
                        size - width);
    constexpr double start = 215, sweep = 250; // degrees, clockwise from the left below
    const auto arc = [&](const QRectF &box, double from, double to, const QColor &color, qreal thick) {
        p.setPen(QPen(color, thick, Qt::SolidLine, Qt::FlatCap));
        p.drawArc(box, static_cast<int>((start - from * sweep) * 16), static_cast<int>(-(to - from) * sweep * 16));
    };
    p.setBrush(Qt::NoBrush);
    arc(circle, 0, 1, t.surface.raised, width);
    const QColor color = writtenColor(tile.color, t, t.accent.base);
    arc(circle, 0, tile.fraction, color, width);
    const qreal thin = std::max(2.0, width * 0.2);
    const QRectF outside = circle.adjusted(-width / 2 - thin, -width / 2 - thin, width / 2 + thin, width / 2 + thin);
    for (std::size_t i = 0; i < tile.steps.size(); ++i) {
        const double end = i + 1 < tile.steps.size() ? tile.steps[i + 1].fraction : 1;
        if (end > tile.steps[i].fraction)
            arc(outside, tile.steps[i].fraction, end, writtenColor(tile.steps[i].color, t, t.line.strong), thin);
    }
    const QString value = base::visibleText(tile.value, 200);
    const QRectF middle = circle.adjusted(width, width, -width, -width);
    paintText(p, middle, value,
              m_look.valueSize > 0 ? sized(t.font(TextRole::Figure), m_look.valueSize)
                                   : fitting(t.font(TextRole::Figure), value, middle.size() * 0.8, size * 0.24),
              color, Qt::AlignCenter);
    if (m_look.showsNames)
        paintText(p, QRectF(where.left(), where.bottom() - name, where.width(), name),
                  base::visibleText(tile.name, 200), sized(t.font(TextRole::Small), m_look.nameSize), t.text.secondary,
                  Qt::AlignCenter);
}

// The colour a bar has at a part of its length: of the last threshold below, or along the scheme.
QColor TileView::colorAt(const signals::Tile &tile, double fraction) const
{
    const Theme &t = Theme::of(this);
    if (const qsizetype space = tile.color.indexOf(u' '); tile.color.startsWith("continuous-"_L1) && space > 0)
        return writtenColor(tile.color.left(space + 1) + QString::number(fraction), t, t.accent.base);
    QString at = tile.color;
    for (const signals::Tile::Mark &step : tile.steps)
        if (step.fraction <= fraction + 1e-9)
            at = step.color;
    return writtenColor(at, t, t.accent.base);
}

// `bar`: its whole length; what is filled of it is the tile's fraction.
void TileView::paintFilling(QPainter &p, const QRectF &bar, const signals::Tile &tile) const
{
    const Theme &t = Theme::of(this);
    const double length = m_look.upright ? bar.height() : bar.width();
    const auto part = [&](double from, double to) {
        return m_look.upright ? QRectF(bar.left(), bar.bottom() - to, bar.width(), to - from)
                              : QRectF(bar.left() + from, bar.top(), to - from, bar.height());
    };
    const bool isStepped = !tile.steps.empty() || tile.color.startsWith("continuous-"_L1);
    if (m_look.bars == Bars::Cells) {
        constexpr double cell = 12, gap = 3;
        p.fillRect(bar, groundOf(this));
        for (double from = 0; from + cell - gap <= length; from += cell) {
            const double middle = (from + (cell - gap) / 2) / length;
            const QColor color = isStepped ? colorAt(tile, middle) : writtenColor(tile.color, t, t.accent.base);
            p.fillRect(part(from, from + cell - gap), middle <= tile.fraction ? color : withAlpha(color, 0.16));
        }
        return;
    }
    const QRectF filled = part(0, length * tile.fraction);
    if (m_look.bars == Bars::Plain || !isStepped || tile.fraction <= 0) {
        p.fillRect(filled, writtenColor(tile.color, t, t.accent.base));
        return;
    }
    QLinearGradient gradient(m_look.upright ? bar.bottomLeft() : bar.topLeft(),
                             m_look.upright ? bar.topLeft() : bar.topRight());
    if (tile.steps.empty() || tile.color.startsWith("continuous-"_L1)) {
        constexpr int stops = 8;
        for (int i = 0; i <= stops; ++i)
            gradient.setColorAt(static_cast<double>(i) / stops, colorAt(tile, static_cast<double>(i) / stops));
    } else { // half way between two thresholds it has the colour of the later one
        gradient.setColorAt(0, colorAt(tile, 0));
        double last = 0;
        for (const signals::Tile::Mark &step : tile.steps) {
            if (step.fraction <= 0 || step.fraction > tile.fraction)
                continue;
            gradient.setColorAt(step.fraction - (step.fraction - last) / 2, writtenColor(step.color, t, t.accent.base));
            last = step.fraction;
        }
    }
    p.fillRect(filled, gradient);
}

void TileView::paintBar(QPainter &p, const QRectF &where, const signals::Tile &tile) const
{
    const Theme &t = Theme::of(this);
    const QColor color = writtenColor(tile.color, t, t.accent.base);
    const QString name = base::visibleText(tile.name, 200), value = base::visibleText(tile.value, 200);
    p.setPen(Qt::NoPen);
    if (m_look.upright) {
        const qreal inset = where.width() < 12 ? 0 : 2;
        QRectF bar = where.adjusted(inset, 16, -inset, m_look.showsNames ? -16 : 0);
        p.fillRect(bar, t.surface.raised);
        paintFilling(p, bar, tile);
        if (m_words.showsValues)
            paintText(p, QRectF(where.left(), where.top(), where.width(), 16), value, t.font(TextRole::Small), color,
                      Qt::AlignCenter);
        if (m_look.showsNames && (&tile - m_tiles.data()) % m_words.everyName == 0)
            paintText(p, QRectF(where.left(), where.bottom() - 16, where.width() * m_words.everyName, 16), name,
                      t.font(TextRole::Small), t.text.secondary,
                      m_words.everyName == 1 ? Qt::AlignCenter : Qt::AlignLeft | Qt::AlignVCenter);
        return;
    }
    const QFont nameFont = sized(t.font(TextRole::Small), m_look.nameSize);
    const QFont valueFont = sized(t.font(TextRole::SmallStrong), m_look.valueSize);
    const qreal names = m_look.showsNames ? std::min(where.width() * 0.3, 180.0) : 0;
    const qreal values =
        m_look.valueSize > 0 ? std::max(80.0, QFontMetricsF(valueFont).horizontalAdvance(value) + 8) : 80;
    QRectF bar(where.left() + names, where.top() + 1, std::max(1.0, where.width() - names - values),
               where.height() - 2);
    if (bar.height() > 28)
        bar = QRectF(bar.left(), bar.center().y() - 14, bar.width(), 28);
    p.fillRect(bar, t.surface.raised);
    paintFilling(p, bar, tile);
    if (names > 0)
        paintText(p, QRectF(where.left(), where.top(), names - 6, where.height()), name, nameFont, t.text.secondary,
                  Qt::AlignRight | Qt::AlignVCenter);
    paintText(p, QRectF(where.right() - values + 6, where.top(), values - 6, where.height()), value, valueFont, color,
              Qt::AlignLeft | Qt::AlignVCenter);
}

// Beside each other bars have little room: values stand above all of them or above none, names below as many as fit.
TileView::Words TileView::wordsFor(qreal width) const
{
    const QFontMetricsF metrics(Theme::of(this).font(TextRole::Small));
    qreal names = 0, values = 0;
    for (const signals::Tile &tile : m_tiles) {
        names = std::max(names, metrics.horizontalAdvance(base::visibleText(tile.name, 200)) + 6);
        values = std::max(values, metrics.horizontalAdvance(base::visibleText(tile.value, 200)) + 4);
    }
    const bool areMany = m_tiles.size() > 1;
    return {!areMany || values <= width,
            areMany && width > 0 && names > width * 2 ? static_cast<int>(std::ceil(names / width)) : 1};
}

int TileView::linkedAt(QPointF at) const
{
    const std::vector<QRectF> where = places();
    for (std::size_t i = 0; i < where.size(); ++i)
        if (where[i].contains(at) && m_tiles[i].isLinked)
            return static_cast<int>(i);
    return -1;
}

void TileView::mousePressEvent(QMouseEvent *event)
{
    const int tile = event->button() == Qt::LeftButton ? linkedAt(event->position()) : -1;
    if (tile < 0)
        return event->ignore();
    m_current = tile;
    update();
    Q_EMIT tileChosen(tile);
}

void TileView::mouseMoveEvent(QMouseEvent *event)
{
    setCursor(linkedAt(event->position()) >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    const std::vector<QRectF> where = places();
    const auto at = std::ranges::find_if(where, [event](const QRectF &one) { return one.contains(event->position()); });
    const auto i = static_cast<std::size_t>(at - where.begin()); // what has no room is read here
    setPlainToolTip(this, i < m_tiles.size() ? m_tiles[i].name + u": "_s + m_tiles[i].value : QString());
    event->ignore();
}

void TileView::keyPressEvent(QKeyEvent *event)
{
    const bool isForward = event->key() == Qt::Key_Right || event->key() == Qt::Key_Down;
    const bool isBack = event->key() == Qt::Key_Left || event->key() == Qt::Key_Up;
    const int last = static_cast<int>(m_tiles.size()) - 1;
    if (isForward || isBack) {
        for (int i = std::max(m_current, isForward ? -1 : 0) + (isForward ? 1 : -1); i >= 0 && i <= last;
             i += isForward ? 1 : -1)
            if (m_tiles[static_cast<std::size_t>(i)].isLinked) {
                m_current = i;
                update();
                return;
            }
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_current >= 0) {
        Q_EMIT tileChosen(m_current);
    } else {
        QWidget::keyPressEvent(event);
    }
}

void TileView::paintEvent(QPaintEvent *)
{
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const std::vector<QRectF> where = places();
    if (m_look.kind == Kind::Bar && m_look.upright && !where.empty())
        m_words = wordsFor(where.front().width());
    for (std::size_t i = 0; i < where.size(); ++i)
        switch (m_look.kind) {
        case Kind::Figure:
            paintFigure(p, where[i], m_tiles[i]);
            break;
        case Kind::Arc:
            paintArc(p, where[i], m_tiles[i]);
            break;
        case Kind::Bar:
            paintBar(p, where[i], m_tiles[i]);
            break;
        }
    if (hasFocus()) {
        p.setRenderHint(QPainter::Antialiasing, false);
        p.setBrush(Qt::NoBrush);
        p.setPen(Theme::of(this).line.focus);
        p.drawRect(rect().adjusted(0, 0, -1, -1));
        p.setRenderHint(QPainter::Antialiasing);
    }
    if (hasFocus() && m_current >= 0 && m_current < static_cast<int>(where.size())) {
        p.setBrush(Qt::NoBrush);
        p.setPen(Theme::of(this).accent.base);
        p.drawRoundedRect(where[static_cast<std::size_t>(m_current)].adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    }
}

} // namespace wf::widgets
