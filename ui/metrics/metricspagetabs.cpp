// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The tabs of the explorer of metrics.
#include "ui/metrics/metricspage.h"
#include "ui/metrics/tabstrip.h"
#include "ui/metrics/write/builderform.h"
#include "ui/metrics/write/querystack.h"
#include "widgets/base/controls/controls.h"

#include <algorithm>

namespace wf::ui {

void MetricsPage::readTabs()
{
    const auto &kept = m_desk.tabs().tabs();
    const bool isFresh = m_tabs.size() == 1 && m_stack->currentText().trimmed().isEmpty();
    if (isFresh && !kept.empty()) {
        m_tabs = kept;
        m_tab = -1;
        showTab(m_desk.tabs().current());
    }
    readTiles();
    Q_EMIT settledChanged();
}

void MetricsPage::storeTab()
{
    if (m_tab >= 0 && m_tab < static_cast<int>(m_tabs.size()))
        m_tabs[static_cast<std::size_t>(m_tab)] = {m_stack->queries(), m_stack->current()};
    m_desk.tabs().keep(m_tabs, m_tab);
    showTabTitles();
}

void MetricsPage::showTabTitles()
{
    QStringList titles;
    for (const auto &tab : m_tabs) {
        const QString name = m_desk.book().nameOf(tab.queries.value(tab.current));
        titles << (name.isEmpty() ? engine::titleOf(tab) : name);
    }
    m_strip->setTabs(titles, m_tab);
}

void MetricsPage::showTab(int tab)
{
    if (tab < 0 || tab >= static_cast<int>(m_tabs.size()))
        return;
    if (tab != m_tab) {
        storeTab();
        m_tab = tab;
        const engine::QueryTab shown = m_tabs[static_cast<std::size_t>(tab)];
        m_isFilling = true;
        m_stack->setQueries(shown.queries, shown.current);
        m_isFilling = false;
        m_builder->setText(m_stack->currentText());
        m_desk.forgetAnswer();
        m_hasRun = false;
        if (m_isActive)
            run();
        followText();
    }
    showTabTitles();
}

void MetricsPage::closeTab(int tab)
{
    if (tab < 0 || tab >= static_cast<int>(m_tabs.size()))
        return;
    storeTab();
    m_tabs.erase(m_tabs.begin() + tab);
    if (m_tabs.empty())
        m_tabs.push_back({{QString()}, 0});
    const int next = std::clamp(m_tab > tab ? m_tab - 1 : m_tab, 0, static_cast<int>(m_tabs.size()) - 1);
    m_tab = -1; // what is shown belongs to no tab any more
    showTab(next);
    m_desk.tabs().keep(m_tabs, m_tab);
}

void MetricsPage::showQuery(const QString &query)
{
    storeTab();
    const auto isEmpty = [](const engine::QueryTab &tab) {
        return std::ranges::all_of(tab.queries, [](const QString &text) { return text.trimmed().isEmpty(); });
    };
    const auto has = [&query](const engine::QueryTab &tab) { return tab.queries.contains(query); };
    auto place = std::ranges::find_if(m_tabs, has);
    if (place == m_tabs.end() || query.isEmpty()) {
        place = std::ranges::find_if(m_tabs, isEmpty);
        if (place == m_tabs.end() && m_tabs.size() >= engine::TabBook::mostTabs) {
            m_tabs.erase(m_tabs.begin()); // the oldest makes room
            m_tab = std::max(0, m_tab - 1);
            place = m_tabs.end();
        }
        if (place == m_tabs.end())
            place = m_tabs.insert(m_tabs.end(), {{QString()}, 0});
        *place = {{query}, 0};
    } else {
        place->current = static_cast<int>(place->queries.indexOf(query));
    }
    const int tab = static_cast<int>(place - m_tabs.begin());
    m_tab = -1;
    setBuilder(false);
    showTab(tab);
    m_desk.tabs().keep(m_tabs, m_tab);
}

void MetricsPage::showQueryOver(const QString &query, base::TimeRange range)
{
    const base::TimeRange shown = m_context.range();
    const qint64 slack = std::max(base::nsPerMinute, range.lengthNs() / 100);
    if (range.lengthNs() > 0 &&
        (std::abs(shown.startNs - range.startNs) > slack || std::abs(shown.endNs - range.endNs) > slack))
        m_context.zoomTo(range);
    showQuery(query);
}

} // namespace wf::ui
