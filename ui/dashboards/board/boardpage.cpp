// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/board/boardpage.h"

#include "models/engine/boards/boardlibrary.h"
#include "models/engine/boards/shelf/boardshelf.h"
#include "ui/base/taborder.h"
#include "ui/base/wrap/wraplayout.h"
#include "ui/dashboards/board/boardgrid.h"
#include "ui/dashboards/board/boardtabbar.h"
#include "ui/dashboards/board/choosing/annotationspick.h"
#include "ui/dashboards/board/choosing/variablepicks.h"
#include "ui/dashboards/links/linkbar.h"
#include "ui/dashboards/rows/scrolledcolumn.h"
#include "widgets/base/controls/controls.h"

#include <QApplication>
#include <QBoxLayout>

#include <algorithm>

namespace wf::ui {

using namespace Qt::StringLiterals;

namespace {

bool hasConditions(const std::vector<signals::BoardPanel> &panels)
{
    return std::ranges::any_of(
        panels, [](const signals::BoardPanel &p) { return !p.condition.isEmpty() || hasConditions(p.children); });
}

// What repeats over a variable stands once, with all of its values.
signals::Dashboard standingOnce(signals::Dashboard dashboard)
{
    for (signals::BoardPanel &p : dashboard.panels) {
        p.repeat = {};
        for (signals::BoardPanel &child : p.children)
            child.repeat = {};
    }
    return dashboard;
}

} // namespace

BoardPage::BoardPage(BoardSurroundings around, const sources::SourceSet &sources, QWidget *parent)
    : QWidget(parent),
      m_around(around),
      m_sources(sources),
      m_variables(sources, around.pools),
      m_annotations(around.reader.metrics(), sources),
      m_bar(new QWidget),
      m_opener(new LinkOpener(around.pools, around.context, *this)),
      m_links(new LinkBar(*m_opener)),
      m_scroll(new ScrolledColumn({4, 4, 0, 4}))
{
    m_around.links = m_opener;
    m_around.annotations = &m_annotations;
    connect(&m_annotations, &engine::BoardAnnotations::changed, this, &BoardPage::showNotes);
    connect(m_opener, &LinkOpener::settledChanged, this, &BoardPage::settledChanged);
    connect(m_opener, &LinkOpener::variablesAsked, &m_variables, &engine::BoardVariables::chooseAll);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *bar = new QHBoxLayout(m_bar);
    bar->setContentsMargins(12, 4, 12, 5);
    bar->setSpacing(6);
    m_picks = new WrapLayout;
    m_picks->setSpacing(6);
    bar->addLayout(m_picks, 1);
    bar->addWidget(m_marks = annotationsPick(m_annotations), 0, Qt::AlignTop);
    bar->addWidget(m_links, 0, Qt::AlignTop);
    column->addWidget(m_bar);
    m_state = new widgets::Panel(m_scroll);
    m_state->setHeaderVisible(false);
    column->addWidget(m_state, 1);
    connect(m_scroll, &ScrolledColumn::lookDue, this, &BoardPage::look);
    connect(&m_variables, &engine::BoardVariables::changed, this, [this] { rebuild(false); });
    connect(&m_around.context, &WatchContext::refresh, this, [this] {
        markAllOld();
        if (m_active) // a source that was silent when this was opened
            m_variables.askAgainWhatFoundNothing(m_around.context.range());
    });
    connect(&m_around.context, &WatchContext::compareChanged, this, &BoardPage::markAllOld);
    connect(&m_around.context, &WatchContext::timeSelectionChanged, this, [this] {
        m_variables.setRange(m_around.context.range());
        if (!m_isEditing && m_dashboard && hasConditions(m_dashboard->panels))
            rebuild(true); // some depend on how long it is
        markAllOld();
    });
}

BoardPage::~BoardPage() = default;

void BoardPage::open(const QString &path, std::map<QString, QStringList> chosen)
{
    m_loading = true;
    m_begin = std::move(chosen);
    m_path = path;
    m_state->showLoading(tr("Reading the dashboard"), false);
    m_jobs.runLatest(
        u"open"_s, m_around.pools.analysis(), [path](std::stop_token) { return engine::loadBoard(path); },
        [this](base::Result<signals::Dashboard> read) { take(std::move(read)); });
}

void BoardPage::take(base::Result<signals::Dashboard> read)
{
    m_loading = false;
    if (!read.ok()) {
        m_state->showError(tr("The dashboard could not be read"), read.error());
        Q_EMIT opened();
        return;
    }
    showFrom(std::move(*read), m_path);
    if (engine::BoardShelf *shelf = m_around.reader.shelf())
        shelf->viewed(m_path, m_around.context.clock().nowNs() / base::nsPerMs);
}

void BoardPage::showDashboard(signals::Dashboard dashboard)
{
    showFrom(std::move(dashboard), {});
}

// Whoever hears that it is opened asks where it lies.
void BoardPage::showFrom(signals::Dashboard dashboard, const QString &path)
{
    m_path = path;
    m_chosen.clear();
    m_hasData.clear();
    m_loading = false;
    m_jobs.cancelAll();
    m_dashboard = std::make_shared<signals::Dashboard>(std::move(dashboard));
    m_variables.open(m_dashboard, m_around.context.range(), std::exchange(m_begin, {}));
    Q_EMIT opened();
}

void BoardPage::setEditing(bool editing)
{
    if (m_isEditing == editing)
        return;
    m_maximised = nullptr;
    m_isEditing = editing;
    rebuild(false);
}

void BoardPage::showDraft(std::shared_ptr<const signals::Dashboard> draft)
{
    const bool sameVariables = m_dashboard && m_dashboard->variables == draft->variables;
    m_dashboard = std::move(draft);
    if (sameVariables)
        rebuild(true);
    else
        m_variables.open(m_dashboard, m_around.context.range()); // rebuilds as they are known
}

void BoardPage::focusPanel(int id)
{
    for (BoardCard *card : cards())
        if (card->placed().panel.id == id) {
            m_scroll->ensureWidgetVisible(card);
            if (auto *handle = card->findChild<CardHandle *>())
                handle->setFocus();
        }
}

void BoardPage::scrollTo(QPoint globalAt)
{
    const QPoint at = m_scroll->widget()->mapFromGlobal(globalAt);
    m_scroll->ensureVisible(at.x(), at.y(), 0, 40);
}

QString BoardPage::facts() const
{
    if (!dashboard())
        return {};
    int panels = 0;
    for (const BoardCard *card : cards())
        panels += card->placed().isHidden ? 0 : 1;
    int different = 0, missing = 0;
    for (const BoardCard *card : cards()) {
        different += card->verdict().fidelity == engine::Fidelity::Approximated ? 1 : 0;
        missing += card->verdict().fidelity == engine::Fidelity::LeftOut ? 1 : 0;
    }
    QString out = tr("Panels shown: %1").arg(panels);
    if (different > 0)
        out += tr("; a little differently than in Grafana: %1").arg(different);
    if (missing > 0)
        out += tr("; not drawn: %1").arg(missing);
    if (m_left > 0)
        out += tr("; more than are shown at once: %1").arg(m_left);
    for (const QString &note : dashboard()->notes)
        out += u"; "_s + note;
    return out;
}

std::vector<BoardCard *> BoardPage::cards() const
{
    std::vector<BoardCard *> out;
    for (const BoardGrid *grid : m_grids)
        out.insert(out.end(), grid->cards().begin(), grid->cards().end());
    return out;
}

void BoardPage::askAnnotations()
{
    if (m_active && m_dashboard && !m_variables.isBusy())
        m_annotations.ask(m_variables.scope(), m_around.context.range());
}

void BoardPage::showNotes()
{
    showBar();
    for (BoardCard *card : cards())
        card->showNotes();
    Q_EMIT settledChanged();
}

void BoardPage::showBar()
{
    const bool hasMarks = refreshPick(*m_marks, m_annotations);
    m_bar->setVisible(m_hasPicks || hasMarks || !m_links->isEmpty());
}

void BoardPage::rebuild(bool keepsCards)
{
    const bool heldFocus = isAncestorOf(QApplication::focusWidget());
    m_annotations.open(m_dashboard);
    rebuildBar();
    askAnnotations();
    QHash<QString, bool> open; // rows stay as the operator left them
    std::vector<BoardGrid *> before = std::exchange(m_grids, {});
    for (BoardGrid *grid : before) {
        m_scroll->column().removeWidget(grid);
        open.insert(grid->section().key, grid->isOpen());
    }
    m_sections.clear();
    const engine::BoardSight sight{m_around.context.range(), m_hasData};
    if (m_dashboard)
        m_sections = engine::sectionsOf(m_isEditing ? standingOnce(*m_dashboard) : *m_dashboard, m_variables.scope(),
                                        &m_left, m_isEditing ? nullptr : &sight);
    placeParts(before, keepsCards, open);
    if (!keepsCards)
        m_maximised = nullptr;
    if (m_maximised)
        showMaximised();
    for (BoardGrid *gone : before)
        if (gone) {
            gone->hide();
            gone->deleteLater();
        }
    if (!m_dashboard)
        return;
    if (m_grids.empty())
        m_state->showEmpty(tr("No panels"), m_isEditing ? tr("Add the first one above.")
                                            : hasConditions(m_dashboard->panels)
                                                ? tr("Conditions of this dashboard hide all of its panels.")
                                                : tr("This dashboard holds no panel."));
    else
        m_state->showContent();
    orderTabs();
    if (heldFocus && !isAncestorOf(QApplication::focusWidget()))
        takeFocus();
    m_scroll->lookLater();
    Q_EMIT opened();
}

// What held the focus went: it stays in the dashboard, not on whatever stands next in the window.
void BoardPage::takeFocus()
{
    for (BoardCard *card : cards())
        if (QWidget *content = card->content();
            content && !card->placed().isHidden && content->focusPolicy() != Qt::NoFocus)
            return content->setFocus(Qt::OtherFocusReason);
    m_scroll->widget()->setFocus(Qt::OtherFocusReason);
}

void BoardPage::placeParts(std::vector<BoardGrid *> &before, bool keepsCards, const QHash<QString, bool> &open)
{
    std::vector<BoardTabBar *> bars = std::exchange(m_bars, {});
    for (BoardTabBar *bar : bars)
        m_scroll->column().removeWidget(bar);
    for (engine::BoardSection &section : m_sections)
        section.collapsed = !section.isTab && !open.value(section.key, !section.collapsed);
    const auto isOpen = [](const engine::BoardSection &section) { return !section.collapsed; };
    for (const engine::ShownPart &part : engine::shownParts(m_sections, m_chosen, isOpen, m_showsAllTabs)) {
        if (part.strip) {
            placeTabs(*part.strip, bars);
            continue;
        }
        const engine::BoardSection &section = m_sections[*part.section];
        const auto same = std::find_if(before.begin(), before.end(), [&](BoardGrid *grid) {
            return keepsCards && grid && grid->section().key == section.key;
        });
        BoardGrid *grid = nullptr;
        if (same != before.end()) {
            grid = std::exchange(*same, nullptr);
            grid->setSection(section, m_dashboard);
        } else {
            grid = makeGrid(section);
        }
        m_scroll->append(grid);
        m_grids.push_back(grid);
    }
    for (BoardTabBar *gone : bars)
        if (gone) {
            gone->hide();
            gone->deleteLater();
        }
}

BoardGrid *BoardPage::makeGrid(engine::BoardSection section)
{
    auto *grid = new BoardGrid(std::move(section), m_dashboard, m_around);
    grid->setEditing(m_isEditing);
    connect(grid, &BoardGrid::changed, m_scroll, &ScrolledColumn::lookLater);
    connect(
        grid, &BoardGrid::opened, this, [this] { rebuild(true); }, Qt::QueuedConnection); // what stands in it
    connect(grid, &BoardGrid::settledChanged, this, &BoardPage::settledChanged);
    connect(grid, &BoardGrid::answered, this, &BoardPage::found, Qt::QueuedConnection); // the card is calling
    connect(grid, &BoardGrid::maximiseAsked, this, &BoardPage::toggleMaximised);
    connect(grid, &BoardGrid::exportAsked, this, &BoardPage::exportAsked);
    connect(grid, &BoardGrid::boardAsked, this, &BoardPage::boardAsked);
    connect(grid, &BoardGrid::placed, this, &BoardPage::placed);
    connect(grid, &BoardGrid::wished, this, &BoardPage::wished);
    connect(grid, &BoardGrid::rowMenuAsked, this, &BoardPage::rowMenuAsked);
    connect(grid, &BoardGrid::dragMoved, this, &BoardPage::scrollTo);
    return grid;
}

void BoardPage::rebuildBar()
{
    int focused = -1;
    for (int i = 0; i < m_picks->count(); ++i)
        if (QWidget *pick = m_picks->itemAt(i)->widget();
            pick && (pick->hasFocus() || pick->isAncestorOf(QApplication::focusWidget())))
            focused = i;
    m_hasPicks =
        fillVariablePicks(*m_picks, m_dashboard ? m_dashboard->variables : std::vector<signals::BoardVariable>(),
                          m_variables, m_sources, m_around.context.range());
    m_links->showLinks(m_dashboard, [this] { return linkPlace(*m_dashboard, m_variables.scope(), m_around.context); });
    showBar();
    const QLayoutItem *again = focused >= 0 ? m_picks->itemAt(focused) : nullptr;
    if (again && again->widget()) // the keys stay where a value was chosen
        again->widget()->setFocus();
}

// From the bar to the last panel, as one reads.
void BoardPage::orderTabs()
{
    QWidgetList parts;
    for (int i = 0; i < m_picks->count(); ++i)
        if (QWidget *pick = m_picks->itemAt(i)->widget())
            parts << pick;
    parts << m_marks << m_links;
    for (int i = 0; i < m_scroll->column().count(); ++i)
        if (QWidget *part = m_scroll->column().itemAt(i)->widget()) {
            const auto *grid = qobject_cast<BoardGrid *>(part);
            parts << (grid ? grid->tabOrder() : QWidgetList{part});
        }
    chainTabs(parts);
}

int BoardPage::wholeHeight() const
{
    int out = m_bar->isVisibleTo(this) ? m_bar->sizeHint().height() : 0;
    const QMargins margins = m_scroll->column().contentsMargins();
    out += margins.top() + margins.bottom();
    for (const BoardGrid *grid : m_grids)
        out += grid->height();
    for (const BoardTabBar *bar : m_bars)
        out += bar->sizeHint().height();
    return out;
}

void BoardPage::setActive(bool active)
{
    m_active = active;
    if (active)
        markAllOld();
    else
        m_annotations.stop();
    if (!active)
        for (BoardCard *card : cards())
            card->look(false);
}

bool BoardPage::isSettled() const
{
    if (m_loading || m_variables.isBusy() || m_scroll->isLookDue() || m_opener->isReading() || m_annotations.isBusy())
        return false;
    const std::vector<BoardCard *> all = cards();
    return std::all_of(all.begin(), all.end(), [](const BoardCard *card) {
        return (card->visibleRegion().isEmpty() && !card->placed().isHidden) || card->isSettled();
    });
}

void BoardPage::markAllOld()
{
    for (BoardCard *card : cards())
        card->markOld();
    askAnnotations();
    m_scroll->lookLater();
}

void BoardPage::found(const QString &key, bool hasData)
{
    if (const auto known = m_hasData.constFind(key); known != m_hasData.constEnd() && *known == hasData)
        return;
    m_hasData.insert(key, hasData);
    rebuild(true);
}

void BoardPage::look()
{
    for (BoardGrid *grid : m_grids)
        for (BoardCard *card : grid->cards())
            card->look(m_active && isVisible() && grid->isOpen() &&
                       (card->placed().isHidden || !card->visibleRegion().isEmpty()));
    Q_EMIT settledChanged();
}

void BoardPage::resizeEvent(QResizeEvent *)
{
    if (m_maximised)
        showMaximised();
    m_scroll->lookLater();
}

} // namespace wf::ui
