// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/import/ruleimporter.h"

#include "models/engine/rules/saving/rulefiles.h"

#include <utility>

namespace wf::engine {

using namespace Qt::StringLiterals;

struct RuleImporter::Work {
    ForeignRulesPtr rules;
    std::vector<int> chosen;
    RuleHome home;
    std::vector<QStringList> left; // groups that are kept together, the next one last
    std::function<void(const ImportedRules &)> reply;
    ImportedRules done;
};

RuleImporter::RuleImporter(RuleDesk &desk, const async::Pools &pools, QObject *parent)
    : QObject(parent), m_desk(desk), m_pools(pools)
{
}

RuleImporter::~RuleImporter() = default;

void RuleImporter::read(const QString &path, const RuleSnapshotPtr &known, Reply<ForeignRulesPtr> reply)
{
    m_jobs.runLatest(
        u"read"_s, m_pools.parse(),
        [path, known](std::stop_token) -> base::Result<ForeignRulesPtr> {
            const auto text = readRuleBytes(path);
            if (!text)
                return text.error();
            auto rules = foreignRules(*text, *known, false);
            if (!rules)
                return rules.error();
            return ForeignRulesPtr(std::make_shared<const ForeignRules>(std::move(*rules)));
        },
        std::move(reply));
}

async::Request RuleImporter::homes(RuleDesk::Reply<std::vector<RuleHome>> reply)
{
    return m_desk.homes(nullptr, false, std::move(reply));
}

async::Request RuleImporter::chooseFile(const RuleHome &home, const QString &path, RuleDesk::Reply<RuleHome> reply)
{
    return m_desk.chooseFile(home, path, std::move(reply));
}

void RuleImporter::take(ForeignRulesPtr rules, std::vector<int> chosen, const RuleHome &home,
                        std::function<void(const ImportedRules &)> reply)
{
    if (m_work) {
        ImportedRules busy;
        busy.refused << tr("Another import is under way.");
        return reply(busy);
    }
    m_work = std::make_unique<Work>(Work{std::move(rules), std::move(chosen), home, {}, std::move(reply), {}});
    const QStringList groups = groupsOf(*m_work->rules, m_work->chosen);
    if (home.kind == RuleHomeKind::File && !groups.isEmpty())
        m_work->left.push_back(groups); // one file, one save
    else
        for (auto one = groups.rbegin(); one != groups.rend(); ++one)
            m_work->left.push_back({*one});
    loadNext();
}

void RuleImporter::loadNext()
{
    if (m_work->left.empty()) {
        const auto work = std::exchange(m_work, nullptr);
        return work->reply(work->done);
    }
    const QStringList groups = m_work->left.back();
    m_work->left.pop_back();
    m_asked = m_desk.load(m_work->home, groups.front(), [this, groups](const base::Result<RuleText> &before) {
        if (before)
            compose(*before, groups);
        else
            refuse(groups, before.error());
    });
}

void RuleImporter::compose(const RuleText &before, const QStringList &groups)
{
    m_jobs.runLatest(
        u"compose"_s, m_pools.parse(),
        [before, groups, rules = m_work->rules, chosen = m_work->chosen](std::stop_token) {
            return draftWithForeign(before, *rules, chosen, groups);
        },
        [this, groups](const base::Result<RuleDraft> &draft) {
            if (draft)
                save(*draft, groups);
            else
                refuse(groups, draft.error());
        });
}

void RuleImporter::save(const RuleDraft &draft, const QStringList &groups)
{
    m_saves.push_back(
        m_desk.save(draft, SaveForce::No, {[this, groups](const SaveAnswer &answer) {
                        if (const auto *conflict = std::get_if<RuleConflict>(&answer))
                            return refuse(groups, base::makeError(base::ErrorKind::Invalid, conflict->words));
                        if (const auto *error = std::get_if<base::Error>(&answer))
                            return refuse(groups, *error);
                        const auto &saved = std::get<SavedRules>(answer);
                        auto &done = m_work->done;
                        for (const auto &rule : m_work->rules->rules)
                            done.rules += groups.contains(rule.group) &&
                                                  std::ranges::find(m_work->chosen, rule.number) != m_work->chosen.end()
                                              ? 1
                                              : 0;
                        if (!saved.isNothing) {
                            done.saves.push_back(saved.now.home);
                            if (!saved.isRead && !done.words.contains(saved.words))
                                done.words << saved.words;
                        }
                        loadNext();
                    }}));
}

void RuleImporter::refuse(const QStringList &groups, const base::Error &error)
{
    const QString why = error.detail.isEmpty() ? error.summary : QString(error.summary + u' ' + error.detail);
    m_work->done.refused << tr("%1 is not kept: %2").arg(groups.join(u", "_s), why);
    loadNext();
}

void RuleImporter::undo(const ImportedRules &imported, Reply<base::Done> reply)
{
    if (imported.saves.empty())
        return reply(base::Done{});
    auto left = imported;
    const RuleHome home = left.saves.back();
    left.saves.pop_back();
    m_saves.push_back(m_desk.undo(home, SaveForce::No, {[this, left, reply](const SaveAnswer &answer) {
                                      if (const auto *error = std::get_if<base::Error>(&answer))
                                          return reply(*error);
                                      if (const auto *conflict = std::get_if<RuleConflict>(&answer))
                                          return reply(base::makeError(base::ErrorKind::Invalid, conflict->words));
                                      undo(left, reply);
                                  }}));
}

} // namespace wf::engine
