// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scatter/scatterlegend.h"

#include "models/base/untrusted.h"
#include "widgets/base/paint.h"
#include "widgets/base/theme.h"

#include <QPainter>

#include <cmath>

namespace wf::widgets {

namespace {
constexpr int markWidth = 14;
constexpr int gap = 14;
} // namespace

ScatterLegend::ScatterLegend(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void ScatterLegend::setKeys(std::vector<ScatterKey> keys)
{
    m_keys = std::move(keys);
    QStringList words;
    for (const auto &key : m_keys)
        words << textOf(key);
    setAccessibleName(words.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

QString ScatterLegend::textOf(const ScatterKey &key) const
{
    return base::visibleText(key.text, 24);
}

QSize ScatterLegend::sizeHint() const
{
    const QFontMetricsF metrics(Theme::of(this).font(TextRole::Small));
    double width = 0;
    for (const auto &key : m_keys)
        width += markWidth + std::ceil(metrics.horizontalAdvance(textOf(key))) + gap;
    return {static_cast<int>(width), 20};
}

void ScatterLegend::paintEvent(QPaintEvent *)
{
    const Theme &t = Theme::of(this);
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const QFont font = t.font(TextRole::Small);
    const QFontMetricsF metrics(font);
    double x = 0;
    for (const auto &key : m_keys) {
        const QString text = textOf(key);
        const double width = std::ceil(metrics.horizontalAdvance(text)) + 2;
        paintScatterMark(p, {x + 5, height() / 2.0}, key, t);
        paintText(p, QRectF(x + markWidth, 0, width, height()), text, font, t.text.secondary,
                  Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideNone);
        x += markWidth + width + gap - 2;
    }
}

void paintScatterMark(QPainter &p, QPointF at, const ScatterKey &key, const Theme &theme)
{
    if (key.error) {
        p.setPen(QPen(theme.critical.mark, 1.8));
        p.drawLine(at + QPointF(-3.2, -3.2), at + QPointF(3.2, 3.2));
        p.drawLine(at + QPointF(-3.2, 3.2), at + QPointF(3.2, -3.2));
        return;
    }
    const QColor color = withAlpha(theme.series[static_cast<std::size_t>(key.color) % theme.series.size()], 0.85);
    p.setPen(key.hollow ? QPen(color, 1.1) : QPen(Qt::NoPen));
    p.setBrush(key.hollow ? QBrush(Qt::NoBrush) : QBrush(color));
    p.drawEllipse(at, key.hollow ? 2.3 : 2.5, key.hollow ? 2.3 : 2.5);
}

} // namespace wf::widgets
