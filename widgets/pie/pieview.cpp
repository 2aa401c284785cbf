// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pie/pieview.h"

#include "models/base/untrusted.h"
#include "widgets/base/paint.h"
#include "widgets/base/theme.h"
#include "widgets/base/writtencolor.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace wf::widgets {

using namespace Qt::StringLiterals;

PieView::PieView(QWidget *parent) : QWidget(parent) {}

void PieView::setTiles(std::vector<signals::Tile> tiles, bool isRing, bool legendRight)
{
    m_tiles = std::move(tiles);
    m_isRing = isRing;
    m_legendRight = legendRight;
    double sum = 0;
    for (const signals::Tile &t : m_tiles)
        sum += std::isfinite(t.number) ? std::max(0.0, t.number) : 0;
    m_shares.clear();
    QStringList words;
    for (const signals::Tile &t : m_tiles) {
        m_shares.push_back(sum > 0 && std::isfinite(t.number) ? std::max(0.0, t.number) / sum : 0);
        words << base::visibleText(t.name, 200) + u": "_s + base::visibleText(t.value, 200);
    }
    setAccessibleDescription(words.join(u"; "_s));
    update();
}

void PieView::paintEvent(QPaintEvent *)
{
    const Theme &t = Theme::of(this);
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const QRectF room = QRectF(rect()).adjusted(10, 4, -10, -8);
    QRectF pie = room, legend = room;
    if (m_legendRight) {
        pie.setWidth(std::min(room.width() * 0.5, room.height()));
        legend.setLeft(pie.right() + 12);
    } else {
        pie.setHeight(room.height() * 0.65);
        legend.setTop(pie.bottom() + 6);
    }
    const qreal size = std::min(pie.width(), pie.height());
    const QRectF circle(pie.center().x() - size / 2, pie.center().y() - size / 2, size, size);
    double at = 90;
    qreal y = legend.top();
    for (std::size_t i = 0; i < m_tiles.size(); ++i) {
        const QColor color = writtenColor(m_tiles[i].color, t, t.series[i % t.series.size()]);
        const double sweep = m_shares[i] * 360;
        p.setPen(Qt::NoPen);
        p.setBrush(color);
        if (sweep > 0)
            p.drawPie(circle, static_cast<int>(std::lround(at * 16)), static_cast<int>(-std::lround(sweep * 16)));
        at -= sweep;
        if (y + 16 > legend.bottom() + 1)
            continue;
        p.drawRoundedRect(QRectF(legend.left(), y + 4, 8, 8), 2, 2);
        paintText(p, QRectF(legend.left() + 14, y, legend.width() - 14, 16),
                  base::visibleText(m_tiles[i].name, 200) + u"  "_s + base::visibleText(m_tiles[i].value, 100) +
                      u"  "_s + QString::number(m_shares[i] * 100, 'f', 0) + u" %"_s,
                  t.font(TextRole::Small), t.text.secondary);
        y += 17;
    }
    if (m_isRing) {
        p.setBrush(t.surface.panel);
        p.setPen(Qt::NoPen);
        p.drawEllipse(circle.center(), size * 0.3, size * 0.3);
    }
}

} // namespace wf::widgets
