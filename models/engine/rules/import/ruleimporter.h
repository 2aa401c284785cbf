// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/engine/rules/import/foreignrules.h"
#include "models/engine/rules/saving/ruledesk.h"

namespace wf::engine {

using ForeignRulesPtr = std::shared_ptr<const ForeignRules>;

// What became of an import.
struct ImportedRules {
    int rules = 0;               // lie there now
    std::vector<RuleHome> saves; // one for each save, in order
    QStringList refused;         // sentences: which group was not kept, and why
    QStringList words;           // what is left to do, as the saves say it; each once
    [[nodiscard]] bool hasAll() const { return refused.isEmpty(); }
};

// Takes rules over from a rule file: reads it, and keeps what is chosen, group after group. GUI thread; reading and
// composing on a pool. Dropping a Request gives up what was not begun.
class RuleImporter final : public QObject {
    Q_OBJECT
public:
    template<class T>
    using Reply = std::function<void(base::Result<T>)>;

    RuleImporter(RuleDesk &desk, const async::Pools &pools, QObject *parent = nullptr);
    ~RuleImporter() override;

    // NotFound, TooLarge, Storage: the file; Invalid: what is in it.
    void read(const QString &path, const RuleSnapshotPtr &known, Reply<ForeignRulesPtr> reply);
    // Where rules can be kept; see RuleDesk.
    [[nodiscard]] async::Request homes(RuleDesk::Reply<std::vector<RuleHome>> reply);
    [[nodiscard]] async::Request chooseFile(const RuleHome &home, const QString &path, RuleDesk::Reply<RuleHome> reply);

    // Keeps the chosen rules there. One at a time; the reply always comes while this lives.
    void take(ForeignRulesPtr rules, std::vector<int> chosen, const RuleHome &home,
              std::function<void(const ImportedRules &)> reply);
    // Puts back what the saves of an import replaced, the last one first. An error is the first one's.
    void undo(const ImportedRules &imported, Reply<base::Done> reply);
    [[nodiscard]] bool isBusy() const { return m_work != nullptr; }

private:
    struct Work;
    void loadNext();
    void compose(const RuleText &before, const QStringList &groups);
    void save(const RuleDraft &draft, const QStringList &groups);
    void refuse(const QStringList &groups, const base::Error &error);

    RuleDesk &m_desk;
    const async::Pools &m_pools;
    std::unique_ptr<Work> m_work;
    async::Request m_asked;
    std::vector<async::Request> m_saves;
    async::JobScope m_jobs;
};

} // namespace wf::engine
