// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figure/allowancefigure.h"

#include "models/base/clock.h"
#include "widgets/base/text/safetext.h"
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

namespace wf::widgets {

AllowanceFigure::AllowanceFigure(QWidget *parent)
    : QWidget(parent),
      m_chart(new QChart),
      m_view(new QChartView(m_chart, this)),
      m_used(new QLineSeries),
      m_forecast(new QLineSeries),
      m_limit(new QLineSeries),
      m_time(new QDateTimeAxis),
      m_minutes(new QValueAxis)
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
    m_time->setTickCount(7);
    m_minutes->setLabelFormat(QStringLiteral("%.0f min"));
    m_minutes->setTickCount(4);
    m_chart->addAxis(m_time, Qt::AlignBottom);
    m_chart->addAxis(m_minutes, Qt::AlignLeft);
    for (QAbstractSeries *s : std::initializer_list<QAbstractSeries *>{m_used, m_forecast, m_limit}) {
        m_chart->addSeries(s);
        s->attachAxis(m_time);
        s->attachAxis(m_minutes);
    }
    applyPens();
}

void AllowanceFigure::applyPens()
{
    const Theme &t = Theme::of(this);
    m_view->setBackgroundBrush(t.surface.panel);
    m_chart->setBackgroundBrush(t.surface.panel);
    m_chart->setPlotAreaBackgroundVisible(false);
    m_used->setPen(QPen(t.accent.base, 1.75));
    m_forecast->setPen(QPen(t.critical.mark, 1.5, Qt::DashLine));
    m_limit->setPen(QPen(t.critical.mark, 1, Qt::DashLine));
    for (QAbstractAxis *axis : std::initializer_list<QAbstractAxis *>{m_time, m_minutes}) {
        axis->setLabelsFont(t.font(TextRole::Micro));
        axis->setLabelsColor(t.text.tertiary);
        axis->setGridLinePen(QPen(t.line.subtle, 1));
        axis->setLinePen(QPen(t.line.panel, 1));
    }
}

void AllowanceFigure::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        applyPens();
    QWidget::changeEvent(event);
}

void AllowanceFigure::setAllowance(const AllowanceShown &shown)
{
    const auto ms = [](double ns) { return ns / static_cast<double>(base::nsPerMs); };
    QList<QPointF> used;
    double highest = shown.allowed;
    for (const QPointF &point : shown.used) {
        used << QPointF(ms(point.x()), point.y());
        highest = std::max(highest, point.y());
    }
    m_used->replace(used);
    const double begin = ms(static_cast<double>(shown.startNs));
    const double end = ms(static_cast<double>(shown.endNs));
    QList<QPointF> forecast;
    if (shown.spentAtNs > 0 && !used.isEmpty() && used.last().y() < shown.allowed)
        forecast << used.last() << QPointF(ms(static_cast<double>(shown.spentAtNs)), shown.allowed);
    m_forecast->replace(forecast);
    m_limit->replace({QPointF(begin, shown.allowed), QPointF(end, shown.allowed)});
    m_time->setRange(QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(begin), Qt::UTC),
                     QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(end), Qt::UTC));
    m_minutes->setRange(0, std::max(1.0, highest * 1.15));
    m_minutes->applyNiceNumbers();
    setAccessibleName(tr("Allowance used, %1").arg(chartText(shown.title)));
    setAccessibleDescription(
        used.isEmpty() ? tr("no data")
                       : tr("%1 of %2 minutes").arg(used.last().y(), 0, 'f', 1).arg(shown.allowed, 0, 'f', 1));
}

} // namespace wf::widgets
