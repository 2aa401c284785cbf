// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figure/burndownfigure.h"

#include "models/base/clock.h"
#include "widgets/base/safetext.h"
#include "widgets/base/theme.h"

#include <QBoxLayout>
#include <QChart>
#include <QChartView>
#include <QDateTime>
#include <QDateTimeAxis>
#include <QEvent>
#include <QGraphicsLayout>
#include <QLineSeries>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace wf::widgets {

namespace {
constexpr std::size_t maximumPoints = 400;
}

BurnDownFigure::BurnDownFigure(QWidget *parent)
    : QWidget(parent),
      m_chart(new QChart),
      m_view(new QChartView(m_chart, this)),
      m_left(new QLineSeries),
      m_forecast(new QLineSeries),
      m_limit(new QLineSeries),
      m_time(new QDateTimeAxis),
      m_percent(new QValueAxis)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_view);
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setFrameShape(QFrame::NoFrame);
    m_chart->legend()->hide();
    m_chart->setMargins(QMargins(4, 4, 8, 0));
    m_chart->setBackgroundRoundness(0);
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_time->setFormat(QStringLiteral("d MMM"));
    m_time->setTickCount(8);
    m_percent->setLabelFormat(QStringLiteral("%.0f %%"));
    m_percent->setTickCount(5);
    m_chart->addAxis(m_time, Qt::AlignBottom);
    m_chart->addAxis(m_percent, Qt::AlignLeft);
    for (QAbstractSeries *s : std::initializer_list<QAbstractSeries *>{m_left, m_forecast, m_limit}) {
        m_chart->addSeries(s);
        s->attachAxis(m_time);
        s->attachAxis(m_percent);
    }
    applyPens();
}

void BurnDownFigure::applyPens()
{
    const Theme &t = Theme::of(this);
    m_view->setBackgroundBrush(t.surface.panel);
    m_chart->setBackgroundBrush(t.surface.panel);
    m_chart->setPlotAreaBackgroundVisible(false);
    m_left->setPen(QPen(t.accent.base, 1.75));
    m_forecast->setPen(QPen(t.signal.forecast, 1.5, Qt::DashLine));
    m_limit->setPen(QPen(t.warning.mark, 1, Qt::DashLine));
    for (QAbstractAxis *axis : std::initializer_list<QAbstractAxis *>{m_time, m_percent}) {
        axis->setLabelsFont(t.font(TextRole::Micro));
        axis->setLabelsColor(t.text.tertiary);
        axis->setGridLinePen(QPen(t.line.subtle, 1));
        axis->setLinePen(QPen(t.line.panel, 1));
    }
}

void BurnDownFigure::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        applyPens();
    QWidget::changeEvent(event);
}

void BurnDownFigure::setBurnDown(const BurnDown &shown)
{
    const auto msAt = [&](std::size_t i) {
        return static_cast<double>((shown.startNs + static_cast<qint64>(i) * shown.stepNs) / base::nsPerMs);
    };
    QList<QPointF> left;
    double lowest = 0;
    const std::size_t stride = std::max<std::size_t>(1, shown.left.size() / maximumPoints);
    for (std::size_t i = 0; i < shown.left.size(); ++i)
        if (std::isfinite(shown.left[i]) && (i % stride == 0 || i + 1 == shown.left.size())) {
            left << QPointF(msAt(i), shown.left[i] * 100);
            lowest = std::min(lowest, shown.left[i] * 100);
        }
    m_left->replace(left);
    const double begin = static_cast<double>(shown.startNs / base::nsPerMs);
    const double end = static_cast<double>(shown.windowEndNs / base::nsPerMs);
    const double floorAt = std::max(-100.0, std::floor(lowest / 25) * 25);
    QList<QPointF> forecast;
    if (shown.exhaustedAtNs && !left.isEmpty() && left.last().y() > 0) {
        const double exhausted = static_cast<double>(shown.exhaustedAtNs / base::nsPerMs);
        const double reach = std::min(end, exhausted);
        const double share = (reach - left.last().x()) / std::max(1.0, exhausted - left.last().x());
        forecast << left.last() << QPointF(reach, left.last().y() * (1 - share));
    }
    m_forecast->replace(forecast);
    m_limit->replace({QPointF(begin, shown.freezeLimit * 100), QPointF(end, shown.freezeLimit * 100)});
    m_time->setRange(QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(begin), Qt::UTC),
                     QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(end), Qt::UTC));
    m_percent->setRange(floorAt, 100);
    setAccessibleName(tr("Budget left, %1").arg(shown.title));
    setAccessibleDescription(
        left.isEmpty() ? tr("no data")
                       : tr("from %1 % to %2 %").arg(left.first().y(), 0, 'f', 1).arg(left.last().y(), 0, 'f', 1));
}

} // namespace wf::widgets
