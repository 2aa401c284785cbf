// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What of a dashboard is seen: the open tabs, or one panel alone.
#include "ui/dashboards/board/boardgrid.h"
#include "ui/dashboards/board/boardpage.h"
#include "ui/dashboards/board/boardtabbar.h"
#include "ui/dashboards/rows/scrolledcolumn.h"

#include <QKeyEvent>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>
#include <limits>

namespace wf::ui {

using namespace Qt::StringLiterals;

void BoardPage::placeTabs(const engine::TabStrip &strip, std::vector<BoardTabBar *> &before)
{
    const auto same = std::find_if(before.begin(), before.end(), [&](const BoardTabBar *bar) {
        return bar && !m_showsAllTabs && bar->key() == strip.key;
    });
    BoardTabBar *bar = same == before.end() ? nullptr : std::exchange(*same, nullptr);
    if (!bar) {
        bar = new BoardTabBar(strip.key);
        connect(
            bar, &BoardTabBar::chosen, this,
            [this](const QString &key, const QString &tab) {
                m_chosen.insert(key, tab);
                rebuild(true);
            },
            Qt::QueuedConnection); // the bar is calling
        connect(bar, &BoardTabBar::menuAsked, this, &BoardPage::rowMenuAsked);
        connect(bar, &BoardTabBar::renameAsked, this, &BoardPage::renameAsked);
    }
    std::vector<BoardTabBar::Tab> tabs;
    for (const std::size_t at : strip.tabs)
        tabs.push_back({m_sections[at].key, m_sections[at].title, m_sections[at].row});
    bar->setTabs(std::move(tabs), static_cast<int>(strip.chosen));
    bar->setEditing(m_isEditing);
    m_scroll->append(bar);
    m_bars.push_back(bar);
}

void BoardPage::openTab(int row)
{
    // What it stands in opens too: rows above it that are less deep.
    int depth = std::numeric_limits<int>::max();
    std::vector<QString> wanted;
    for (auto it = m_sections.rbegin(); it != m_sections.rend(); ++it) {
        const bool isIt = wanted.empty() && it->row == row;
        if (!isIt && (wanted.empty() || it->depth >= depth))
            continue;
        depth = it->depth;
        wanted.push_back(it->key);
    }
    const auto isOpen = [](const engine::BoardSection &) { return true; };
    for (const engine::ShownPart &part : engine::shownParts(m_sections, m_chosen, isOpen, true))
        for (const std::size_t tab : part.strip ? part.strip->tabs : std::vector<std::size_t>())
            if (std::find(wanted.begin(), wanted.end(), m_sections[tab].key) != wanted.end())
                m_chosen.insert(part.strip->key, m_sections[tab].key);
    rebuild(true);
}

int BoardPage::openRow() const
{
    int out = 0;
    const auto isOpen = [](const engine::BoardSection &section) { return !section.collapsed; };
    for (const engine::ShownPart &part : engine::shownParts(m_sections, m_chosen, isOpen))
        if (part.strip && (out == 0 || part.strip->depth > 0)) {
            out = m_sections[part.strip->tabs[part.strip->chosen]].row;
            if (part.strip->depth > 0)
                break;
        }
    return out;
}

void BoardPage::maximiseFocused()
{
    const QWidget *focus = focusWidget();
    BoardCard *chosen = m_maximised;
    for (BoardCard *card : m_maximised ? std::vector<BoardCard *>() : cards())
        if (card == focus || (focus && card->isAncestorOf(focus)))
            chosen = card;
        else if (!chosen && card->underMouse())
            chosen = card;
    if (chosen)
        toggleMaximised(chosen);
}

void BoardPage::toggleMaximised(BoardCard *card)
{
    if (m_isEditing)
        return;
    m_maximised = m_maximised == card ? nullptr : card;
    showMaximised();
    if (m_maximised)
        m_scroll->verticalScrollBar()->setValue(0);
    else
        QTimer::singleShot(0, card, [this, card] { m_scroll->ensureWidgetVisible(card); }); // after the layout
    for (BoardCard *each : cards())
        if (each == card)
            each->markOld(); // of another width
    m_scroll->lookLater();
}

void BoardPage::showMaximised()
{
    const std::vector<BoardCard *> all = cards();
    if (std::find(all.begin(), all.end(), m_maximised) == all.end())
        m_maximised = nullptr; // it is no more
    for (BoardTabBar *bar : m_bars)
        bar->setVisible(!m_maximised);
    for (BoardGrid *grid : m_grids)
        grid->setMaximised(m_maximised, m_scroll->viewport()->height() - 8);
}

void BoardPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_maximised)
        toggleMaximised(m_maximised);
    else
        QWidget::keyPressEvent(event);
}

} // namespace wf::ui
