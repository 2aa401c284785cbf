// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"
#include "models/base/result.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace re2 {
class RE2;
}

namespace wf::station {

// One step of relabel_configs as Prometheus 3 defines it (prometheus.io/docs, "relabel_config").
struct RelabelOptions {
    enum class Action {
        Replace,
        Keep,
        Drop,
        KeepEqual,
        DropEqual,
        HashMod,
        LabelMap,
        LabelDrop,
        LabelKeep,
        Lowercase,
        Uppercase
    };
    Action action = Action::Replace;
    std::vector<std::string> sourceLabels{};
    std::string separator = ";";
    std::string regex = "(.*)"; // RE2, anchored at both ends, dot matches newlines
    quint64 modulus = 0;
    std::string targetLabel{}; // of Replace a template as well
    std::string replacement = "$1";
    friend bool operator==(const RelabelOptions &, const RelabelOptions &) = default;
};
[[nodiscard]] std::optional<RelabelOptions::Action> relabelAction(const std::string &name); // "labelmap"

// A step that has been checked and compiled. Cheap to copy; any thread.
class RelabelRule {
public:
    // Invalid when the step could never work: an expression that does not compile, a missing target label or modulus.
    [[nodiscard]] static base::Result<RelabelRule> make(RelabelOptions options);
    [[nodiscard]] const RelabelOptions &options() const { return m_options; }
    // Changes the pairs in place (any order, names unique); false = what carries them is dropped.
    [[nodiscard]] bool apply(std::vector<base::Labels::Pair> &pairs) const;
    friend bool operator==(const RelabelRule &a, const RelabelRule &b) { return a.m_options == b.m_options; }

private:
    explicit RelabelRule(RelabelOptions options) : m_options(std::move(options)) {}
    [[nodiscard]] bool matches(const std::string &text) const;
    void replace(std::vector<base::Labels::Pair> &pairs, const std::string &source) const;
    void mapLabels(std::vector<base::Labels::Pair> &pairs) const;

    RelabelOptions m_options;
    std::shared_ptr<const re2::RE2> m_regex;
};

// Step after step; nothing when one of them drops it.
[[nodiscard]] std::optional<base::Labels> relabelled(std::vector<base::Labels::Pair> pairs,
                                                     const std::vector<RelabelRule> &rules);

} // namespace wf::station
