// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/objectivekeeper.h"

#include "models/engine/objectives/check/objectivefiles.h"
#include "models/engine/objectives/compose/together.h"
#include "models/engine/objectives/corrections/correctionbook.h"
#include "models/engine/objectives/freeze/freezebook.h"

#include <QFileInfo>

#include <algorithm>

namespace wf::engine {

namespace {

constexpr int refreshMs = 60'000;
constexpr qint64 recentSpanNs = 6 * base::nsPerHour;
constexpr std::size_t historySteps = 700; // an hour each in 28 days
constexpr int mostSightings = 20'000;

ComputeOptions keptOptions(const ObjectivePolicies &policies)
{
    ComputeOptions options = policies.compute;
    options.inPieces = true;
    options.recentNs = recentSpanNs;
    options.historySteps = historySteps;
    return options;
}

std::vector<ObjectivePart> partsOf(const std::vector<ObjectiveState> &states)
{
    std::vector<ObjectivePart> parts;
    for (const ObjectiveState &s : states)
        parts.push_back({&s.objective, &s.report, 1});
    return parts;
}

void addDependencyNotes(std::vector<ObjectiveState> &states)
{
    const auto parts = partsOf(states);
    for (ObjectiveState &s : states)
        s.report.notes << dependencyNotes(s.objective, parts);
}

// They are as old and as partial as the worst of what they are made of.
void addComposites(std::vector<ObjectiveState> &states, const std::vector<wire::SloComposite> &composites, qint64 atNs)
{
    auto all = togetherOf(composites, partsOf(states), atNs, {});
    const std::size_t single = states.size();
    for (Together &one : all) {
        ObjectiveState made = stateOf(one.objective, policiesOf(one.objective), std::move(one.report), {});
        made.together = std::move(one.parts);
        for (std::size_t i = 0; i < single; ++i)
            if (made.together.contains(states[i].objective.id))
                made.completeness.merge(states[i].completeness);
        states.push_back(std::move(made));
    }
}

// Of a source that does not answer what was known stays, and is said to be old.
void keepOld(ObjectiveState &state, const ObjectivesSnapshot &before)
{
    const auto old = std::ranges::find_if(before.objectives, [&](const ObjectiveState &s) {
        return s.objective.id == state.objective.id && s.isKnown();
    });
    if (old == before.objectives.end() || !state.error || state.error->kind == base::ErrorKind::Invalid)
        return;
    const auto error = state.error;
    state = *old;
    state.error = error;
    state.completeness.stale = true;
    if (state.completeness.asOfNs == 0)
        state.completeness.asOfNs = state.report.window.endNs;
}

} // namespace

struct ObjectiveKeeper::Files {
    std::vector<signals::Objective> objectives;
    std::vector<Correction> corrections;
    std::vector<wire::SloWebhook> webhooks;
    std::vector<wire::SloComposite> composites;
    QStringList problems;
    QStringList watched;
};

ObjectiveKeeper::ObjectiveKeeper(QStringList paths, MetricReader &metrics, const base::Clock &clock,
                                 async::Pools &pools, QObject *parent)
    : QObject(parent),
      m_paths(std::move(paths)),
      m_metrics(metrics),
      m_clock(clock),
      m_pools(pools),
      m_budgets(std::make_shared<AskedBudgets>()),
      m_incidents(std::make_shared<std::vector<ObjectiveIncident>>()),
      m_snapshot(std::make_shared<ObjectivesSnapshot>()),
      m_asker(std::make_unique<BudgetAsker>(metrics, pools.analysis()))
{
    m_timer.setInterval(refreshMs);
    connect(&m_timer, &QTimer::timeout, this, &ObjectiveKeeper::refresh);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &ObjectiveKeeper::reload);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &ObjectiveKeeper::reload);
}

ObjectiveKeeper::~ObjectiveKeeper() = default;

void ObjectiveKeeper::setCorrections(CorrectionBook &book)
{
    m_book = &book;
    connect(&book, &CorrectionBook::changed, this, &ObjectiveKeeper::refresh);
}

void ObjectiveKeeper::setFreezes(FreezeBook &book)
{
    m_freezes = &book;
    connect(&book, &FreezeBook::changed, this, [this] {
        if (m_snapshot->asOfNs == 0)
            return;
        auto next = std::make_shared<ObjectivesSnapshot>(*m_snapshot);
        applyDecisions(*next);
        m_snapshot = std::move(next);
        Q_EMIT changed();
    });
}

void ObjectiveKeeper::applyDecisions(ObjectivesSnapshot &snapshot) const
{
    if (!m_freezes)
        return;
    for (ObjectiveState &s : snapshot.objectives)
        s.freeze = decided(freezeAdvice(s.report.left, s.policies.freeze),
                           m_freezes->standing(s.objective.id, m_clock.nowNs()));
}

void ObjectiveKeeper::start()
{
    m_timer.start();
    if (m_book)
        m_book->load();
    if (m_freezes)
        m_freezes->load();
    refresh();
}

void ObjectiveKeeper::reload()
{
    m_filesChanged = true;
    refresh();
}

void ObjectiveKeeper::addPath(const QString &path)
{
    if (!m_paths.contains(path))
        m_paths << path;
    reload();
}

std::vector<Correction> ObjectiveKeeper::corrections() const
{
    auto all = m_fileCorrections;
    if (m_book)
        std::ranges::copy(*m_book->corrections(), std::back_inserter(all));
    return all;
}

// One round at a time; what is asked meanwhile is done after it.
void ObjectiveKeeper::refresh()
{
    m_isAskedAgain = m_isBusy;
    if (m_isBusy)
        return;
    m_isBusy = true;
    if (!m_filesChanged)
        return begin();
    m_filesChanged = false;
    m_jobs.run(
        m_pools.analysis(),
        [paths = m_paths](std::stop_token) {
            LoadedObjectives loaded = loadObjectives(paths);
            Files files;
            files.corrections = correctionsOf(loaded.definitions);
            files.webhooks = std::move(loaded.definitions.webhooks);
            files.composites = std::move(loaded.definitions.composites);
            files.problems = loaded.unreadable + loaded.definitions.problems();
            files.objectives = std::move(loaded.definitions.objectives);
            files.watched = loaded.files + paths;
            return files;
        },
        [this](Files files) {
            take(std::move(files));
            begin();
        });
}

void ObjectiveKeeper::take(Files files)
{
    m_problems = std::move(files.problems);
    m_fileCorrections = std::move(files.corrections);
    m_webhooks = std::move(files.webhooks);
    m_composites = std::move(files.composites);
    auto next = std::make_shared<AskedBudgets>();
    for (signals::Objective &objective : files.objectives)
        next->push_back({std::move(objective), {}, {}, {}, {}});
    m_budgets = std::move(next);
    if (!m_watcher.files().isEmpty())
        m_watcher.removePaths(m_watcher.files());
    for (const QString &path : std::as_const(files.watched))
        if (QFileInfo::exists(path))
            m_watcher.addPath(path);
}

void ObjectiveKeeper::begin()
{
    m_atNs = m_clock.nowNs() / base::nsPerSecond * base::nsPerSecond;
    if (!m_alerts)
        return compute();
    qint64 longest = 0;
    for (const AskedBudget &one : *m_budgets)
        longest = std::max(longest, one.objective.windowNs);
    m_sightings = m_alerts->sightings({m_atNs - longest, m_atNs}, {{}, {}, mostSightings},
                                      [this](const base::Result<std::vector<store::AlertSighting>> &found) {
                                          if (found)
                                              m_incidents = std::make_shared<std::vector<ObjectiveIncident>>(
                                                  incidentsOf(*found, m_atNs));
                                          compute();
                                      });
}

void ObjectiveKeeper::compute()
{
    m_jobs.run(
        m_pools.analysis(),
        [budgets = m_budgets, all = corrections(), at = m_atNs](std::stop_token) {
            for (AskedBudget &one : *budgets) {
                one.options = keptOptions(policiesOf(one.objective));
                one.options.corrections = excludedBy(all, one.objective, reachOf(one.objective, one.options, at));
            }
            return true;
        },
        [this](bool) { m_asker->compute(m_budgets, m_atNs, [this] { judge(); }); });
}

void ObjectiveKeeper::judge()
{
    m_jobs.run(
        m_pools.analysis(),
        [budgets = m_budgets, incidents = m_incidents, composites = m_composites, at = m_atNs,
         before = m_snapshot](std::stop_token) {
            ObjectivesSnapshot next;
            for (const AskedBudget &one : *budgets) {
                const bool isComputed = one.report && one.report->ok();
                ObjectiveState state = stateOf(one.objective, policiesOf(one.objective),
                                               isComputed ? **one.report : BudgetReport(), *incidents);
                state.completeness = one.completeness;
                if (one.report && !isComputed)
                    state.error = one.report->error();
                keepOld(state, *before);
                next.objectives.push_back(std::move(state));
            }
            addDependencyNotes(next.objectives);
            addComposites(next.objectives, composites, at);
            sortWorstFirst(next.objectives);
            return next;
        },
        [this](ObjectivesSnapshot next) { publish(std::move(next)); });
}

void ObjectiveKeeper::publish(ObjectivesSnapshot next)
{
    applyDecisions(next);
    next.problems = m_problems;
    next.asOfNs = m_atNs;
    m_snapshot = std::make_shared<const ObjectivesSnapshot>(std::move(next));
    m_isBusy = false;
    Q_EMIT changed();
    if (m_isAskedAgain)
        refresh();
}

void ObjectiveKeeper::explain(const QString &objectiveId, ReportReply reply)
{
    const auto of =
        std::ranges::find(m_snapshot->objectives, objectiveId, [](const ObjectiveState &s) { return s.objective.id; });
    if (of == m_snapshot->objectives.end())
        return reply(
            base::makeError(base::ErrorKind::NotFound, tr("There is no objective %1").arg(objectiveId.left(120))));
    if (!of->together.isEmpty()) // made of what is there
        return reply(of->report);
    ComputeOptions options = of->policies.compute;
    options.historySteps = historySteps;
    options.asksForSamples = true;
    inquire(of->objective, std::move(options), std::move(reply));
}

void ObjectiveKeeper::ask(const signals::Objective &objective, std::size_t steps, ReportReply reply)
{
    ComputeOptions options = policiesOf(objective).compute;
    options.historySteps = steps;
    inquire(objective, std::move(options), std::move(reply));
}

void ObjectiveKeeper::askHistory(const HistoryQuestion &question, ReportReply reply)
{
    inquire(question.objective, question.options, std::move(reply));
}

void ObjectiveKeeper::inquire(const signals::Objective &objective, ComputeOptions options, ReportReply reply)
{
    const qint64 at = m_clock.nowNs() / base::nsPerSecond * base::nsPerSecond;
    options.corrections = excludedBy(corrections(), objective, reachOf(objective, options, at));
    auto budgets = std::make_shared<AskedBudgets>();
    budgets->push_back({objective, std::move(options), {}, {}, {}});
    m_inquiry = std::make_unique<BudgetAsker>(m_metrics, m_pools.analysis());
    m_inquiry->compute(budgets, at, [budgets, reply = std::move(reply)] {
        const auto &report = budgets->front().report;
        reply(report ? *report : base::makeError(base::ErrorKind::Cancelled, {}));
    });
}

} // namespace wf::engine
