// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/logql/template/functions.h"

// How functions look at what they are given. A text where a number is wanted is an error, as in Go.
namespace wf::query::logql {

[[nodiscard]] inline base::Error templateError(const std::string &what)
{
    return base::makeError(base::ErrorKind::Invalid, QString::fromStdString(what));
}

class Arguments {
public:
    explicit Arguments(std::span<const Value> values) : m_values(values) {}
    [[nodiscard]] std::size_t size() const { return m_values.size(); }
    [[nodiscard]] const Value &operator[](std::size_t i) const { return m_values[i]; }
    [[nodiscard]] const std::string &text(std::size_t i)
    {
        static const std::string none;
        if (const auto *text = m_values[i].as<std::string>())
            return *text;
        fail("string", m_values[i]);
        return none;
    }
    [[nodiscard]] qint64 whole(std::size_t i)
    {
        if (const auto *whole = m_values[i].as<qint64>())
            return *whole;
        fail("int", m_values[i]);
        return 0;
    }
    [[nodiscard]] bool ok() const { return m_problem.empty(); }
    // The value, or what was wrong with an argument.
    [[nodiscard]] base::Result<Value> give(Value value) const
    {
        return m_problem.empty() ? base::Result<Value>(std::move(value)) : templateError(m_problem);
    }

private:
    void fail(std::string_view wanted, const Value &got)
    {
        if (m_problem.empty())
            m_problem =
                "wrong type for value; expected " + std::string(wanted) + "; got " + std::string(got.typeName());
    }
    std::span<const Value> m_values;
    std::string m_problem;
};

// The tables of the files beside this.
[[nodiscard]] std::span<const FunctionInfo> textFunctions();
[[nodiscard]] std::span<const FunctionInfo> numberFunctions();
[[nodiscard]] std::span<const FunctionInfo> builtinFunctions();

} // namespace wf::query::logql
