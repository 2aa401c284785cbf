// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/bench/rulebench.h"

#include "models/engine/rules/bench/composed.h"

#include <QElapsedTimer>
#include <QUuid>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {
constexpr std::size_t mostSaves = 8; // whose sightings are still waited for
}

RuleBench::RuleBench(RuleDesk &desk, DraftShelf &shelf, const async::Pools &pools, QObject *parent)
    : QObject(parent), m_desk(desk), m_shelf(shelf), m_pools(pools)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(pauseMs);
    m_soon.callOnTimeout(this, &RuleBench::compare);
    // A draft that was read late, and a rule nobody has touched since.
    connect(&m_shelf, &DraftShelf::changed, this, [this] {
        const ShelvedDraft *draft = m_shelf.find(m_key);
        if (isOpen() && draft && !m_rule.isChanged() && !(draft->rule == m_rule))
            restore(draft->rule);
    });
}

RuleBench::~RuleBench() = default;

QString RuleBench::source() const
{
    return m_known ? m_known->rule.source : !m_before.home.source.isEmpty() ? m_before.home.source : m_wantedSource;
}

void RuleBench::setPhase(Phase phase)
{
    if (m_phase == phase)
        return;
    m_phase = phase;
    Q_EMIT phaseChanged();
}

void RuleBench::start(QString key, EditedRule rule)
{
    m_jobs.cancelAll();
    m_asked.cancel();
    m_checking.cancel();
    m_soon.stop();
    m_key = std::move(key);
    m_rule = std::move(rule);
    m_homes.clear();
    m_homeError.reset();
    m_composeError.reset();
    m_before = {};
    m_spot.reset();
    m_changes.clear();
    m_draft.reset();
    m_check.reset();
    m_conflict.reset();
    m_testRun.reset();
    m_isComparing = m_isTesting = m_isRemoving = false;
    m_phase = Phase::Reading;
    Q_EMIT phaseChanged();
    Q_EMIT changed();
    Q_EMIT homesChanged();
    Q_EMIT changesChanged();
    Q_EMIT testsChanged();
    askHomes();
}

void RuleBench::open(const KnownRulePtr &rule)
{
    if (isOpen() && rule->key == m_key)
        return follow(rule);
    m_known = rule;
    m_wantedSource = rule->rule.source;
    const ShelvedDraft *draft = m_shelf.find(rule->key);
    start(rule->key, draft ? draft->rule : EditedRule::of(rule->rule, rule->isOverLogs));
}

void RuleBench::begin(const QString &text, const EditedRule::Place &place, const QString &source)
{
    m_known = nullptr;
    m_wantedSource = source;
    start(u"new\n"_s + QUuid::createUuid().toString(QUuid::WithoutBraces), EditedRule::fresh(text, place));
    m_shelf.put(m_key, m_rule, source);
}

void RuleBench::resume(const QString &key)
{
    const ShelvedDraft *draft = m_shelf.find(key);
    if (!draft || (isOpen() && key == m_key))
        return;
    m_known = nullptr;
    m_wantedSource = draft->source;
    start(key, draft->rule);
}

void RuleBench::follow(const KnownRulePtr &rule)
{
    if (rule && rule->key == m_key)
        m_known = rule;
}

void RuleBench::close()
{
    m_jobs.cancelAll();
    m_asked.cancel();
    m_checking.cancel();
    m_soon.stop();
    m_known = nullptr;
    m_key.clear();
    m_rule = {};
    setPhase(Phase::Empty);
}

void RuleBench::askHomes()
{
    m_asked = m_desk.homes(m_known, m_rule.place().isOverLogs, [this](base::Result<std::vector<RuleHome>> homes) {
        if (!homes) {
            m_homeError = homes.error();
            setPhase(Phase::Ready);
            Q_EMIT homesChanged();
            return compare();
        }
        m_homes = std::move(*homes);
        const auto wanted = std::ranges::find(m_homes, m_wantedSource, &RuleHome::source);
        Q_EMIT homesChanged();
        if (m_homes.empty()) {
            setPhase(Phase::Ready);
            return compare();
        }
        chooseHome(m_known || wanted == m_homes.end() ? m_homes.front() : *wanted);
    });
}

void RuleBench::chooseHome(const RuleHome &home)
{
    m_before = {};
    m_before.home = home;
    m_before.group = m_rule.place().group;
    m_spot.reset();
    m_conflict.reset();
    m_homeError.reset();
    Q_EMIT homesChanged();
    if (home.isComplete())
        return load();
    setPhase(Phase::Ready);
    compare();
}

void RuleBench::chooseFile(const QString &path)
{
    m_asked = m_desk.chooseFile(m_before.home, path, [this](base::Result<RuleHome> home) {
        if (home)
            return chooseHome(*home);
        m_homeError = home.error();
        Q_EMIT homesChanged();
    });
}

void RuleBench::chooseNameSpace(const QString &nameSpace)
{
    if (nameSpace != m_before.home.nameSpace)
        chooseHome(homeWithNameSpace(m_before.home, nameSpace));
}

void RuleBench::load()
{
    setPhase(Phase::Reading);
    const QString group = m_known ? m_known->rule.group : m_rule.place().group;
    m_asked = m_desk.load(m_before.home, group, [this](base::Result<RuleText> text) {
        if (text) {
            m_homeError.reset();
            loaded(*text);
        } else {
            m_homeError = text.error();
        }
        setPhase(Phase::Ready);
        Q_EMIT homesChanged();
        compare();
    });
}

void RuleBench::loaded(const RuleText &text)
{
    m_before = text;
    m_spot = m_known ? spotOf(text, m_known->rule) : std::nullopt;
    if (!m_spot)
        return;
    const auto kept = keptRule(text, *m_spot);
    if (!kept)
        return;
    m_rule.setKept(kept->text(), kept->place());
    if (!m_rule.isChanged())
        m_shelf.drop(m_key);
    Q_EMIT changed();
}

void RuleBench::set(RuleField field, const QString &value)
{
    if (!isOpen() || value == m_rule.value(field))
        return;
    const QString group = m_rule.place().group;
    m_rule.set(field, value);
    // Behind an API each group is a text of its own.
    if (m_rule.place().group != group && !m_known && m_before.home.kind != RuleHomeKind::File &&
        m_before.home.isComplete()) {
        m_before.group = m_rule.place().group;
        load();
    }
    touched();
}

QString RuleBench::setLabel(const QString &name, const QString &value)
{
    const QString why = m_rule.setLabel(name, value);
    if (why.isEmpty())
        touched();
    return why;
}

void RuleBench::setText(const QString &text)
{
    if (!isOpen() || text == m_rule.text())
        return;
    m_rule.setText(text);
    touched();
}

void RuleBench::touched()
{
    m_testRun.reset();
    m_conflict.reset();
    if (m_rule.isChanged())
        m_shelf.put(m_key, m_rule, source());
    else
        m_shelf.drop(m_key);
    m_soon.start();
    Q_EMIT changed();
    Q_EMIT testsChanged();
}

EditedRule RuleBench::takeBack()
{
    const EditedRule before = m_rule;
    if (m_rule.isFresh()) {
        m_shelf.drop(m_key);
        close();
        Q_EMIT changed();
        return before;
    }
    m_rule.takeBack();
    touched();
    return before;
}

void RuleBench::restore(const EditedRule &rule)
{
    m_rule = rule;
    touched();
}

void RuleBench::compare()
{
    m_soon.stop();
    if (!isOpen())
        return;
    m_isComparing = true;
    m_checking.cancel();
    m_check.reset();
    const bool hasFile = m_before.home.isComplete() && !m_homeError;
    m_jobs.runLatest(
        u"compare"_s, m_pools.parse(),
        [before = m_before, rule = m_rule, spot = m_spot, hasFile](std::stop_token) {
            auto draft = composedDraft(before, rule, spot);
            std::vector<base::DiffLine> lines;
            if (draft && hasFile)
                lines = changesOf(*draft, 4);
            else
                lines = base::lineDiff(rule.keptText().toUtf8(), rule.text().toUtf8(), 200);
            return std::pair(std::move(draft), std::move(lines));
        },
        [this](std::pair<base::Result<RuleDraft>, std::vector<base::DiffLine>> out) {
            compared(std::move(out.first), std::move(out.second));
        });
}

void RuleBench::compared(base::Result<RuleDraft> draft, std::vector<base::DiffLine> changes)
{
    m_isComparing = false;
    m_changes = std::move(changes);
    m_composeError = draft ? std::nullopt : std::optional(draft.error());
    m_draft = draft ? std::optional(std::move(*draft)) : std::nullopt;
    Q_EMIT changesChanged();
    if (!m_draft)
        return;
    m_checking = m_desk.check(*m_draft, [this](base::Result<DraftCheck> check) {
        if (!check)
            return;
        m_check = std::move(*check);
        Q_EMIT changesChanged();
    });
}

QString RuleBench::whyNotSaved() const
{
    const RuleHome &home = m_before.home;
    const auto problems = m_rule.problems();
    const auto wrong = std::ranges::find_if(problems, &signals::ExpressionMark::isError);
    if (m_phase == Phase::Reading)
        return tr("Reading where the rule is kept");
    if (m_phase == Phase::Saving)
        return tr("Saving");
    if (m_desk.access().readOnly)
        return m_desk.access().readOnlyReason;
    if (wrong != problems.end())
        return wrong->what;
    if (!m_rule.isValid())
        return tr("A field of the form cannot be what it says");
    if (m_homeError)
        return m_homeError->summary;
    if (m_homes.empty())
        return tr("No source is connected that evaluates rules. Copy the rule as YAML.");
    if (!home.isComplete())
        return !home.canWrite && !home.reason.isEmpty() ? home.reason
               : home.kind == RuleHomeKind::File        ? tr("Choose the file that the rule is to be kept in")
                                                        : tr("Name the namespace that the rule is to be kept in");
    if (!home.canWrite)
        return home.reason;
    if (m_composeError)
        return m_composeError->summary;
    if (!m_rule.isChanged())
        return tr("Nothing was changed");
    if (m_check && !m_check->isFine())
        return m_check->errors > 0 ? m_check->firstError() : tr("promtool refuses it");
    return {};
}

QString RuleBench::whyNotRemoved() const
{
    if (m_phase != Phase::Ready)
        return tr("Reading where the rule is kept");
    if (m_desk.access().readOnly)
        return m_desk.access().readOnlyReason;
    if (!m_spot)
        return m_rule.isFresh() ? tr("It is kept nowhere yet") : tr("It is not known where the rule is kept");
    return m_before.home.canWrite ? QString() : m_before.home.reason;
}

RuleDesk::SaveReplies RuleBench::replies()
{
    RuleDesk::SaveReplies out;
    out.done = [this](const SaveAnswer &answer) { saved(answer); };
    out.seen = [this](const RuleSighting &sighting) {
        Q_EMIT said({sighting.words, sighting.detail,
                     sighting.isFine() || sighting.seen == RuleSeen::Waiting ? signals::Severity::Ok
                     : sighting.seen == RuleSeen::NotAsked                   ? signals::Severity::Info
                                                                             : signals::Severity::Warning,
                     !sighting.isFine()});
    };
    return out;
}

void RuleBench::send(const RuleDraft &draft, SaveForce force)
{
    setPhase(Phase::Saving);
    if (m_saves.size() >= mostSaves)
        m_saves.erase(m_saves.begin());
    m_saves.push_back(m_desk.save(draft, force, replies()));
}

void RuleBench::save(SaveForce force)
{
    if (const QString why = whyNotSaved(); !why.isEmpty() && !(force == SaveForce::Overwrite && m_conflict)) {
        Q_EMIT said({tr("Not saved: %1").arg(why), {}, signals::Severity::Warning, false});
        return;
    }
    const auto draft = composedDraft(m_before, m_rule, m_spot);
    if (!draft) {
        Q_EMIT said(
            {tr("Not saved: %1").arg(draft.error().summary), draft.error().detail, signals::Severity::Warning, false});
        return;
    }
    m_isRemoving = false;
    send(*draft, force);
}

void RuleBench::remove()
{
    if (const QString why = whyNotRemoved(); !why.isEmpty()) {
        Q_EMIT said({tr("Not deleted: %1").arg(why), {}, signals::Severity::Warning, false});
        return;
    }
    const auto draft = draftWithout(m_before, *m_spot);
    if (!draft) {
        Q_EMIT said({tr("Not deleted: %1").arg(draft.error().summary), draft.error().detail, signals::Severity::Warning,
                     false});
        return;
    }
    m_isRemoving = true;
    send(*draft, SaveForce::No);
}

void RuleBench::undo()
{
    m_isRemoving = false;
    if (m_saves.size() >= mostSaves)
        m_saves.erase(m_saves.begin());
    auto back = replies();
    back.done = [this](const SaveAnswer &answer) {
        if (const auto *error = std::get_if<base::Error>(&answer)) {
            Q_EMIT said(
                {tr("Not taken back: %1").arg(error->summary), error->detail, signals::Severity::Critical, false});
        } else if (const auto *conflict = std::get_if<RuleConflict>(&answer)) {
            Q_EMIT said({tr("Not taken back: %1").arg(conflict->words), {}, signals::Severity::Warning, false});
        } else {
            Q_EMIT said({std::get<SavedRules>(answer).words, {}, signals::Severity::Ok, false});
            if (isOpen() && m_before.home.isComplete())
                load();
        }
    };
    m_saves.push_back(m_desk.undo(std::nullopt, SaveForce::No, std::move(back)));
}

void RuleBench::saved(const SaveAnswer &answer)
{
    setPhase(isOpen() ? Phase::Ready : Phase::Empty);
    if (const auto *error = std::get_if<base::Error>(&answer)) {
        Q_EMIT said({m_isRemoving ? tr("Not deleted: %1").arg(error->summary) : tr("Not saved: %1").arg(error->summary),
                     error->detail, signals::Severity::Critical, false});
    } else if (const auto *conflict = std::get_if<RuleConflict>(&answer)) {
        m_conflict = *conflict;
        Q_EMIT said({conflict->words, {}, signals::Severity::Warning, false});
        Q_EMIT changesChanged();
    } else {
        kept(std::get<SavedRules>(answer));
    }
}

void RuleBench::kept(const SavedRules &saved)
{
    const bool wasRemoved = m_isRemoving;
    m_shelf.drop(m_key);
    if (!wasRemoved && isOpen()) {
        const QString key = keyOf(saved.now.home);
        m_shelf.moveTests(m_key, key);
        m_key = key;
        m_before = saved.now;
        m_rule.markKept();
        signals::Rule rule = m_rule.rule();
        m_spot = spotOf(m_before, rule);
        m_conflict.reset();
        compare();
        Q_EMIT changed();
        Q_EMIT homesChanged();
    }
    Q_EMIT said({saved.words, saved.detail, saved.isRead ? signals::Severity::Ok : signals::Severity::Warning,
                 !saved.isNothing});
    if (wasRemoved) {
        close();
        Q_EMIT removed();
    }
}

// As KnownRule::key will be once the server tells of it.
QString RuleBench::keyOf(const RuleHome &home) const
{
    QStringList parts = m_known ? m_known->key.split(u'\n') : QStringList();
    if (parts.size() != 5)
        parts = {home.source, home.kind == RuleHomeKind::File ? home.file : home.nameSpace, {}, {}, u"0"_s};
    parts[2] = m_rule.place().group;
    parts[3] = m_rule.value(RuleField::Name);
    return parts.join(u'\n');
}

void RuleBench::takeTheirs()
{
    if (!m_conflict)
        return;
    const RuleText theirs = std::exchange(m_conflict, std::nullopt)->now;
    loaded(theirs);
    compare();
}

void RuleBench::setTests(const QString &tests)
{
    m_shelf.putTests(m_key, tests);
    m_testRun.reset();
    Q_EMIT testsChanged();
}

QString RuleBench::testsToBeginWith() const
{
    return m_draft ? QString::fromUtf8(testSkeleton(*m_draft)) : QString();
}

void RuleBench::runTests()
{
    const auto draft = composedDraft(m_before, m_rule, m_spot);
    if (!draft) {
        m_testRun = TestRun{draft.error(), 0};
        Q_EMIT testsChanged();
        return;
    }
    m_isTesting = true;
    Q_EMIT testsChanged();
    m_jobs.runLatest(
        u"tests"_s, m_pools.analysis(),
        [draft = *draft, text = tests().toUtf8()](std::stop_token stop) {
            QElapsedTimer timer;
            timer.start();
            auto report = testDraft(draft, text, stop);
            return TestRun{std::move(report), timer.elapsed()};
        },
        [this](TestRun run) {
            m_isTesting = false;
            m_testRun = std::move(run);
            Q_EMIT testsChanged();
        });
}

} // namespace wf::engine
