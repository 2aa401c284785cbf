// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/folded/incidentdetail.h"

#include "models/base/untrusted.h"
#include "ui/incidents/causes/causepanel.h"
#include "ui/incidents/detail/attacheddialog.h"
#include "ui/incidents/detail/counttabs.h"
#include "ui/incidents/detail/factstrip.h"
#include "ui/incidents/detail/fittingrow.h"
#include "ui/incidents/detail/laneslegend.h"
#include "ui/incidents/detail/openaddress.h"
#include "ui/incidents/detail/severitymark.h"
#include "ui/incidents/detail/symptomreader.h"
#include "ui/incidents/tabs/notificationspanel.h"
#include "ui/incidents/tabs/reviewpanel.h"
#include "ui/incidents/tabs/similarpanel.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/icons.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/text/safetext.h"
#include "widgets/base/theme.h"
#include "widgets/chart/lanes/onsetlanes.h"
#include "widgets/table/rowtable.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QPaintEvent>
#include <QPainter>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>

namespace wf::ui {

using namespace Qt::StringLiterals;
using widgets::CellKind;
using widgets::PlainLabel;
using widgets::TextRole;

namespace {

constexpr int tickMs = 5'000;

std::vector<int> alertKinds()
{
    return {static_cast<int>(CellKind::Severity), static_cast<int>(CellKind::Text), static_cast<int>(CellKind::Text),
            static_cast<int>(CellKind::Mono),     static_cast<int>(CellKind::Text), static_cast<int>(CellKind::Text)};
}

} // namespace

IncidentDetail::IncidentDetail(const Parts &parts, WatchContext &context, QWidget *parent)
    : QWidget(parent),
      m_parts(parts),
      m_context(context),
      m_mark(new SeverityMark),
      m_title(new PlainLabel({}, TextRole::Title)),
      m_id(new PlainLabel({}, TextRole::Mono, PlainLabel::Tone::Secondary)),
      m_reasons(new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Secondary)),
      m_hint(new PlainLabel({}, TextRole::Base, PlainLabel::Tone::Tertiary)),
      m_onsetTitle(new PlainLabel(tr("Onset by service"), TextRole::SmallStrong)),
      m_onsetWords(new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Tertiary)),
      m_acknowledge(new widgets::Button(tr("Acknowledge"), u"acknowledge"_s, u"A"_s)),
      m_silence(new widgets::Button(tr("Silence"), u"silence"_s, u"S"_s)),
      m_escalate(new widgets::Button(tr("Escalate"), u"escalate"_s, u"E"_s)),
      m_resolve(new widgets::Button(tr("Resolve"), u"resolve"_s, u"R"_s)),
      m_runbook(new widgets::Button(tr("Runbook"), u"book"_s)),
      m_split(new widgets::Button(tr("Split off"), u"split"_s, u"X"_s)),
      m_more(new widgets::IconButton(u"more"_s, tr("More that can be done"))),
      m_deeds(new FittingRow),
      m_facts(new FactStrip),
      m_causes(new CausePanel(parts.causes, parts.desk, context)),
      m_lanes(new widgets::OnsetLanes),
      m_symptom(new SymptomReader(parts.metrics, this)),
      m_rows(makeIncidentAlerts(context.clock(), this)),
      m_table(new widgets::RowTable),
      m_activityRows(makeActivity(context.clock(), this)),
      m_activity(new widgets::RowTable),
      m_told(new NotificationsPanel(context)),
      m_similar(new SimilarPanel(parts.similar, context)),
      m_review(new ReviewPanel(parts.reviews, context)),
      m_tabs(new CountTabs(
          {tr("Activity"), tr("Alerts"), tr("Notifications"), tr("Similar incidents"), tr("Review draft")})),
      m_tabPages(new QStackedWidget),
      m_body(new QWidget),
      m_pages(new QStackedWidget)
{
    build();
    connectAll();
    m_tick.setInterval(tickMs);
    m_tick.callOnTimeout(this, [this] {
        if (m_incident)
            fillFacts();
    });
    show(nullptr, nullptr);
}

IncidentDetail::~IncidentDetail() = default;

void IncidentDetail::connectAll()
{
    connect(m_acknowledge, &QPushButton::clicked, this, &IncidentDetail::acknowledgeRequested);
    connect(m_silence, &QPushButton::clicked, this, &IncidentDetail::silenceRequested);
    connect(m_escalate, &QPushButton::clicked, this, &IncidentDetail::escalateRequested);
    connect(m_resolve, &QPushButton::clicked, this, &IncidentDetail::resolveRequested);
    connect(m_runbook, &QPushButton::clicked, this, &IncidentDetail::openRunbook);
    connect(m_split, &QPushButton::clicked, this, &IncidentDetail::splitRequested);
    connect(m_more, &QToolButton::clicked, this, &IncidentDetail::openMenu);
    connect(&m_parts.story, &engine::Storyteller::changed, this, &IncidentDetail::fillActivity);
    connect(&m_parts.causes, &engine::CauseDesk::changed, this, [this] {
        if (m_incident)
            fillFacts();
    });
    connect(m_told, &NotificationsPanel::changed, this, &IncidentDetail::fillCounts);
    connect(m_similar, &SimilarPanel::changed, this, &IncidentDetail::fillCounts);
    connect(m_symptom, &SymptomReader::changed, this, [this] {
        m_lanes->setChart(m_symptom->chart());
        Q_EMIT settledChanged();
    });
    connect(m_tabs, &CountTabs::currentChanged, this, &IncidentDetail::onTab);
    connect(m_lanes, &widgets::OnsetLanes::chosen, this, &IncidentDetail::chooseAlert);
    connect(m_table, &widgets::RowTable::selectionChanged, this, [this] {
        fillActions();
        m_lanes->setCurrent(m_table->selectedKeys().size() == 1 ? *m_table->selectedKeys().begin() : 0);
    });
    connect(m_table, &widgets::RowTable::activated, this, &IncidentDetail::alertChosen);
    connect(m_activity, &widgets::RowTable::activated, this, &IncidentDetail::openActivity);
}

QWidget *IncidentDetail::makeHead()
{
    auto *box = new QWidget;
    auto *titles = new QHBoxLayout;
    titles->setContentsMargins(12, 9, 12, 2);
    titles->setSpacing(8);
    titles->addWidget(m_mark);
    titles->addWidget(m_title, 1);
    m_id->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    titles->addWidget(m_id);
    auto *reasons = new QHBoxLayout;
    reasons->setContentsMargins(12, 0, 12, 7);
    m_reasons->setWrap(true); // all three of them are to be read
    reasons->addWidget(m_reasons);
    for (auto *button : {m_acknowledge, m_silence, m_escalate, m_resolve})
        m_deeds->addButton(button);
    m_deeds->addSpare(m_split);
    m_deeds->addSpare(m_runbook, true);
    m_deeds->addEnd(m_more);
    widgets::setPlainToolTip(m_split, tr("Makes the selected alerts an incident of their own, and remembers that they "
                                         "do not belong here"));
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(titles);
    column->addLayout(reasons);
    column->addWidget(m_deeds);
    column->addWidget(m_facts);
    return box;
}

QWidget *IncidentDetail::makeOnset()
{
    auto *box = new QWidget;
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 6, 12, 4);
    head->setSpacing(10);
    m_onsetTitle->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    head->addWidget(m_onsetTitle);
    head->addWidget(m_onsetWords, 1);
    head->addWidget(new LanesLegend);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_lanes, 1);
    return box;
}

QWidget *IncidentDetail::makeTabs()
{
    m_table->setAccessibleName(tr("Alerts of the incident, by onset"));
    m_table->setColumns({{.width = 34, .minimum = 34, .sortable = false},
                         {.minimum = 140, .stretch = 3, .sortable = false},
                         {.width = 92, .sortable = false},
                         {.width = 78, .sortable = false},
                         {.width = 96, .sortable = false},
                         {.minimum = 120, .stretch = 3, .sortable = false}});
    m_table->setModel(new RowKinds(m_rows, alertKinds(), 1, this));
    m_activity->setObjectName(u"activity"_s);
    m_activity->setAccessibleName(tr("What happened, newest first"));
    m_activity->setColumns({{.width = 96, .sortable = false},
                            {.width = 120, .sortable = false},
                            {.minimum = 200, .stretch = 1, .sortable = false}});
    m_activity->setModel(new RowKinds(
        m_activityRows,
        {static_cast<int>(CellKind::Mono), static_cast<int>(CellKind::Text), static_cast<int>(CellKind::Text)}, 2,
        this));
    for (QWidget *page : std::initializer_list<QWidget *>{m_activity, m_table, m_told, m_similar, m_review})
        m_tabPages->addWidget(page);
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_tabs);
    column->addWidget(m_tabPages, 1);
    return box;
}

void IncidentDetail::build()
{
    auto *split = new QSplitter(Qt::Vertical);
    split->setHandleWidth(1);
    split->setChildrenCollapsible(false);
    split->addWidget(makeOnset());
    split->addWidget(m_causes);
    split->addWidget(makeTabs());
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setStretchFactor(2, 2);
    split->setSizes({280, 180, 190});
    auto *body = new QVBoxLayout(m_body);
    body->setContentsMargins(0, 0, 0, 0);
    body->setSpacing(0);
    body->addWidget(makeHead());
    body->addWidget(split, 1);
    m_hint->setAlignment(Qt::AlignCenter);
    m_pages->addWidget(m_hint);
    m_pages->addWidget(m_body);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_pages);
}

void IncidentDetail::setTelling(const Telling &telling)
{
    m_telling = telling;
    m_told->setTelling(telling);
    if (m_telling.escalations)
        connect(m_telling.escalations, &engine::EscalationKeeper::changed, this, [this] {
            if (m_incident)
                fillFacts();
        });
}

void IncidentDetail::setActive(bool active)
{
    m_isActive = active;
    if (active)
        m_tick.start();
    else
        m_tick.stop();
}

bool IncidentDetail::isSettled() const
{
    return m_symptom->isSettled() && m_parts.similar.isSettled();
}

void IncidentDetail::setTab(Tab tab)
{
    m_tabs->setCurrent(tab);
}

// The review reads and drafts only while somebody looks at it.
void IncidentDetail::onTab(int tab)
{
    m_tabPages->setCurrentIndex(tab);
    m_review->look(tab == Review && m_incident ? m_incident->number : 0);
}

const QSet<quint64> &IncidentDetail::selectedAlerts() const
{
    return m_table->selectedKeys();
}

void IncidentDetail::chooseAlert(quint64 key)
{
    if (key == 0)
        return m_table->clearSelection();
    m_table->setCurrentKey(key);
    setTab(Alerts);
}

// What was attached; other rows tell all that is known of them.
void IncidentDetail::openActivity(quint64 key)
{
    const auto row = std::ranges::find(m_activityRows->rows(), key, &ActivityRow::key);
    if (row == m_activityRows->rows().end() || row->entry.attachment.isEmpty())
        return;
    const auto &kept = m_parts.story.attachments();
    if (const auto one = std::ranges::find(kept, row->entry.attachment, &engine::Attachment::id); one != kept.end())
        (new AttachedDialog(*one, m_context, this))->open();
}

void IncidentDetail::openRunbook()
{
    if (const QString address = runbook(); !address.isEmpty())
        openAddress(address, this);
}

void IncidentDetail::openMenu()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (!m_runbook->isVisibleTo(this) && !runbook().isEmpty())
        connect(menu->addAction(widgets::themedIcon(u"book"_s), tr("Runbook")), &QAction::triggered, this,
                &IncidentDetail::openRunbook);
    const auto keeps = m_parts.desk.mayKeep();
    if (!keeps)
        menu->addAction(widgets::themedIcon(u"lock"_s), keeps.error().summary)->setEnabled(false);
    for (QAction *action : keeps ? m_menu.deeds : QList<QAction *>())
        menu->addAction(action);
    for (QAction *action : m_menu.texts)
        menu->addAction(action);
    menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height() + 2)));
}

void IncidentDetail::paintEvent(QPaintEvent *event)
{
    const auto &t = widgets::Theme::of(this);
    QPainter p(this);
    p.fillRect(event->rect(), t.surface.panel);
    p.fillRect(QRect(0, 0, 1, height()), t.line.panel);
}

} // namespace wf::ui
