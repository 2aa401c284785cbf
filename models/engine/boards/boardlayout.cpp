// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/boardlayout.h"

#include "models/engine/boards/boardsources.h"
#include "models/query/conditions/showcondition.h"

#include <QSet>

#include <algorithm>
#include <array>

namespace wf::engine {

using namespace Qt::StringLiterals;
using query::VariableScope;
using signals::BoardPanel;

namespace {

constexpr int columns = 24;
constexpr int mostPlaced = 2000;

struct Row {
    const BoardPanel *row = nullptr;
    std::vector<const BoardPanel *> panels;
    std::vector<Row> within;
};

int depthOf(const Row &row)
{
    return row.row ? row.row->depth : 0;
}

// Those from `at` on that are not above `depth`, each with what stands in it.
std::vector<Row> nested(std::vector<Row> &rows, std::size_t &at, int depth)
{
    std::vector<Row> out;
    while (at < rows.size() && depthOf(rows[at]) >= depth) {
        Row row = std::move(rows[at++]);
        row.within = nested(rows, at, depthOf(row) + 1);
        out.push_back(std::move(row));
    }
    return out;
}

std::vector<Row> rowsOf(const signals::Dashboard &dashboard)
{
    std::vector<const BoardPanel *> all;
    for (const BoardPanel &p : dashboard.panels)
        all.push_back(&p);
    std::stable_sort(all.begin(), all.end(), [](const BoardPanel *a, const BoardPanel *b) {
        return std::pair(a->place.y, a->place.x) < std::pair(b->place.y, b->place.x);
    });
    std::vector<Row> out{{}};
    for (const BoardPanel *p : all) {
        if (!p->isRow()) {
            out.back().panels.push_back(p);
            continue;
        }
        out.push_back({p, {}, {}});
        for (const BoardPanel &child : p->children)
            out.back().panels.push_back(&child);
    }
    if (out.front().panels.empty())
        out.erase(out.begin());
    std::size_t at = 0;
    return nested(out, at, 0);
}

// The scopes a repeat makes: one for each value.
std::vector<std::pair<VariableScope, QString>> repeated(const QString &variable, const VariableScope &scope)
{
    const auto it = variable.isEmpty() ? scope.variables.constEnd() : scope.variables.constFind(variable);
    if (it == scope.variables.constEnd() || it->values.isEmpty())
        return {{scope, {}}};
    std::vector<std::pair<VariableScope, QString>> out;
    for (qsizetype i = 0; i < it->values.size(); ++i) {
        VariableScope own = scope;
        query::VariableValue one = *it;
        one.values = {it->values[i]};
        one.texts = {it->texts.value(i, it->values[i])};
        one.isAll = false;
        own.variables.insert(variable, one);
        out.emplace_back(std::move(own), it->values[i]);
    }
    return out;
}

class Placer {
public:
    Placer(std::vector<PlacedPanel> &out, int &room, const signals::Dashboard &dashboard)
        : m_out(out), m_room(room), m_dashboard(dashboard)
    {
    }

    void add(const BoardPanel &panel, const VariableScope &scope)
    {
        const auto copies = repeated(panel.repeat.variable, scope);
        const int n = static_cast<int>(copies.size());
        const bool sideways = !panel.repeat.variable.isEmpty() && !panel.repeat.vertical && n > 0;
        const int perRow = std::clamp(panel.repeat.maxPerRow > 0 ? panel.repeat.maxPerRow : 4, 1, columns);
        for (int i = 0; i < n; ++i) {
            if (m_room <= 0)
                return void(++m_left);
            --m_room;
            PlacedPanel made{withSharedTargets(panel, m_dashboard), copies[static_cast<std::size_t>(i)].first,
                             QString::number(panel.id) + u'/' + copies[static_cast<std::size_t>(i)].second};
            made.dependsOnData = query::asksForData(panel.condition);
            made.panel.title = query::interpolate(panel.title, made.scope, query::Dialect::Title);
            signals::GridPlace &at = made.panel.place;
            if (sideways && n > 1) {
                const int beside = std::min(n, perRow);
                at.w = columns / beside;
                at.x = i % beside * at.w;
                at.y = panel.place.y + m_pushed + i / beside * at.h;
            } else {
                at.y = panel.place.y + m_pushed + i * at.h;
            }
            m_out.push_back(std::move(made));
        }
        const int rows = sideways ? (n + perRow - 1) / perRow : n;
        m_pushed += (rows - 1) * panel.place.h; // what stands below moves down
    }
    [[nodiscard]] int left() const { return m_left; }

private:
    std::vector<PlacedPanel> &m_out;
    int &m_room;
    const signals::Dashboard &m_dashboard;
    int m_pushed = 0;
    int m_left = 0;
};

// Every panel as high as those above it allow.
void compact(std::vector<PlacedPanel> &panels)
{
    std::stable_sort(panels.begin(), panels.end(), [](const PlacedPanel &a, const PlacedPanel &b) {
        return std::pair(a.panel.place.y, a.panel.place.x) < std::pair(b.panel.place.y, b.panel.place.x);
    });
    std::array<int, columns> bottoms{};
    for (PlacedPanel &p : panels) {
        if (p.isHidden)
            continue;
        signals::GridPlace &at = p.panel.place;
        const auto first = bottoms.begin() + at.x;
        const auto last = first + std::min(at.w, columns - at.x);
        at.y = *std::max_element(first, last);
        std::fill(first, last, at.y + at.h);
    }
}

// Panels of an automatic grid, all of one size, close up where one is hidden; only such grids have conditions.
void closeUp(std::vector<PlacedPanel> &panels, const std::vector<bool> &isSeen)
{
    std::vector<signals::GridPlace> places;
    for (const PlacedPanel &p : panels)
        places.push_back(p.panel.place);
    const bool isEven = std::ranges::all_of(
        places, [&](const signals::GridPlace &at) { return at.w == places.front().w && at.h == places.front().h; });
    if (!isEven)
        return;
    std::ranges::stable_sort(places, {}, [](const signals::GridPlace &at) { return std::pair(at.y, at.x); });
    std::size_t next = 0;
    for (std::size_t i = 0; i < panels.size(); ++i)
        if (isSeen[i])
            panels[i].panel.place = places[next++];
}

// Takes away what is hidden for good, and the room of what is hidden for what it found.
void applyConditions(std::vector<PlacedPanel> &panels, const BoardSight &sight)
{
    std::vector<bool> isSeen;
    QSet<QString> gone;
    for (PlacedPanel &p : panels) {
        const QJsonObject &condition = p.panel.condition;
        const auto shownIf = [&](std::optional<bool> hasData) {
            return query::isShown(condition, {p.scope, sight.range, hasData});
        };
        const auto found = sight.hasData.constFind(p.key);
        const bool isKnown = found != sight.hasData.constEnd();
        isSeen.push_back(condition.isEmpty() || shownIf(isKnown ? std::optional(*found) : std::nullopt));
        p.isHidden = !isSeen.back();
        if (p.isHidden && !(query::asksForData(condition) && (shownIf(true) || shownIf(false))))
            gone.insert(p.key);
    }
    if (std::ranges::find(isSeen, false) == isSeen.end())
        return;
    closeUp(panels, isSeen);
    std::erase_if(panels, [&](const PlacedPanel &p) { return gone.contains(p.key); });
}

class Sections {
public:
    Sections(const signals::Dashboard &dashboard, const BoardSight *sight) : m_dashboard(dashboard), m_sight(sight) {}

    // `above`: the key of the row it stands in; `values`: what the rows above repeat over.
    void add(const Row &row, const VariableScope &scope, const QString &above, const QString &values)
    {
        for (const auto &[own, value] : repeated(row.row ? row.row->repeat.variable : QString(), scope)) {
            if (m_sight && row.row && !query::isShown(row.row->condition, {own, m_sight->range, {}}))
                continue;
            BoardSection section;
            if (row.row) {
                section.title = query::interpolate(row.row->title, own, query::Dialect::Title);
                section.collapsed = row.row->collapsed;
                section.row = row.row->id;
                section.isTab = row.row->isTab;
                section.hidesHeader = row.row->hidesHeader;
                section.depth = row.row->depth;
            }
            section.key = u"%1/%2=%3"_s.arg(above).arg(section.row).arg(value);
            Placer placer(section.panels, m_room, m_dashboard);
            for (const BoardPanel *p : row.panels)
                placer.add(*p, own);
            m_left += placer.left();
            for (PlacedPanel &p : section.panels)
                p.key = values + value + u'/' + p.key;
            if (m_sight)
                applyConditions(section.panels, *m_sight);
            compact(section.panels);
            const QString key = section.key;
            m_out.push_back(std::move(section));
            for (const Row &inner : row.within)
                add(inner, own, key, values + value + u'/');
        }
    }
    [[nodiscard]] std::vector<BoardSection> take() { return std::move(m_out); }
    [[nodiscard]] int left() const { return m_left; }

private:
    const signals::Dashboard &m_dashboard;
    const BoardSight *m_sight; // null: all is shown
    std::vector<BoardSection> m_out;
    int m_room = mostPlaced, m_left = 0;
};

} // namespace

std::vector<BoardSection> sectionsOf(const signals::Dashboard &dashboard, const VariableScope &scope, int *left,
                                     const BoardSight *sight)
{
    Sections sections(dashboard, sight);
    for (const Row &row : rowsOf(dashboard))
        sections.add(row, scope, {}, {});
    if (left)
        *left = sections.left();
    return sections.take();
}

} // namespace wf::engine
