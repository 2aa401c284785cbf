// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/rowsection.h"

#include "ui/dashboards/rows/rowheader.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/theme.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QPainter>

#include <algorithm>

namespace wf::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int cardHeight = 224, headerHeight = 25;
constexpr std::size_t atATime = 30;

} // namespace

RowSection::RowSection(signals::PanelRow row, const QString &service, PanelSurroundings around, QWidget *parent)
    : QWidget(parent),
      m_row(std::move(row)),
      m_service(service),
      m_around(around),
      m_body(new QWidget),
      m_more(new QWidget),
      m_grid(new QGridLayout(m_body))
{
    auto *header = new RowHeader(m_row.title, static_cast<int>(m_row.panels.size()));
    m_header = header;
    header->setFixedHeight(headerHeight);
    header->setOpen(isOpen());
    connect(header, &RowHeader::foldToggled, this, [this] { setOpen(!isOpen()); });
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(1);
    auto *bar = new QHBoxLayout(m_more);
    bar->setContentsMargins(12, 6, 12, 6);
    auto *button = new widgets::Button(tr("Show %1 more").arg(atATime), u"chevron-down"_s);
    connect(button, &QPushButton::clicked, this, [this] {
        makeCards();
        Q_EMIT opened();
    });
    bar->addWidget(button);
    bar->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 1);
    column->setSpacing(1);
    column->addWidget(m_header);
    column->addWidget(m_body);
    column->addWidget(m_more);
    m_more->hide();
    if (isOpen())
        makeCards();
    m_body->setVisible(isOpen());
}

void RowSection::setOpen(bool open)
{
    m_row.collapsed = !open;
    static_cast<RowHeader *>(m_header)->setOpen(open);
    if (open && m_cards.empty())
        makeCards();
    m_body->setVisible(open);
    m_more->setVisible(open && m_cards.size() < m_row.panels.size());
    if (open)
        Q_EMIT opened();
    else
        for (PanelCard *card : m_cards)
            card->look(false);
}

void RowSection::makeCards()
{
    const std::size_t until = std::min(m_row.panels.size(), m_cards.size() + atATime);
    while (m_cards.size() < until) {
        auto *card = new PanelCard(m_row.panels[m_cards.size()], m_service, m_around, m_body);
        card->setFixedHeight(cardHeight);
        connect(card, &PanelCard::maximiseRequested, this, [this, card] { Q_EMIT maximiseRequested(card); });
        connect(card, &PanelCard::settledChanged, this, &RowSection::settledChanged);
        m_cards.push_back(card);
    }
    m_more->setVisible(isOpen() && m_cards.size() < m_row.panels.size());
    setMarks(m_marks);
    setExemplars(m_exemplars);
    arrange();
}

void RowSection::arrange()
{
    for (PanelCard *card : m_cards)
        m_grid->removeWidget(card);
    for (std::size_t i = 0; i < m_cards.size(); ++i)
        m_grid->addWidget(m_cards[i], static_cast<int>(i) / m_columns, static_cast<int>(i) % m_columns);
    for (int c = 0; c < 4; ++c)
        m_grid->setColumnStretch(c, c < m_columns ? 1 : 0);
}

void RowSection::setColumns(int columns)
{
    if (columns == m_columns)
        return;
    m_columns = columns;
    arrange();
}

void RowSection::setMarks(const PanelMarks &marks)
{
    m_marks = marks;
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        PanelMarks own = marks;
        own.labelDeploys = i == 0;
        m_cards[i]->setMarks(own);
    }
}

void RowSection::setExemplars(bool wanted)
{
    m_exemplars = wanted;
    for (PanelCard *card : m_cards)
        card->setExemplars(wanted);
}

void RowSection::setMaximised(PanelCard *card, int height)
{
    const bool mine = card && std::find(m_cards.begin(), m_cards.end(), card) != m_cards.end();
    setVisible(!card || mine);
    m_header->setVisible(!card);
    m_more->setVisible(!card && isOpen() && m_cards.size() < m_row.panels.size());
    for (PanelCard *each : m_cards) {
        each->setVisible(!card || each == card);
        each->setFixedHeight(each == card ? height : cardHeight);
    }
    if (mine) {
        for (int c = 0; c < 4; ++c)
            m_grid->setColumnStretch(c, 0);
        const auto at = static_cast<int>(std::find(m_cards.begin(), m_cards.end(), card) - m_cards.begin());
        m_grid->setColumnStretch(at % m_columns, 1);
    } else if (!card) {
        arrange();
    }
}

void RowSection::setMarkLegend(bool shown)
{
    static_cast<RowHeader *>(m_header)->setMarkLegend(shown);
}

void RowSection::paintEvent(QPaintEvent *)
{
    const widgets::Theme &t = widgets::Theme::of(this);
    QPainter p(this);
    p.fillRect(rect(), t.line.panel); // what shows between the panels
    if (m_body->isVisible() && !m_cards.empty() && m_cards.size() % static_cast<std::size_t>(m_columns) != 0) {
        const QRect last = m_cards.back()->geometry().translated(m_body->pos());
        p.fillRect(QRect(last.right() + 2, last.top(), width() - last.right() - 2, last.height()), t.surface.canvas);
    }
}

} // namespace wf::ui
