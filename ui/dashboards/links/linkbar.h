// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dashboards/links/linkmenu.h"
#include "ui/dashboards/links/linkopener.h"

#include <QWidget>

class QHBoxLayout;

namespace wf::ui {

// The links of a dashboard in its head: a button each; those to all dashboards with some tags a menu, or a button for
// each dashboard. What does not fit goes into the last one's menu.
class LinkBar final : public QWidget {
    Q_OBJECT
public:
    explicit LinkBar(LinkOpener &opener, QWidget *parent = nullptr);
    // Filled in when one is clicked; `place` is asked then. Null: no dashboard.
    void showLinks(const std::shared_ptr<const signals::Dashboard> &dashboard,
                   std::function<engine::LinkPlace()> place);
    [[nodiscard]] bool isEmpty() const { return m_links.empty(); }

private:
    void rebuild();
    void offerTagged(const engine::BoardLink &link, const LinkOpener::Boards &boards);
    void addButton(const QString &text, const QString &tip, std::function<void()> run);

    LinkOpener &m_opener;
    std::shared_ptr<const signals::Dashboard> m_dashboard;
    std::function<engine::LinkPlace()> m_place;
    std::vector<engine::BoardLink> m_links;
    LinkOpener::Boards m_boards; // of the console, where its tags ask for them
    QHBoxLayout *m_row;
};

} // namespace wf::ui
