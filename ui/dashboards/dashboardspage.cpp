// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/dashboardspage.h"

#include "models/base/timetext.h"
#include "ui/base/taborder.h"
#include "ui/dashboards/board/boardpage.h"
#include "ui/dashboards/editing/boardediting.h"
#include "ui/dashboards/missingnote.h"
#include "ui/dashboards/rows/scrolledcolumn.h"
#include "ui/dashboards/rowsection.h"
#include "ui/dashboards/variablesbar.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/chart/chartview.h"

#include <QAction>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace wf::ui {

using namespace Qt::StringLiterals;
using widgets::PlainLabel;
using widgets::TextRole;

namespace {

constexpr int headerHeight = 40;
constexpr int marksMs = 5000;
constexpr int narrow = 760; // below it two panels a row, below two thirds of it one

bool sameTold(const signals::PanelSpec &a, const signals::PanelSpec &b)
{
    return a.told == b.told || (a.told && b.told && a.told->series == b.told->series);
}

bool samePanels(const engine::DashboardSnapshot &a, const engine::DashboardSnapshot &b)
{
    if (a.choice.service != b.choice.service || a.choice.kind != b.choice.kind || a.matcher != b.matcher ||
        a.spec.rows.size() != b.spec.rows.size())
        return false;
    for (std::size_t r = 0; r < a.spec.rows.size(); ++r) {
        const auto &x = a.spec.rows[r].panels, &y = b.spec.rows[r].panels;
        if (a.missing != b.missing || x.size() != y.size() || a.spec.rows[r].title != b.spec.rows[r].title)
            return false;
        for (std::size_t i = 0; i < x.size(); ++i)
            if (x[i].id != y[i].id || !sameTold(x[i], y[i]) || x[i].thresholds.size() != y[i].thresholds.size() ||
                !std::equal(x[i].queries.begin(), x[i].queries.end(), y[i].queries.begin(), y[i].queries.end(),
                            [](const auto &p, const auto &q) { return p.expr == q.expr; }))
                return false;
    }
    return true;
}

} // namespace

DashboardsPage::DashboardsPage(engine::DashboardBuilder &builder, engine::PanelReader &panels,
                               widgets::SeriesColors &colors, WatchContext &context, QWidget *parent)
    : Screen(parent),
      m_builder(builder),
      m_around{panels, colors, context},
      m_context(context),
      m_bar(new VariablesBar),
      m_scroll(new ScrolledColumn)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    buildHeader();
    column->addWidget(m_bar);
    m_state = new widgets::Panel(m_scroll);
    m_state->setHeaderVisible(false);
    column->addWidget(m_state, 1);
    connect(m_scroll, &ScrolledColumn::lookDue, this, &DashboardsPage::look);
    connect(m_bar, &VariablesBar::chosen, this, &DashboardsPage::choose);
    connect(m_bar, &VariablesBar::togglesChanged, this, &DashboardsPage::updateMarks);
    connect(&m_builder, &engine::DashboardBuilder::changed, this, &DashboardsPage::takeBuilder);
    connect(&m_builder.catalog(), &engine::ServiceCatalog::changed, this, [this] {
        if (!m_active)
            return;
        if (m_builder.choice().service.isEmpty())
            setActive(true);
        else if (!m_builder.isBusy() && (!m_builder.snapshot() || m_builder.snapshot()->completeness.stale))
            m_builder.refresh();
        updateBar();
        updateMarks();
    });
    connect(&m_context, &WatchContext::refresh, this, &DashboardsPage::markAllOld);
    connect(&m_context, &WatchContext::timeSelectionChanged, this, &DashboardsPage::markAllOld);
    connect(&m_context, &WatchContext::compareChanged, this, &DashboardsPage::markAllOld);
    buildActions();
}

DashboardsPage::~DashboardsPage() = default;

void DashboardsPage::buildHeader()
{
    auto *header = new QWidget;
    header->setFixedHeight(headerHeight);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(10);
    m_title = new PlainLabel(tr("Dashboards"), TextRole::Title);
    m_facts = new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Secondary);
    m_facts->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_back = new widgets::IconButton(u"back"_s, tr("Back"), tr("Backspace"));
    m_back->hide();
    connect(m_back, &QToolButton::clicked, this, &DashboardsPage::goBack);
    row->addWidget(m_back);
    row->addWidget(m_title);
    row->addWidget(m_facts, 1);
    m_pick = new widgets::PickButton(tr("dashboard"), tr("Generated"));
    m_pick->setMenu(new QMenu(m_pick));
    m_pick->setPopupMode(QToolButton::InstantPopup);
    connect(m_pick->menu(), &QMenu::aboutToShow, this, &DashboardsPage::offerBoards);
    m_pick->hide();
    row->addWidget(m_pick);
    m_edit = new widgets::Button(tr("Edit a copy"), u"edit"_s);
    m_edit->hide();
    connect(m_edit, &QPushButton::clicked, this, &DashboardsPage::edit);
    row->addWidget(m_edit);
    m_again = new widgets::IconButton(u"refresh"_s, tr("Generate again"));
    connect(m_again, &QToolButton::clicked, this, [this] { m_builder.refresh(); });
    row->addWidget(m_again);
    static_cast<QVBoxLayout *>(layout())->addWidget(header);
}

void DashboardsPage::buildActions()
{
    const auto add = [this](const QString &text, const QKeySequence &keys, auto run) {
        auto *action = new QAction(text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, run);
        addAction(action);
        m_actions << action;
    };
    add(tr("Maximise panel"), Qt::Key_F, [this] { maximiseFocused(); });
    add(tr("Back to the dashboard before"), Qt::Key_Backspace, [this] { goBack(); });
    add(tr("Generate the dashboard again"), QKeySequence(), [this] { m_builder.refresh(); });
    add(tr("A row for each instance"), Qt::SHIFT | Qt::Key_I, [this] {
        engine::DashboardChoice next = m_builder.choice();
        next.eachInstance = !next.eachInstance;
        choose(next);
    });
    add(tr("Another template"), Qt::SHIFT | Qt::Key_T, [this] {
        if (!m_showsBoard)
            m_bar->offerTemplates();
    });
    add(tr("Open all rows"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Down), [this] {
        for (RowSection *section : m_sections)
            section->setOpen(true);
    });
    add(tr("Fold all rows"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Up), [this] {
        for (RowSection *section : m_sections)
            section->setOpen(false);
    });
}

bool DashboardsPage::showSubject(const signals::Subject &subject)
{
    if (subject.service.isEmpty())
        return false;
    showGenerated();
    engine::DashboardChoice choice = m_builder.choice();
    if (choice.service != subject.service)
        choice = {subject.service, {}, {}, {}, {}};
    if (subject.kind == signals::SubjectKind::Instance)
        choice.instance = subject.instance;
    choose(choice);
    if (subject.timeNs > 0)
        m_context.setCrosshair(subject.timeNs);
    return true;
}

void DashboardsPage::choose(const engine::DashboardChoice &choice)
{
    m_builder.choose(choice);
    updateBar();
}

void DashboardsPage::showTemplate(engine::DashboardTemplate kind)
{
    engine::DashboardChoice choice = m_builder.choice();
    choice.kind = kind;
    choice.eachInstance = false;
    choose(choice);
}

void DashboardsPage::setActive(bool active)
{
    m_active = active;
    if (m_board)
        m_board->setActive(active && m_showsBoard);
    m_builder.setWatched(active && !m_showsBoard);
    if (!active || m_showsBoard) {
        for (RowSection *section : m_sections)
            for (PanelCard *card : section->cards())
                card->look(false);
        return;
    }
    const auto &services = m_builder.catalog().snapshot();
    if (m_builder.choice().service.isEmpty() && services) {
        // What is selected first; else the first one that has metrics.
        const auto hasMetrics = [](const engine::ServiceInfo &s) { return !s.matcher().isEmpty(); };
        const auto *selected = services->find(m_context.selection().service);
        const auto known = selected && hasMetrics(*selected)
                               ? services->services.begin() + (selected - services->services.data())
                               : std::find_if(services->services.begin(), services->services.end(), hasMetrics);
        if (known != services->services.end())
            choose({known->name, {}, {}, {}, {}, false, m_builder.choice().kind});
    }
    m_builder.chooseLast(); // when no service is known yet
    takeBuilder();
    markAllOld();
}

bool DashboardsPage::isSettled() const
{
    if (m_showsBoard)
        return m_board->isSettled();
    const bool isKnown = m_builder.snapshot() || m_builder.error() || m_builder.catalog().silence();
    if (m_builder.isBusy() || !isKnown || m_scroll->isLookDue())
        return false;
    for (const RowSection *section : m_sections)
        for (const PanelCard *card : section->cards())
            if (!card->visibleRegion().isEmpty() && !card->isSettled())
                return false;
    return true;
}

void DashboardsPage::takeBuilder()
{
    if (m_showsBoard)
        return;
    const engine::DashboardPtr &snapshot = m_builder.snapshot();
    updateBar();
    if (snapshot && snapshot != m_shown) {
        const bool same = m_shown && samePanels(*m_shown, *snapshot);
        m_shown = snapshot;
        if (!same)
            rebuild();
    } else if (!snapshot && m_shown) {
        m_shown = nullptr;
        rebuild();
    }
    const QString service = m_builder.choice().service;
    m_title->setText(service.isEmpty() ? tr("Dashboards") : service);
    QString facts = snapshot ? snapshot->spec.facts : QString();
    if (snapshot && snapshot->completeness.stale)
        facts += u", "_s + base::ageText(m_context.clock().nowNs() - snapshot->asOfNs);
    if (snapshot && m_builder.isBusy())
        facts += tr(", looking again");
    m_facts->setText(facts);
    const engine::ServicesSnapshot &known = *m_builder.catalog().snapshot();
    const auto unknown = m_builder.catalog().silence();
    if (m_builder.error() && !snapshot)
        m_state->showError(
            tr("The dashboard of %1 could not be generated").arg(service.isEmpty() ? tr("a service") : service),
            *m_builder.error(), {{tr("Ask again"), u"refresh"_s, [this] { m_builder.refresh(); }}});
    else if (!snapshot && unknown)
        m_state->showError(tr("No metric source answers, so the services are not known"), *unknown,
                           {{tr("Try now"), u"refresh"_s, [this] { m_builder.catalog().refresh(); }}});
    else if (!snapshot && service.isEmpty() && known.asOfNs != 0)
        m_state->showEmpty(tr("No service has metrics yet"),
                           tr("No series of the connected sources names a job or a service."), {}, u"metrics"_s);
    else if (!snapshot)
        m_state->showLoading(
            service.isEmpty() ? tr("Listing the services") : tr("Listing what %1 exposes").arg(service), false);
    else if (snapshot->spec.rows.empty() && !snapshot->missing.empty())
        m_state->showEmpty(tr("Nothing of this template can be shown of %1").arg(service),
                           MissingNote::sentences(snapshot->missing).mid(0, 12).join(u"; "_s), {}, u"metrics"_s);
    else if (snapshot->spec.rows.empty())
        m_state->showEmpty(tr("No metrics"), tr("%1 has exposed no metric within the last hour.").arg(service), {},
                           u"metrics"_s);
    else
        m_state->showContent();
    Q_EMIT settledChanged();
}

void DashboardsPage::updateBar()
{
    QStringList names;
    if (const auto &services = m_builder.catalog().snapshot())
        for (const engine::ServiceInfo &s : services->services)
            if (!s.matcher().isEmpty())
                names << s.name;
    const auto &snapshot = m_builder.snapshot();
    engine::DashboardChoice choice = m_builder.choice();
    if (choice.splitLabel.isEmpty() && snapshot)
        choice.splitLabel = snapshot->choice.splitLabel;
    m_bar->show(choice, names, snapshot.get());
}

void DashboardsPage::rebuild()
{
    m_maximised = nullptr;
    QHash<QString, bool> open; // rows stay as the operator left them
    for (RowSection *section : m_sections) {
        open.insert(section->title(), section->isOpen());
        m_scroll->column().removeWidget(section);
        section->hide();
        section->deleteLater();
    }
    m_sections.clear();
    delete std::exchange(m_missing, nullptr);
    if (!m_shown)
        return;
    for (const signals::PanelRow &row : m_shown->spec.rows) {
        signals::PanelRow shown = row;
        shown.collapsed = !open.value(row.title, !row.collapsed);
        auto *section = new RowSection(std::move(shown), m_shown->choice.service, m_around);
        section->setMarkLegend(m_sections.empty());
        connect(section, &RowSection::opened, this, &DashboardsPage::lookLater);
        connect(section, &RowSection::maximiseRequested, this, &DashboardsPage::toggleMaximised);
        connect(section, &RowSection::settledChanged, this, &DashboardsPage::settledChanged);
        m_scroll->append(section);
        m_sections.push_back(section);
    }
    if (!m_shown->missing.empty())
        m_scroll->append(m_missing = new MissingNote(m_shown->missing));
    QWidgetList parts{m_bar};
    parts.append(QWidgetList(m_sections.begin(), m_sections.end()));
    chainTabs(parts);
    resizeEvent(nullptr);
    updateMarks();
    lookLater();
}

std::vector<signals::Deploy> DashboardsPage::deploys() const
{
    std::vector<signals::Deploy> out;
    const auto &services = m_builder.catalog().snapshot();
    if (!services || !m_bar->showsDeploys())
        return out;
    const QString service = m_builder.choice().service, region = m_builder.choice().region;
    QSet<QString> concerned{service}; // what it calls changes it too
    for (const signals::ServiceCall &call : services->calls)
        if (call.caller == service)
            concerned.insert(call.callee);
    for (const signals::Deploy &d : services->deploys)
        if (concerned.contains(d.service) && (region.isEmpty() || d.region.isEmpty() || d.region == region))
            out.push_back(d);
    return out;
}

void DashboardsPage::updateMarks()
{
    const PanelMarks marks{deploys(), m_incidents, false, m_anomalies, m_builder.choice().service};
    for (RowSection *section : m_sections) {
        section->setMarks(marks);
        section->setExemplars(m_bar->showsExemplars());
    }
    lookLater();
}

void DashboardsPage::setIncidents(std::vector<base::TimeRange> incidents)
{
    m_incidents = std::move(incidents);
    updateMarks();
}

void DashboardsPage::setAnomalies(engine::AnomaliesPtr anomalies)
{
    m_anomalies = std::move(anomalies);
    if (!m_marksTimer) {
        m_marksTimer = new QTimer(this);
        m_marksTimer->setSingleShot(true);
        connect(m_marksTimer, &QTimer::timeout, this, &DashboardsPage::updateMarks);
    }
    if (!m_marksTimer->isActive())
        m_marksTimer->start(marksMs); // many changes at once
}

void DashboardsPage::markAllOld()
{
    for (RowSection *section : m_sections)
        for (PanelCard *card : section->cards())
            card->markOld();
    lookLater();
}

void DashboardsPage::lookLater()
{
    m_scroll->lookLater();
}

void DashboardsPage::look()
{
    for (RowSection *section : m_sections)
        for (PanelCard *card : section->cards())
            card->look(m_active && !m_showsBoard && isVisible() && section->isOpen() &&
                       !card->visibleRegion().isEmpty());
    Q_EMIT settledChanged();
}

void DashboardsPage::toggleMaximised(PanelCard *card)
{
    m_maximised = m_maximised == card ? nullptr : card;
    for (RowSection *section : m_sections)
        section->setMaximised(m_maximised, m_scroll->viewport()->height() - 2);
    if (m_maximised)
        m_scroll->verticalScrollBar()->setValue(0);
    markAllOld();
}

void DashboardsPage::maximiseFocused()
{
    if (m_showsBoard)
        return m_board->maximiseFocused();
    if (m_maximised)
        return toggleMaximised(m_maximised);
    const QWidget *focus = focusWidget();
    PanelCard *chosen = nullptr; // with the focus, else under the pointer
    for (RowSection *section : m_sections)
        for (PanelCard *card : section->cards())
            if (card == focus || (focus && card->isAncestorOf(focus)))
                chosen = card;
            else if (!chosen && card->underMouse())
                chosen = card;
    if (chosen)
        toggleMaximised(chosen);
}

// While a dashboard is edited, Ctrl+Z takes back a step of it before the window's own action hears of the key.
bool DashboardsPage::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && m_editing && m_editing->isActive() &&
        static_cast<QKeyEvent *>(event)->matches(QKeySequence::Undo)) {
        event->accept();
        return true;
    }
    return Screen::event(event);
}

void DashboardsPage::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Undo) && m_editing && m_editing->isActive())
        m_editing->undo();
    else if (event->key() == Qt::Key_Escape && m_maximised && !m_showsBoard)
        toggleMaximised(m_maximised);
    else
        Screen::keyPressEvent(event);
}

void DashboardsPage::resizeEvent(QResizeEvent *)
{
    const int columns = width() < narrow * 2 / 3 ? 1 : width() < narrow ? 2 : 3;
    for (RowSection *section : m_sections) {
        section->setColumns(columns);
        if (m_maximised)
            section->setMaximised(m_maximised, m_scroll->viewport()->height() - 2);
    }
    lookLater();
}

void DashboardsPage::paintEvent(QPaintEvent *)
{
    const widgets::Theme &t = widgets::Theme::of(this);
    QPainter p(this);
    p.fillRect(rect(), t.surface.canvas);
    p.fillRect(QRect(0, headerHeight - 1, width(), 1), t.line.panel);
}

} // namespace wf::ui
