// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figure/burndownfigure.h"

#include "models/base/clock.h"
#include "models/base/untrusted.h"
#include "widgets/base/theme.h"
#include "widgets/figure/timedrag.h"

#include <QAreaSeries>
#include <QBoxLayout>
#include <QChart>
#include <QChartView>
#include <QDateTime>
#include <QDateTimeAxis>
#include <QEvent>
#include <QGraphicsLayout>
#include <QGraphicsRectItem>
#include <QGraphicsScene>
#include <QGraphicsSimpleTextItem>
#include <QLineSeries>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace wf::widgets {

namespace {

constexpr std::size_t maximumPoints = 400;
constexpr std::size_t mostMarks = 4;

double ms(qint64 ns)
{
    return static_cast<double>(ns / base::nsPerMs);
}

} // namespace

BurnDownFigure::BurnDownFigure(QWidget *parent)
    : QWidget(parent),
      m_chart(new QChart),
      m_view(new QChartView(m_chart, this)),
      m_left(new QLineSeries),
      m_upper(new QLineSeries(m_chart)),
      m_floor(new QLineSeries(m_chart)),
      m_area(new QAreaSeries(m_upper, m_floor)),
      m_fanHigh(new QLineSeries(m_chart)),
      m_fanLow(new QLineSeries(m_chart)),
      m_fan(new QAreaSeries(m_fanHigh, m_fanLow)),
      m_even(new QLineSeries),
      m_limit(new QLineSeries),
      m_forecast(new QLineSeries),
      m_now(new QLineSeries),
      m_lastPoint(new QLineSeries),
      m_time(new QDateTimeAxis),
      m_percent(new QValueAxis),
      m_drag(new TimeDrag(m_view))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_view);
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setFocusPolicy(Qt::NoFocus);
    m_view->setMinimumSize(120, 90);
    m_chart->legend()->hide();
    m_chart->setMargins(QMargins(26, 4, 14, 0));
    m_chart->setBackgroundRoundness(0);
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_percent->setLabelFormat(QStringLiteral("%.0f %%"));
    m_percent->setTruncateLabels(false);
    m_time->setTruncateLabels(false);
    m_chart->addAxis(m_time, Qt::AlignBottom);
    m_chart->addAxis(m_percent, Qt::AlignLeft);
    for (QAbstractSeries *s : std::initializer_list<QAbstractSeries *>{m_area, m_left, m_fan, m_even, m_limit,
                                                                       m_forecast, m_now, m_lastPoint}) {
        m_chart->addSeries(s);
        s->attachAxis(m_time);
        s->attachAxis(m_percent);
    }
    connect(m_chart, &QChart::plotAreaChanged, this, &BurnDownFigure::placeWords);
    connect(m_drag, &TimeDrag::asked, this, &BurnDownFigure::changesAsked);
    connect(m_drag, &TimeDrag::queryAsked, this, &BurnDownFigure::queryAsked);
    applyPens();
}

void BurnDownFigure::applyPens()
{
    const Theme &t = Theme::of(this);
    const QColor trouble = t.critical.mark;
    m_view->setBackgroundBrush(t.surface.panel);
    m_chart->setBackgroundBrush(t.surface.panel);
    m_chart->setPlotAreaBackgroundVisible(false);
    m_left->setPen(QPen(m_shown.hasHours && m_shown.isInTrouble ? trouble : t.accent.base, 1.75));
    m_area->setPen(QPen(Qt::NoPen));
    m_area->setBrush(withAlpha(t.accent.base, 0.10));
    m_fan->setPen(QPen(Qt::NoPen));
    m_fan->setBrush(withAlpha(m_shown.isInTrouble ? trouble : t.signal.forecast, 0.22));
    m_forecast->setPen(QPen(m_shown.isInTrouble ? trouble : t.signal.forecast, 1.5, Qt::DashLine));
    m_even->setPen(QPen(t.text.tertiary, 1, Qt::DotLine));
    m_limit->setPen(QPen(t.warning.mark, 1, Qt::DashLine));
    m_now->setPen(QPen(t.accent.base, 1));
    m_lastPoint->setPen(QPen(m_shown.isInTrouble ? trouble : t.accent.base, 7, Qt::SolidLine, Qt::RoundCap));
    for (QAbstractAxis *axis : std::initializer_list<QAbstractAxis *>{m_time, m_percent}) {
        axis->setLabelsFont(t.font(TextRole::Micro));
        axis->setLabelsColor(t.text.tertiary);
        axis->setGridLinePen(QPen(t.line.subtle, 1));
        axis->setLinePen(QPen(t.line.panel, 1));
    }
}

void BurnDownFigure::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange) {
        applyPens();
        placeWords();
    }
    QWidget::changeEvent(event);
}

void BurnDownFigure::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_time->setTickCount(std::clamp(width() / (m_shown.hasHours ? 60 : 75), 2, 8));
    placeWords();
}

void BurnDownFigure::setOffersQuery(bool offers)
{
    m_drag->setOffersQuery(offers);
}

void BurnDownFigure::setBurnDown(const BurnDown &shown)
{
    m_shown = shown;
    m_drag->setRange({shown.startNs, shown.windowEndNs});
    applyPens();
    m_time->setFormat(shown.hasHours ? QStringLiteral("HH:mm") : QStringLiteral("d MMM"));
    fillLines();
    placeWords();
    const auto &points = m_left->points();
    setAccessibleName(tr("Budget left, %1").arg(shown.title));
    setAccessibleDescription(
        points.isEmpty()
            ? tr("no data")
            : tr("from %1 % to %2 %").arg(points.first().y(), 0, 'f', 1).arg(points.last().y(), 0, 'f', 1));
}

void BurnDownFigure::fillLines()
{
    const qint64 first = m_shown.firstNs > 0 ? m_shown.firstNs : m_shown.startNs;
    QList<QPointF> left;
    double lowest = 0;
    const auto add = [&](qint64 at, double share) {
        if (!std::isfinite(share) || (!left.isEmpty() && ms(at) <= left.last().x()))
            return;
        left << QPointF(ms(at), share * 100);
        lowest = std::min(lowest, share * 100);
    };
    const std::size_t stride = std::max<std::size_t>(1, m_shown.left.size() / maximumPoints);
    for (std::size_t i = 0; i < m_shown.left.size(); ++i)
        if (i % stride == 0 || i + 1 == m_shown.left.size())
            add(first + static_cast<qint64>(i) * m_shown.stepNs, m_shown.left[i]);
    if (m_shown.nowNs > 0)
        add(m_shown.nowNs, m_shown.leftNow);
    const double begin = ms(m_shown.startNs);
    const double end = std::max(begin + 1, ms(m_shown.windowEndNs));
    const double bottom = std::max(-100.0, std::floor(lowest / 25) * 25);
    const double top = m_shown.highest * 100;
    m_time->setRange(QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(begin), Qt::UTC),
                     QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(end), Qt::UTC));
    m_percent->setRange(bottom, top);
    m_percent->setTickCount(std::max(2, static_cast<int>(std::lround((top - bottom) / 25)) + 1));
    m_left->replace(left);
    m_upper->replace(left);
    QList<QPointF> floor;
    for (const QPointF &point : std::as_const(left))
        floor << QPointF(point.x(), std::max(bottom, 0.0));
    m_floor->replace(floor);
    using Points = QList<QPointF>;
    m_limit->replace(m_shown.freezeLimit >= 0
                         ? Points{{begin, m_shown.freezeLimit * 100}, {end, m_shown.freezeLimit * 100}}
                         : Points());
    m_even->replace(m_shown.evenSpend ? Points{{begin, 100}, {end, 0}} : Points());
    m_now->replace(m_shown.nowNs > 0 && m_shown.windowEndNs > m_shown.nowNs
                       ? Points{{ms(m_shown.nowNs), bottom}, {ms(m_shown.nowNs), top}}
                       : Points());
    // A line of no length with a round cap is a dot.
    m_lastPoint->replace(left.isEmpty() ? Points() : Points{left.last(), left.last() + QPointF(1, 0)});
    if (left.isEmpty()) {
        for (QLineSeries *line : {m_forecast, m_fanHigh, m_fanLow})
            line->clear();
        return;
    }
    fillForecast(left.last().x(), left.last().y());
}

void BurnDownFigure::fillForecast(double lastX, double lastY)
{
    const double end = ms(m_shown.windowEndNs);
    const auto until = [&](qint64 spentNs) {
        QList<QPointF> line;
        if (spentNs <= 0 || lastY <= 0 || ms(spentNs) <= lastX)
            return line;
        const double reach = std::min(end, ms(spentNs));
        line << QPointF(lastX, lastY) << QPointF(reach, lastY * (1 - (reach - lastX) / (ms(spentNs) - lastX)));
        if (reach < end)
            line << QPointF(end, 0);
        return line;
    };
    auto forecast = until(m_shown.exhaustedAtNs);
    if (forecast.size() > 2)
        forecast.removeLast();
    m_forecast->replace(forecast);
    m_fanLow->replace(until(m_shown.exhaustedFromNs));
    m_fanHigh->replace(m_shown.exhaustedFromNs > 0 ? until(m_shown.exhaustedToNs) : QList<QPointF>());
    m_fan->setVisible(m_fanHigh->count() > 0 && m_fanLow->count() > 0);
}

// Bars of three pixels on the time axis, as in the console's own charts.
void BurnDownFigure::placeRuns()
{
    for (QGraphicsRectItem *item : m_runs)
        delete item;
    m_runs.clear();
    const QRectF plot = m_chart->plotArea();
    const auto length = static_cast<double>(m_shown.windowEndNs - m_shown.startNs);
    if (plot.width() < 60 || length <= 0)
        return;
    for (const base::TimeRange &run : m_shown.anomalies) {
        const base::TimeRange seen{std::max(run.startNs, m_shown.startNs), std::min(run.endNs, m_shown.windowEndNs)};
        if (seen.lengthNs() <= 0)
            continue;
        const double left = plot.left() + plot.width() * static_cast<double>(seen.startNs - m_shown.startNs) / length;
        const double width = std::max(2.0, plot.width() * static_cast<double>(seen.lengthNs()) / length);
        auto *item = new QGraphicsRectItem(QRectF(std::floor(left), std::floor(plot.bottom()) - 3, std::ceil(width), 3),
                                           m_chart);
        item->setPen(Qt::NoPen);
        item->setBrush(Theme::of(this).signal.anomaly);
        item->setZValue(10);
        m_runs.push_back(item);
    }
}

// Plain text items of the scene: nothing of them is read as markup.
void BurnDownFigure::placeWords()
{
    placeRuns();
    for (QGraphicsSimpleTextItem *item : m_words)
        delete item;
    m_words.clear();
    const QRectF plot = m_chart->plotArea();
    if (plot.width() < 60 || m_left->count() == 0)
        return;
    const Theme &t = Theme::of(this);
    const double end = ms(m_shown.windowEndNs);
    const double begin = ms(m_shown.startNs);
    const auto place = [&](double x, double y) {
        return QPointF(plot.left() + plot.width() * (x - begin) / std::max(1.0, end - begin),
                       plot.bottom() -
                           plot.height() * (y - m_percent->min()) / std::max(1.0, m_percent->max() - m_percent->min()));
    };
    const auto say = [&](const QString &text, QPointF at, const QColor &color, bool leftOf, bool above) {
        auto *item = new QGraphicsSimpleTextItem(base::visibleText(text, 40));
        item->setFont(t.font(TextRole::Small));
        item->setBrush(color);
        const QRectF size = item->boundingRect();
        at += QPointF(leftOf ? -size.width() - 4 : 4, above ? -size.height() - 2 : 2);
        at.setX(std::clamp(at.x(), plot.left() + 2, std::max(plot.left() + 2, plot.right() - size.width() - 2)));
        at.setY(std::clamp(at.y(), plot.top(), std::max(plot.top(), plot.bottom() - size.height())));
        // Above what is said there already.
        for (const auto *other : m_words)
            if (QRectF(at, size.size()).intersects(QRectF(other->pos(), other->boundingRect().size())))
                at.setY(std::max(plot.top(), other->y() - size.height()));
        item->setPos(at);
        m_chart->scene()->addItem(item);
        m_words.push_back(item);
    };
    if (m_shown.freezeLimit >= 0 && !m_shown.hasHours)
        say(tr("freeze below %1 %").arg(std::lround(m_shown.freezeLimit * 100)),
            place(begin, m_shown.freezeLimit * 100), t.warning.fg, false, true);
    if (m_shown.evenSpend)
        say(tr("even spend"), place(begin + (end - begin) * 0.08, 84), t.text.tertiary, false, false);
    if (!m_shown.hasHours) {
        const QPointF last = m_left->points().last();
        say(QString::number(last.y(), 'f', 1) + QStringLiteral("\u2009%"), place(last.x(), last.y()),
            m_shown.isInTrouble ? t.critical.fg : t.text.primary, true, false);
    }
    std::size_t said = 0;
    for (const BurnMark &mark : m_shown.marks) {
        if (++said > mostMarks)
            break;
        const auto points = m_left->points();
        const auto at = std::ranges::find_if(points, [&](const QPointF &p) { return p.x() >= ms(mark.atNs); });
        if (at != points.end())
            say(mark.text, place(ms(mark.atNs), at->y()), t.text.secondary, true, false);
    }
    if (m_shown.hasHours && m_shown.nowNs > 0)
        say(tr("now"), QPointF(place(ms(m_shown.nowNs), 0).x(), plot.top()), t.accent.text, false, false);
    if (m_shown.exhaustedAtNs > m_shown.nowNs && m_shown.exhaustedAtNs < m_shown.windowEndNs)
        say(tr("spent %1")
                .arg(QDateTime::fromMSecsSinceEpoch(m_shown.exhaustedAtNs / base::nsPerMs, Qt::UTC)
                         .toString(m_shown.hasHours ? QStringLiteral("HH:mm") : QStringLiteral("d MMM"))),
            place(ms(m_shown.exhaustedAtNs), 0), t.critical.fg, true, true);
}

} // namespace wf::widgets
