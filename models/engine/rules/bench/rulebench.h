// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/engine/rules/editing/draftshelf.h"
#include "models/engine/rules/saving/drafttests.h"
#include "models/engine/rules/saving/ruledesk.h"

#include <QObject>
#include <QTimer>

namespace wf::engine {

// The rule that somebody works on, with where it is kept, what would be saved there, and its unit tests. Whatever is
// written lies on the shelf within half a second; leaving loses nothing. GUI thread; texts are compared on a pool.
class RuleBench final : public QObject {
    Q_OBJECT
public:
    RuleBench(RuleDesk &desk, DraftShelf &shelf, const async::Pools &pools, QObject *parent = nullptr);
    ~RuleBench() override;

    // A rule that is evaluated: as it is kept, or the draft that lies on the shelf.
    void open(const KnownRulePtr &rule);
    // A rule that is kept nowhere yet. `source`: id of the one that is to evaluate it; empty: whichever can.
    void begin(const QString &text, const EditedRule::Place &place, const QString &source);
    // A draft of begin() that lies on the shelf.
    void resume(const QString &key);
    // The newest snapshot of the rule that is open.
    void follow(const KnownRulePtr &rule);
    void close();

    enum class Phase { Empty, Reading, Ready, Saving };
    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] bool isOpen() const { return m_phase != Phase::Empty; }
    [[nodiscard]] const QString &key() const { return m_key; }
    [[nodiscard]] const KnownRulePtr &known() const { return m_known; } // null: of begin()
    [[nodiscard]] QString source() const;                               // that evaluates it, or is to
    [[nodiscard]] const EditedRule &rule() const { return m_rule; }
    [[nodiscard]] DraftShelf &shelf() const { return m_shelf; }

    void set(RuleField field, const QString &value);
    // Empty: it was done; else why not.
    QString setLabel(const QString &name, const QString &value);
    void setText(const QString &text);
    // Back to what is kept; what was written until now is handed out, for restore(). A draft of begin() is closed.
    EditedRule takeBack();
    void restore(const EditedRule &rule);

    // Where it can be kept; the first is where it is.
    [[nodiscard]] const std::vector<RuleHome> &homes() const { return m_homes; }
    [[nodiscard]] const RuleHome &home() const { return m_before.home; }
    [[nodiscard]] const std::optional<base::Error> &homeError() const { return m_homeError; }
    void chooseHome(const RuleHome &home);
    void chooseFile(const QString &path);
    void chooseNameSpace(const QString &nameSpace);

    // What saving would change: lines of the file or group; before it is known where, of the rule alone.
    [[nodiscard]] const std::vector<base::DiffLine> &changes() const { return m_changes; }
    [[nodiscard]] const std::optional<DraftCheck> &check() const { return m_check; }
    [[nodiscard]] const std::optional<base::Error> &composeError() const { return m_composeError; }
    [[nodiscard]] bool isComparing() const { return m_isComparing || m_soon.isActive(); }
    // Why it cannot be saved now, a sentence; empty: it can.
    [[nodiscard]] QString whyNotSaved() const;
    [[nodiscard]] QString whyNotRemoved() const;

    void save(SaveForce force = SaveForce::No);
    void remove();
    void undo(); // the last save
    // After a conflict: what somebody else wrote is what is kept, what was written here stays a change.
    void takeTheirs();
    [[nodiscard]] const std::optional<RuleConflict> &conflict() const { return m_conflict; }

    [[nodiscard]] QString tests() const { return m_shelf.tests(m_key); }
    void setTests(const QString &tests);
    [[nodiscard]] QString testsToBeginWith() const;
    void runTests();
    struct TestRun {
        base::Result<station::RuleTestReport> report;
        qint64 tookMs = 0;
    };
    [[nodiscard]] const std::optional<TestRun> &testRun() const { return m_testRun; } // of the text as it is
    [[nodiscard]] bool isTesting() const { return m_isTesting; }

    struct Said {
        QString words;
        QString detail; // outside text
        signals::Severity severity = signals::Severity::Info;
        bool canUndo = false;
    };
    static constexpr int pauseMs = 300;

Q_SIGNALS:
    void changed(); // the rule, by whom ever
    void phaseChanged();
    void homesChanged();
    void changesChanged(); // what would be saved, its check, or a conflict
    void testsChanged();
    void said(const wf::engine::RuleBench::Said &said);
    void removed(); // it was deleted where it was kept

private:
    void start(QString key, EditedRule rule);
    void setPhase(Phase phase);
    void askHomes();
    void load();
    void loaded(const RuleText &text);
    void touched();
    void compare();
    void compared(base::Result<RuleDraft> draft, std::vector<base::DiffLine> changes);
    void saved(const SaveAnswer &answer);
    void kept(const SavedRules &saved);
    void send(const RuleDraft &draft, SaveForce force);
    [[nodiscard]] RuleDesk::SaveReplies replies();
    [[nodiscard]] QString keyOf(const RuleHome &home) const;

    RuleDesk &m_desk;
    DraftShelf &m_shelf;
    const async::Pools &m_pools;
    Phase m_phase = Phase::Empty;
    QString m_key, m_wantedSource;
    KnownRulePtr m_known;
    EditedRule m_rule;
    std::vector<RuleHome> m_homes;
    std::optional<base::Error> m_homeError, m_composeError;
    RuleText m_before;
    std::optional<wire::RuleSpot> m_spot; // where it stands there
    std::vector<base::DiffLine> m_changes;
    std::optional<RuleDraft> m_draft;
    std::optional<DraftCheck> m_check;
    std::optional<RuleConflict> m_conflict;
    std::optional<TestRun> m_testRun;
    bool m_isComparing = false, m_isTesting = false, m_isRemoving = false;
    QTimer m_soon;
    async::Request m_asked, m_checking;
    std::vector<async::Request> m_saves;
    async::JobScope m_jobs;
};

} // namespace wf::engine
