// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/folded/incidentdetail.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/engine/services/servicecatalog.h"
#include "ui/incidents/causes/causepanel.h"
#include "ui/incidents/detail/factstrip.h"
#include "ui/incidents/detail/severitymark.h"
#include "widgets/base/celldelegate.h"
#include "widgets/base/controls.h"
#include "widgets/base/icons.h"
#include "widgets/base/plainlabel.h"
#include "widgets/base/safetext.h"
#include "widgets/base/theme.h"
#include "widgets/chart/lanes/onsetlanes.h"
#include "widgets/table/rowtable.h"

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

constexpr qint64 deployLeadNs = 2 * base::nsPerHour;

std::vector<int> alertKinds()
{
    return {static_cast<int>(CellKind::Severity), static_cast<int>(CellKind::Text), static_cast<int>(CellKind::Text),
            static_cast<int>(CellKind::Mono),     static_cast<int>(CellKind::Text), static_cast<int>(CellKind::Text)};
}

} // namespace

IncidentDetail::IncidentDetail(const engine::AckDesk &desk, engine::CauseDesk &causes, engine::Storyteller &story,
                               WatchContext &context, QWidget *parent)
    : QWidget(parent),
      m_desk(desk),
      m_story(story),
      m_context(context),
      m_mark(new SeverityMark),
      m_title(new PlainLabel({}, TextRole::Title)),
      m_id(new PlainLabel({}, TextRole::Mono, PlainLabel::Tone::Secondary)),
      m_reasons(new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Secondary)),
      m_decided(new PlainLabel({}, TextRole::Micro, PlainLabel::Tone::Tertiary)),
      m_hint(new PlainLabel({}, TextRole::Base, PlainLabel::Tone::Tertiary)),
      m_onsetTitle(new PlainLabel({}, TextRole::SmallStrong)),
      m_alertsTitle(new PlainLabel({}, TextRole::SmallStrong)),
      m_acknowledge(new widgets::Button(tr("Acknowledge"), u"acknowledge"_s, u"A"_s)),
      m_silence(new widgets::Button(tr("Silence"), u"silence"_s, u"S"_s)),
      m_split(new widgets::Button(tr("Split off"), u"split"_s, u"X"_s)),
      m_assign(new widgets::Button(tr("Assign"), u"assign"_s, u"O"_s)),
      m_outcome(new widgets::PickButton(tr("Outcome"), {}, u"vote"_s)),
      m_facts(new FactStrip),
      m_causes(new CausePanel(causes, context)),
      m_lanes(new widgets::OnsetLanes),
      m_rows(makeIncidentAlerts(context.clock(), this)),
      m_table(new widgets::RowTable),
      m_activityRows(makeActivity(context.clock(), this)),
      m_activity(new widgets::RowTable),
      m_below(new widgets::Segmented({tr("Alerts"), tr("Activity")})),
      m_belowPages(new QStackedWidget),
      m_body(new QWidget),
      m_pages(new QStackedWidget)
{
    build();
    connect(m_acknowledge, &QPushButton::clicked, this, &IncidentDetail::acknowledgeRequested);
    connect(m_silence, &QPushButton::clicked, this, &IncidentDetail::silenceRequested);
    connect(m_assign, &QPushButton::clicked, this, &IncidentDetail::assignRequested);
    connect(&m_story, &engine::Storyteller::changed, this, &IncidentDetail::fillActivity);
    connect(m_split, &QPushButton::clicked, this, &IncidentDetail::splitRequested);
    connect(m_outcome, &QToolButton::clicked, this, &IncidentDetail::openOutcomeMenu);
    connect(m_lanes, &widgets::OnsetLanes::chosen, m_table, &widgets::RowTable::setCurrentKey);
    connect(m_table, &widgets::RowTable::selectionChanged, this, [this] {
        fillActions();
        m_lanes->setCurrent(m_table->selectedKeys().size() == 1 ? *m_table->selectedKeys().begin() : 0);
    });
    connect(m_table, &widgets::RowTable::activated, this, &IncidentDetail::alertChosen);
    show(nullptr, nullptr);
}

IncidentDetail::~IncidentDetail() = default;

void IncidentDetail::build()
{
    auto *titles = new QHBoxLayout;
    titles->setContentsMargins(12, 10, 12, 4);
    titles->setSpacing(8);
    titles->addWidget(m_mark);
    titles->addWidget(m_title, 1);
    m_id->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    titles->addWidget(m_id);
    auto *reasons = new QVBoxLayout;
    reasons->setContentsMargins(12, 0, 12, 8);
    reasons->setSpacing(2);
    m_reasons->setWrap(true);
    reasons->addWidget(m_reasons);
    reasons->addWidget(m_decided);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(12, 0, 12, 10);
    buttons->setSpacing(6);
    buttons->addWidget(m_acknowledge);
    buttons->addWidget(m_silence);
    buttons->addWidget(m_assign);
    buttons->addWidget(m_split);
    buttons->addWidget(m_outcome);
    buttons->addStretch(1);
    m_acknowledge->setPrimary(true);
    widgets::setPlainToolTip(
        m_split, tr("Makes the selected alerts an incident of their own, and remembers that they do not belong "
                    "here"));

    m_table->setAccessibleName(tr("Alerts of the incident, by onset"));
    m_table->setColumns({{.width = 34, .minimum = 34, .sortable = false},
                         {.minimum = 140, .stretch = 3, .sortable = false},
                         {.width = 92, .sortable = false},
                         {.width = 78, .sortable = false},
                         {.width = 96, .sortable = false},
                         {.minimum = 140, .stretch = 4, .sortable = false}});
    m_table->setModel(new RowKinds(m_rows, alertKinds(), 1, this));
    const auto section = [](PlainLabel *title, QWidget *content) {
        auto *box = new QWidget;
        auto *column = new QVBoxLayout(box);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(0);
        auto *head = new QHBoxLayout;
        head->setContentsMargins(12, 8, 12, 6);
        head->addWidget(title);
        column->addLayout(head);
        column->addWidget(content, 1);
        return box;
    };
    m_onsetTitle->setText(tr("Onset by service"));
    auto *split = new QSplitter(Qt::Vertical);
    split->setHandleWidth(1);
    split->setChildrenCollapsible(false);
    split->addWidget(section(m_onsetTitle, m_lanes));
    split->addWidget(m_causes);
    split->addWidget(makeBelow());
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 2);
    split->setStretchFactor(2, 2);

    auto *body = new QVBoxLayout(m_body);
    body->setContentsMargins(0, 0, 0, 0);
    body->setSpacing(0);
    body->addLayout(titles);
    body->addLayout(reasons);
    body->addLayout(buttons);
    body->addWidget(m_facts);
    body->addWidget(split, 1);
    m_hint->setAlignment(Qt::AlignCenter);
    m_pages->addWidget(m_hint);
    m_pages->addWidget(m_body);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_pages);
}

QWidget *IncidentDetail::makeBelow()
{
    m_activity->setAccessibleName(tr("What happened, newest first"));
    m_activity->setColumns({{.width = 96, .sortable = false},
                            {.width = 120, .sortable = false},
                            {.minimum = 200, .stretch = 1, .sortable = false}});
    m_activity->setModel(new RowKinds(
        m_activityRows,
        {static_cast<int>(CellKind::Mono), static_cast<int>(CellKind::Text), static_cast<int>(CellKind::Text)}, 2,
        this));
    m_belowPages->addWidget(m_table);
    m_belowPages->addWidget(m_activity);
    connect(m_below, &widgets::Segmented::currentChanged, m_belowPages, &QStackedWidget::setCurrentIndex);
    auto *box = new QWidget;
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 6, 12, 6);
    head->setSpacing(10);
    m_below->setAccessibleName(tr("Alerts or activity"));
    head->addWidget(m_below);
    head->addWidget(m_alertsTitle, 1);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_belowPages, 1);
    return box;
}

void IncidentDetail::fillActivity()
{
    m_activityRows->setRows(activityRows(m_story.timeline()));
}

const QSet<quint64> &IncidentDetail::selectedAlerts() const
{
    return m_table->selectedKeys();
}

void IncidentDetail::show(engine::IncidentPtr incident, const engine::ServicesSnapshot *services)
{
    const bool isOther = !incident || !m_incident || incident->number != m_incident->number;
    m_incident = std::move(incident);
    m_pages->setCurrentWidget(m_incident ? m_body : static_cast<QWidget *>(m_hint));
    m_causes->show(m_incident ? m_incident->number : 0);
    m_story.look(m_incident ? m_incident->number : 0);
    fillActions();
    if (!m_incident) {
        m_hint->setText(tr("Select an incident to see what belongs to it and why."));
        return;
    }
    if (isOther)
        m_table->clearSelection();
    m_mark->setSeverity(m_incident->isOpen() ? m_incident->severity : signals::Severity::Ok);
    m_title->setText(m_incident->title);
    m_id->setText(m_incident->id());
    fillReasons();
    fillFacts();
    fillLanes(services);
    m_alertsTitle->setText(tr("%n alerts", nullptr, static_cast<int>(m_incident->alerts.size())));
    m_rows->setRows(m_incident->alerts);
    fillActions();
}

void IncidentDetail::setLearning(const engine::IncidentSnapshot &incidents)
{
    const auto needed = static_cast<int>(analysis::Triage::leastOutcomes);
    m_learning = incidents.hasLearned
                     ? tr("Decided by trees, grown from %1 kinds of alerts in %2 incidents with an outcome.")
                           .arg(incidents.examples)
                           .arg(incidents.outcomes)
                     : tr("Decided by rules, until the outcomes of %1 kinds of alerts are known; %2 are.")
                           .arg(needed)
                           .arg(incidents.examples);
}

void IncidentDetail::fillReasons()
{
    const auto &one = *m_incident;
    QStringList text;
    if (!one.reasons.isEmpty())
        text << tr("%1, because: %2.").arg(signals::severityName(one.severity), one.reasons.join(u"; "_s));
    if (one.ofRules != one.severity && one.ofRules != signals::Severity::Unknown)
        text << tr("Its rules say %1.").arg(signals::severityName(one.ofRules));
    m_reasons->setText(text.join(u' '));
    widgets::setPlainToolTip(m_reasons, m_learning);
    m_decided->setText(m_learning);
    m_outcome->setValue(!one.outcome                                ? tr("not said")
                        : one.outcome == engine::OutcomeKind::Real  ? tr("it was real")
                        : one.outcome == engine::OutcomeKind::Noise ? tr("noise")
                                                                    : tr("healed itself"));
}

void IncidentDetail::openOutcomeMenu()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [this, menu](const QString &text, const QString &icon, std::optional<engine::OutcomeKind> kind) {
        connect(menu->addAction(widgets::themedIcon(icon), text), &QAction::triggered, this,
                [this, kind] { Q_EMIT outcomeChosen(kind); });
    };
    add(tr("It was real\tR"), u"resolve"_s, engine::OutcomeKind::Real);
    add(tr("Noise: nothing was wrong\tF"), u"eye-off"_s, engine::OutcomeKind::Noise);
    add(tr("It healed itself\tH"), u"health"_s, engine::OutcomeKind::Healed);
    if (m_incident && m_incident->outcome)
        add(tr("Not said"), u"undo"_s, std::nullopt);
    menu->popup(m_outcome->mapToGlobal(QPoint(0, m_outcome->height() + 2)));
}

void IncidentDetail::fillFacts()
{
    using Tone = PlainLabel::Tone;
    const auto &one = *m_incident;
    const qint64 now = m_context.clock().nowNs();
    const qint64 until = one.isOpen() ? now : one.closedNs;
    std::vector<FactStrip::Fact> facts{
        {tr("Opened"),
         base::dayAndTime(one.openedNs, now) + u"  "_s +
             base::humanDuration(std::max<qint64>(0, until - one.openedNs) / base::nsPerMinute * base::nsPerMinute),
         Tone::Primary},
        {tr("Begins at"), one.service.isEmpty() ? tr("not known") : one.service, Tone::Primary}};
    if (one.services.size() > 1)
        facts.push_back({tr("Services"), QString::number(one.services.size()), Tone::Primary});
    if (!one.isOpen())
        facts.push_back({tr("Closed"), base::dayAndTime(one.closedNs, now), Tone::Primary});
    else if (one.needed > 0)
        facts.push_back({tr("Needs somebody"), tr("%n alerts", nullptr, one.needed), Tone::Critical});
    else
        facts.push_back({tr("Held by"), one.owner.isEmpty() ? tr("a silence") : one.owner, Tone::Primary});
    if (one.regions.size() > 0)
        facts.push_back({tr("Regions"), one.regions.join(u", "_s), Tone::Secondary});
    m_facts->setFacts(std::move(facts));
}

void IncidentDetail::fillLanes(const engine::ServicesSnapshot *services)
{
    std::vector<widgets::OnsetBar> bars;
    for (const auto &alert : m_incident->alerts)
        bars.push_back({alert.key, alert.service, alert.name, alert.severity, alert.startNs, alert.endNs,
                        alert.handling > engine::Handling::Pending});
    std::vector<widgets::OnsetMark> marks;
    if (services)
        for (const auto &deploy : services->deploys)
            if (m_incident->services.contains(deploy.service) && deploy.timeNs <= m_incident->openedNs &&
                deploy.timeNs + deployLeadNs >= m_incident->openedNs)
                marks.push_back({deploy.timeNs, QString(deploy.service + u' ' + deploy.toVersion).trimmed(),
                                 widgets::OnsetMark::Kind::Deploy});
    std::ranges::sort(marks, {}, &widgets::OnsetMark::ns);
    m_lanes->show(std::move(bars), std::move(marks),
                  m_incident->isOpen() ? m_context.clock().nowNs() : m_incident->closedNs);
}

void IncidentDetail::fillActions()
{
    const bool isOpen = m_incident && m_incident->isOpen();
    const auto may = m_desk.mayAct();
    m_acknowledge->setEnabled(may && isOpen && m_incident->needed > 0);
    m_silence->setEnabled(may && isOpen);
    m_assign->setEnabled(may && isOpen);
    for (auto *button : {m_acknowledge, m_silence, m_assign})
        widgets::setPlainToolTip(button, may ? QString() : may.error().summary);
    const auto selected = static_cast<std::size_t>(m_table->selectedKeys().size());
    m_split->setVisible(isOpen && selected > 0 && selected < m_incident->alerts.size()); // else it takes room only
}

void IncidentDetail::paintEvent(QPaintEvent *event)
{
    const auto &t = widgets::Theme::of(this);
    QPainter p(this);
    p.fillRect(event->rect(), t.surface.panel);
    p.fillRect(QRect(0, 0, 1, height()), t.line.panel);
}

} // namespace wf::ui
