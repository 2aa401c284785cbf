// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/bench/rulebench.h"

#include "models/engine/rules/bench/composed.h"

#include <QElapsedTimer>
#include <QUuid>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

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
