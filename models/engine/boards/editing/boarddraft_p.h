// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/boards/editing/boarddraft.h"
#include "models/engine/boards/editing/boardsections.h"

namespace wf::engine {

// `change` takes the rows of the dashboard, and says whether it changed them.
template<class Change>
void BoardDraft::stepSections(const QString &text, const Change &change)
{
    signals::Dashboard next = *dashboard();
    auto sections = draftSections(next);
    if (!change(sections))
        return;
    next.panels = panelsOfSections(std::move(sections));
    step(text, std::move(next));
}

} // namespace wf::engine
