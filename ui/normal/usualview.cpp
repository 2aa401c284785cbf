// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/normal/usualview.h"

#include "widgets/base/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

namespace wf::ui {

namespace {

constexpr double dot = 3;

} // namespace

UsualView::UsualView(QWidget *parent) : QWidget(parent)
{
    setFixedSize(sizeHint());
}

void UsualView::show(const engine::NormalLine &line)
{
    m_line = line;
    update();
}

UsualView::Places UsualView::placesIn(const QRectF &box, const engine::NormalLine &line)
{
    Places out;
    double least = std::numeric_limits<double>::infinity(), most = -least;
    const auto reach = [&](double value) {
        if (!std::isfinite(value))
            return;
        least = std::min(least, value);
        most = std::max(most, value);
    };
    std::ranges::for_each(line.line, reach);
    for (const double value : {line.value, line.low, line.high})
        reach(value);
    if (!std::isfinite(least))
        return out;
    const double span = most > least ? most - least : 1;
    const double calm = most > least ? 0 : 0.5; // one value stands in the middle
    const auto y = [&](double value) { return box.bottom() - ((value - least) / span + calm) * box.height(); };
    if (std::isfinite(line.low) && std::isfinite(line.high)) {
        out.band = QRectF(QPointF(box.left(), y(line.high)), QPointF(box.right(), y(line.low)));
        out.band.setHeight(std::max(2.0, out.band.height()));
    }
    const double step = line.line.size() > 1 ? box.width() / static_cast<double>(line.line.size() - 1) : 0;
    for (std::size_t i = 0; i < line.line.size(); ++i)
        out.line << QPointF(box.left() + static_cast<double>(i) * step, y(line.line[i]));
    out.hasNow = std::isfinite(line.value);
    if (out.hasNow)
        out.now = QPointF(box.right(), y(line.value));
    return out;
}

void UsualView::paintEvent(QPaintEvent *)
{
    const auto &t = widgets::Theme::of(this);
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const Places at = placesIn(QRectF(rect()).adjusted(dot + 1, dot + 1, -dot - 1, -dot - 1), m_line);
    if (!at.band.isNull())
        p.fillRect(at.band, widgets::withAlpha(t.text.tertiary, 0.22));
    const bool isOdd = m_line.verdict == engine::NormalVerdict::Unusual;
    p.setPen(QPen(t.text.secondary, 1.2));
    p.drawPolyline(at.line);
    if (!at.hasNow)
        return;
    p.setPen(Qt::NoPen);
    p.setBrush(isOdd ? t.signal.anomaly : t.text.primary);
    p.drawEllipse(at.now, dot, dot);
}

} // namespace wf::ui
