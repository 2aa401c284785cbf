// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/async/request.h"
#include "models/engine/rules/saving/draftcheck.h"
#include "models/engine/rules/saving/savedrules.h"
#include "models/sources/ruleport.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace wf::store {
class Ledger;
}

namespace wf::engine {

class SaveJournal;
class SaveRun;

// Keeps rules: reads what lies in a home, checks drafts, saves them without overwriting what somebody else wrote,
// makes the server read them, looks whether it evaluates them, and takes the last save back. GUI thread; files,
// checks and promtool elsewhere. Nothing is answered from inside a call. Dropping a Request gives up an answer, and
// what is not yet being written; what is, is written to its end.
class RuleDesk final : public QObject {
    Q_OBJECT
public:
    struct Context {
        const sources::SourceSet &sources;
        const base::Clock &clock;
        const async::Pools &pools;
        store::Ledger *ledger = nullptr;   // audit; null: none
        QString folder;                    // of backups and the journal of saves: rulesFolder()
        std::optional<QString> promtool{}; // another one than on PATH; empty: none
    };
    template<class T>
    using Reply = std::function<void(base::Result<T>)>;

    RuleDesk(Context context, RuleAccess access, QObject *parent = nullptr);
    ~RuleDesk() override;
    void setAccess(const RuleAccess &access) { m_access = access; }
    [[nodiscard]] const RuleAccess &access() const { return m_access; }

    // Where this rule can be kept, where it lies now first; null: where a new one can be. Sources that did not tell yet
    // what they are are asked. Never an error; a home that cannot be written says why.
    async::Request homes(const KnownRulePtr &rule, bool isOverLogs, Reply<std::vector<RuleHome>> reply);
    // The same home with a file of this machine in it, looked at.
    async::Request chooseFile(const RuleHome &home, const QString &path, Reply<RuleHome> reply);
    // What lies there. A file or group that is not there yet is an empty text, not an error.
    async::Request load(const RuleHome &home, const QString &group, Reply<RuleText> reply);
    // checkDraft() and, for PromQL, promtool when this machine has one.
    async::Request check(const RuleDraft &draft, Reply<DraftCheck> reply);

    // `done` once what was asked is durable, or refused; `seen` afterwards, once the server was asked for the rule, at
    // most lookFor later. No `seen` after a conflict, an error, or when nothing changed.
    struct SaveReplies {
        std::function<void(const SaveAnswer &)> done;
        std::function<void(const RuleSighting &)> seen = {};
    };
    // Refused, before anything is touched: a home that cannot be written, a draft with errors (Invalid), also by
    // promtool unless it refuses what lies there as well; a conflict unless forced.
    async::Request save(const RuleDraft &draft, SaveForce force, SaveReplies replies);
    // Puts back what the last save of this home replaced, or of any home when none is given; a conflict unless forced.
    // NotFound: nothing that can be taken back was saved from here.
    async::Request undo(const std::optional<RuleHome> &home, SaveForce force, SaveReplies replies);
    // Saves that were made from here, newest first.
    async::Request saves(Reply<std::vector<SaveRecord>> reply);

    // How long a server is given to evaluate a rule before the sighting says that it has not yet.
    void setLookFor(std::chrono::milliseconds most) { m_lookFor = most; }
    [[nodiscard]] bool isBusy() const { return !m_runs.empty(); } // something is being saved or looked for

Q_SIGNALS:
    void saved(const wf::engine::RuleHome &home); // also after undo: the rules of that source change

private:
    struct Asked;
    [[nodiscard]] sources::Source *find(const QString &source) const;
    [[nodiscard]] sources::RulePort *portOf(const QString &source) const;
    // Once the source has told what it is, which decides how it keeps rules; at once when it has, or is gone.
    [[nodiscard]] async::Request whenKnown(const QString &source, std::function<void()> then) const;
    [[nodiscard]] QString promtool(bool isOverLogs) const;
    async::Request start(std::unique_ptr<SaveRun> run);

    Context m_context;
    RuleAccess m_access;
    std::chrono::milliseconds m_lookFor{90'000};
    std::map<quint64, std::unique_ptr<SaveRun>> m_runs;
    quint64 m_nextId = 1;
};

// Below a state directory: where a console keeps what it replaced.
[[nodiscard]] QString rulesFolder(const QString &stateDirectory);

} // namespace wf::engine
