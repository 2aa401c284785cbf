// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/eval/binaryoperation.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace wf::query::logql {

using namespace Qt::StringLiterals;

namespace {

// Dividing by zero gives no infinity, as in Loki.
double calculated(BinaryOp op, double a, double b)
{
    switch (op) {
    case BinaryOp::Add:
        return a + b;
    case BinaryOp::Sub:
        return a - b;
    case BinaryOp::Mul:
        return a * b;
    case BinaryOp::Div:
        return b == 0 ? std::nan("") : a / b;
    case BinaryOp::Mod:
        return b == 0 ? std::nan("") : std::fmod(a, b);
    case BinaryOp::Pow:
        return std::pow(a, b);
    case BinaryOp::Equal:
        return a == b ? 1 : 0;
    case BinaryOp::NotEqual:
        return a != b ? 1 : 0;
    case BinaryOp::Greater:
        return a > b ? 1 : 0;
    case BinaryOp::GreaterEqual:
        return a >= b ? 1 : 0;
    case BinaryOp::Less:
        return a < b ? 1 : 0;
    case BinaryOp::LessEqual:
        return a <= b ? 1 : 0;
    default:
        return 0;
    }
}

// What a comparison leaves of a place: nothing, 0 or 1, or `kept`.
std::optional<double> result(const Binary &operation, double a, double b, double kept)
{
    const double value = calculated(operation.op, a, b);
    if (!isComparison(operation.op) || operation.returnsBool)
        return value;
    return value != 0 ? std::optional(kept) : std::nullopt;
}

Columns withNumber(const Binary &operation, Columns columns, double number, bool isLeft)
{
    for (auto &column : columns)
        for (std::size_t i = 0; i < column.has.size(); ++i) {
            if (!column.has[i])
                continue;
            const double value = column.values[i];
            const auto made =
                isLeft ? result(operation, number, value, value) : result(operation, value, number, value);
            column.has[i] = made.has_value();
            column.values[i] = made.value_or(0);
        }
    return columns;
}

base::Labels signature(const base::Labels &labels, const Matching &matching)
{
    std::vector<base::Labels::Pair> pairs;
    for (const auto &pair : labels)
        if ((std::ranges::find(matching.labels, pair.first) != matching.labels.end()) == matching.isOn)
            pairs.push_back(pair);
    return base::Labels(std::move(pairs));
}

using Matches = std::unordered_map<base::Labels, std::vector<std::size_t>>;

Matches bySignature(const Columns &columns, const Matching &matching)
{
    Matches out;
    for (std::size_t i = 0; i < columns.size(); ++i)
        out[signature(columns[i].labels, matching)].push_back(i);
    return out;
}

bool hasAny(const Columns &columns, std::size_t step)
{
    return std::ranges::any_of(columns, [step](const Column &c) { return c.has[step] != 0; });
}

Columns setOperation(const Binary &operation, Columns left, Columns right, std::size_t steps)
{
    const Matches lefts = bySignature(left, operation.matching);
    const Matches rights = bySignature(right, operation.matching);
    const auto isThere = [](const Matches &matches, const Columns &columns, const base::Labels &key, std::size_t step) {
        const auto it = matches.find(key);
        return it != matches.end() &&
               std::ranges::any_of(it->second, [&](std::size_t i) { return columns[i].has[step] != 0; });
    };
    if (operation.op == BinaryOp::Or) {
        for (auto &column : right) {
            const auto key = signature(column.labels, operation.matching);
            for (std::size_t i = 0; i < steps; ++i)
                if (column.has[i] && hasAny(left, i) && isThere(lefts, left, key, i))
                    column.has[i] = 0;
        }
        // A series of the same labels on both sides is one.
        for (auto &column : right) {
            const auto same = std::ranges::find(left, column.labels, &Column::labels);
            if (same == left.end()) {
                left.push_back(std::move(column));
                continue;
            }
            for (std::size_t i = 0; i < steps; ++i)
                if (column.has[i] && !same->has[i])
                    same->set(i, column.values[i]);
        }
        return left;
    }
    for (auto &column : left) {
        const auto key = signature(column.labels, operation.matching);
        for (std::size_t i = 0; i < steps; ++i)
            if (isThere(rights, right, key, i) != (operation.op == BinaryOp::And))
                column.has[i] = 0;
    }
    return left;
}

base::Labels resultLabels(const base::Labels &many, const base::Labels &one, const Matching &matching)
{
    base::Labels out = many;
    if (matching.card == Matching::Card::OneToOne && (matching.isOn || !matching.labels.empty()))
        out = signature(many, matching);
    for (const auto &name : matching.include)
        out = out.with(name, one.value(name));
    return out;
}

base::Error manyToMany(bool isRight)
{
    return base::makeError(
        base::ErrorKind::Invalid,
        u"found duplicate series on the %1 hand-side;many-to-many matching not allowed: matching labels must be unique on one side"_s
            .arg(isRight ? u"right"_s : u"left"_s));
}
base::Error severalMatches(bool isGrouped)
{
    return base::makeError(
        base::ErrorKind::Invalid,
        isGrouped ? u"multiple matches for labels: grouping labels must ensure unique matches"_s
                  : u"multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)"_s);
}

// Arithmetic and comparisons of two vectors: every column of the "many" side with the one that matches it.
class Matcher {
public:
    Matcher(const Binary &operation, Columns many, Columns one, std::size_t steps)
        : m_operation(operation),
          m_isTurned(operation.matching.card == Matching::Card::OneToMany),
          m_many(std::move(many)),
          m_one(std::move(one)),
          m_steps(steps)
    {
    }
    base::Result<Calculated> run()
    {
        const Matching &matching = m_operation.matching;
        const Matches ones = bySignature(m_one, matching);
        for (const auto &[key, members] : ones)
            for (std::size_t i = 0; i < m_steps && members.size() > 1; ++i)
                if (std::ranges::count_if(members, [&](std::size_t c) { return m_one[c].has[i] != 0; }) > 1)
                    return manyToMany(!m_isTurned);
        std::unordered_map<base::Labels, std::vector<char>> taken; // by signature or by result
        for (const auto &column : m_many) {
            const auto key = signature(column.labels, matching);
            const auto found = ones.find(key);
            if (found == ones.end())
                continue;
            for (const auto other : found->second)
                if (!pair(column, m_one[other],
                          matching.card == Matching::Card::OneToOne
                              ? taken[key]
                              : taken[resultLabels(column.labels, m_one[other].labels, matching)]))
                    return severalMatches(matching.card != Matching::Card::OneToOne);
        }
        Columns out;
        for (auto &[labels, column] : m_out)
            out.push_back(std::move(column));
        return Calculated(std::move(out));
    }

private:
    bool pair(const Column &many, const Column &one, std::vector<char> &taken)
    {
        taken.resize(m_steps);
        const auto labels = resultLabels(many.labels, one.labels, m_operation.matching);
        auto [it, isNew] = m_out.try_emplace(labels, labels, m_steps);
        for (std::size_t i = 0; i < m_steps; ++i) {
            if (!many.has[i] || !one.has[i])
                continue;
            if (taken[i])
                return false;
            taken[i] = 1;
            const double left = m_isTurned ? one.values[i] : many.values[i];
            const double right = m_isTurned ? many.values[i] : one.values[i];
            if (const auto value = result(m_operation, left, right, left))
                it->second.set(i, *value);
        }
        return true;
    }

    const Binary &m_operation;
    bool m_isTurned;
    Columns m_many, m_one;
    std::size_t m_steps;
    std::unordered_map<base::Labels, Column> m_out;
};

} // namespace

base::Result<Calculated> combine(const Binary &operation, Calculated left, Calculated right, std::size_t steps)
{
    const double *leftNumber = std::get_if<double>(&left);
    const double *rightNumber = std::get_if<double>(&right);
    if (leftNumber != nullptr && rightNumber != nullptr)
        return Calculated(calculated(operation.op, *leftNumber, *rightNumber));
    if (leftNumber != nullptr)
        return Calculated(withNumber(operation, std::get<Columns>(std::move(right)), *leftNumber, true));
    if (rightNumber != nullptr)
        return Calculated(withNumber(operation, std::get<Columns>(std::move(left)), *rightNumber, false));
    auto &a = std::get<Columns>(left);
    auto &b = std::get<Columns>(right);
    if (isSetOperator(operation.op))
        return Calculated(setOperation(operation, std::move(a), std::move(b), steps));
    if (operation.matching.card == Matching::Card::OneToMany)
        std::swap(a, b);
    return Matcher(operation, std::move(a), std::move(b), steps).run();
}

} // namespace wf::query::logql
