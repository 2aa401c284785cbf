// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/thread/signaltoggles.h"

#include "models/base/units.h"
#include "widgets/base/icons.h"
#include "widgets/base/paint.h"
#include "widgets/base/text/safetext.h"
#include "widgets/base/theme.h"
#include "widgets/thread/threadview.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace wf::ui {

namespace {

QString signalName(int signal)
{
    const QString names[] = {SignalToggles::tr("Alerts"),     SignalToggles::tr("Log lines"),
                             SignalToggles::tr("Traces"),     SignalToggles::tr("Metrics"),
                             SignalToggles::tr("Anomalies"),  SignalToggles::tr("Deploys"),
                             SignalToggles::tr("Objectives"), SignalToggles::tr("Notes"),
                             SignalToggles::tr("Forecasts"),  SignalToggles::tr("Sources")};
    return names[signal];
}

} // namespace

SignalToggles::SignalToggles(QWidget *parent) : QWidget(parent), m_hidden(signals::signalCount, false)
{
    setFixedHeight(30);
    setAccessibleName(tr("Signals"));
}

void SignalToggles::setCounts(const signals::ThreadPtr &thread)
{
    std::vector<int> counts(signals::signalCount, 0);
    for (const auto &entry : thread->entries)
        counts[static_cast<std::size_t>(entry.signal)] += entry.count;
    m_slots.clear();
    const QFontMetricsF metrics(widgets::Theme::of(this).font(widgets::TextRole::Small));
    double x = 0;
    QStringList spoken;
    for (int i = 0; i < signals::signalCount; ++i) {
        const int n = counts[static_cast<std::size_t>(i)];
        if (n == 0)
            continue;
        const QString text = base::groupedInteger(n);
        const double width = 17 + metrics.horizontalAdvance(text) + 10;
        m_slots.push_back({i, x, width, text});
        x += width;
        spoken << signalName(i) + u' ' + text;
    }
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

QSize SignalToggles::sizeHint() const
{
    return {m_slots.empty() ? 10 : static_cast<int>(m_slots.back().x + m_slots.back().width), 30};
}

int SignalToggles::signalAt(double x) const
{
    for (const auto &slot : m_slots)
        if (x >= slot.x && x < slot.x + slot.width)
            return slot.signal;
    return -1;
}

void SignalToggles::paintEvent(QPaintEvent *)
{
    const auto &t = widgets::Theme::of(this);
    QPainter p(this);
    for (const auto &slot : m_slots) {
        const bool off = m_hidden[static_cast<std::size_t>(slot.signal)];
        const QColor color = off ? t.text.disabled : t.text.secondary;
        widgets::paintIcon(p, widgets::signalIcon(static_cast<signals::Signal>(slot.signal)), QRectF(slot.x, 8, 14, 14),
                           color);
        widgets::paintText(p, QRectF(slot.x + 17, 0, slot.width - 17, 30), slot.text, t.font(widgets::TextRole::Small),
                           color, Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideNone);
    }
}

void SignalToggles::mousePressEvent(QMouseEvent *event)
{
    if (const int signal = signalAt(event->position().x()); signal >= 0) {
        m_hidden[static_cast<std::size_t>(signal)] = !m_hidden[static_cast<std::size_t>(signal)];
        update();
        Q_EMIT changed();
    }
}

void SignalToggles::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (const int signal = signalAt(event->position().x()); signal >= 0) {
        for (std::size_t i = 0; i < m_hidden.size(); ++i)
            m_hidden[i] = static_cast<int>(i) != signal;
        update();
        Q_EMIT changed();
    }
}

bool SignalToggles::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        if (const int signal = signalAt(help->pos().x()); signal >= 0)
            QToolTip::showText(help->globalPos(), widgets::plainTip(signalName(signal)), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace wf::ui
