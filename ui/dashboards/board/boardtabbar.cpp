// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/board/boardtabbar.h"

#include "models/base/untrusted.h"
#include "widgets/base/paint.h"
#include "widgets/base/theme.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QSignalBlocker>

#include <algorithm>

namespace wf::ui {

using namespace Qt::StringLiterals;
using widgets::TextRole;

namespace {

constexpr int barHeight = 30, padding = 12, widest = 260;

} // namespace

BoardTabBar::BoardTabBar(QString key, QWidget *parent) : QTabBar(parent), m_key(std::move(key))
{
    setDrawBase(false);
    setExpanding(false);
    setUsesScrollButtons(true);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Tabs of the dashboard"));
    connect(this, &QTabBar::currentChanged, this, [this](int index) {
        if (index >= 0 && index < static_cast<int>(m_tabs.size()))
            Q_EMIT chosen(m_key, QString(m_tabs[static_cast<std::size_t>(index)].key));
    });
}

QString BoardTabBar::titleOf(int index) const
{
    const QString &title = m_tabs[static_cast<std::size_t>(index)].title;
    return title.isEmpty() ? tr("Tab without a title") : base::visibleText(title, 80);
}

void BoardTabBar::setTabs(std::vector<Tab> tabs, int open)
{
    const QSignalBlocker quiet(this);
    m_tabs = std::move(tabs);
    const int wanted = static_cast<int>(m_tabs.size());
    while (count() > wanted)
        removeTab(count() - 1);
    for (int i = 0; i < wanted; ++i) {
        // the words are painted here; those of the bar are for screen readers, where an ampersand is a mnemonic
        const QString words = QString(titleOf(i)).replace(u"&"_s, u"&&"_s);
        if (i < count())
            setTabText(i, words);
        else
            addTab(words);
    }
    setCurrentIndex(open);
    update();
}

QSize BoardTabBar::tabSizeHint(int index) const
{
    if (index >= static_cast<int>(m_tabs.size()))
        return {60, barHeight};
    const QFontMetrics metrics(widgets::Theme::of(this).font(TextRole::SmallStrong));
    return {std::min(widest, metrics.horizontalAdvance(titleOf(index)) + 2 * padding), barHeight};
}

void BoardTabBar::paintEvent(QPaintEvent *)
{
    const widgets::Theme &t = widgets::Theme::of(this);
    QPainter p(this);
    p.fillRect(rect(), t.surface.canvas);
    p.fillRect(QRect(0, height() - 1, width(), 1), t.line.panel);
    for (int i = 0; i < count() && i < static_cast<int>(m_tabs.size()); ++i) {
        const QRect where = tabRect(i);
        const bool isOpen = i == currentIndex();
        if (!isOpen && where.contains(mapFromGlobal(QCursor::pos())) && underMouse())
            p.fillRect(where.adjusted(0, 0, 0, -1), t.surface.hover);
        widgets::paintText(p, QRectF(where).adjusted(padding - 2, 0, 2 - padding, 0), titleOf(i),
                           t.font(isOpen ? TextRole::SmallStrong : TextRole::Small),
                           isOpen ? t.text.primary : t.text.secondary, Qt::AlignCenter);
        if (isOpen)
            p.fillRect(QRect(where.left() + 4, where.bottom() - 1, where.width() - 8, 2), t.accent.base);
        if (isOpen && hasFocus()) {
            p.setPen(QPen(t.line.focus, 2));
            p.drawRect(where.adjusted(1, 1, -2, -2));
        }
    }
}

void BoardTabBar::contextMenuEvent(QContextMenuEvent *event)
{
    const int at = event->reason() == QContextMenuEvent::Mouse ? tabAt(event->pos()) : currentIndex();
    if (m_isEditing && at >= 0 && at < static_cast<int>(m_tabs.size()))
        Q_EMIT menuAsked(m_tabs[static_cast<std::size_t>(at)].row, mapToGlobal(tabRect(at).bottomLeft()));
}

void BoardTabBar::mouseDoubleClickEvent(QMouseEvent *event)
{
    const int at = tabAt(event->position().toPoint());
    if (m_isEditing && at >= 0 && at < static_cast<int>(m_tabs.size()))
        Q_EMIT renameAsked(m_tabs[static_cast<std::size_t>(at)].row);
}

void BoardTabBar::keyPressEvent(QKeyEvent *event)
{
    const int at = currentIndex();
    if (m_isEditing && event->key() == Qt::Key_F2 && at >= 0)
        return Q_EMIT renameAsked(m_tabs[static_cast<std::size_t>(at)].row);
    if (event->key() == Qt::Key_Home)
        return setCurrentIndex(0);
    if (event->key() == Qt::Key_End)
        return setCurrentIndex(count() - 1);
    QTabBar::keyPressEvent(event);
}

} // namespace wf::ui
