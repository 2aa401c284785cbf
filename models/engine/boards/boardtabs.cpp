// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/boardtabs.h"

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

class PartList {
public:
    PartList(const std::vector<BoardSection> &sections, const ChosenTabs &chosen,
             const std::function<bool(const BoardSection &)> &isOpen, bool all)
        : m_sections(sections), m_chosen(chosen), m_isOpen(isOpen), m_all(all)
    {
    }

    // All from `at` up to `end`, which stand in `above`.
    void add(std::size_t at, std::size_t end, const QString &above)
    {
        int strips = 0;
        while (at < end) {
            if (!m_sections[at].isTab) {
                addSection(at);
                at = endOf(at, end);
                continue;
            }
            TabStrip strip{u"%1#%2"_s.arg(above).arg(strips++), m_sections[at].depth, {}, 0};
            while (at < end && m_sections[at].isTab && m_sections[at].depth <= strip.depth) {
                strip.tabs.push_back(at);
                at = endOf(at, end);
            }
            addTabs(std::move(strip));
        }
    }
    [[nodiscard]] std::vector<ShownPart> take() { return std::move(m_out); }

private:
    // Behind what stands in it.
    [[nodiscard]] std::size_t endOf(std::size_t at, std::size_t end) const
    {
        const int depth = m_sections[at].depth;
        for (++at; at < end && m_sections[at].depth > depth;)
            ++at;
        return at;
    }
    void addSection(std::size_t at)
    {
        m_out.push_back({at, std::nullopt});
        if (m_isOpen(m_sections[at]))
            add(at + 1, endOf(at, m_sections.size()), m_sections[at].key);
    }
    void addTabs(TabStrip strip)
    {
        const QString wanted = m_chosen.value(strip.key);
        for (std::size_t i = 0; i < strip.tabs.size(); ++i) {
            if (!m_all && m_sections[strip.tabs[i]].key != wanted)
                continue;
            strip.chosen = i;
            if (m_all)
                addTab(strip);
        }
        if (!m_all)
            addTab(strip);
    }
    void addTab(const TabStrip &strip)
    {
        const std::size_t tab = strip.tabs[strip.chosen];
        m_out.push_back({std::nullopt, strip});
        m_out.push_back({tab, std::nullopt});
        add(tab + 1, endOf(tab, m_sections.size()), m_sections[tab].key);
    }

    const std::vector<BoardSection> &m_sections;
    const ChosenTabs &m_chosen;
    const std::function<bool(const BoardSection &)> &m_isOpen;
    bool m_all;
    std::vector<ShownPart> m_out;
};

} // namespace

std::vector<ShownPart> shownParts(const std::vector<BoardSection> &sections, const ChosenTabs &chosen,
                                  const std::function<bool(const BoardSection &)> &isOpen, bool all)
{
    PartList parts(sections, chosen, isOpen, all);
    parts.add(0, sections.size(), {});
    return parts.take();
}

} // namespace wf::engine
