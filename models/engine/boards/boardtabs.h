// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/boards/boardlayout.h"

#include <QHash>

#include <functional>
#include <optional>

namespace wf::engine {

// Tabs beside each other, and which of them is open.
struct TabStrip {
    QString key; // stable over repeats
    int depth = 0;
    std::vector<std::size_t> tabs; // in the sections
    std::size_t chosen = 0;        // of `tabs`
};

// What stands below each other: a section, or the tabs above the one of them that is open.
struct ShownPart {
    std::optional<std::size_t> section;
    std::optional<TabStrip> strip;
};

using ChosenTabs = QHash<QString, QString>; // key of a strip -> key of the section; without an entry the first is open
// What of the sections is shown: of tabs the open one, nothing of what stands in a row that `isOpen` denies. `all`:
// every tab, each below a strip in which it is the open one. Pure.
[[nodiscard]] std::vector<ShownPart> shownParts(const std::vector<BoardSection> &sections, const ChosenTabs &chosen,
                                                const std::function<bool(const BoardSection &)> &isOpen,
                                                bool all = false);

} // namespace wf::engine
