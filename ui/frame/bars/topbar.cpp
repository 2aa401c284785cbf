// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/bars/topbar.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "ui/base/reach.h"
#include "ui/base/sourcewords.h"
#include "ui/frame/bars/commandfield.h"
#include "ui/frame/bars/timepopup.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/icons.h"
#include "widgets/base/paint.h"
#include "widgets/base/text/safetext.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QHelpEvent>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QTimer>
#include <QToolTip>

namespace wf::ui {

namespace {

constexpr double markGap = 14;
constexpr int roomyWidth = 1360; // from here on the marks have words

int clockWidthAt(int barWidth)
{
    return barWidth >= roomyWidth ? 190 : 108; // with the day, or the time alone
}

} // namespace

TopBar::TopBar(WatchContext &context, QWidget *parent)
    : QWidget(parent),
      m_context(context),
      m_environment(new widgets::PickButton({}, {}, QStringLiteral("region"), this)),
      m_time(new widgets::PickButton({}, {}, QStringLiteral("clock"), this)),
      m_refresh(new widgets::PickButton({}, {}, QStringLiteral("refresh"), this)),
      m_compare(new widgets::PickButton(tr("Compare"), {}, QStringLiteral("compare"), this)),
      m_command(new CommandField(this)),
      m_popup(new TimePopup(context.clock(), this))
{
    setFixedHeight(42);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(10, 0, 10, 0);
    row->setSpacing(8);
    auto *back = new widgets::IconButton(QStringLiteral("chevron-left"), tr("Earlier"), QStringLiteral("["), this);
    auto *forward = new widgets::IconButton(QStringLiteral("chevron-right"), tr("Later"), QStringLiteral("]"), this);
    auto *zoomOut = new widgets::IconButton(QStringLiteral("zoom-out"), tr("Zoom out"), QStringLiteral("-"), this);
    for (QWidget *w : std::initializer_list<QWidget *>{m_environment, m_time, back, forward, zoomOut, m_refresh,
                                                       m_compare, m_command})
        row->addWidget(w);
    row->addStretch();
    connect(back, &QAbstractButton::clicked, this, [this] { m_context.shift(-0.5); });
    connect(forward, &QAbstractButton::clicked, this, [this] { m_context.shift(0.5); });
    connect(zoomOut, &QAbstractButton::clicked, &m_context, &WatchContext::zoomOut);
    connect(m_time, &QAbstractButton::clicked, this, &TopBar::openTimePopup);
    connect(m_command, &CommandField::clicked, this, &TopBar::paletteRequested);
    connect(m_popup, &TimePopup::chosen, &m_context, &WatchContext::setTimeSelection);
    connect(&m_context, &WatchContext::timeSelectionChanged, this, &TopBar::showTime);
    connect(&m_context, &WatchContext::refreshEveryChanged, this, &TopBar::showRefresh);
    connect(&m_context, &WatchContext::compareChanged, this, &TopBar::showCompare);
    buildRefreshMenu();
    buildCompareMenu();
    auto *second = new QTimer(this);
    connect(second, &QTimer::timeout, this, [this] {
        update(QRect(width() - clockWidthAt(width()), 0, clockWidthAt(width()), height()));
        if (m_context.timeSelection().live)
            showTime();
    });
    second->start(1000);
    showTime();
    showRefresh();
    showCompare();
}

void TopBar::setEnvironment(const QString &name, const QString &facts, const QColor &color)
{
    m_environment->setValue(name);
    widgets::setPlainToolTip(m_environment, name + u'\n' + facts);
    m_frame = color;
    update();
    Q_EMIT factsChanged();
}

void TopBar::follow(const TopBar &other)
{
    const auto take = [this, &other] {
        m_environment->setValue(other.m_environment->value());
        m_frame = other.m_frame;
        m_marks = other.m_marks;
        leaveRoom();
        update();
    };
    connect(&other, &TopBar::factsChanged, this, take);
    take();
}

void TopBar::setEnvironmentMenu(QMenu *menu)
{
    m_environment->setMenu(menu);
}

void TopBar::setConnection(signals::SourceKind kind, signals::Reachability reach, const QString &tip)
{
    const bool isNew = !m_marks.contains(kind);
    m_marks[kind] = {reach, tip};
    if (isNew)
        leaveRoom();
    update();
    Q_EMIT factsChanged();
}

void TopBar::openTimePopup()
{
    m_popup->openBelow(m_time, m_context.timeSelection());
}

void TopBar::showTime()
{
    const auto &selection = m_context.timeSelection();
    QString text = base::describe(selection);
    if (selection.live) {
        const auto r = m_context.range();
        text += QStringLiteral("  ") + base::hourMinute(r.startNs) + QStringLiteral(" \u2013 ") +
                base::hourMinute(r.endNs) + QStringLiteral(" UTC");
    }
    if (m_time->value() != text)
        m_time->setValue(text);
}

void TopBar::buildRefreshMenu()
{
    auto *menu = new QMenu(this);
    for (const qint64 seconds : {5, 10, 15, 30, 60, 300})
        menu->addAction(base::humanDuration(seconds * base::nsPerSecond), this,
                        [this, seconds] { m_context.setRefreshEvery(seconds * base::nsPerSecond); });
    menu->addAction(tr("Paused"), this, [this] { m_context.setRefreshEvery(0); });
    menu->addSeparator();
    menu->addAction(tr("Refresh now"), &m_context, &WatchContext::refreshNow);
    m_refresh->setMenu(menu);
}

void TopBar::buildCompareMenu()
{
    auto *menu = new QMenu(this);
    menu->addAction(tr("Off"), this, [this] { m_context.setCompareOffset(0); });
    menu->addAction(tr("Previous period"), this, [this] { m_context.setCompareOffset(m_context.range().lengthNs()); });
    menu->addAction(tr("One day before"), this, [this] { m_context.setCompareOffset(base::nsPerDay); });
    menu->addAction(tr("Seven days before"), this, [this] { m_context.setCompareOffset(7 * base::nsPerDay); });
    menu->addAction(tr("28 days before"), this, [this] { m_context.setCompareOffset(28 * base::nsPerDay); });
    m_compare->setMenu(menu);
}

void TopBar::showRefresh()
{
    m_refresh->setValue(m_context.refreshEveryNs() > 0 ? base::humanDuration(m_context.refreshEveryNs())
                                                       : tr("Paused"));
}

void TopBar::showCompare()
{
    const qint64 offset = m_context.compareOffsetNs();
    m_compare->setValue(offset ? QStringLiteral("\u2212") + base::humanDuration(offset) : QString());
}

QRect TopBar::marksRect() const
{
    const int w = static_cast<int>(marksWidth(width() >= roomyWidth));
    return {width() - clockWidthAt(width()) - w - 10, 0, w, height()};
}

double TopBar::marksWidth(bool words) const
{
    const QFontMetricsF metrics(widgets::Theme::of(this).font(widgets::TextRole::Base));
    double w = 0;
    for (auto it = m_marks.cbegin(); it != m_marks.cend(); ++it)
        w += 14 + markGap + (words ? 5 + std::ceil(metrics.horizontalAdvance(kindName(it.key()))) : -6);
    return w;
}

void TopBar::resizeEvent(QResizeEvent *)
{
    leaveRoom();
}

// The controls keep clear of the marks and the clock, which are painted.
void TopBar::leaveRoom()
{
    layout()->setContentsMargins(10, 0, clockWidthAt(width()) + marksRect().width() + 14, 0);
    m_command->setVisible(width() >= 1180);
}

void TopBar::paintEvent(QPaintEvent *)
{
    const auto &t = widgets::Theme::of(this);
    QPainter p(this);
    p.fillRect(rect(), t.surface.window);
    p.fillRect(QRect(0, height() - 1, width(), 1), t.line.panel);
    if (m_frame.isValid())
        p.fillRect(QRect(0, 0, width(), 2), m_frame);
    const QRect marks = marksRect();
    const bool words = width() >= roomyWidth;
    const QFontMetricsF metrics(t.font(widgets::TextRole::Base));
    double x = marks.left();
    for (auto it = m_marks.cbegin(); it != m_marks.cend(); ++it) {
        widgets::paintSeverity(p, severityOf(it->reach), QRectF(x, height() / 2.0 - 7, 14, 14));
        const double name = words ? std::ceil(metrics.horizontalAdvance(kindName(it.key()))) : 0;
        if (words)
            widgets::paintText(p, QRectF(x + 19, 0, name + 1, height()), kindName(it.key()),
                               t.font(widgets::TextRole::Base), t.text.primary, Qt::AlignLeft | Qt::AlignVCenter,
                               Qt::ElideNone);
        x += 14 + markGap + (words ? 5 + name : -6);
    }
    const qint64 now = m_context.clock().nowNs();
    const QRectF clock(width() - clockWidthAt(width()), 0, clockWidthAt(width()) - 10, height());
    p.fillRect(QRect(static_cast<int>(clock.left()) - 8, 12, 1, height() - 24), t.line.panel);
    const QFont mono = t.font(widgets::TextRole::Mono);
    QFont bold = mono;
    bold.setWeight(QFont::Medium);
    widgets::paintText(p, clock, base::timeOfDay(now), bold, t.text.primary);
    const QString zone = width() >= roomyWidth
                             ? QStringLiteral("UTC, ") +
                                   QLocale::c().toString(QDateTime::fromMSecsSinceEpoch(now / base::nsPerMs, Qt::UTC),
                                                         QStringLiteral("ddd d MMM"))
                             : QStringLiteral("UTC");
    widgets::paintText(p, clock.adjusted(QFontMetricsF(bold).horizontalAdvance(base::timeOfDay(now)) + 8, 0, 0, 0),
                       zone, t.font(widgets::TextRole::Small), t.text.tertiary);
}

void TopBar::mousePressEvent(QMouseEvent *event)
{
    if (marksRect().contains(event->position().toPoint()))
        Q_EMIT healthRequested();
}

bool TopBar::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        if (marksRect().contains(help->pos())) {
            QStringList lines;
            for (auto it = m_marks.cbegin(); it != m_marks.cend(); ++it)
                lines << kindName(it.key()) + QStringLiteral(": ") + it->tip;
            QToolTip::showText(help->globalPos(), widgets::plainTip(lines.join(u'\n')), this);
            return true;
        }
    }
    return QWidget::event(event);
}

} // namespace wf::ui
