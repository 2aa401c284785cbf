// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/metrics/toolrow.h"

#include <QEvent>
#include <QHBoxLayout>

#include <algorithm>

namespace wf::ui {

ToolRow::ToolRow(QWidget *parent) : QWidget(parent), m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(12, 4, 8, 4);
    m_row->setSpacing(6);
}

// Of everything in the row but the last `hidden` spares.
int ToolRow::neededWithout(std::size_t hidden) const
{
    const QMargins margins = m_row->contentsMargins();
    int out = margins.left() + margins.right() - m_row->spacing();
    for (int i = 0; i < m_row->count(); ++i) {
        QWidget *widget = m_row->itemAt(i)->widget();
        if (!widget ||
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
    for (std::size_t i = 0; i < m_spare.size(); ++i)
        if (m_spare[i]->isVisibleTo(this) != (i + hidden < m_spare.size()))
            m_spare[i]->setVisible(i + hidden < m_spare.size());
}

} // namespace wf::ui
