// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of a rule on the bench: saved, deleted, taken back, or in conflict with what somebody else wrote.
#include "models/engine/rules/bench/composed.h"
#include "models/engine/rules/bench/rulebench.h"


#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {
constexpr std::size_t mostSaves = 8; // whose sightings are still waited for
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
        return wrong->message;
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

} // namespace wf::engine
