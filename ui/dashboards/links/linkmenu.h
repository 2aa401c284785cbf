// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/boards/links/boardlinks.h"
#include "ui/base/watchcontext.h"

#include <functional>

class QMenu;

namespace wf::ui {

// A link with everything filled in; outside text.
struct ShownLink {
    QString title, tip, address;
};
[[nodiscard]] std::vector<ShownLink> shownLinks(const std::vector<engine::BoardLink> &links,
                                                const engine::LinkPlace &place,
                                                const engine::LinkPoint *point = nullptr, bool ofDashboard = false);
// The variables and the time of what a window shows.
[[nodiscard]] engine::LinkPlace linkPlace(const signals::Dashboard &dashboard, const query::VariableScope &scope,
                                          const WatchContext &context);

// An entry for each, with its address as a tip; `open` gets the address.
void addLinks(QMenu &menu, const std::vector<ShownLink> &links, const std::function<void(const QString &)> &open);

} // namespace wf::ui
