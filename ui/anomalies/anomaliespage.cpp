// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/anomalies/anomaliespage.h"

#include "models/base/duration.h"
#include "models/base/recurrence/clockchange.h"
#include "models/base/timetext.h"
#include "models/engine/anomalies/anomalycontributor.h"
#include "models/engine/anomalies/linefindings.h"
#include "ui/anomalies/anomalydetail.h"
#include "ui/anomalies/learningbar.h"
#include "ui/base/chartquestions.h"
#include "ui/base/flattable.h"
#include "ui/base/taborder.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/text/safetext.h"
#include "widgets/chart/chartview.h"
#include "widgets/chart/lanes/scorelanes.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QHeaderView>
#include <QLocale>
#include <QMenu>
#include <QPointer>
#include <QSplitter>

#include <algorithm>
#include <limits>

namespace wf::ui {

using Phase = engine::TrainingState::Phase;

namespace {

constexpr std::size_t mostEnded = 200;
constexpr int votesColumn = 4;
constexpr int detailAtLeast = 350; // px: five buttons, and a band in the table of votes

// What follows from a word that was kept.
QString wordsOf(analysis::FeedbackKind kind, const QString &title, qint64 atNs)
{
    if (kind != analysis::FeedbackKind::ExpectedWeekly)
        return AnomaliesPage::tr("%1: kept. Its thresholds follow from the next sample on.").arg(title);
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(atNs / base::nsPerMs, Qt::UTC);
    return AnomaliesPage::tr("%1: expected every %2 around %3 UTC from now on.")
        .arg(title, QLocale::c().dayName(at.date().dayOfWeek()), base::hourMinute(atNs));
}

} // namespace

AnomaliesPage::AnomaliesPage(Parts parts, WatchContext &context, QWidget *parent)
    : Screen(parent), m_parts(std::move(parts)), m_context(context), m_detail(new AnomalyDetail)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    buildHead(*column);
    m_lanes = new widgets::ScoreLanes;
    m_lanesPanel = new widgets::Panel(m_lanes);
    m_lanesPanel->setTitle(tr("Score by service"),
                           tr("worst series of each service, 0 to 1, and how long after the first it began"));
    buildTable();
    auto *lower = new QSplitter(Qt::Horizontal);
    lower->addWidget(m_tablePanel);
    lower->addWidget(m_detail);
    m_detail->setMinimumWidth(detailAtLeast);
    lower->setSizes({620, detailAtLeast}); // of a window of 1440: votes, score and incident have room
    lower->setChildrenCollapsible(false);
    auto *split = new QSplitter(Qt::Vertical);
    split->addWidget(m_lanesPanel);
    split->addWidget(lower);
    split->setSizes({250, 470});
    split->setChildrenCollapsible(false);
    column->addWidget(split, 1);
    buildActions();
    leadFocus(this, m_table);
    connect(m_lanes, &widgets::ScoreLanes::chosen, this, [this](const QString &name) {
        for (int i = 0; i < m_rows->rowCount(); ++i)
            if (m_rows->rows()[static_cast<std::size_t>(i)].run->of->lane() == name) {
                m_table->setCurrentIndex(m_rows->index(i, 0));
                return;
            }
    });
    connectQuestions(m_detail->chart(), m_context, [this](const widgets::ChartSeries &) { return shownSeries(); });
    connect(m_detail, &AnomalyDetail::said, this, &AnomaliesPage::say);
    connect(m_detail, &AnomalyDetail::undoAsked, this, &AnomaliesPage::undo);
    connect(m_detail, &AnomalyDetail::rollBackAsked, this, &AnomaliesPage::rollBack);
    connect(&m_parts.keeper, &engine::AnomalyKeeper::changed, this, [this] {
        if (m_active)
            fill();
        Q_EMIT badgeChanged();
        Q_EMIT settledChanged();
    });
    m_tablePanel->showLoading(tr("Reading the last hours"), false);
}

void AnomaliesPage::buildHead(QBoxLayout &column)
{
    m_facts = new widgets::PlainLabel({}, widgets::TextRole::Base, widgets::PlainLabel::Tone::Secondary);
    m_facts->setWrap(true); // beside the Thread there is not always room for one line
    m_least = new widgets::PickButton(tr("Severity"), tr("all"));
    m_learned = new widgets::PlainLabel({}, widgets::TextRole::Small, widgets::PlainLabel::Tone::Secondary);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 8, 12, 8);
    head->setSpacing(10);
    head->addWidget(new widgets::PlainLabel(tr("Anomalies"), widgets::TextRole::Title));
    head->addWidget(m_facts, 1, Qt::AlignVCenter);
    head->addWidget(m_learned);
    head->addWidget(m_least);
    column.addLayout(head);
    m_unknown = new widgets::PlainLabel({}, widgets::TextRole::Small, widgets::PlainLabel::Tone::Warning);
    m_unknown->setWrap(true);
    m_learning = new LearningBar;
    m_below = new QWidget;
    auto *below = new QHBoxLayout(m_below);
    below->setContentsMargins(12, 0, 12, 6);
    below->setSpacing(12);
    below->addWidget(m_unknown, 1, Qt::AlignVCenter);
    below->addWidget(m_learning);
    m_below->setVisible(false);
    column.addWidget(m_below);
    connect(m_learning, &LearningBar::pauseToggled, this, &AnomaliesPage::togglePause);
    connect(m_learning, &LearningBar::shareChosen, this, [this](double share) { m_parts.keeper.setShare(share); });
    connect(m_least, &QToolButton::clicked, this, &AnomaliesPage::pickLeast);
}

void AnomaliesPage::pickLeast()
{
    auto *menu = new QMenu(m_least);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const std::pair<QString, signals::Severity> choices[] = {{tr("all"), signals::Severity::Unknown},
                                                             {tr("warning and worse"), signals::Severity::Warning},
                                                             {tr("critical"), signals::Severity::Critical}};
    for (const auto &[name, least] : choices) {
        auto *action = menu->addAction(name);
        action->setCheckable(true);
        action->setChecked(m_atLeast == least);
        connect(action, &QAction::triggered, this, [this, name = name, least = least] {
            m_atLeast = least;
            m_least->setValue(name);
            fill();
        });
    }
    menu->popup(m_least->mapToGlobal(QPoint(0, m_least->height())));
}

void AnomaliesPage::buildTable()
{
    m_rows = new items::RowsModel<AnomalyRow, quint64>(
        anomalyColumns(m_context.clock()), [](const AnomalyRow &r) { return r.run->id(); }, this);
    m_table = new FlatTable(tr("Anomalies, worst first"));
    m_table->setModel(m_rows);
    m_table->setColumnWidths({106, 90, 0, 66, 96, 56, 84, 104, 74});
    m_table->setStretchAtLeast(116);
    m_table->setDroppedWhenNarrow({7, 6, 8, 4, 5}); // trend, confidence and votes stand beside it too
    m_table->setGrowingColumns({votesColumn});
    m_voters = new widgets::PlainLabel({}, widgets::TextRole::Micro, widgets::PlainLabel::Tone::Tertiary);
    auto *below = new QHBoxLayout;
    below->setContentsMargins(12, 4, 12, 4);
    below->addWidget(m_voters);
    auto *whole = new QWidget;
    auto *column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_table, 1);
    column->addLayout(below);
    m_tablePanel = new widgets::Panel(whole);
    m_tablePanel->setTitle(tr("Anomalies"));
    m_tablePanel->setHeaderVisible(false);
    connect(m_table->horizontalHeader(), &QHeaderView::sectionResized, this, [this](int which, int, int width) {
        if (which == votesColumn)
            nameVoters(width > 0);
    });
    connect(m_table, &FlatTable::rowSelected, this, [this](const QModelIndex &index) {
        if (const AnomalyRow *row = m_rows->at(index)) {
            showDetail();
            m_lanes->setCurrent(row->run->of->lane());
            m_context.select(engine::anomalySubject(*row->run));
        }
    });
    connect(m_table, &FlatTable::rowOpened, this, [this](const QModelIndex &index) {
        if (const AnomalyRow *row = m_rows->at(index))
            m_context.open(signals::Subject::ofService(row->run->of->subject.service));
    });
}

void AnomaliesPage::buildActions()
{
    const auto add = [this](const QString &text, const QKeySequence &key, auto run) {
        auto *action = new QAction(text, this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, run);
        addAction(action);
        m_actions << action;
    };
    add(tr("It is real"), Qt::Key_R, [this] { say(analysis::FeedbackKind::Real); });
    add(tr("It is not an anomaly"), Qt::Key_X, [this] { say(analysis::FeedbackKind::NotReal); });
    add(tr("It is expected every week at this time"), Qt::Key_E,
        [this] { say(analysis::FeedbackKind::ExpectedWeekly); });
    add(tr("Take the last word back"), Qt::Key_U, [this] { undo(); });
    add(tr("Pause or resume learning"), Qt::Key_P, [this] { togglePause(); });
    add(tr("Learn the history anew"), QKeySequence(Qt::SHIFT | Qt::Key_T), [this] { m_parts.keeper.retrain(); });
    add(tr("Roll the trained models of this series back"), QKeySequence(Qt::SHIFT | Qt::Key_B), [this] { rollBack(); });
}

bool AnomaliesPage::showSubject(const signals::Subject &subject)
{
    fill();
    for (int i = 0; i < m_rows->rowCount(); ++i) {
        const engine::AnomalyRun &run = *m_rows->rows()[static_cast<std::size_t>(i)].run;
        const bool isIt = subject.kind == signals::SubjectKind::Metric
                              ? run.of->key == subject.id
                              : !subject.service.isEmpty() && run.of->subject.service == subject.service;
        if (isIt) {
            m_table->setCurrentIndex(m_rows->index(i, 0));
            return true;
        }
    }
    return false;
}

void AnomaliesPage::setActive(bool active)
{
    m_active = active;
    if (active)
        fill();
}

bool AnomaliesPage::isSettled() const
{
    const auto &training = m_parts.keeper.snapshot()->training;
    if (m_parts.keeper.snapshot()->series.empty() && m_parts.keeper.snapshot()->error)
        return true;
    return m_parts.keeper.snapshot()->asOfNs != 0 &&
           (training.phase == Phase::Training || training.phase == Phase::Watching || training.phase == Phase::Waiting);
}

Screen::Badge AnomaliesPage::badge() const
{
    const auto &active = m_parts.keeper.snapshot()->active;
    const auto bad = std::ranges::count_if(
        active, [](const auto &run) { return engine::severityOf(*run) <= signals::Severity::Warning; });
    return bad > 0 ? Badge{QString::number(bad), signals::Severity::Info} : Badge{};
}

void AnomaliesPage::fillFacts(const engine::AnomaliesSnapshot &snapshot)
{
    const int series = static_cast<int>(snapshot.series.size());
    QString facts = tr("%1 active, %2 ended in the last days, %n series watched", nullptr, series)
                        .arg(snapshot.active.size())
                        .arg(snapshot.ended.size());
    if (snapshot.found > snapshot.series.size())
        facts += tr(" of %1").arg(snapshot.found);
    const auto drifted =
        std::ranges::count_if(snapshot.series, [](const auto &s) { return s.drift > analysis::driftWorthTraining; });
    if (drifted > 0)
        facts += tr(", %n have drifted since they were trained", nullptr, static_cast<int>(drifted));
    m_facts->setText(facts);
    const qint64 nowNs = m_context.clock().nowNs();
    const bool isBlind = snapshot.series.empty() && snapshot.error; // there is nothing to learn from
    const bool isLearning = m_learning->show(snapshot.training, m_parts.keeper.options().trainedNs, nowNs) && !isBlind;
    m_learning->setVisible(isLearning);
    m_learned->setText(isLearning || isBlind ? QString() : m_learning->words());
    m_learned->setToolTip(widgets::plainTip(snapshot.scoredAfterNs == 0
                                                ? QString()
                                                : tr("The newest samples were scored %1 after they came")
                                                      .arg(base::humanDuration(snapshot.scoredAfterNs))));
    const QString unknown = snapshot.notYetKnown();
    const QString clocks = base::clockNoteOfHours(QTimeZone::systemTimeZone(), nowNs);
    m_unknown->setText(unknown.isEmpty() || clocks.isEmpty() ? unknown + clocks : QString(unknown + u' ' + clocks));
    m_below->setVisible(isLearning || !m_unknown->text().isEmpty());
}

void AnomaliesPage::fillLanes(const engine::AnomaliesSnapshot &snapshot)
{
    QHash<QString, std::vector<base::TimeRange>> runs;
    for (const auto *all : {&snapshot.ended, &snapshot.active})
        for (const auto &run : *all)
            runs[run->of->lane()].push_back({run->startNs, run->isActive() ? snapshot.laneRange.endNs : run->endNs});
    // What is told has a first one; what is only seen has one where nothing is told.
    const engine::AnomalyLane *first = snapshot.lanes.empty() ? nullptr : &snapshot.lanes.front();
    std::vector<widgets::ScoreLane> lanes;
    for (const engine::AnomalyLane &lane : snapshot.lanes)
        lanes.push_back({lane.name, lane.scores, runs.value(lane.name), lane.now, lane.isActive,
                         lane.isActive && lane.isTold == first->isTold ? lane.onsetNs - first->onsetNs : -1});
    std::vector<widgets::OnsetMark> marks;
    for (const signals::Deploy &d : m_parts.services.snapshot()->deploys)
        if (snapshot.laneRange.contains(d.timeNs) && marks.size() < 8)
            marks.push_back({d.timeNs, d.service + u' ' + d.toVersion, widgets::OnsetMark::Kind::Deploy});
    std::ranges::sort(marks, {}, &widgets::OnsetMark::ns);
    m_lanes->show(std::move(lanes), std::move(marks), snapshot.laneRange);
}

// True when there is nothing to list; says why.
bool AnomaliesPage::fillNothing(const engine::AnomaliesSnapshot &snapshot)
{
    if (snapshot.series.empty() && snapshot.error) {
        m_tablePanel->showError(tr("The history could not be read"), *snapshot.error);
        m_lanesPanel->setVisible(false);
        m_detail->setVisible(false);
        return true;
    }
    if (snapshot.series.empty() && snapshot.training.phase == Phase::Waiting) {
        m_tablePanel->showEmpty(tr("No metric is watched yet"),
                                tr("Requests, errors, durations, pools and machines are watched as soon as a source "
                                   "of metrics has them."),
                                {}, QStringLiteral("anomalies"));
        m_lanesPanel->setVisible(false);
        m_detail->setVisible(false);
        return true;
    }
    m_lanesPanel->setVisible(true);
    m_detail->setVisible(true);
    if (snapshot.series.empty()) {
        m_tablePanel->showLoading(tr("Reading the last hours"), false);
        return true;
    }
    return false;
}

void AnomaliesPage::fill()
{
    const engine::AnomaliesPtr snapshot = m_parts.keeper.snapshot();
    if (snapshot->asOfNs == 0)
        return;
    fillFacts(*snapshot);
    if (fillNothing(*snapshot))
        return;
    fillLanes(*snapshot);
    std::vector<AnomalyRow> rows;
    std::size_t ended = 0;
    for (const auto *runs : {&snapshot->active, &snapshot->ended})
        for (const auto &run : *runs)
            if (engine::severityOf(*run) <= m_atLeast && (run->isActive() || ended++ < mostEnded))
                rows.push_back({run, incidentOf(*run)});
    const QString unknown = snapshot->notYetKnown();
    m_tablePanel->setHeaderVisible(!snapshot->completeness.isComplete());
    m_tablePanel->setCompleteness(snapshot->completeness, m_context.clock().nowNs());
    if (rows.empty()) {
        m_rows->setRows({});
        m_detail->clear();
        m_tablePanel->showEmpty(tr("Nothing is unusual"),
                                unknown.isEmpty() ? tr("All series are as they usually are at this hour.") : unknown);
        return;
    }
    m_tablePanel->showContent();
    m_rows->setRows(std::move(rows));
    const bool isMoved = m_active && m_firstRow.follow(*m_table);
    if (!isMoved && m_table->currentIndex().isValid())
        showDetail();
}

QString AnomaliesPage::incidentOf(const engine::AnomalyRun &run) const
{
    if (!m_parts.incidents)
        return {};
    for (const auto *all : {&m_parts.incidents->snapshot()->open, &m_parts.incidents->snapshot()->closed})
        for (const engine::IncidentPtr &incident : *all) {
            const qint64 end = incident->isOpen() ? std::numeric_limits<qint64>::max() : incident->closedNs;
            if (incident->services.contains(run.of->subject.service) &&
                run.startNs >= incident->openedNs - 15 * base::nsPerMinute && run.startNs <= end)
                return incident->id();
        }
    return {};
}

const AnomalyRow *AnomaliesPage::current() const
{
    return m_rows->at(m_table->currentIndex());
}

signals::Subject AnomaliesPage::shownSeries() const
{
    const AnomalyRow *row = current();
    if (!row)
        return {};
    signals::Subject series = engine::anomalySubject(*row->run);
    series.timeNs = 0; // the moment is that of the chart
    return engine::asPromql(*m_parts.keeper.snapshot(), series);
}

void AnomaliesPage::nameVoters(bool areSeen)
{
    const AnomalyRow *row = areSeen ? current() : nullptr;
    m_voters->setText(row ? votesLegend(*row->run) : QString());
}

void AnomaliesPage::showDetail()
{
    const AnomalyRow *row = current();
    nameVoters(!m_table->isColumnHidden(votesColumn));
    if (!row)
        return m_detail->clear();
    const auto snapshot = m_parts.keeper.snapshot();
    std::vector<signals::Deploy> deploys;
    for (const signals::Deploy &d : m_parts.services.snapshot()->deploys)
        if (d.service == row->run->of->subject.service)
            deploys.push_back(d);
    base::TimeRange range{std::max(snapshot->laneRange.startNs, row->run->startNs - 90 * base::nsPerMinute),
                          snapshot->laneRange.endNs};
    if (row->run->startNs < range.startNs)
        range.startNs = row->run->startNs;
    m_detail->show(*row->run, snapshot->state(row->run->of->key), range, deploys);
}

void AnomaliesPage::say(analysis::FeedbackKind kind)
{
    const AnomalyRow *row = current();
    if (!row)
        return;
    const QString title = row->run->of->title();
    m_parts.keeper.feedback().say(
        row->run->of->key, title, {kind, row->run->worstNs / base::nsPerMs}, m_parts.actor,
        [page = QPointer(this), title, kind, atNs = row->run->worstNs](const base::Status &status) {
            if (!page)
                return;
            if (!status)
                return page->m_context.say(
                    {tr("It was not kept: %1").arg(status.error().summary), signals::Severity::Critical, {}, {}, 0});
            page->m_context.say({wordsOf(kind, title, atNs), signals::Severity::Info, tr("Undo"), [page] {
                                     if (page)
                                         page->undo();
                                 }});
        });
}

void AnomaliesPage::undo()
{
    const AnomalyRow *row = current();
    if (!row)
        return;
    m_parts.keeper.feedback().undo(
        row->run->of->key, row->run->of->title(), m_parts.actor, [page = QPointer(this)](const base::Status &status) {
            if (!page)
                return;
            page->m_context.say({status ? tr("The last word was taken back.") : status.error().summary,
                                 status ? signals::Severity::Info : signals::Severity::Warning,
                                 {},
                                 {}});
        });
}

void AnomaliesPage::rollBack()
{
    const AnomalyRow *row = current();
    if (!row)
        return;
    m_parts.keeper.rollBack(row->run->of->key, m_parts.actor,
                            [page = QPointer(this), title = row->run->of->title()](const base::Status &status) {
                                if (!page)
                                    return;
                                page->m_context.say({status
                                                         ? tr("%1: the trained version before counts again.").arg(title)
                                                         : status.error().summary,
                                                     status ? signals::Severity::Info : signals::Severity::Warning,
                                                     {},
                                                     {}});
                            });
}

void AnomaliesPage::togglePause()
{
    m_parts.keeper.setPaused(!m_parts.keeper.snapshot()->training.isPaused);
}

} // namespace wf::ui
