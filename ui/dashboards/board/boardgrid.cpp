// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/board/boardgrid.h"

#include "widgets/base/controls.h"

#include <algorithm>

namespace wf::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int columns = 24, cell = 38, gap = 4, headerHeight = 30;

} // namespace

BoardGrid::BoardGrid(engine::BoardSection section, std::shared_ptr<const signals::Dashboard> dashboard,
                     BoardSurroundings around, QWidget *parent)
    : QWidget(parent), m_section(std::move(section)), m_dashboard(std::move(dashboard)), m_around(around)
{
    if (!m_section.title.isEmpty()) {
        auto *header = new widgets::PickButton(m_section.title, {}, {}, this);
        connect(header, &QToolButton::clicked, this, [this] { setOpen(!isOpen()); });
        m_header = header;
    }
    if (isOpen())
        makeCards();
    arrange();
}

void BoardGrid::setOpen(bool open)
{
    m_section.collapsed = !open;
    if (open && m_cards.empty())
        makeCards();
    for (BoardCard *card : m_cards) {
        card->setVisible(open);
        if (!open)
            card->look(false);
    }
    arrange();
    Q_EMIT changed();
}

void BoardGrid::makeCards()
{
    for (const engine::PlacedPanel &placed : m_section.panels) {
        auto *card = new BoardCard(placed, m_dashboard, m_around, this);
        connect(card, &BoardCard::settledChanged, this, &BoardGrid::settledChanged);
        card->show();
        m_cards.push_back(card);
    }
}

void BoardGrid::arrange()
{
    const int top = m_header ? headerHeight : 0;
    if (m_header)
        m_header->setGeometry(4, 2, std::min(width() - 8, m_header->sizeHint().width()), headerHeight - 4);
    const double w = static_cast<double>(width()) / columns;
    int bottom = top;
    for (BoardCard *card : m_cards) {
        const signals::GridPlace &at = card->placed().panel.place;
        const QRect where(QPoint(qRound(at.x * w), top + at.y * cell),
                          QSize(qRound((at.x + at.w) * w) - qRound(at.x * w) - gap, at.h * cell - gap));
        card->setGeometry(where);
        if (isOpen())
            bottom = std::max(bottom, where.bottom() + 1 + gap);
    }
    setFixedHeight(std::max(1, bottom));
}

void BoardGrid::resizeEvent(QResizeEvent *)
{
    arrange();
}

} // namespace wf::ui
