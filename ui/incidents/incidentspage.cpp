// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/incidentspage.h"

#include "models/base/timetext.h"
#include "models/items/alerts/alertlist.h"
#include "ui/incidents/alertdetail.h"
#include "ui/incidents/alertrows.h"
#include "ui/incidents/deeds/yieldnotice.h"
#include "ui/incidents/filtercompleter.h"
#include "ui/incidents/folded/incidentboard.h"
#include "ui/incidents/history/historypage.h"
#include "ui/incidents/silences/silencelist.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/table/rowtable.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QResizeEvent>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wf::ui {

using engine::AlertColumn;
using widgets::PlainLabel;
using widgets::TextRole;

namespace {
constexpr int besideFrom = 1120; // narrower: the detail lies below the table
}

IncidentsPage::IncidentsPage(const Parts &parts, WatchContext &context, QWidget *parent)
    : Screen(parent),
      m_parts(parts),
      m_context(context),
      m_list(new items::AlertList(this)),
      m_rows(new AlertRows(*m_list, parts.desk, parts.noise, context.clock(), this)),
      m_table(new widgets::RowTable),
      m_panel(new widgets::Panel(m_table)),
      m_filter(new widgets::FilterEdit(tr("Filter, such as svc:payment ack:no age>10m"))),
      m_completer(new FilterCompleter(m_filter, parts.pools.parse())),
      m_group(new widgets::PickButton(tr("Group"), tr("none"))),
      m_preset(new widgets::PickButton(tr("Filters"), {}, u"bookmark"_s)),
      m_facts(new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Secondary)),
      m_count(new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Tertiary)),
      m_filterError(new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Critical)),
      m_tabs(new widgets::Segmented({tr("Incidents"), tr("Alerts"), tr("Silences"), tr("History")})),
      m_stack(new QStackedWidget),
      m_split(new QSplitter(Qt::Horizontal)),
      m_detail(new AlertDetail(parts.desk, parts.noise, parts.recorder, parts.metrics, context)),
      m_silences(new SilenceList(parts.alerts, parts.desk, context)),
      m_board(new IncidentBoard(
          {parts.incidents,
           parts.services,
           parts.desk,
           {parts.alerts, parts.desk, parts.causes, parts.story, parts.metrics, parts.reviews, parts.similar}},
          context)),
      m_history(new HistoryPage(parts.history, context)),
      m_leftovers(parts.pools.parse())
{
    setFocusPolicy(Qt::StrongFocus);
    m_list->setPool(parts.pools.parse());
    m_afterPainting.setSingleShot(true);
    m_afterPainting.callOnTimeout(this, [this] {
        prepareIndex();
        recount();
    });
    buildTable();
    buildLayout();
    buildActions();
    follow();
    new YieldNotice(parts.desk, parts.alerts, context, this);
    fillFacts();
    fillState();
    fillBadge();
}

IncidentsPage::~IncidentsPage() = default;

void IncidentsPage::buildTable()
{
    m_panel->setHeaderVisible(false);
    m_table->setAccessibleName(tr("Alerts, worst first"));
    m_table->setColumns({{.width = 34, .minimum = 34},     // severity
                         {.minimum = 160, .stretch = 3},   // alert
                         {.width = 96},                    // service
                         {.minimum = 70, .stretch = 2},    // where
                         {.width = 78},                    // since
                         {.width = 64},                    // value
                         {.width = 116},                   // state
                         {.width = 100, .hidden = true},   // owner
                         {.minimum = 110, .stretch = 5}}); // summary
    m_table->setModel(m_rows, [this](quint64 key) { return m_list->rowOf(key); });
    const auto now = [this] { return m_context.clock().nowNs(); };
    connect(m_table, &widgets::RowTable::sortRequested, this, [this, now](int section, bool descending) {
        // A third click on a column goes back to worst first.
        const auto column = static_cast<AlertColumn>(section + 1);
        const auto before = m_list->order();
        const bool back = before.column == column && before.descending && !descending;
        m_list->setOrder(back ? engine::AlertOrder{} : engine::AlertOrder{column, descending}, now());
        m_table->setSort(back ? -1 : section, descending);
    });
    connect(m_table, &widgets::RowTable::groupToggled, this,
            [this, now](quint64 key) { m_list->toggleGroup(key, now()); });
    connect(m_table, &widgets::RowTable::heldChanged, this, [this, now](bool held) { m_list->setHeld(held, now()); });
    connect(m_table, &widgets::RowTable::releaseRequested, this, [this, now] { m_list->release(now()); });
    connect(m_list, &items::AlertList::waitingChanged, m_table, &widgets::RowTable::setWaiting);
    connect(m_list, &items::AlertList::arranged, this, &IncidentsPage::onArranged);
    connect(m_table, &widgets::RowTable::selectionChanged, this, &IncidentsPage::onSelection);
    connect(m_table, &widgets::RowTable::menuRequested, this, &IncidentsPage::openRowMenu);
    connect(m_table, &widgets::RowTable::activated, this, [this] { m_context.open(m_context.selection()); });
}

void IncidentsPage::buildLayout()
{
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 6, 12, 6);
    head->setSpacing(10);
    auto *title = new PlainLabel(tr("Incidents"), TextRole::Title);
    title->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    head->addWidget(title);
    head->addWidget(m_facts, 1);
    head->addWidget(m_tabs);
    auto *tools = new QHBoxLayout;
    tools->setContentsMargins(12, 0, 12, 8);
    tools->setSpacing(8);
    tools->addWidget(m_filter, 1);
    tools->addWidget(m_group);
    tools->addWidget(m_preset);
    m_count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_count->setMinimumWidth(64);
    m_count->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Preferred);
    tools->addWidget(m_count);
    auto *alerts = new QWidget;
    auto *column = new QVBoxLayout(alerts);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(tools);
    auto *errorRow = new QHBoxLayout;
    errorRow->setContentsMargins(14, 0, 12, 6);
    errorRow->addWidget(m_filterError);
    column->addLayout(errorRow);
    m_filterError->setVisible(false);
    m_split->addWidget(m_panel);
    m_split->addWidget(m_detail);
    m_split->setStretchFactor(0, 3);
    m_split->setStretchFactor(1, 2);
    m_split->setChildrenCollapsible(false);
    m_split->setHandleWidth(1);
    column->addWidget(m_split, 1);
    m_stack->addWidget(m_board);
    m_stack->addWidget(alerts);
    m_silences->setNoise(m_parts.noise);
    m_stack->addWidget(m_silences);
    m_stack->addWidget(m_history);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(head);
    all->addWidget(m_stack, 1);
}

void IncidentsPage::resizeEvent(QResizeEvent *event)
{
    Screen::resizeEvent(event);
    const Qt::Orientation wanted = width() >= besideFrom ? Qt::Horizontal : Qt::Vertical;
    if (wanted == m_split->orientation() && event->oldSize().isValid())
        return;
    m_split->setOrientation(wanted);
    const int length = wanted == Qt::Horizontal ? width() : height();
    m_split->setSizes({length * 3 / 5, length * 2 / 5});
}

void IncidentsPage::paintEvent(QPaintEvent *event)
{
    QPainter(this).fillRect(event->rect(), widgets::Theme::of(this).surface.panel);
}

// The list takes the focus only when somebody moves in it: what is new comes in by itself until then.
void IncidentsPage::keyPressEvent(QKeyEvent *event)
{
    static constexpr std::array moves{Qt::Key_Down, Qt::Key_Up,  Qt::Key_J,        Qt::Key_K,
                                      Qt::Key_Home, Qt::Key_End, Qt::Key_PageDown, Qt::Key_PageUp};
    const bool isMove =
        event->modifiers() == Qt::NoModifier && std::find(moves.begin(), moves.end(), event->key()) != moves.end();
    if (isMove && m_tabs->current() == Incidents && m_board->take(event))
        return;
    if (m_tabs->current() != Alerts || !isMove) {
        Screen::keyPressEvent(event);
        return;
    }
    m_table->setFocus();
    QCoreApplication::sendEvent(m_table, event);
}

void IncidentsPage::follow()
{
    connect(&m_parts.alerts, &engine::AlertWatch::changed, this, [this] {
        if (m_active)
            rebuildIndex(); // counts once it is shown
        else
            recount();
    });
    connect(&m_parts.incidents, &engine::IncidentKeeper::changed, this, &IncidentsPage::fillBadge);
    connect(&m_parts.alerts, &engine::AlertWatch::knowledgeChanged, this, [this] {
        fillState();
        fillFacts();
    });
    connect(&m_parts.desk, &engine::AckDesk::changed, this, [this] {
        m_rows->refreshOperations();
        fillFacts();
        if (m_active)
            m_detail->show(selected());
    });
    connect(&m_parts.noise, &engine::NoiseWatch::changed, this, [this] {
        recount();
        m_rows->refreshOperations();
        if (m_active)
            m_detail->show(selected());
    });
    connect(&m_parts.desk, &engine::AckDesk::needsAttention, this, &IncidentsPage::onAttention);
    connect(&m_parts.desk, &engine::AckDesk::endedElsewhere, this, &IncidentsPage::onEndedElsewhere);
    connect(&m_parts.desk, &engine::AckDesk::endingSoon, this, &IncidentsPage::onEnding);
    connect(m_filter, &widgets::FilterEdit::filterChanged, this, &IncidentsPage::applyFilter);
    connect(m_tabs, &widgets::Segmented::currentChanged, this, [this](int tab) { setTab(static_cast<Tab>(tab)); });
    connect(m_board, &IncidentBoard::acknowledgeRequested, this,
            [this] { acknowledge({}, 15 * base::nsPerMinute, true); });
    connect(m_board, &IncidentBoard::silenceRequested, this, &IncidentsPage::silence);
    connect(m_board, &IncidentBoard::settledChanged, this, &IncidentsPage::settledChanged);
    connect(m_board, &IncidentBoard::askAgainRequested, this, [this] { m_parts.alerts.pollNow(); });
    connect(m_board, &IncidentBoard::alertChosen, this, &IncidentsPage::showAlert);
    connect(m_detail, &AlertDetail::acknowledgeRequested, this,
            [this] { acknowledge({}, 15 * base::nsPerMinute, true); });
    connect(m_detail, &AlertDetail::silenceRequested, this, &IncidentsPage::silence);
    connect(m_detail, &AlertDetail::endRequested, this, &IncidentsPage::endHold);
    connect(m_detail, &AlertDetail::settledChanged, this, &IncidentsPage::settledChanged);
    connect(m_silences, &SilenceList::editRequested, this, &IncidentsPage::editSilence);
    connect(&m_context, &WatchContext::timeSelectionChanged, this, [this] {
        if (m_active)
            m_detail->refresh();
    });
    connect(m_group, &QToolButton::clicked, this, &IncidentsPage::openGroupMenu);
    connect(m_preset, &QToolButton::clicked, this, &IncidentsPage::openPresetMenu);
}

void IncidentsPage::setActive(bool active)
{
    m_active = active;
    m_detail->setActive(active);
    m_silences->setActive(active && m_tabs->current() == Silences);
    m_board->setActive(active && m_tabs->current() == Incidents);
    m_history->setActive(active && m_tabs->current() == History);
    if (active) {
        rebuildIndex();
        if (!isAncestorOf(focusWidget()))
            setFocus();
    }
}

void IncidentsPage::setTab(Tab tab)
{
    m_tabs->setCurrent(tab);
    m_stack->setCurrentIndex(tab);
    m_silences->setActive(m_active && tab == Silences);
    m_board->setActive(m_active && tab == Incidents);
    m_history->setActive(m_active && tab == History);
}

void IncidentsPage::showAlert(quint64 key)
{
    setTab(Alerts);
    if (m_list->rowOf(key) < 0)
        setFilterText({});
    if (m_list->rowOf(key) >= 0)
        m_table->setCurrentKey(key);
    else
        m_wantedKey = key;
}

bool IncidentsPage::isSettled() const
{
    return !m_building && !m_counting && !m_list->isArranging() && m_shownSerial == m_parts.alerts.snapshot()->serial &&
           m_parts.alerts.isSettled() && m_parts.incidents.isSettled() && m_detail->isSettled() &&
           (m_tabs->current() != Incidents || m_board->detail().isSettled());
}

// One at a time: what is being built is shown, then what came meanwhile, so that answers on the heels of each other
// do not put the list off.
void IncidentsPage::rebuildIndex()
{
    if (m_building)
        return;
    const auto snapshot = m_parts.alerts.snapshot();
    if (snapshot->serial == m_shownSerial) {
        fillState();
        recount();
        return;
    }
    m_building = true;
    m_jobs.run( // on the other pool: what is looked at does not wait behind what is folded
        m_parts.pools.parse(),
        [snapshot, before = m_list->AlertList::index()](std::stop_token) {
            return engine::AlertIndex::next(before, snapshot);
        },
        [this](const engine::AlertIndexPtr &index) { showIndex(index); });
}

void IncidentsPage::showIndex(const engine::AlertIndexPtr &index)
{
    m_building = false;
    m_shownSerial = index->snapshot()->serial;
    m_leftovers.keep(m_list->AlertList::index());
    m_completer->setIndex(index);
    m_counting = true;
    const bool wasChosen = m_chosen;
    m_list->setIndex(index, m_context.clock().nowNs());
    if (wasChosen || !m_chosen) // else it was just shown
        m_detail->show(selected());
    if (m_active && m_parts.alerts.snapshot()->serial != m_shownSerial)
        rebuildIndex();
    else
        m_afterPainting.start(0);
    m_leftovers.sweep();
}

// What is asked for next, by keys or otherwise, shall not have to wait; but first the list is painted.
void IncidentsPage::prepareIndex()
{
    m_jobs.runLatest(
        u"prepare"_s, m_parts.pools.parse(),
        [index = m_list->AlertList::index()](std::stop_token) {
            index->prepare();
            return true;
        },
        [](bool) {});
}

void IncidentsPage::onArranged()
{
    if (m_wantedKey != 0 && m_list->rowOf(m_wantedKey) >= 0)
        m_table->setCurrentKey(std::exchange(m_wantedKey, 0));
    chooseTheWorst();
    fillFacts();
    fillState();
    Q_EMIT settledChanged();
}

// Which takes a while with very many alerts; what was counted before stays until then.
void IncidentsPage::recount()
{
    m_counting = true;
    m_jobs.runLatest(
        u"count"_s, m_parts.pools.parse(),
        [alerts = m_parts.alerts.snapshot(), noise = m_parts.noise.snapshot()](std::stop_token) {
            return engine::countAlerts(*alerts, *noise);
        },
        [this](const engine::AlertCounts &counts) {
            m_counting = false;
            m_counts = counts;
            fillBadge();
            fillFacts();
            Q_EMIT settledChanged();
        });
}

void IncidentsPage::setFilterText(const QString &text)
{
    m_filter->setText(text);
    applyFilter(text);
}

// A filter that cannot be read leaves the list as it is and says what to write.
void IncidentsPage::applyFilter(const QString &text)
{
    const auto parsed = engine::parseAlertFilter(text);
    m_filterError->setVisible(parsed.error.has_value());
    if (parsed.error) {
        m_filterError->setText(parsed.error->message);
        return;
    }
    m_list->setFilter(parsed.filter, m_context.clock().nowNs());
}

std::vector<engine::WatchedAlert> IncidentsPage::selected() const
{
    if (m_tabs->current() == Incidents)
        return m_board->selectedAlerts();
    std::vector<engine::WatchedAlert> out;
    const auto &keys = m_table->selectedKeys();
    if (keys.size() == 1) { // the usual case, without walking the list
        if (const auto *alert = m_list->AlertList::index()->snapshot()->find(*keys.begin()))
            out.push_back(*alert);
        return out;
    }
    std::vector<int> rows;
    rows.reserve(static_cast<std::size_t>(keys.size()));
    for (const quint64 key : keys)
        if (const int row = m_list->rowOf(key); row >= 0)
            rows.push_back(row);
    std::ranges::sort(rows); // as they are listed
    out.reserve(rows.size());
    for (const int row : rows)
        if (const auto *alert =
                m_list->index(row, 0).data(items::AlertList::AlertRole).value<const engine::WatchedAlert *>())
            out.push_back(*alert);
    return out;
}

void IncidentsPage::onSelection()
{
    m_chosen = true;
    auto alerts = selected();
    if (!alerts.empty())
        tellSelection(alerts.front());
    m_detail->show(std::move(alerts));
}

// Once, when the list first fills: the detail starts with the worst alert. What the Thread follows already stays.
void IncidentsPage::chooseTheWorst()
{
    if (m_chosen || m_wantedKey != 0 || m_list->rowCount() == 0)
        return;
    const QModelIndex worst = m_list->index(0, 0);
    const auto *alert = worst.data(items::AlertList::AlertRole).value<const engine::WatchedAlert *>();
    if (!alert)
        return; // grouped: the first row is no alert
    m_chosen = true;
    const QSignalBlocker quiet(m_table);
    m_table->setCurrentKey(alert->key);
    m_detail->show(selected());
    if (m_tabs->current() == Alerts && m_context.selection().kind == signals::SubjectKind::None)
        tellSelection(*alert);
}

void IncidentsPage::tellSelection(const engine::WatchedAlert &alert)
{
    signals::Subject subject = signals::Subject::ofService(alert.service);
    subject.kind = signals::SubjectKind::Alert;
    subject.region = alert.region;
    subject.instance = alert.instance;
    subject.id = alert.alert.fingerprint;
    subject.labels = alert.alert.labels;
    subject.title = alert.alert.name();
    subject.timeNs = alert.alert.startsNs;
    m_context.select(subject);
}

bool IncidentsPage::showSubject(const signals::Subject &subject)
{
    if (subject.kind == signals::SubjectKind::Alert) {
        const auto &alerts = m_parts.alerts.snapshot()->alerts;
        const auto hit = std::find_if(alerts.begin(), alerts.end(),
                                      [&subject](const auto &a) { return a.alert.fingerprint == subject.id; });
        if (hit == alerts.end()) {
            setTab(Alerts);
            return false;
        }
        showAlert(hit->key);
        return true;
    }
    if (subject.kind == signals::SubjectKind::Incident) {
        setTab(Incidents);
        return m_board->showIncident(subject.id.mid(subject.id.indexOf(u'-') + 1).toLongLong());
    }
    if (subject.kind == signals::SubjectKind::Service && !subject.service.isEmpty()) {
        setTab(Alerts);
        setFilterText(u"svc:"_s + engine::filterValue(subject.service));
        return true;
    }
    return false;
}

} // namespace wf::ui
