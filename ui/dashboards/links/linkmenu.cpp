// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/links/linkmenu.h"

#include "models/base/untrusted.h"
#include "widgets/base/text/menutext.h"
#include "widgets/base/text/safetext.h"

#include <QMenu>

namespace wf::ui {

std::vector<ShownLink> shownLinks(const std::vector<engine::BoardLink> &links, const engine::LinkPlace &place,
                                  const engine::LinkPoint *point, bool ofDashboard)
{
    std::vector<ShownLink> out;
    for (const engine::BoardLink &link : links)
        if (!link.byTags)
            out.push_back({engine::linkTitle(link, place, point), link.tip,
                           engine::linkAddress(link, place, point, ofDashboard)});
    return out;
}

engine::LinkPlace linkPlace(const signals::Dashboard &dashboard, const query::VariableScope &scope,
                            const WatchContext &context)
{
    return {&dashboard, scope, context.timeSelection(), context.range()};
}

void addLinks(QMenu &menu, const std::vector<ShownLink> &links, const std::function<void(const QString &)> &open)
{
    menu.setToolTipsVisible(true);
    for (const ShownLink &link : links) {
        QAction *action = menu.addAction(widgets::menuText(base::visibleText(link.title, 80)));
        const QString address = base::visibleText(link.address, 300);
        action->setToolTip(widgets::plainTip(link.tip.isEmpty() ? address : link.tip + QLatin1Char('\n') + address));
        QObject::connect(action, &QAction::triggered, &menu, [open, address = link.address] { open(address); });
    }
}

} // namespace wf::ui
