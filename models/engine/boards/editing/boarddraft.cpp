// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/editing/boarddraft.h"

#include "models/engine/boards/editing/boarddraft_p.h"
#include "models/engine/boards/editing/boardplacing.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::engine {

using signals::BoardPanel;
using signals::GridPlace;

namespace {

constexpr std::size_t mostSteps = 200;

QString say(const char *text)
{
    return QCoreApplication::translate("BoardDraft", text);
}

int idOf(const DraftSection &section)
{
    return section.row ? section.row->id : 0;
}

DraftSection *sectionOf(std::vector<DraftSection> &sections, int row)
{
    const auto it = std::find_if(sections.begin(), sections.end(), [&](const auto &s) { return idOf(s) == row; });
    return it == sections.end() ? nullptr : &*it;
}

// Where a panel stands: its section and place there.
struct Found {
    DraftSection *section = nullptr;
    std::size_t at = 0;
    [[nodiscard]] BoardPanel &panel() const { return section->panels[at]; }
};
std::optional<Found> find(std::vector<DraftSection> &sections, int id)
{
    for (DraftSection &section : sections)
        for (std::size_t i = 0; i < section.panels.size(); ++i)
            if (section.panels[i].id == id)
                return Found{&section, i};
    return std::nullopt;
}

std::vector<GridPlace> placesIn(const DraftSection &section)
{
    std::vector<GridPlace> out;
    for (const BoardPanel &p : section.panels)
        out.push_back(p.place);
    return out;
}

void setPlaces(DraftSection &section, const std::vector<GridPlace> &places)
{
    for (std::size_t i = 0; i < places.size(); ++i)
        section.panels[i].place = places[i];
}

void take(DraftSection &section, std::size_t at)
{
    section.panels.erase(section.panels.begin() + static_cast<std::ptrdiff_t>(at));
    setPlaces(section, closedUp(placesIn(section)));
}

void put(DraftSection &section, BoardPanel panel)
{
    panel.place = freePlace(placesIn(section), panel.place.w, panel.place.h);
    section.panels.push_back(std::move(panel));
}

} // namespace

BoardDraft::BoardDraft(signals::Dashboard dashboard)
{
    giveIdentifiers(dashboard);
    m_steps.push_back({{}, std::make_shared<const signals::Dashboard>(std::move(dashboard))});
    m_saved = m_steps.front().dashboard;
}

std::optional<BoardPanel> BoardDraft::panel(int id) const
{
    for (const BoardPanel &p : dashboard()->panels) {
        if (p.id == id)
            return p;
        for (const BoardPanel &child : p.children)
            if (child.id == id)
                return child;
    }
    return std::nullopt;
}

int BoardDraft::rowOf(int id) const
{
    auto sections = draftSections(*dashboard());
    const auto found = find(sections, id);
    return found ? idOf(*found->section) : 0;
}

bool BoardDraft::isChanged() const
{
    return dashboard() != m_saved && !(*dashboard() == *m_saved);
}

void BoardDraft::undo()
{
    m_at -= m_at > 0;
}

void BoardDraft::redo()
{
    m_at += m_at + 1 < m_steps.size();
}

void BoardDraft::step(const QString &text, signals::Dashboard next)
{
    if (next == *dashboard())
        return;
    m_steps.resize(m_at + 1);
    m_steps.push_back({text, std::make_shared<const signals::Dashboard>(std::move(next))});
    if (m_steps.size() > mostSteps + 1)
        m_steps.erase(m_steps.begin());
    m_at = m_steps.size() - 1;
}

void BoardDraft::describe(const QString &title, const QString &description)
{
    signals::Dashboard next = *dashboard();
    next.title = title;
    next.description = description;
    step(say("Rename the dashboard"), std::move(next));
}

void BoardDraft::place(int id, const GridPlace &to)
{
    stepSections(say("Arrange panels"), [&](std::vector<DraftSection> &sections) {
        const auto found = find(sections, id);
        if (found)
            setPlaces(*found->section, placesAfter(placesIn(*found->section), found->at, to));
        return found.has_value();
    });
}

void BoardDraft::moveToRow(int id, int row)
{
    stepSections(say("Move a panel to another row"), [&](std::vector<DraftSection> &sections) {
        const auto found = find(sections, id);
        DraftSection *to = sectionOf(sections, row);
        if (!found || !to || to == found->section)
            return false;
        BoardPanel moved = found->panel();
        take(*found->section, found->at);
        put(*to, std::move(moved));
        return true;
    });
}

void BoardDraft::change(BoardPanel panel)
{
    stepSections(say("Edit a panel"), [&](std::vector<DraftSection> &sections) {
        const auto found = find(sections, panel.id);
        if (!found)
            return false;
        panel.place = found->panel().place;
        found->panel() = std::move(panel);
        return true;
    });
}

int BoardDraft::add(BoardPanel panel, int row)
{
    panel.id = freeIdentifier(*dashboard());
    const int id = panel.id;
    stepSections(say("Add a panel"), [&](std::vector<DraftSection> &sections) {
        DraftSection *to = sectionOf(sections, row);
        put(to ? *to : sections.back(), std::move(panel));
        return true;
    });
    return id;
}

int BoardDraft::duplicate(int id)
{
    auto copy = panel(id);
    if (!copy || copy->isRow())
        return 0;
    copy->id = freeIdentifier(*dashboard());
    stepSections(say("Duplicate a panel"), [&](std::vector<DraftSection> &sections) {
        put(*find(sections, id)->section, *copy);
        return true;
    });
    return copy->id;
}

void BoardDraft::remove(int id)
{
    stepSections(say("Remove a panel"), [&](std::vector<DraftSection> &sections) {
        const auto found = find(sections, id);
        if (found)
            take(*found->section, found->at);
        return found.has_value();
    });
}

void BoardDraft::setVariables(std::vector<signals::BoardVariable> variables)
{
    signals::Dashboard next = *dashboard();
    next.variables = std::move(variables);
    step(say("Edit variables"), std::move(next));
}

void BoardDraft::replace(signals::Dashboard next, const QString &text)
{
    giveIdentifiers(next);
    step(text, std::move(next));
}

} // namespace wf::engine
