// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/rules/saving/ruledraft.h"

#include <variant>

// What became of a save. Values.
namespace wf::engine {

enum class SaveForce { No, Overwrite };

// It lies there now.
struct SavedRules {
    RuleText now;           // as it is kept now: what the next draft begins with
    QString words;          // what happened and what is left to do, whole sentences
    QString detail;         // the server's own text when it could not read it; outside text
    bool isRead = false;    // the server has read it, or will by itself; false: `words` say what to do
    bool isNothing = false; // nothing had changed, nothing was written
    QString backup;         // file with what lay there before; empty: nothing lay there
    QString recordId;       // of the save
};

// Somebody else wrote there since it was read; nothing was overwritten.
struct RuleConflict {
    QString words; // a sentence that names file or group
    RuleText now;  // what lies there: compare, draft anew from it, or force
};

using SaveAnswer = std::variant<SavedRules, RuleConflict, base::Error>;

// Whether the server evaluates what was saved.
enum class RuleSeen {
    Fine,       // there, evaluated, healthy
    Failing,    // there, and its evaluation fails
    Waiting,    // there, not evaluated yet
    Gone,       // it was to go, and went
    Missing,    // not there, or still as it was; when it was to go, still there
    LoadFailed, // the server could not load its rules: it goes on with the former ones
    NotAsked,   // the server could not be asked
};
[[nodiscard]] QString ruleSeenName(RuleSeen seen); // "fine", "failing", "load-failed" …
struct RuleSighting {
    RuleSeen seen = RuleSeen::NotAsked;
    QString words;  // a sentence
    QString detail; // the server's own text; outside text
    [[nodiscard]] bool isFine() const { return seen == RuleSeen::Fine || seen == RuleSeen::Gone; }
};
// The rule in question, or every rule of a whole text, among those that the source evaluates: the worst of them. Pure.
[[nodiscard]] RuleSighting sightingOf(const RuleDraft &draft, const std::vector<signals::Rule> &evaluated);

// A save that was made from this console.
struct SaveRecord {
    QString id; // sorts by time
    qint64 timeNs = 0;
    QString actor;
    RuleHome home;
    QString group;
    QString rule;           // in question; empty: a whole text
    QString what;           // "changed", "added", "removed", "put back"
    QByteArray fingerprint; // of what was written; empty: it went
    QString backup;         // file with what lay there before; empty: nothing did
    bool isSettled = false; // false: it was begun, and the console ended before it knew the end
    bool isTakenBack = false;
    [[nodiscard]] bool canBeTakenBack() const { return isSettled && !isTakenBack && what != QLatin1String("put back"); }
};

} // namespace wf::engine
