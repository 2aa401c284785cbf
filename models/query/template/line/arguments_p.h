// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/template/engine/program.h"

// How functions look at what they are given.
namespace wf::query::tmpl {

// A text where a number is wanted is an error, as in Go.
class Arguments {
public:
    explicit Arguments(const Call &call) : m_values(call.arguments) {}
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
    [[nodiscard]] Outcome give(Value value) const
    {
        return m_problem.empty() ? Outcome(std::move(value)) : failed(m_problem);
    }

private:
    void fail(const std::string &wanted, const Value &got)
    {
        if (m_problem.empty())
            m_problem = "wrong type for value; expected " + wanted + "; got " + typeName(got);
    }
    const std::vector<Value> &m_values;
    std::string m_problem;
};

// sprig's casts: strings that are numbers count, what is none is 0.
[[nodiscard]] qint64 toWhole(const Value &value);
[[nodiscard]] double toReal(const Value &value);

} // namespace wf::query::tmpl
