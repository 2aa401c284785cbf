// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/linediff.h"
#include "models/engine/rules/saving/rulehome.h"
#include "models/wire/yaml/ruleedit/ruleedit.h"

#include <QByteArray>

#include <optional>

// What lies in a home, and what should lie there instead. Values; pure; any thread.
namespace wf::engine {

// What lay in a home when it was read.
struct RuleText {
    RuleHome home;
    QString group;          // the group that was asked for
    QByteArray text;        // File: the whole file. Own, Ruler: that one group
    QByteArray fingerprint; // of the text, for telling conflicts; empty: nothing was there
    [[nodiscard]] bool exists() const { return !fingerprint.isEmpty(); }
};
[[nodiscard]] QByteArray fingerprintOf(const QByteArray &text); // SHA-256; never empty

// Where a rule as a server tells it stands in the text: by kind, name and group, and of several that share them the one
// with the same expression. Nothing when it is not there.
[[nodiscard]] std::optional<wire::RuleSpot> spotOf(const RuleText &text, const signals::Rule &rule);
// The rule as it is written there; Invalid: it is not there.
[[nodiscard]] base::Result<wire::RuleEntry> entryAt(const RuleText &text, const wire::RuleSpot &spot);
// Two expressions that say the same, however they are laid out.
[[nodiscard]] bool sameExpression(const QString &a, const QString &b, bool isOverLogs);

// What should lie there.
struct RuleDraft {
    RuleText before;
    QByteArray text;          // empty with removesAll
    bool removesAll = false;  // Own, Ruler: the group goes. Files are never taken away by a draft.
    wire::RuleSpot spot;      // of the rule in question, as in `text`; as it was when it goes; no name: a whole text
    bool removesRule = false; // the rule in question goes
    [[nodiscard]] bool changes() const { return removesAll ? before.exists() : text != before.text; }
};

// With this rule in the place of the one at `replaced`, else behind the last rule of the group (RuleText::group), which
// is made when it is not there. Everything else stays byte for byte. Errors: those of wire::withChangedRule.
[[nodiscard]] base::Result<RuleDraft> draftWith(const RuleText &before, const wire::RuleEntry &rule,
                                                const std::optional<wire::RuleSpot> &replaced = {});
// As draftWith, from one rule as YAML ("- alert: …"); Invalid says "line:column: what", counted in `yaml`.
[[nodiscard]] base::Result<RuleDraft> draftWithYaml(const RuleText &before, const QByteArray &yaml,
                                                    const std::optional<wire::RuleSpot> &replaced = {});
[[nodiscard]] base::Result<RuleDraft> draftWithout(const RuleText &before, const wire::RuleSpot &spot);
// Any other text for the whole home: a file, or one group; of a file with one group that group is taken for Own and
// Ruler. Invalid: it is empty, or more groups than can be kept there.
[[nodiscard]] base::Result<RuleDraft> draftOfText(const RuleText &before, const QByteArray &text);

// What is shown before saving: lines that go and come, with `around` lines on both sides.
[[nodiscard]] std::vector<base::DiffLine> changesOf(const RuleDraft &draft, int around = 3);
// The same as `diff -u` prints it; empty when nothing changes.
[[nodiscard]] QByteArray unifiedChangesOf(const RuleDraft &draft);

} // namespace wf::engine
