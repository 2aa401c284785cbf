// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/statebands/heatview.h"

#include "models/base/untrusted.h"
#include "widgets/base/paint.h"
#include "widgets/base/safetext.h"
#include "widgets/base/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace wf::widgets {

using namespace Qt::StringLiterals;

HeatView::HeatView(QWidget *parent) : QWidget(parent) {}

void HeatView::setFigure(signals::HeatFigure figure, base::TimeRange range)
{
    m_figure = std::move(figure);
    m_range = range;
    update();
}

QRectF HeatView::plot() const
{
    return QRectF(rect()).adjusted(64, 4, -8, -8);
}

QString HeatView::textAt(const QPoint &pos) const
{
    const QRectF p = plot();
    const auto rows = static_cast<int>(m_figure.counts.size());
    if (rows == 0 || !p.contains(pos) || m_range.lengthNs() <= 0)
        return {};
    const int row = static_cast<int>((p.bottom() - pos.y()) / p.height() * rows);
    const double ms = static_cast<double>(m_range.startNs) / base::nsPerMs +
                      (pos.x() - p.left()) / p.width() * static_cast<double>(m_range.lengthNs()) / base::nsPerMs;
    const double column = (ms - static_cast<double>(m_figure.startMs)) / static_cast<double>(m_figure.stepMs);
    if (row < 0 || row >= rows || column < 0 || column >= static_cast<double>(m_figure.counts[0].size()))
        return {};
    const double n = m_figure.counts[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)];
    return std::isnan(n) ? QString()
                         : base::visibleText(m_figure.buckets.value(row), 100) + u": "_s + QString::number(n, 'g', 4);
}

bool HeatView::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    auto *help = static_cast<QHelpEvent *>(event);
    QToolTip::showText(help->globalPos(), plainTip(textAt(help->pos())), this);
    return true;
}

void HeatView::paintEvent(QPaintEvent *)
{
    const Theme &t = Theme::of(this);
    QPainter p(this);
    const QRectF plot = this->plot();
    const auto rows = m_figure.counts.size();
    if (rows == 0 || m_range.lengthNs() <= 0 || t.heatLatency.empty())
        return;
    const qreal h = plot.height() / static_cast<qreal>(rows);
    const double perMs = plot.width() / (static_cast<double>(m_range.lengthNs()) / base::nsPerMs);
    const qreal w = std::max(1.0, static_cast<double>(m_figure.stepMs) * perMs);
    p.setClipRect(plot);
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t c = 0; c < m_figure.counts[r].size(); ++c) {
            const double n = m_figure.counts[r][c];
            if (std::isnan(n) || m_figure.most <= 0)
                continue;
            const double share = std::sqrt(std::clamp(n / m_figure.most, 0.0, 1.0));
            const auto shade = static_cast<std::size_t>(share * static_cast<double>(t.heatLatency.size() - 1) + 0.5);
            const double ms = static_cast<double>(m_figure.startMs + static_cast<qint64>(c) * m_figure.stepMs) -
                              static_cast<double>(m_range.startNs) / base::nsPerMs;
            p.fillRect(QRectF(plot.left() + ms * perMs, plot.bottom() - static_cast<qreal>(r + 1) * h, w, h),
                       t.heatLatency[std::min(shade, t.heatLatency.size() - 1)]);
        }
    p.setClipping(false);
    const auto every = std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil(14 / std::max(1.0, h))));
    for (std::size_t r = 0; r < rows; r += every)
        paintText(p, QRectF(0, plot.bottom() - static_cast<qreal>(r + 1) * h - 7, 58, 14),
                  base::visibleText(m_figure.buckets.value(static_cast<qsizetype>(r)), 40), t.font(TextRole::Micro),
                  t.text.tertiary, Qt::AlignRight | Qt::AlignVCenter);
}

} // namespace wf::widgets
