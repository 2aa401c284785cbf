// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/alert.h"
#include "models/wire/yaml/tree/yamltree.h"

#include <QString>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Rules written in YAML (protocols.md 2, 3): Prometheus' own form, Kubernetes PrometheusRule (spec.groups) and lists of
// those, the rulers' maps of namespace to groups, and one group alone; several documents in a file.
namespace wf::wire {

// A text of the file and where it stands.
struct PlacedText {
    std::string text;
    std::size_t offset = 0; // of the scalar, for offsetInScalar()
    friend bool operator==(const PlacedText &a, const PlacedText &b) { return a.text == b.text; }
};
struct PlacedPair {
    PlacedText name;
    PlacedText value;
    friend bool operator==(const PlacedPair &, const PlacedPair &) = default;
};
// Fields Prometheus does not know (those of Thanos, Mimir, Loki, VictoriaMetrics …): kept and printed back.
using ExtraFields = std::vector<YamlNode::Field>;
[[nodiscard]] bool sameFields(const ExtraFields &a, const ExtraFields &b);

// One rule as written: templates are not expanded, labels of the group not added. Equality is about meaning.
struct RuleEntry {
    signals::RuleKind kind = signals::RuleKind::Alerting;
    PlacedText name; // of record or alert
    PlacedText expr;
    qint64 forNs = 0;
    qint64 keepFiringForNs = 0;
    std::vector<PlacedPair> labels;
    std::vector<PlacedPair> annotations;
    ExtraFields extras;
    std::size_t offset = 0;
    std::size_t forOffset = 0;
    friend bool operator==(const RuleEntry &a, const RuleEntry &b);
};

struct RuleGroup {
    PlacedText name;
    qint64 intervalNs = 0; // 0: the server's
    qint64 queryOffsetNs = 0;
    bool hasQueryOffset = false; // otherwise the server's
    int limit = 0;               // 0: none
    std::vector<PlacedPair> labels;
    std::vector<RuleEntry> rules;
    ExtraFields extras;
    std::string nameSpace; // form Namespaces
    std::size_t offset = 0;
    friend bool operator==(const RuleGroup &a, const RuleGroup &b);
};

struct RuleDocument {
    enum class Form { Groups, Kubernetes, Namespaces, OneGroup };
    Form form = Form::Groups;
    std::vector<RuleGroup> groups;
    ExtraFields extras;     // beside groups (apiVersion, metadata …)
    ExtraFields specExtras; // form Kubernetes: beside spec.groups
    friend bool operator==(const RuleDocument &a, const RuleDocument &b);
};

// What is wrong with a file. Errors: Prometheus would refuse it. Warnings: it loads, but hardly means that. Notes: a
// field or form only other products know.
struct RuleProblem {
    enum class Weight { Note, Warning, Error };
    Weight weight = Weight::Error;
    TextPlace place;
    QString group;
    QString rule;
    QString what;
};

struct RuleFile {
    std::vector<RuleDocument> documents;
    std::vector<RuleProblem> problems; // in the order of the file, at most 1,000
    bool isYaml = true;                // false: see problems; a template that must be rendered first says so
    [[nodiscard]] int groupCount() const;
    [[nodiscard]] int ruleCount() const;
    [[nodiscard]] bool hasErrors() const;
};

// Reads everything that can be read: a broken rule is a problem and is left out only when nothing is known of it.
// Checks the shape (rulefmt of Prometheus 3): keys, durations, names, duplicates. Expressions and templates are
// checked by models/station/rules. Pure; any thread.
[[nodiscard]] RuleFile readRuleFile(std::string_view text);

// The same rules as YAML, one document after the other. Reading it back gives equal documents.
[[nodiscard]] std::string printRuleFile(const std::vector<RuleDocument> &documents);

// As the screens know rules: group, interval and the group's labels filled in.
[[nodiscard]] signals::Rule toRule(const RuleGroup &group, const RuleEntry &rule, const QString &fileName);

} // namespace wf::wire
