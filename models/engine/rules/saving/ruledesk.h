// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/async/request.h"
#include "models/engine/rules/saving/draftcheck.h"
#include "models/engine/rules/saving/savedrules.h"

#include <QObject>

#include <map>

namespace wf::store {
class Ledger;
}

namespace wf::engine {

// Keeps rules: reads what lies in a home, checks drafts, saves them without overwriting what somebody else wrote,
// makes the server read them, looks whether it evaluates them, and takes the last save back. GUI thread; files,
// checks and promtool on a pool. Nothing is answered from inside a call. Dropping a Request gives up an answer, and
// what is not yet being written; what is, is written to its end.
class RuleDesk final : public QObject {
    Q_OBJECT
public:
    struct Context {
        const sources::SourceSet &sources;
        const base::Clock &clock;
        const async::Pools &pools;
        store::Ledger *ledger = nullptr; // audit; null: none
        QString folder;                  // of backups and the journal of saves
    };
    template<class T>
    using Reply = std::function<void(base::Result<T>)>;

    RuleDesk(Context context, RuleAccess access, QObject *parent = nullptr);
    ~RuleDesk() override;
    void setAccess(const RuleAccess &access) { m_access = access; }
    [[nodiscard]] const RuleAccess &access() const { return m_access; }

    // Where this rule can be kept, where it lies now first; null: where a new one can be. Never an error; a home that
    // cannot be written says why.
    async::Request homes(const KnownRulePtr &rule, bool isOverLogs, Reply<std::vector<RuleHome>> reply);
    // The same home with a file of this machine, or with a namespace.
    async::Request chooseFile(const RuleHome &home, const QString &path, Reply<RuleHome> reply);
    // What lies there. A file or group that is not there yet is an empty text, not an error.
    async::Request load(const RuleHome &home, const QString &group, Reply<RuleText> reply);

    // checkDraft() and, for PromQL, promtool when this machine has one.
    async::Request check(const RuleDraft &draft, Reply<DraftCheck> reply);

    // `done` once what was asked is durable, or refused; `seen` afterwards, once the server was asked for the rule (at
    // most `lookForMs` later). Not called after a conflict or an error.
    struct SaveReplies {
        std::function<void(const SaveAnswer &)> done;
        std::function<void(const RuleSighting &)> seen = {};
    };
    // Refused, before anything is touched: a home that cannot be written, a draft with errors (Invalid), also by
    // promtool; a conflict unless forced. A draft that changes nothing is written nowhere, and said.
    async::Request save(const RuleDraft &draft, SaveForce force, SaveReplies replies);
    // Puts back what the last save of this home, or of any when none is given, replaced; a conflict unless forced.
    // NotFound: nothing was saved from here.
    async::Request undo(const std::optional<RuleHome> &home, SaveForce force, SaveReplies replies);
    // Saves that were made from here, newest first; what can be taken back.
    async::Request saves(Reply<std::vector<SaveRecord>> reply);

    // How long a server is given to evaluate a rule before its sighting says that it has not yet.
    void setLookFor(std::chrono::milliseconds most) { m_lookFor = most; }

Q_SIGNALS:
    void saved(const wf::engine::RuleHome &home); // also after undo: the rules of that source changed

private:
    struct Run;
    using RunPtr = std::shared_ptr<Run>;
    [[nodiscard]] std::vector<KnownHome> knownHomes() const;
    Context m_context;
    RuleAccess m_access;
    std::chrono::milliseconds m_lookFor{90'000};
    std::map<quint64, RunPtr> m_runs;
    quint64 m_nextId = 1;
    async::JobScope m_jobs;
};

} // namespace wf::engine
