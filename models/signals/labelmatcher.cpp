// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/signals/labelmatcher.h"

#include <re2/re2.h>

#include <algorithm>

namespace wf::signals {

namespace {

// Values of an expression without any operator but "|".
std::vector<std::string> literalAlternatives(std::string_view regex)
{
    if (regex.find_first_of("\\.+*?()[]{}^$") != std::string_view::npos)
        return {};
    std::vector<std::string> values;
    for (std::size_t from = 0;;) {
        const auto bar = regex.find('|', from);
        values.emplace_back(regex.substr(from, bar - from));
        if (bar == std::string_view::npos)
            return values;
        from = bar + 1;
    }
}

} // namespace

LabelMatcher::LabelMatcher(Op op, std::string name, std::string value)
    : m_op(op), m_name(std::move(name)), m_value(std::move(value))
{
}

LabelMatcher LabelMatcher::equal(std::string name, std::string value)
{
    return LabelMatcher(Op::Equal, std::move(name), std::move(value));
}

base::Result<LabelMatcher> LabelMatcher::make(Op op, std::string name, std::string value)
{
    LabelMatcher matcher(op, std::move(name), std::move(value));
    if (op == Op::Equal || op == Op::NotEqual)
        return matcher;
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_dot_nl(true);
    auto regex = std::make_shared<re2::RE2>(matcher.m_value, options);
    if (!regex->ok())
        return base::makeError(base::ErrorKind::Invalid, QString::fromStdString(regex->error()));
    matcher.m_alternatives = literalAlternatives(matcher.m_value);
    matcher.m_regex = std::move(regex);
    return matcher;
}

bool LabelMatcher::matches(std::string_view labelValue) const
{
    switch (m_op) {
    case Op::Equal:
        return labelValue == m_value;
    case Op::NotEqual:
        return labelValue != m_value;
    case Op::Regex:
    case Op::NotRegex:
        break;
    }
    const bool isFound = m_alternatives.empty()
                             ? re2::RE2::FullMatch(re2::StringPiece(labelValue.data(), labelValue.size()), *m_regex)
                             : std::ranges::find(m_alternatives, labelValue) != m_alternatives.end();
    return isFound == (m_op == Op::Regex);
}

std::string LabelMatcher::text() const
{
    static constexpr const char *signs[] = {"=", "!=", "=~", "!~"};
    return m_name + signs[static_cast<int>(m_op)] + base::quoted(std::string_view(m_value)).toStdString();
}

} // namespace wf::signals
