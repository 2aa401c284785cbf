// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/editing/boardsections.h"

#include "models/engine/boards/editing/boardplacing.h"

#include <QSet>

#include <algorithm>

namespace wf::engine {

using signals::BoardPanel;
using signals::GridPlace;

namespace {

void closeUp(std::vector<BoardPanel> &panels)
{
    std::vector<GridPlace> places;
    for (const BoardPanel &p : panels)
        places.push_back(p.place);
    places = closedUp(places);
    for (std::size_t i = 0; i < panels.size(); ++i)
        panels[i].place = places[i];
}

template<class Visit>
void everyPanel(std::vector<BoardPanel> &panels, const Visit &visit)
{
    for (BoardPanel &p : panels) {
        visit(p);
        everyPanel(p.children, visit);
    }
}

int highest(const std::vector<BoardPanel> &panels)
{
    int out = 0;
    for (const BoardPanel &p : panels)
        out = std::max({out, p.id, highest(p.children)});
    return out;
}

} // namespace

std::vector<DraftSection> draftSections(const signals::Dashboard &dashboard)
{
    std::vector<const BoardPanel *> all;
    for (const BoardPanel &p : dashboard.panels)
        all.push_back(&p);
    std::stable_sort(all.begin(), all.end(), [](const BoardPanel *a, const BoardPanel *b) {
        return std::pair(a->place.y, a->place.x) < std::pair(b->place.y, b->place.x);
    });
    std::vector<DraftSection> out{{}};
    for (const BoardPanel *p : all) {
        if (!p->isRow()) {
            out.back().panels.push_back(*p);
            continue;
        }
        out.push_back({*p, p->children});
        out.back().row->children.clear();
    }
    for (DraftSection &section : out)
        closeUp(section.panels);
    return out;
}

std::vector<BoardPanel> panelsOfSections(std::vector<DraftSection> sections)
{
    std::vector<BoardPanel> out;
    int y = 0;
    for (DraftSection &section : sections) {
        if (section.row)
            section.row->place = {0, y++, gridColumns, 1};
        int bottom = y;
        for (BoardPanel &p : section.panels) {
            p.place.y += y;
            bottom = std::max(bottom, p.place.y + p.place.h);
        }
        const bool folded = section.row && section.row->collapsed;
        if (section.row) {
            section.row->children.clear();
            if (folded)
                section.row->children = std::move(section.panels);
            out.push_back(std::move(*section.row));
        }
        if (folded)
            continue;
        y = bottom;
        std::move(section.panels.begin(), section.panels.end(), std::back_inserter(out));
    }
    return out;
}

std::size_t endOfRow(const std::vector<DraftSection> &sections, std::size_t at)
{
    if (!sections[at].row)
        return at + 1;
    const int depth = sections[at].row->depth;
    for (++at; at < sections.size() && sections[at].row->depth > depth;)
        ++at;
    return at;
}

bool giveIdentifiers(signals::Dashboard &dashboard)
{
    QSet<int> taken;
    int next = freeIdentifier(dashboard);
    bool changed = false;
    everyPanel(dashboard.panels, [&](BoardPanel &p) {
        if (p.id > 0 && !taken.contains(p.id)) {
            taken.insert(p.id);
            return;
        }
        p.id = next++;
        taken.insert(p.id);
        changed = true;
    });
    return changed;
}

int freeIdentifier(const signals::Dashboard &dashboard)
{
    return highest(dashboard.panels) + 1;
}

} // namespace wf::engine
