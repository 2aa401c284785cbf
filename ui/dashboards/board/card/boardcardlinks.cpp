// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where a panel and its values lead.
#include "ui/dashboards/board/card/boardcard.h"

#include "models/base/untrusted.h"
#include "models/signals/subject.h"
#include "ui/dashboards/links/linkmenu.h"
#include "ui/dashboards/links/linkopener.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/menutext.h"

#include <QCursor>
#include <QKeyEvent>
#include <QMenu>

#include <algorithm>

namespace wf::ui {

using namespace Qt::StringLiterals;

// The links of the panel as a whole, in its header.
void BoardCard::makePanelLinks()
{
    if (!m_around.links || engine::panelLinks(m_placed.panel).empty())
        return;
    auto *button = new widgets::IconButton(u"link"_s, tr("Links of the panel"));
    addHeaderWidget(button);
    connect(button, &QToolButton::clicked, this, [this, button] {
        auto *menu = new QMenu(button);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        const engine::LinkPlace place = linkPlace(*m_dashboard, m_placed.scope, m_around.context);
        addLinks(*menu, shownLinks(engine::panelLinks(m_placed.panel), place),
                 [this](const QString &address) { openLink(address); });
        menu->popup(button->mapToGlobal(QPoint(0, button->height())));
    });
}

void BoardCard::openLink(const QString &address)
{
    if (m_around.links)
        m_around.links->open(address, m_dashboard->uid);
}

void BoardCard::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Q && event->modifiers() == Qt::AltModifier && !m_query.isEmpty())
        m_around.context.askMetrics(m_query, engine::panelRange(m_placed.panel, m_around.context.range()));
    else
        Panel::keyPressEvent(event);
}

// A menu at the pointer, or in the middle of the panel when a key asked.
void BoardCard::offerDataLinks(const signals::FigurePlace &at, std::optional<double> calculated)
{
    if (!m_around.links || !m_figure.frames || at.frame < 0 || at.field < 0 ||
        static_cast<std::size_t>(at.frame) >= m_figure.frames->size())
        return;
    const analysis::Frame &frame = (*m_figure.frames)[static_cast<std::size_t>(at.frame)];
    if (static_cast<std::size_t>(at.field) >= frame.fields.size())
        return;
    engine::LinkPoint point{&m_placed.panel, &frame, &frame.fields[static_cast<std::size_t>(at.field)], {}, calculated};
    if (at.row >= 0)
        point.row = static_cast<std::size_t>(at.row);
    const auto links = engine::dataLinks(m_placed.panel, frame, *point.field);
    if (links.empty())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const engine::LinkPlace place = linkPlace(*m_dashboard, m_placed.scope, m_around.context);
    addLinks(*menu, shownLinks(links, place, &point), [this](const QString &address) { openLink(address); });
    popUp(*menu);
}

void BoardCard::popUp(QMenu &menu)
{
    const QPoint pointer = QCursor::pos();
    menu.popup(rect().contains(mapFromGlobal(pointer)) ? pointer : mapToGlobal(rect().center()));
}

bool BoardCard::addRowLinks(QMenu &menu, const signals::FigurePlace &at)
{
    if (!m_around.links || !m_figure.frames || at.frame < 0)
        return false;
    const analysis::Frame &frame = (*m_figure.frames)[static_cast<std::size_t>(at.frame)];
    const engine::LinkPlace place = linkPlace(*m_dashboard, m_placed.scope, m_around.context);
    const auto linked = engine::linkedFields(m_placed.panel, frame, at);
    for (const std::size_t field : linked) {
        const engine::LinkPoint point{
            &m_placed.panel, &frame, &frame.fields[field], static_cast<std::size_t>(at.row), {}};
        addLinks(menu, shownLinks(engine::dataLinks(m_placed.panel, frame, *point.field), place, &point),
                 [this](const QString &address) { openLink(address); });
    }
    return !linked.empty();
}

// The service itself first, then where the node leads and, one menu each, where its edges lead.
void BoardCard::offerNodeLinks(int node)
{
    const auto &graph = m_figure.graph;
    const auto nameOf = [&graph](int of) {
        const auto &one = graph.nodes[static_cast<std::size_t>(of)];
        return one.title.isEmpty() ? one.id : one.title;
    };
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QString title = nameOf(node);
    connect(menu->addAction(widgets::menuText(tr("Open %1").arg(base::visibleText(title, 60)))), &QAction::triggered,
            this, [this, title] { m_around.context.open(signals::Subject::ofService(title)); });
    menu->addSeparator();
    addRowLinks(*menu, graph.nodes[static_cast<std::size_t>(node)].place);
    for (const auto &edge : graph.edges)
        if (edge.isLinked && (edge.from == node || edge.to == node)) {
            const QString ends =
                base::visibleText(nameOf(edge.from), 40) + u" → "_s + base::visibleText(nameOf(edge.to), 40);
            addRowLinks(*menu->addMenu(widgets::menuText(ends)), edge.place);
        }
    popUp(*menu);
}

void BoardCard::offerEdgeLinks(int edge)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    addRowLinks(*menu, m_figure.graph.edges[static_cast<std::size_t>(edge)].place);
    popUp(*menu);
}

void BoardCard::offerTileLinks(int tile)
{
    const signals::Tile &shown = m_figure.tiles[static_cast<std::size_t>(tile)];
    offerDataLinks(shown.place, shown.number);
}

void BoardCard::offerPointLinks(const QString &seriesKey, qint64 timeNs)
{
    const auto line = std::ranges::find(m_figure.lines, seriesKey, &BoardFigure::Line::key);
    if (line != m_figure.lines.end())
        offerLinksAt(line->place, timeNs);
}

void BoardCard::offerLinksAt(signals::FigurePlace place, qint64 timeNs)
{
    if (!m_figure.frames || place.frame < 0)
        return;
    const auto *time = (*m_figure.frames)[static_cast<std::size_t>(place.frame)].time();
    if (!time || time->numbers.empty())
        return;
    const auto ms = static_cast<double>(timeNs / base::nsPerMs);
    auto at = std::ranges::lower_bound(time->numbers, ms); // times ascend; the nearest
    if (at == time->numbers.end() || (at != time->numbers.begin() && ms - *(at - 1) < *at - ms))
        --at;
    place.row = static_cast<int>(at - time->numbers.begin());
    offerDataLinks(place, {});
}

} // namespace wf::ui
