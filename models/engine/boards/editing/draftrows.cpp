// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/editing/boarddraft_p.h"
#include "models/engine/boards/editing/boardplacing.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdlib>
#include <map>

namespace wf::engine {

using signals::BoardPanel;
using Sections = std::vector<DraftSection>;

using namespace Qt::StringLiterals;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("BoardDraft", text);
}

// 0: there is no such row; the first section has none.
std::size_t indexOf(const Sections &sections, int row)
{
    for (std::size_t i = 1; i < sections.size(); ++i)
        if (sections[i].row->id == row)
            return i;
    return 0;
}

int bottomOf(const DraftSection &section)
{
    int bottom = 0;
    for (const BoardPanel &p : section.panels)
        bottom = std::max(bottom, p.place.y + p.place.h);
    return bottom;
}

void append(DraftSection &to, std::vector<BoardPanel> &&panels)
{
    const int bottom = bottomOf(to);
    for (BoardPanel &p : panels) {
        p.place.y += bottom;
        to.panels.push_back(std::move(p));
    }
}

// The neighbour of the same depth in the same row, and of the same kind; 0: there is none.
std::size_t beforeOf(const Sections &sections, std::size_t at)
{
    const BoardPanel &row = *sections[at].row;
    for (std::size_t i = at; i-- > 1;) {
        if (sections[i].row->depth == row.depth)
            return sections[i].row->isTab == row.isTab ? i : 0;
        if (sections[i].row->depth < row.depth)
            return 0;
    }
    return 0;
}
std::size_t afterOf(const Sections &sections, std::size_t at)
{
    const std::size_t end = endOfRow(sections, at);
    const bool isOne = end < sections.size() && sections[end].row->depth == sections[at].row->depth &&
                       sections[end].row->isTab == sections[at].row->isTab;
    return isOne ? end : 0;
}

auto iterator(Sections &sections, std::size_t at)
{
    return sections.begin() + static_cast<std::ptrdiff_t>(at);
}

// One step; false: it stands at the end already.
bool moveOne(Sections &sections, std::size_t &at, bool forward)
{
    const std::size_t other = forward ? afterOf(sections, at) : beforeOf(sections, at);
    if (other == 0)
        return false;
    const std::size_t first = std::min(at, other), second = std::max(at, other), end = endOfRow(sections, second);
    std::rotate(iterator(sections, first), iterator(sections, second), iterator(sections, end));
    at = forward ? first + (end - second) : first;
    return true;
}

// What stands in the row comes out of it.
void raise(Sections &sections, std::size_t at)
{
    for (std::size_t i = at + 1, end = endOfRow(sections, at); i < end; ++i)
        --sections[i].row->depth;
}

// A tab gives what it has to the one beside it: to the left, else to the right.
bool mergeTab(Sections &sections, std::size_t at)
{
    if (const std::size_t left = beforeOf(sections, at)) {
        append(sections[left], std::move(sections[at].panels));
        sections.erase(iterator(sections, at)); // what stood in it follows the other one now
        return true;
    }
    const std::size_t right = afterOf(sections, at);
    if (right == 0)
        return false;
    append(sections[at], std::move(sections[right].panels));
    sections[at].row = std::move(sections[right].row);
    sections.erase(iterator(sections, right));
    return true;
}

// The height that most panels have; of equally frequent ones the least.
int usualHeight(const std::vector<BoardPanel> &panels)
{
    std::map<int, int> counts;
    for (const BoardPanel &p : panels)
        ++counts[p.place.h];
    const auto most = std::ranges::max_element(counts, {}, &std::pair<const int, int>::second);
    return most == counts.end() ? 8 : most->first;
}

void tilePanels(std::vector<BoardPanel> &panels, int columns)
{
    std::ranges::stable_sort(panels, [](const BoardPanel &a, const BoardPanel &b) {
        return std::pair(a.place.y, a.place.x) < std::pair(b.place.y, b.place.x);
    });
    const int h = usualHeight(panels), w = gridColumns / columns;
    for (std::size_t i = 0; i < panels.size(); ++i) {
        const int at = static_cast<int>(i);
        panels[i].place = {at % columns * w, at / columns * h, w, h};
    }
}

BoardPanel header(int id, const QString &title, int depth, bool isTab)
{
    BoardPanel row;
    row.type = QStringLiteral("row");
    row.id = id;
    row.title = title;
    row.depth = depth;
    row.isTab = isTab;
    return row;
}

// Its title says of which value each copy is.
void repeatOver(signals::BoardPanel &row, const QString &variable)
{
    const QString was = u", $"_s + row.repeat.variable;
    if (!row.repeat.variable.isEmpty() && row.title.endsWith(was))
        row.title.chop(was.size());
    row.repeat.variable = variable;
    if (variable.isEmpty() || row.title.contains(u'$' + variable) || row.title.contains(u"${"_s + variable))
        return;
    row.title += (row.title.isEmpty() ? u"$"_s : u", $"_s) + variable;
}

} // namespace

int BoardDraft::addRow(const QString &title, int within)
{
    const int id = freeIdentifier(*dashboard());
    stepSections(say("Add a row"), [&](Sections &sections) {
        const std::size_t of = indexOf(sections, within);
        const std::size_t at = of == 0 ? sections.size() : endOfRow(sections, of);
        const int depth = of == 0 ? 0 : sections[of].row->depth + 1;
        sections.insert(iterator(sections, at), {header(id, title, depth, false), {}});
        return true;
    });
    return id;
}

int BoardDraft::addTab(const QString &title)
{
    int id = freeIdentifier(*dashboard());
    stepSections(say("Add a tab"), [&](Sections &sections) {
        const bool hasTabs = std::any_of(sections.begin() + 1, sections.end(),
                                         [](const DraftSection &s) { return s.row->isTab && s.row->depth == 0; });
        const bool hasPanels = sections.size() > 1 || !sections.front().panels.empty();
        if (!hasTabs && hasPanels) {
            for (auto it = sections.begin() + 1; it != sections.end(); ++it)
                ++it->row->depth;
            DraftSection first{header(id++, say("Tab 1"), 0, true), std::move(sections.front().panels)};
            sections.front().panels.clear();
            sections.insert(sections.begin() + 1, std::move(first));
        }
        sections.push_back({header(id, title, 0, true), {}});
        return true;
    });
    return id;
}

void BoardDraft::tile(int row, int columns)
{
    columns = std::clamp(columns, 1, gridColumns / leastPanelWidth);
    stepSections(say("Tile panels"), [&](Sections &sections) {
        const std::size_t at = indexOf(sections, row);
        const std::size_t end = at == 0 ? sections.size() : endOfRow(sections, at);
        for (std::size_t i = at; i < end; ++i)
            tilePanels(sections[i].panels, columns);
        return true;
    });
}

void BoardDraft::renameRow(int row, const QString &title)
{
    stepSections(say("Rename a row"), [&](Sections &sections) {
        const std::size_t at = indexOf(sections, row);
        if (at > 0)
            sections[at].row->title = title;
        return at > 0;
    });
}

void BoardDraft::repeatRow(int row, const QString &variable)
{
    stepSections(say("Repeat a row"), [&](Sections &sections) {
        const std::size_t at = indexOf(sections, row);
        if (at > 0)
            repeatOver(*sections[at].row, variable);
        return at > 0;
    });
}

void BoardDraft::moveRow(int row, int by)
{
    stepSections(say("Move a row"), [&](Sections &sections) {
        std::size_t at = indexOf(sections, row);
        if (at == 0)
            return false;
        for (int i = 0; i < std::abs(by) && moveOne(sections, at, by > 0);)
            ++i;
        return true;
    });
}

void BoardDraft::removeRow(int row)
{
    stepSections(say("Remove a row"), [&](Sections &sections) {
        const std::size_t at = indexOf(sections, row);
        if (at == 0)
            return false;
        if (sections[at].row->isTab && mergeTab(sections, at))
            return true;
        raise(sections, at);
        append(sections[at - 1], std::move(sections[at].panels)); // there is always what stands before the first row
        sections.erase(iterator(sections, at));
        return true;
    });
}

void BoardDraft::removeRowAndPanels(int row)
{
    stepSections(say("Remove a row with its panels"), [&](Sections &sections) {
        const std::size_t at = indexOf(sections, row);
        if (at > 0)
            sections.erase(iterator(sections, at), iterator(sections, endOfRow(sections, at)));
        return at > 0;
    });
}

} // namespace wf::engine
