// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/metrics/tabstrip.h"

#include "models/base/untrusted.h"
#include "widgets/base/icons.h"
#include "widgets/base/paint.h"
#include "widgets/base/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace wf::ui {

using widgets::TextRole;
using widgets::Theme;

namespace {
constexpr int padding = 13, crossSize = 12, crossGap = 6, widest = 220, plusWidth = 28, narrowest = 64;
}

TabStrip::TabStrip(QWidget *parent) : QWidget(parent)
{
    setFixedHeight(32);
    setFocusPolicy(Qt::TabFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Tabs of queries"));
}

void TabStrip::setTabs(const QStringList &titles, int current)
{
    m_titles = titles;
    m_current = std::clamp(current, 0, std::max(0, count() - 1));
    setAccessibleDescription(tr("%1 of %2: %3").arg(m_current + 1).arg(count()).arg(m_titles.value(m_current)));
    update();
}

int TabStrip::widthOf(int tab) const
{
    const QFontMetrics metrics(Theme::of(this).font(TextRole::SmallStrong));
    const int room = (width() - plusWidth) / std::max(1, count());
    const int text = metrics.horizontalAdvance(base::visibleText(m_titles[tab], 60));
    const int wanted = text + 2 * padding + crossGap + crossSize;
    return std::min({wanted, widest, std::max(narrowest, room)});
}

QRect TabStrip::tabRect(int tab) const
{
    int x = 0;
    for (int i = 0; i < tab; ++i)
        x += widthOf(i);
    return {x, 0, widthOf(tab), height()};
}

QRect TabStrip::crossRect(int tab) const
{
    const QRect r = tabRect(tab);
    return {r.right() - padding - crossSize + 4, (height() - crossSize) / 2, crossSize, crossSize};
}

QRect TabStrip::plusRect() const
{
    const int x = count() > 0 ? tabRect(count() - 1).right() + 1 : 0;
    return {x, 0, plusWidth, height()};
}

int TabStrip::tabAt(const QPoint &at) const
{
    for (int i = 0; i < count(); ++i)
        if (tabRect(i).contains(at))
            return i;
    return -1;
}

void TabStrip::paintEvent(QPaintEvent *)
{
    QPainter p(this);
    const Theme &t = Theme::of(this);
    p.fillRect(rect(), t.surface.header);
    for (int i = 0; i < count(); ++i) {
        const QRect r = tabRect(i);
        const bool isCurrent = i == m_current;
        if (isCurrent)
            p.fillRect(r, t.surface.panel);
        const bool hasCross = isCurrent || i == m_hovered;
        const QRect words = r.adjusted(padding, 0, -padding - (hasCross ? crossSize : 0), 0);
        widgets::paintText(p, words, base::visibleText(m_titles[i], 60),
                           t.font(isCurrent ? TextRole::SmallStrong : TextRole::Small),
                           isCurrent ? t.text.primary : t.text.secondary);
        if (hasCross)
            widgets::paintIcon(p, QStringLiteral("close"), crossRect(i), t.text.tertiary);
        if (isCurrent)
            p.fillRect(QRect(r.left(), r.bottom() - 1, r.width(), 2), hasFocus() ? t.line.focus : t.accent.base);
    }
    const QRect plus = plusRect();
    widgets::paintIcon(p, QStringLiteral("plus"), QRect(plus.left() + 7, (height() - 14) / 2, 14, 14),
                       t.text.secondary);
    p.fillRect(QRect(0, height() - 1, width(), 1), t.line.panel);
}

void TabStrip::mousePressEvent(QMouseEvent *event)
{
    if (plusRect().contains(event->pos())) {
        Q_EMIT addRequested();
        return;
    }
    const int tab = tabAt(event->pos());
    if (tab < 0)
        return;
    if (event->button() == Qt::MiddleButton || crossRect(tab).adjusted(-4, -4, 4, 4).contains(event->pos()))
        Q_EMIT closeRequested(tab);
    else
        Q_EMIT chosen(tab);
}

void TabStrip::mouseDoubleClickEvent(QMouseEvent *event)
{
    const int tab = tabAt(event->pos());
    if (tab == m_current && !crossRect(tab).contains(event->pos()))
        Q_EMIT nameRequested();
}

void TabStrip::mouseMoveEvent(QMouseEvent *event)
{
    m_hovered = tabAt(event->pos());
    update();
}

void TabStrip::leaveEvent(QEvent *)
{
    m_hovered = -1;
    update();
}

void TabStrip::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Left && m_current > 0)
        Q_EMIT chosen(m_current - 1);
    else if (event->key() == Qt::Key_Right && m_current + 1 < count())
        Q_EMIT chosen(m_current + 1);
    else if (event->key() == Qt::Key_Delete)
        Q_EMIT closeRequested(m_current);
    else
        QWidget::keyPressEvent(event);
}

} // namespace wf::ui
