// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/detail/counttabs.h"

#include "widgets/base/paint.h"
#include "widgets/base/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace wf::ui {

using widgets::TextRole;
using widgets::Theme;

CountTabs::CountTabs(const QStringList &names, QWidget *parent) : QWidget(parent)
{
    for (const QString &name : names)
        m_tabs.push_back({name, -1});
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    speak();
}

void CountTabs::setCount(int tab, int count)
{
    auto &one = m_tabs.at(static_cast<std::size_t>(tab));
    if (one.count == count)
        return;
    one.count = count;
    speak();
    update();
}

void CountTabs::setCurrent(int tab)
{
    tab = std::clamp(tab, 0, static_cast<int>(m_tabs.size()) - 1);
    if (tab == m_current)
        return;
    m_current = tab;
    speak();
    update();
    Q_EMIT currentChanged(tab);
}

void CountTabs::speak()
{
    const auto &tab = m_tabs.at(static_cast<std::size_t>(m_current));
    setAccessibleName(tab.count < 0 ? tr("Tab %1").arg(tab.name) : tr("Tab %1, %2").arg(tab.name).arg(tab.count));
}

// Side by side; where that is too wide, every tab gives in alike.
std::vector<QRectF> CountTabs::places() const
{
    const auto &t = Theme::of(this);
    std::vector<double> widths;
    double all = 0;
    for (const Tab &tab : m_tabs) {
        double width = QFontMetricsF(t.font(TextRole::SmallStrong)).horizontalAdvance(tab.name) + 26;
        if (tab.count >= 0)
            width += QFontMetricsF(t.font(TextRole::Small)).horizontalAdvance(QString::number(tab.count)) + 8;
        widths.push_back(width);
        all += width;
    }
    const double scale = std::min(1.0, (width() - 8.0) / std::max(1.0, all));
    std::vector<QRectF> out;
    double x = 4;
    for (const double width : widths) {
        out.emplace_back(x, 0, width * scale, height());
        x += width * scale;
    }
    return out;
}

void CountTabs::paintEvent(QPaintEvent *)
{
    const auto &t = Theme::of(this);
    QPainter p(this);
    p.fillRect(rect(), t.surface.header);
    p.fillRect(QRect(0, height() - 1, width(), 1), t.line.panel);
    const auto where = places();
    for (std::size_t i = 0; i < m_tabs.size(); ++i) {
        const bool isCurrent = static_cast<int>(i) == m_current;
        const QRectF inner = where[i].adjusted(9, 0, -9, -2);
        const QString count = m_tabs[i].count < 0 ? QString() : QString::number(m_tabs[i].count);
        const double countWidth =
            count.isEmpty() ? 0 : QFontMetricsF(t.font(TextRole::Small)).horizontalAdvance(count) + 2;
        widgets::paintText(p, inner.adjusted(0, 0, -(count.isEmpty() ? 0 : countWidth + 6), 0), m_tabs[i].name,
                           t.font(isCurrent ? TextRole::SmallStrong : TextRole::Small),
                           isCurrent ? t.text.primary : t.text.secondary);
        widgets::paintText(p, QRectF(inner.right() - countWidth, inner.top(), countWidth, inner.height()), count,
                           t.font(TextRole::Small), t.text.tertiary, Qt::AlignRight | Qt::AlignVCenter);
        if (isCurrent) {
            p.fillRect(QRectF(where[i].left() + 4, height() - 2, where[i].width() - 8, 2), t.accent.base);
            if (hasFocus()) {
                p.setPen(QPen(t.line.focus, 1));
                p.drawRect(where[i].adjusted(2.5, 3.5, -2.5, -4.5));
            }
        }
    }
}

void CountTabs::mousePressEvent(QMouseEvent *event)
{
    const auto where = places();
    for (std::size_t i = 0; i < where.size(); ++i)
        if (where[i].contains(event->position()))
            setCurrent(static_cast<int>(i));
}

void CountTabs::keyPressEvent(QKeyEvent *event)
{
    const int step = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    if (step == 0)
        QWidget::keyPressEvent(event);
    else
        setCurrent(m_current + step);
}

} // namespace wf::ui
