// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"
#include "models/base/result.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

namespace wf::signals {

// name="value", !=, =~, !~ of PromQL and LogQL selectors, compiled once. An absent label has the empty value; regular
// expressions are RE2, anchored at both ends, with dot matching newlines. Cheap to copy; any thread.
class LabelMatcher {
public:
    enum class Op { Equal, NotEqual, Regex, NotRegex };

    // Invalid when the regular expression cannot be compiled; the summary is the reason alone.
    [[nodiscard]] static base::Result<LabelMatcher> make(Op op, std::string name, std::string value);
    [[nodiscard]] static LabelMatcher equal(std::string name, std::string value);

    [[nodiscard]] Op op() const { return m_op; }
    [[nodiscard]] const std::string &name() const { return m_name; }
    [[nodiscard]] const std::string &value() const { return m_value; }
    [[nodiscard]] bool matches(std::string_view labelValue) const;
    [[nodiscard]] bool matches(const base::Labels &labels) const { return matches(labels.value(m_name)); }
    // A regular expression that is only literals and "|" (a|b|c): its values; empty for all others.
    [[nodiscard]] const std::vector<std::string> &alternatives() const { return m_alternatives; }
    // As written in a selector, value quoted and escaped.
    [[nodiscard]] std::string text() const;
    friend bool operator==(const LabelMatcher &a, const LabelMatcher &b)
    {
        return a.m_op == b.m_op && a.m_name == b.m_name && a.m_value == b.m_value;
    }

private:
    LabelMatcher(Op op, std::string name, std::string value);
    Op m_op = Op::Equal;
    std::string m_name;
    std::string m_value;
    std::shared_ptr<const re2::RE2> m_regex;
    std::vector<std::string> m_alternatives;
};

[[nodiscard]] inline bool matchAll(const std::vector<LabelMatcher> &matchers, const base::Labels &labels)
{
    for (const auto &m : matchers)
        if (!m.matches(labels))
            return false;
    return true;
}

} // namespace wf::signals
