// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/exports/boardprinter.h"

#include <algorithm>

namespace wf::ui {

namespace {

constexpr int lookEveryMs = 40;
constexpr int calmMs = 250; // settled so long: nothing more is on its way
constexpr int atMostMs = 60'000;
constexpr int mostHeight = 60'000;

} // namespace

signals::Dashboard withOnlyPanel(signals::Dashboard dashboard, int panel)
{
    std::vector<signals::BoardPanel> found;
    for (const signals::BoardPanel &one : dashboard.panels) {
        if (one.id == panel && !one.isRow())
            found.push_back(one);
        for (const signals::BoardPanel &child : one.children)
            if (child.id == panel)
                found.push_back(child);
    }
    for (signals::BoardPanel &one : found)
        one.place = {0, 0, 24, std::max(8, one.place.h)};
    dashboard.panels = std::move(found);
    return dashboard;
}

BoardPrinter::BoardPrinter(BoardSurroundings around, const sources::SourceSet &sources, PrintWishes wishes,
                           QObject *parent)
    : QObject(parent), m_wishes(std::move(wishes)), m_page(std::make_unique<BoardPage>(around, sources))
{
    m_page->setAttribute(Qt::WA_DontShowOnScreen);
    m_page->setMinimumSize(0, 0);
    m_page->setShowsAllTabs(true);
    m_page->resize(m_wishes.width, 400);
    m_page->show();
    m_page->showDashboard(m_wishes.panel == 0 ? m_wishes.dashboard : withOnlyPanel(m_wishes.dashboard, m_wishes.panel));
    m_page->setActive(true);
    m_waited.start();
    m_timer.setInterval(lookEveryMs);
    connect(&m_timer, &QTimer::timeout, this, &BoardPrinter::look);
    m_timer.start();
}

BoardPrinter::~BoardPrinter() = default;

void BoardPrinter::look()
{
    const int height = std::clamp(m_page->wholeHeight(), 60, mostHeight);
    if (height != m_page->height()) { // what is now seen asks
        m_page->resize(m_wishes.width, height);
        m_calm.invalidate();
        return;
    }
    const bool isSettled = m_page->isSettled();
    if (!isSettled)
        m_calm.invalidate();
    else if (!m_calm.isValid())
        m_calm.start();
    const bool isCalm = m_calm.isValid() && m_calm.elapsed() >= calmMs;
    if (!isCalm && m_waited.elapsed() < atMostMs)
        return;
    m_timer.stop();
    Q_EMIT painted(paintedAs(m_wishes.format, *m_page, m_wishes.words), isSettled);
}

} // namespace wf::ui
