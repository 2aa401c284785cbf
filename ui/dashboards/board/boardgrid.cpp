// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/board/boardgrid.h"

#include "models/engine/boards/editing/boardplacing.h"
#include "ui/dashboards/rows/rowheader.h"
#include "widgets/base/theme.h"

#include <QCursor>
#include <QPainter>

#include <algorithm>

namespace wf::ui {

using namespace Qt::StringLiterals;
using signals::GridPlace;

namespace {

constexpr int cell = 38, gap = 4, headerHeight = 30;
constexpr int emptyHeight = 3 * cell; // of a row without panels, while edited

} // namespace

BoardGrid::BoardGrid(engine::BoardSection section, std::shared_ptr<const signals::Dashboard> dashboard,
                     BoardSurroundings around, QWidget *parent)
    : QWidget(parent), m_section(std::move(section)), m_dashboard(std::move(dashboard)), m_around(around)
{
    makeHeader();
    if (isOpen())
        makeCards();
    arrange();
}

void BoardGrid::makeHeader()
{
    delete m_header;
    m_header = nullptr;
    if ((m_section.title.isEmpty() && m_section.row == 0) || m_section.isTab || (m_section.hidesHeader && !m_isEditing))
        return; // a tab's title stands above it
    const auto panels = std::ranges::count(m_section.panels, false, &engine::PlacedPanel::isHidden);
    auto *header = new RowHeader(m_section.title.isEmpty() ? tr("Row without a title") : m_section.title,
                                 static_cast<int>(panels), this);
    header->setOpen(isOpen());
    connect(header, &RowHeader::foldToggled, this, [this] { setOpen(!isOpen()); });
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, [this, header](QPoint at) {
        if (m_isEditing)
            Q_EMIT rowMenuAsked(m_section.row, header->mapToGlobal(at));
    });
    header->show();
    m_header = header;
}

void BoardGrid::setOpen(bool open)
{
    m_section.collapsed = !open;
    if (m_header)
        m_header->setOpen(open);
    if (open && m_cards.empty())
        makeCards();
    for (BoardCard *card : m_cards) {
        card->setVisible(open && !card->placed().isHidden);
        if (!open)
            card->look(false);
    }
    arrange();
    Q_EMIT changed();
    Q_EMIT opened();
}

BoardCard *BoardGrid::makeCard(const engine::PlacedPanel &placed)
{
    auto *card = new BoardCard(placed, m_dashboard, m_around, this);
    connect(card, &BoardCard::settledChanged, this, &BoardGrid::settledChanged);
    connect(card, &BoardCard::answered, this, &BoardGrid::answered);
    connect(card, &BoardCard::headerDoubleClicked, this, [this, card] {
        if (!m_isEditing)
            Q_EMIT maximiseAsked(card);
    });
    connect(card, &BoardCard::exportAsked, this, [this, card] { Q_EMIT exportAsked(card->placed().panel.id); });
    connect(card, &BoardCard::boardAsked, this, &BoardGrid::boardAsked);
    if (m_isEditing)
        hold(card);
    card->setVisible(!placed.isHidden);
    return card;
}

void BoardGrid::makeCards()
{
    for (const engine::PlacedPanel &placed : m_section.panels)
        m_cards.push_back(makeCard(placed));
}

QWidgetList BoardGrid::tabOrder() const
{
    std::vector<BoardCard *> cards = m_cards;
    std::ranges::stable_sort(cards, {}, [](const BoardCard *card) {
        const GridPlace &place = card->placed().panel.place;
        return std::pair(place.y, place.x);
    });
    QWidgetList out;
    if (m_header)
        out << m_header;
    out.append(QWidgetList(cards.begin(), cards.end()));
    return out;
}

void BoardGrid::setEditing(bool editing)
{
    if (m_isEditing == editing)
        return;
    m_isEditing = editing;
    if (m_section.hidesHeader)
        makeHeader();
    for (BoardCard *card : m_cards)
        if (editing)
            hold(card);
        else
            delete card->findChild<CardHandle *>(QString(), Qt::FindDirectChildrenOnly);
    arrange();
}

void BoardGrid::setMaximised(const BoardCard *card, int height)
{
    const bool isMine = std::find(m_cards.begin(), m_cards.end(), card) != m_cards.end();
    m_maximised = isMine ? card : nullptr;
    m_maximisedHeight = height;
    setVisible(!card || isMine);
    if (m_header)
        m_header->setVisible(!card);
    for (BoardCard *each : m_cards)
        each->setVisible(card ? each == card : isOpen() && !each->placed().isHidden);
    arrange();
}

void BoardGrid::hold(BoardCard *card)
{
    auto *handle = new CardHandle(card);
    const int id = card->placed().panel.id;
    connect(handle, &CardHandle::dragged, this, [this, card](QPoint by, bool resizes) { drag(card, by, resizes); });
    connect(handle, &CardHandle::dropped, this, [this, card] { drop(card); });
    connect(handle, &CardHandle::dragCancelled, this, &BoardGrid::endDrag);
    connect(handle, &CardHandle::nudged, this, [this, card, id](QPoint by, bool resizes) {
        GridPlace to = card->placed().panel.place;
        (resizes ? to.w : to.x) += by.x();
        (resizes ? to.h : to.y) += by.y();
        Q_EMIT placed(id, to);
    });
    connect(handle, &CardHandle::wished, this,
            [this, id](CardHandle::Wish wish, QPoint at) { Q_EMIT wished(id, wish, at); });
}

void BoardGrid::setSection(engine::BoardSection section, std::shared_ptr<const signals::Dashboard> dashboard)
{
    section.collapsed = m_section.collapsed && !section.isTab;
    const bool sameTitle = section.title == m_section.title && section.panels.size() == m_section.panels.size() &&
                           section.isTab == m_section.isTab && section.hidesHeader == m_section.hidesHeader;
    m_section = std::move(section);
    m_dashboard = std::move(dashboard);
    m_dragged = nullptr;
    m_maximised = nullptr;
    m_shown.clear();
    if (!sameTitle)
        makeHeader();
    std::vector<BoardCard *> before = std::exchange(m_cards, {});
    if (isOpen())
        for (const engine::PlacedPanel &placed : m_section.panels) {
            const auto same = std::find_if(before.begin(), before.end(),
                                           [&](BoardCard *card) { return card && card->isPanel(placed); });
            if (same == before.end()) {
                m_cards.push_back(makeCard(placed));
                continue;
            }
            (*same)->setPlace(placed);
            m_cards.push_back(std::exchange(*same, nullptr));
        }
    for (BoardCard *gone : before)
        if (gone) {
            gone->hide();
            gone->deleteLater();
        }
    arrange();
    Q_EMIT changed();
}

QRect BoardGrid::rectOf(const GridPlace &at) const
{
    const int top = m_header ? headerHeight : 0;
    const double w = static_cast<double>(width()) / engine::gridColumns;
    return {QPoint(qRound(at.x * w), top + at.y * cell),
            QSize(qRound((at.x + at.w) * w) - qRound(at.x * w) - gap, at.h * cell - gap)};
}

std::vector<GridPlace> BoardGrid::places() const
{
    std::vector<GridPlace> out;
    for (const BoardCard *card : m_cards)
        out.push_back(card->placed().panel.place);
    return out;
}

void BoardGrid::arrange()
{
    if (m_maximised) {
        for (BoardCard *card : m_cards)
            if (card == m_maximised)
                card->setGeometry(0, 0, width() - gap, m_maximisedHeight);
        return setFixedHeight(m_maximisedHeight);
    }
    if (m_header)
        m_header->setGeometry(0, 2, width() - gap, headerHeight - 4);
    int bottom = m_header ? headerHeight : 0;
    if (isOpen() && m_isEditing && m_cards.empty())
        bottom += emptyHeight;
    const std::vector<GridPlace> at = m_shown.empty() ? places() : m_shown;
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        const QRect where = rectOf(at[i]);
        if (m_cards[i] != m_dragged)
            m_cards[i]->setGeometry(where);
        if (isOpen() && !m_cards[i]->placed().isHidden)
            bottom = std::max(bottom, where.bottom() + 1 + gap);
    }
    setFixedHeight(std::max(1, bottom));
    update();
}

void BoardGrid::drag(BoardCard *card, QPoint by, bool resizes)
{
    const auto which = static_cast<std::size_t>(std::find(m_cards.begin(), m_cards.end(), card) - m_cards.begin());
    if (which == m_cards.size())
        return;
    if (!m_dragged) {
        m_dragged = card;
        m_from = card->geometry();
        card->raise();
    }
    const double w = static_cast<double>(width()) / engine::gridColumns;
    const int columns = qRound(by.x() / w), lines = qRound(static_cast<double>(by.y()) / cell);
    m_to = card->placed().panel.place;
    (resizes ? m_to.w : m_to.x) += columns;
    (resizes ? m_to.h : m_to.y) += lines;
    m_to = engine::heldInGrid(m_to);
    m_shown = engine::placesAfter(places(), which, m_to);
    card->setGeometry(resizes ? QRect(m_from.topLeft(), (m_from.size() + QSize(by.x(), by.y())).expandedTo({60, 60}))
                              : m_from.translated(by));
    arrange();
    Q_EMIT dragMoved(QCursor::pos());
    Q_EMIT changed();
}

void BoardGrid::drop(BoardCard *card)
{
    if (!m_dragged)
        return;
    const GridPlace to = m_to;
    endDrag();
    Q_EMIT placed(card->placed().panel.id, to);
}

void BoardGrid::endDrag()
{
    m_dragged = nullptr;
    m_shown.clear();
    arrange();
}

void BoardGrid::resizeEvent(QResizeEvent *)
{
    arrange();
}

// Where the dragged card would go; an empty row says how to fill it.
void BoardGrid::paintEvent(QPaintEvent *)
{
    if (!m_isEditing)
        return;
    const widgets::Theme &theme = widgets::Theme::of(this);
    QPainter p(this);
    if (m_dragged) {
        const auto which = std::find(m_cards.begin(), m_cards.end(), m_dragged) - m_cards.begin();
        QColor fill = theme.line.focus;
        fill.setAlphaF(0.18F);
        p.fillRect(rectOf(m_shown[static_cast<std::size_t>(which)]), fill);
    }
    if (isOpen() && m_cards.empty()) {
        const QRect box(4, (m_header ? headerHeight : 0) + 4, width() - 12, emptyHeight - 12);
        p.setPen(QPen(theme.line.strong, 1, Qt::DashLine));
        p.drawRect(box);
        p.setPen(theme.text.secondary);
        p.drawText(box, Qt::AlignCenter, tr("No panels here yet. Add one, or move one here from its menu."));
    }
}

} // namespace wf::ui
