// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/history/calendarheat.h"

#include "widgets/base/paint.h"
#include "widgets/base/text/safetext.h"
#include "widgets/base/theme.h"

#include <QCoreApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace wf::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr double cell = 13;
constexpr double left = 40; // names of days
constexpr double top = 18;  // names of months
constexpr int daysAWeek = 7;

QString say(const char *text)
{
    return QCoreApplication::translate("wf::ui::CalendarHeat", text);
}

} // namespace

QString dayText(const engine::DayCount &day)
{
    const QString date = QLocale::c().toString(day.day, u"ddd d MMM yyyy"_s);
    const QString count = QCoreApplication::translate("wf::ui::CalendarHeat", "%n alerts", nullptr, day.fired);
    return day.critical > 0 ? say("%1: %2, %3 critical").arg(date, count, QString::number(day.critical))
                            : say("%1: %2").arg(date, count);
}

CalendarHeat::CalendarHeat(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(say("Alerts by day"));
}

void CalendarHeat::show(std::vector<engine::DayCount> days)
{
    m_days = std::move(days);
    m_most = 0;
    for (const auto &day : m_days)
        m_most = std::max(m_most, day.fired);
    if (!current())
        m_current = {};
    update();
}

const engine::DayCount *CalendarHeat::current() const
{
    const auto found = std::ranges::find(m_days, m_current, &engine::DayCount::day);
    return m_current.isValid() && found != m_days.end() ? &*found : nullptr;
}

int CalendarHeat::weeksShown() const
{
    return std::max(1, static_cast<int>((width() - left - 12) / cell));
}

QRectF CalendarHeat::rectOf(QDate day) const
{
    if (m_days.empty() || day > m_days.back().day || day < m_days.front().day)
        return {};
    const QDate lastMonday = m_days.back().day.addDays(1 - m_days.back().day.dayOfWeek());
    const QDate monday = day.addDays(1 - day.dayOfWeek());
    const auto weeksAgo = static_cast<int>(monday.daysTo(lastMonday) / daysAWeek);
    const auto weeksKnown =
        static_cast<int>(m_days.front().day.addDays(1 - m_days.front().day.dayOfWeek()).daysTo(lastMonday) /
                         daysAWeek) +
        1;
    const int shown = std::min(weeksShown(), weeksKnown);
    if (weeksAgo >= shown)
        return {};
    return {left + (shown - 1 - weeksAgo) * cell, top + (day.dayOfWeek() - 1) * cell, cell - 2, cell - 2};
}

const engine::DayCount *CalendarHeat::dayAt(const QPointF &point) const
{
    const auto found = std::ranges::find_if(
        m_days, [&](const engine::DayCount &day) { return rectOf(day.day).adjusted(0, 0, 2, 2).contains(point); });
    return found == m_days.end() ? nullptr : &*found;
}

void CalendarHeat::paintEvent(QPaintEvent * /*event*/)
{
    const auto &t = widgets::Theme::of(this);
    QPainter p(this);
    const QFont font = t.font(widgets::TextRole::Micro);
    for (const int row : {0, 2, 4})
        widgets::paintText(p, QRectF(8, top + row * cell - 2, left - 10, cell + 2),
                           QLocale::c().dayName(row + 1, QLocale::ShortFormat), font, t.text.tertiary);
    for (const auto &day : m_days) {
        const QRectF rect = rectOf(day.day);
        if (rect.isEmpty())
            continue;
        if (day.day.day() == 1)
            widgets::paintText(p, QRectF(rect.left(), 0, 40, top),
                               QLocale::c().monthName(day.day.month(), QLocale::ShortFormat), font, t.text.tertiary);
        QColor color = t.line.subtle; // a quiet day is a day all the same, in both themes
        if (day.fired > 0) {
            // By powers: a storm leaves the usual days apart from each other.
            const double share = std::log1p(day.fired) / std::log1p(m_most);
            const QColor full = day.critical > 0 ? t.critical.mark : t.warning.mark;
            color = widgets::mixed(t.line.subtle, full, 0.25 + 0.75 * share);
        }
        p.fillRect(rect, color);
        if (day.day == m_current) {
            p.setPen(hasFocus() ? t.line.focus : t.text.primary);
            p.setBrush(Qt::NoBrush);
            p.drawRect(rect.adjusted(-0.5, -0.5, 0.5, 0.5));
        }
    }
}

void CalendarHeat::choose(QDate day)
{
    if (rectOf(day).isEmpty())
        return;
    m_current = day;
    if (current())
        setAccessibleDescription(dayText(*current()));
    update();
    Q_EMIT chosen(day);
}

void CalendarHeat::mousePressEvent(QMouseEvent *event)
{
    if (const auto *day = dayAt(event->position()))
        choose(day->day);
}

void CalendarHeat::keyPressEvent(QKeyEvent *event)
{
    const QDate from = m_current.isValid() ? m_current : m_days.empty() ? QDate() : m_days.back().day.addDays(1);
    const int step = event->key() == Qt::Key_Left    ? -daysAWeek
                     : event->key() == Qt::Key_Right ? daysAWeek
                     : event->key() == Qt::Key_Up    ? -1
                     : event->key() == Qt::Key_Down  ? 1
                                                     : 0;
    if (step == 0 || !from.isValid())
        return QWidget::keyPressEvent(event);
    choose(from.addDays(step));
}

void CalendarHeat::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void CalendarHeat::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

bool CalendarHeat::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    auto *help = static_cast<QHelpEvent *>(event);
    const auto *day = dayAt(help->pos());
    QToolTip::showText(help->globalPos(), day ? widgets::plainTip(dayText(*day)) : QString(), this);
    return true;
}

} // namespace wf::ui
