// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/rules/keep/openrules.h"
#include "models/engine/rules/saving/ruledesk.h"
#include "models/engine/rules/tree/rulewatch.h"

#include <QCommandLineParser>

#include <memory>

namespace wf::app {

// Options of all commands that say where rules are kept: --source, --namespace, --file, --group.
void addHomeOptions(QCommandLineParser &parser);

// The rules of one environment and the desk that keeps them, for one command: every call waits for its answer.
class KeptRules {
public:
    // Errors: no such environment.
    [[nodiscard]] static base::Result<std::unique_ptr<KeptRules>> open(const QCommandLineParser &parser);
    KeptRules(const sources::Environment &environment, const QString &stateDirectory);

    // What all sources evaluate now; asks them the first time.
    [[nodiscard]] const engine::RuleSnapshot &snapshot();
    // The rule of this name: in the group and of the source when they are named. NotFound; Invalid: there are several.
    [[nodiscard]] base::Result<engine::KnownRulePtr> rule(const QString &name, const QCommandLineParser &parser);
    // Where it can be kept, its present home first; of null, where a new rule can be.
    [[nodiscard]] std::vector<engine::RuleHome> homes(const engine::KnownRulePtr &rule, bool isOverLogs);
    // The home that the options choose among these: --source, then --file or --namespace, else the present one. Invalid
    // says what to add.
    [[nodiscard]] base::Result<engine::RuleHome> chosenHome(const std::vector<engine::RuleHome> &homes,
                                                            const QCommandLineParser &parser);
    // Of a new rule or a whole text: homes of both languages are looked at.
    [[nodiscard]] base::Result<engine::RuleHome> homeForNew(const QCommandLineParser &parser);
    [[nodiscard]] base::Result<engine::RuleText> load(const engine::RuleHome &home, const QString &group);
    [[nodiscard]] base::Result<engine::DraftCheck> check(const engine::RuleDraft &draft);

    struct Saved {
        engine::SaveAnswer answer;
        std::optional<engine::RuleSighting> sighting;
    };
    // `lookFor` 0: the server is asked once.
    [[nodiscard]] Saved save(const engine::RuleDraft &draft, engine::SaveForce force,
                             std::chrono::milliseconds lookFor);
    [[nodiscard]] Saved undo(const std::optional<engine::RuleHome> &home, engine::SaveForce force,
                             std::chrono::milliseconds lookFor);
    [[nodiscard]] std::vector<engine::SaveRecord> saves();

    [[nodiscard]] OpenedForRules &opened() { return m_opened; }

private:
    template<class T>
    [[nodiscard]] base::Result<T>
    answerOf(const std::function<async::Request(std::function<void(base::Result<T>)>)> &ask);
    using Ask = std::function<async::Request(engine::RuleDesk::SaveReplies)>;
    [[nodiscard]] Saved wait(const Ask &ask, std::chrono::milliseconds lookFor);

    OpenedForRules m_opened;
    engine::RuleWatch m_watch;
    engine::RuleDesk m_desk;
};

} // namespace wf::app
