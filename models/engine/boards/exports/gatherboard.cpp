// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/exports/gatherboard.h"

#include <QTimer>

namespace wf::engine {

namespace {

struct Gathering {
    std::vector<GatheredPanel> panels;
    std::vector<async::Request> requests;
    std::size_t open = 0;
    std::function<void(std::vector<GatheredPanel>)> done;

    void finish()
    {
        if (done)
            std::exchange(done, nullptr)(std::move(panels));
    }
};

} // namespace

async::Request gatherBoard(BoardReader &reader, const GatherWishes &wishes,
                           std::function<void(std::vector<GatheredPanel>)> done)
{
    const auto all = std::make_shared<Gathering>();
    all->done = std::move(done);
    const BoardSight sight{wishes.range, {}};
    for (BoardSection &section : sectionsOf(*wishes.dashboard, wishes.scope, nullptr, &sight))
        for (PlacedPanel &placed : section.panels)
            if (wishes.panel == 0 || placed.panel.id == wishes.panel)
                all->panels.push_back({std::move(placed), {}});
    const std::weak_ptr weak(all);
    // One round later in any case: requests must not be dropped inside their own callbacks.
    const auto finishLater = [weak] {
        QTimer::singleShot(0, [weak] {
            if (const auto gathering = weak.lock())
                gathering->finish();
        });
    };
    all->open = all->panels.size();
    if (all->panels.empty())
        finishLater();
    for (std::size_t i = 0; i < all->panels.size(); ++i)
        all->requests.push_back(reader.read({all->panels[i].placed, wishes.dashboard, wishes.range, wishes.width},
                                            [weak, i, finishLater](const BoardAnswer &answer) {
                                                const auto gathering = weak.lock();
                                                if (!gathering || !answer.final || gathering->panels[i].answer.final)
                                                    return;
                                                gathering->panels[i].answer = answer;
                                                if (--gathering->open == 0)
                                                    finishLater();
                                            }));
    return async::Request([all] {
        all->done = nullptr;
        all->requests.clear();
    });
}

} // namespace wf::engine
