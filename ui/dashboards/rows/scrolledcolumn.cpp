// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/rows/scrolledcolumn.h"

#include <QBoxLayout>
#include <QScrollBar>
#include <QTimer>

namespace wf::ui {

namespace {
constexpr int afterMs = 20;
}

ScrolledColumn::ScrolledColumn(const QMargins &around, QWidget *parent) : QScrollArea(parent), m_timer(new QTimer(this))
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus); // what stands in it scrolls it
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *parts = new QWidget;
    m_column = new QVBoxLayout(parts);
    m_column->setContentsMargins(around);
    m_column->setSpacing(0);
    m_column->addStretch();
    setWidget(parts);
    m_timer->setSingleShot(true);
    m_timer->setInterval(afterMs);
    connect(m_timer, &QTimer::timeout, this, &ScrolledColumn::lookDue);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &ScrolledColumn::lookLater);
}

void ScrolledColumn::append(QWidget *part)
{
    m_column->insertWidget(m_column->count() - 1, part);
}

void ScrolledColumn::lookLater()
{
    m_timer->start();
}

bool ScrolledColumn::isLookDue() const
{
    return m_timer->isActive();
}

} // namespace wf::ui
