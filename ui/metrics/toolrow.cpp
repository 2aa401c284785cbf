// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/metrics/toolrow.h"

#include "widgets/base/controls/controls.h"

#include <QAbstractButton>
#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>

#include <algorithm>

namespace wf::ui {

ToolRow::ToolRow(QWidget *parent) : QWidget(parent), m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(12, 4, 8, 4);
    m_row->setSpacing(6);
}

void ToolRow::setSpare(std::vector<QAbstractButton *> spare)
{
    m_spare = std::move(spare);
    int after = 0;
    for (QAbstractButton *button : m_spare)
        after = std::max(after, m_row->indexOf(button) + 1);
    m_more = new widgets::IconButton(QStringLiteral("more"), tr("More"));
    m_more->hide();
    m_row->insertWidget(after, m_more);
    setTabOrder(m_row->itemAt(after - 1)->widget(), m_more);
    connect(m_more, &QToolButton::clicked, this, &ToolRow::showMenu);
}

// Those that have no room, in the order of the row.
void ToolRow::showMenu()
{
    auto *menu = new QMenu(m_more);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int i = 0; i < m_row->count(); ++i) {
        auto *button = qobject_cast<QAbstractButton *>(m_row->itemAt(i)->widget());
        if (!button || button->isVisibleTo(this) || std::find(m_spare.begin(), m_spare.end(), button) == m_spare.end())
            continue;
        QAction *action = menu->addAction(button->text());
        action->setEnabled(button->isEnabled());
        connect(action, &QAction::triggered, button, &QAbstractButton::click);
    }
    menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height())));
}

// Of everything in the row but the last `hidden` spares.
int ToolRow::neededWithout(std::size_t hidden) const
{
    const QMargins margins = m_row->contentsMargins();
    int out = margins.left() + margins.right() - m_row->spacing();
    for (int i = 0; i < m_row->count(); ++i) {
        QWidget *widget = m_row->itemAt(i)->widget();
        if (!widget || (widget == m_more && hidden == 0) ||
            std::find(m_spare.end() - static_cast<std::ptrdiff_t>(hidden), m_spare.end(), widget) != m_spare.end())
            continue;
        // What may stretch may also be cut; buttons may not.
        const int width = m_row->stretch(i) > 0 ? widget->minimumSizeHint().width() : widget->sizeHint().width();
        out += std::max(widget->minimumWidth(), width) + m_row->spacing();
    }
    return out;
}

QSize ToolRow::minimumSizeHint() const
{
    return {neededWithout(m_spare.size()), m_row->minimumSize().height()};
}

bool ToolRow::event(QEvent *event)
{
    const bool isTaken = QWidget::event(event);
    if (event->type() == QEvent::LayoutRequest) // something in it became wider or narrower
        fit();
    return isTaken;
}

void ToolRow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void ToolRow::fit()
{
    std::size_t hidden = 0;
    while (hidden < m_spare.size() && neededWithout(hidden) > width())
        ++hidden;
    if (m_more && m_more->isVisibleTo(this) != (hidden > 0))
        m_more->setVisible(hidden > 0);
    for (std::size_t i = 0; i < m_spare.size(); ++i)
        if (m_spare[i]->isVisibleTo(this) != (i + hidden < m_spare.size()))
            m_spare[i]->setVisible(i + hidden < m_spare.size());
}

} // namespace wf::ui
