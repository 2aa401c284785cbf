// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/rules/saving/ruledesk.h"
#include "models/engine/rules/saving/savejournal.h"

#include <QTimer>

namespace wf::engine {

// One save from the draft to the sighting: checks, compares, keeps what lay there, writes, has it read, looks. GUI
// thread. Ends with finished(), and is then no longer needed.
class SaveRun final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        sources::RulePort *port = nullptr; // of the home's source; null: it is gone
        const base::Clock &clock;
        const async::Pools &pools;
        store::Ledger *ledger = nullptr;
        SaveJournal journal;
        RuleAccess access;
        QString promtool; // empty: none
        std::chrono::milliseconds lookFor;
    };
    struct Wish {
        RuleDraft draft;
        SaveForce force = SaveForce::No;
        QString undoes; // id of the save that is taken back: what lay there is put back unchecked
    };
    SaveRun(Parts parts, Wish wish, RuleDesk::SaveReplies replies);
    void start();
    // Nobody wants to know any more. False: it is being written, and goes on to its end.
    [[nodiscard]] bool giveUp();

Q_SIGNALS:
    void written();
    void finished();

private:
    void check();
    void askPromtoolOf(const RuleText &text, std::function<void(const PromtoolVerdict &)> then);
    void judged();
    void write();
    void writeFile();
    void compareGroup();
    void keepGroup(const std::optional<QByteArray> &there);
    void sendGroup();
    void sent(const base::Status &status);
    void lookAfterDoubt(const base::Error &error);
    void readBack();
    void settleGroup(const QByteArray &now);
    void takenIn();
    void haveItRead();
    void hasRead(const base::Status &status);
    void look();
    void looked(const base::Result<std::vector<signals::Rule>> &rules);
    void lookAtReload(RuleSighting sighting);
    void sight(const RuleSighting &sighting);

    [[nodiscard]] SaveRecord newRecord() const;
    [[nodiscard]] RuleText textThere(const std::optional<QByteArray> &there) const;
    [[nodiscard]] RuleConflict conflictWith(const std::optional<QByteArray> &there) const;
    [[nodiscard]] const RuleHome &home() const { return m_wish.draft.before.home; }
    [[nodiscard]] QString subject() const;
    void answer(const SaveAnswer &answer);
    void fail(const base::Error &error);
    void note() const; // for the audit trail

    Parts m_parts;
    Wish m_wish;
    RuleDesk::SaveReplies m_replies;
    SaveRecord m_record;
    SavedRules m_saved;
    bool m_isWriting = false;
    qint64 m_lookUntilNs = 0;
    async::Request m_request;
    QTimer m_again;
    async::JobScope m_jobs;
};

} // namespace wf::engine
