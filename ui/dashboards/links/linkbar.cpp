// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/links/linkbar.h"

#include "models/base/untrusted.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/menutext.h"
#include "widgets/base/text/safetext.h"

#include <QBoxLayout>
#include <QMenu>

#include <algorithm>

namespace wf::ui {

namespace {

constexpr std::size_t mostButtons = 6, mostEntries = 200;

QString titleOf(const engine::BoardLink &link, const engine::LinkPlace &place)
{
    if (!link.byTags)
        return engine::linkTitle(link, place);
    return link.title.isEmpty() ? link.tags.join(QStringLiteral(", ")) : link.title;
}

} // namespace

LinkBar::LinkBar(LinkOpener &opener, QWidget *parent) : QWidget(parent), m_opener(opener), m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(6);
}

void LinkBar::showLinks(const std::shared_ptr<const signals::Dashboard> &dashboard,
                        std::function<engine::LinkPlace()> place)
{
    const bool isAnother = m_dashboard != dashboard;
    m_dashboard = dashboard;
    m_place = std::move(place);
    m_links = dashboard ? engine::dashboardLinks(*dashboard) : std::vector<engine::BoardLink>{};
    setVisible(!m_links.empty());
    rebuild();
    if (isAnother && std::ranges::any_of(m_links, [](const auto &link) { return link.byTags && !link.asMenu; }))
        m_opener.withBoards([this, shown = dashboard](const LinkOpener::Boards &boards) {
            if (shown != m_dashboard)
                return;
            m_boards = boards;
            rebuild();
        });
}

void LinkBar::addButton(const QString &text, const QString &tip, std::function<void()> run)
{
    auto *button = new widgets::Button(widgets::menuText(base::visibleText(text, 40)), QStringLiteral("link"));
    button->setToolTip(widgets::plainTip(tip));
    connect(button, &QPushButton::clicked, this, std::move(run));
    m_row->addWidget(button);
}

void LinkBar::rebuild()
{
    while (QLayoutItem *item = m_row->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    if (m_links.empty())
        return;
    const engine::LinkPlace place = m_place();
    std::vector<std::pair<QString, std::function<void()>>> all;
    std::vector<QString> tips;
    const auto add = [&](const QString &title, const QString &tip, std::function<void()> run) {
        all.emplace_back(title, std::move(run));
        tips.push_back(tip);
    };
    const auto open = [this](const engine::BoardLink &link) {
        m_opener.open(engine::linkAddress(link, m_place(), nullptr, true), m_dashboard->uid);
    };
    for (const engine::BoardLink &link : m_links) {
        if (!link.byTags) {
            add(titleOf(link, place), link.tip.isEmpty() ? link.url : link.tip, [open, link] { open(link); });
        } else if (link.asMenu) {
            add(titleOf(link, place), link.tip, [this, link] {
                m_opener.withBoards([this, link](const LinkOpener::Boards &found) { offerTagged(link, found); });
            });
        } else {
            for (const engine::KnownBoard &board : engine::taggedBoards(m_boards, link.tags, m_dashboard->uid)) {
                engine::BoardLink one = link;
                one.byTags = false;
                one.url = engine::addressOf(board);
                add(board.title, one.url, [open, one] { open(one); });
            }
        }
    }
    const auto shown = all.size() <= mostButtons ? all.size() : mostButtons - 1;
    for (std::size_t i = 0; i < shown; ++i)
        addButton(all[i].first, tips[i], all[i].second);
    if (shown == all.size())
        return;
    auto *more = new widgets::PickButton(tr("More links"));
    auto *menu = new QMenu(more);
    menu->setToolTipsVisible(true);
    for (std::size_t i = shown; i < std::min(all.size(), mostEntries); ++i) {
        QAction *action = menu->addAction(widgets::menuText(base::visibleText(all[i].first, 80)));
        action->setToolTip(widgets::plainTip(tips[i]));
        connect(action, &QAction::triggered, this, all[i].second);
    }
    more->setMenu(menu);
    more->setPopupMode(QToolButton::InstantPopup);
    m_row->addWidget(more);
}

void LinkBar::offerTagged(const engine::BoardLink &link, const LinkOpener::Boards &boards)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    std::vector<ShownLink> links;
    for (const engine::KnownBoard &board : engine::taggedBoards(boards, link.tags, m_dashboard->uid)) {
        engine::BoardLink one = link;
        one.byTags = false;
        one.url = engine::addressOf(board);
        links.push_back({board.title, {}, engine::linkAddress(one, m_place(), nullptr, true)});
    }
    if (links.empty())
        menu->addAction(tr("No dashboard of this console has these tags"))->setEnabled(false);
    addLinks(*menu, links, [this](const QString &address) { m_opener.open(address, m_dashboard->uid); });
    menu->popup(mapToGlobal(QPoint(0, height())));
}

} // namespace wf::ui
