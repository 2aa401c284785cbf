// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/alertsovertime.h"

#include "models/base/timetext.h"
#include "widgets/base/icons.h"
#include "widgets/base/paint.h"

#include <QMouseEvent>
#include <QPainter>

namespace wf::ui {

namespace {
constexpr double deployRow = 24;

// 1, 2 or 5 times a power of ten, so that three to five lines stand on the axis.
int roundUnit(int top)
{
    int power = 1;
    for (;; power *= 10)
        for (const int digit : {1, 2, 5})
            if (top <= digit * power * 4)
                return digit * power;
}
} // namespace

AlertsOverTime::AlertsOverTime(QWidget *parent) : QWidget(parent)
{
    setAccessibleName(tr("Alerts and deploys, last 24 h"));
}

void AlertsOverTime::setFleet(engine::FleetPtr fleet, qint64 nowNs)
{
    m_fleet = std::move(fleet);
    m_nowNs = nowNs;
    update();
}

double AlertsOverTime::listTop() const
{
    return std::max(height() * 0.5, height() - deployRow * 5.0);
}

void AlertsOverTime::paintEvent(QPaintEvent *)
{
    const auto &t = widgets::Theme::of(this);
    QPainter p(this);
    p.fillRect(rect(), t.surface.panel);
    if (!m_fleet)
        return;
    paintChart(p, QRectF(32, 6, width() - 44, listTop() - 30));
    paintDeploys(p, listTop());
}

void AlertsOverTime::paintChart(QPainter &p, const QRectF &box)
{
    const auto &t = widgets::Theme::of(this);
    if (!m_fleet->alertsKnown) {
        widgets::paintText(p, box,
                           m_fleet->completeness.partial ? tr("The history of alerts is not known.")
                                                         : tr("No source keeps the history of alerts."),
                           t.font(widgets::TextRole::Small), t.text.tertiary, Qt::AlignCenter);
        return;
    }
    const auto &bins = m_fleet->alertsOverTime;
    int top = 4;
    for (const auto &bin : bins)
        top = std::max(top, bin[0] + bin[1] + bin[2]);
    const int unit = roundUnit(top);
    top = (top + unit - 1) / unit * unit;
    const QRectF plot = box.adjusted(0, 14, 0, -16);
    for (int v = 0; v <= top; v += unit) {
        const double y = std::round(plot.bottom() - plot.height() * v / top);
        p.fillRect(QRectF(plot.left(), y, plot.width(), 1), v ? t.line.subtle : t.line.panel);
        widgets::paintText(p, QRectF(0, y - 7, plot.left() - 6, 14), QString::number(v),
                           t.font(widgets::TextRole::Micro), t.text.tertiary, Qt::AlignRight | Qt::AlignVCenter);
    }
    const double step = plot.width() / static_cast<double>(std::max<std::size_t>(1, bins.size()));
    const QColor colors[] = {t.critical.mark, t.warning.mark, t.unknown.mark};
    for (std::size_t i = 0; i < bins.size(); ++i) {
        double y = plot.bottom();
        for (std::size_t level = 0; level < 3; ++level) {
            const double h = plot.height() * bins[i][level] / top;
            p.fillRect(QRectF(plot.left() + step * static_cast<double>(i) + 1, y - h, std::max(1.0, step - 2), h),
                       colors[level]);
            y -= h;
        }
    }
    const auto &range = m_fleet->alertRange;
    const auto xOf = [&](qint64 ns) {
        return plot.left() + plot.width() * static_cast<double>(ns - range.startNs) /
                                 static_cast<double>(std::max<qint64>(1, range.lengthNs()));
    };
    for (const auto &deploy : m_fleet->services->deploys)
        if (range.contains(deploy.timeNs)) {
            p.save();
            p.setRenderHint(QPainter::Antialiasing);
            p.translate(xOf(deploy.timeNs), box.top() + 5);
            p.rotate(45);
            p.fillRect(QRectF(-3, -3, 6, 6), t.signal.deploy);
            p.restore();
        }
    const qint64 fourHours = 4 * base::nsPerHour;
    for (qint64 at = (range.startNs / fourHours + 1) * fourHours; at < range.endNs; at += fourHours)
        widgets::paintText(p, QRectF(xOf(at) - 24, plot.bottom() + 3, 48, 14), base::hourMinute(at),
                           t.font(widgets::TextRole::Micro), t.text.tertiary, Qt::AlignCenter);
}

void AlertsOverTime::paintDeploys(QPainter &p, double top)
{
    const auto &t = widgets::Theme::of(this);
    double y = top;
    p.fillRect(QRectF(0, y - 1, width(), 1), t.line.panel);
    if (m_fleet->services->deploys.empty())
        widgets::paintText(p, QRectF(12, y, width() - 24, deployRow),
                           m_fleet->services->asOfNs ? tr("No deploy in the last 24 h.") : tr("Deploys are not known."),
                           t.font(widgets::TextRole::Small), t.text.tertiary);
    for (const auto &deploy : m_fleet->services->deploys) {
        if (y + deployRow > height() + 2)
            break;
        widgets::paintText(p, QRectF(12, y, 72, deployRow), base::dayAndTime(deploy.timeNs, m_nowNs),
                           t.font(widgets::TextRole::Small), t.text.secondary);
        QFont strong = t.font(widgets::TextRole::SmallStrong);
        const double w = QFontMetricsF(strong).horizontalAdvance(deploy.service) + 6;
        widgets::paintText(p, QRectF(86, y, w, deployRow), deploy.service, strong, t.text.primary);
        const QString what =
            deploy.toVersion + (deploy.region.isEmpty() ? QString() : QStringLiteral(", ") + deploy.region);
        widgets::paintText(p, QRectF(86 + w, y, width() - 98 - w, deployRow), what, t.font(widgets::TextRole::Small),
                           t.text.secondary);
        y += deployRow;
        p.fillRect(QRectF(0, y - 1, width(), 1), t.line.subtle);
    }
}

void AlertsOverTime::mousePressEvent(QMouseEvent *event)
{
    const double y = event->position().y() - listTop();
    if (!m_fleet || y < 0)
        return;
    const auto i = static_cast<std::size_t>(y / deployRow);
    if (i >= m_fleet->services->deploys.size())
        return;
    const auto &d = m_fleet->services->deploys[i];
    signals::Subject s = signals::Subject::ofService(d.service);
    s.kind = signals::SubjectKind::Deploy;
    s.region = d.region;
    s.id = d.service + u'/' + d.region + u'/' + d.toVersion;
    s.title = d.service + u' ' + d.toVersion;
    s.timeNs = d.timeNs;
    Q_EMIT deploySelected(s);
}

} // namespace wf::ui
