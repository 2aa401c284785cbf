// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/detail/fittingrow.h"

#include "widgets/base/controls/controls.h"
#include "widgets/base/theme.h"

#include <QHBoxLayout>

#include <algorithm>
#include <array>

namespace wf::ui {

using Room = widgets::Button::Room;

namespace {
constexpr int gap = 6;
constexpr int edge = 12;
} // namespace

FittingRow::FittingRow(QWidget *parent) : QWidget(parent), m_start(new QHBoxLayout), m_end(new QHBoxLayout)
{
    auto *all = new QHBoxLayout(this);
    all->setContentsMargins(edge, 0, edge, 9);
    all->setSpacing(0);
    all->setSizeConstraint(QLayout::SetNoConstraint); // the row decides what is shown, not what is shown its width
    m_start->setSpacing(gap);
    m_end->setSpacing(gap);
    all->addLayout(m_start);
    all->addStretch(1);
    all->addLayout(m_end);
}

void FittingRow::addButton(widgets::Button *button)
{
    m_buttons.push_back(button);
    m_start->addWidget(button);
}

void FittingRow::addSpare(widgets::Button *button, bool isLast)
{
    m_spares.push_back({button, false});
    (isLast ? m_end : m_start)->addWidget(button);
    button->setVisible(false);
}

void FittingRow::addEnd(QWidget *widget)
{
    m_endWidth += widget->sizeHint().width() + gap;
    m_end->addWidget(widget);
}

void FittingRow::setWanted(widgets::Button *spare, bool isWanted)
{
    const auto at = std::ranges::find(m_spares, spare, &Spare::button);
    if (at == m_spares.end() || at->isWanted == isWanted)
        return;
    at->isWanted = isWanted;
    fit();
}

// With the first `spares` of those that are wanted.
int FittingRow::widthOf(int room, std::size_t spares) const
{
    int width = 2 * edge + m_endWidth;
    for (const auto *button : m_buttons)
        width += button->widthIn(static_cast<Room>(room)) + gap;
    for (std::size_t i = 0; i < spares; ++i)
        width += m_spares[i].isWanted ? m_spares[i].button->widthIn(static_cast<Room>(room)) + gap : 0;
    return width;
}

void FittingRow::fit()
{
    auto spares = m_spares.size();
    auto room = static_cast<int>(Room::All);
    while (spares > 0 && widthOf(room, spares) > width())
        --spares;
    while (room < static_cast<int>(Room::TextOnly) && widthOf(room, spares) > width())
        ++room;
    for (auto *button : m_buttons)
        button->setRoom(static_cast<Room>(room));
    for (std::size_t i = 0; i < m_spares.size(); ++i)
        m_spares[i].button->setVisible(m_spares[i].isWanted && i < spares);
}

QSize FittingRow::minimumSizeHint() const
{
    return {widthOf(static_cast<int>(Room::TextOnly), 0), widgets::Theme::of(this).controlHeight + 9};
}

void FittingRow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

} // namespace wf::ui
