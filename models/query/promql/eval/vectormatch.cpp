// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/element/elementop.h"
#include "models/query/promql/eval/evaluation_p.h"
#include "models/query/promql/eval/lines/matching.h"

#include <algorithm>

// Operators between two vectors: each line of one side with the line of the other that has the same labels.
namespace wf::query {

namespace {

// "Many" and "one" instead of left and right: with group_right they are swapped.
class VectorMatch {
public:
    VectorMatch(const Binary &binary, Lines left, Lines right, TextRange where, const Grid &grid,
                Evaluation &evaluation)
        : m_binary(binary),
          m_matching(*binary.matching),
          m_isSwapped(m_matching.cardinality == Cardinality::OneToMany),
          m_many(std::move(m_isSwapped ? right : left)),
          m_one(std::move(m_isSwapped ? left : right)),
          m_grid(grid),
          m_evaluation(evaluation),
          m_op(binary.op, where, evaluation.annotations()),
          m_fillOne(m_matching.fillRight),
          m_fillMany(m_matching.fillLeft)
    {
    }

    Lines run()
    {
        for (const MatchGroup &group : matchLines(m_many, m_one, m_matching)) {
            if (!m_evaluation.mayGoOn())
                break;
            this->group(group);
        }
        return std::move(m_out);
    }

private:
    [[nodiscard]] bool isOneToOne() const { return m_matching.cardinality == Cardinality::OneToOne; }
    // No line of one side at all: Prometheus looks no further, and does not complain either.
    [[nodiscard]] bool isManyEmptyAt(std::size_t step)
    {
        if (m_manyPresent.empty()) {
            m_manyPresent.resize(m_grid.count);
            for (const Line &line : m_many)
                for (std::size_t i = 0; i < m_grid.count; ++i)
                    m_manyPresent[i] = m_manyPresent[i] || line.has(i);
        }
        return !m_manyPresent[step] && !m_fillOne && !m_fillMany;
    }

    void group(const MatchGroup &group);
    bool isOneUnique(const MatchGroup &group);
    void failAboutDuplicates(const MatchGroup &group, const Line &a, const Line &b);
    void manyWithOne(const MatchGroup &group, const Line &many);
    void fillMissingMany(const MatchGroup &group);
    bool calculate(const Line *many, const Line *one, double fill, std::size_t step, Line &into);
    [[nodiscard]] base::Labels resultLabels(const base::Labels &many, const base::Labels &one) const;
    [[nodiscard]] Line resultLine(const base::Labels &many, const base::Labels &one) const;
    // A second result of the same group at a step is an error.
    bool takeStep(const base::Labels &labels, std::size_t step);
    void keep(Line line)
    {
        if (!line.isEmpty())
            m_out.push_back(std::move(line));
    }

    const Binary &m_binary;
    const VectorMatching &m_matching;
    bool m_isSwapped;
    Lines m_many, m_one;
    const Grid &m_grid;
    Evaluation &m_evaluation;
    ElementOperator m_op;
    // Prometheus gives unmatched lines of the many side the right operand's filling, whichever side that is.
    std::optional<double> m_fillOne, m_fillMany;
    std::vector<char> m_manyPresent;
    // Steps of the group at hand at which a result was made: of the whole group with one-to-one, else of each result.
    std::unordered_map<base::Labels, std::vector<char>> m_taken;
    bool m_tracksSteps = false;
    Lines m_out;
};

base::Labels VectorMatch::resultLabels(const base::Labels &many, const base::Labels &one) const
{
    const bool dropsName =
        changesQuantity(m_binary.op) || (m_binary.returnsBool && !m_evaluation.options().delaysNameRemoval);
    base::Labels labels = dropsName ? withoutMetadata(many) : many;
    if (isOneToOne())
        labels = m_matching.isOn ? keeping(labels, m_matching.labels) : dropping(labels, m_matching.labels);
    for (const std::string &name : m_matching.include)
        labels = labels.with(name, one.value(name));
    return labels;
}

Line VectorMatch::resultLine(const base::Labels &many, const base::Labels &one) const
{
    return Line(resultLabels(many, one), m_binary.returnsBool, m_grid.count);
}

bool VectorMatch::takeStep(const base::Labels &labels, std::size_t step)
{
    if (!m_tracksSteps)
        return true;
    auto &taken = m_taken[isOneToOne() ? base::Labels() : labels];
    taken.resize(m_grid.count);
    if (taken[step]) {
        m_evaluation.fail(
            isOneToOne() ? "multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)"
                         : "multiple matches for labels: grouping labels must ensure unique matches");
        return false;
    }
    taken[step] = true;
    return true;
}

void VectorMatch::failAboutDuplicates(const MatchGroup &group, const Line &a, const Line &b)
{
    std::string first = seriesText(a.labels), second = seriesText(b.labels);
    if (first > second)
        std::swap(first, second);
    m_evaluation.fail("found duplicate series for the match group " + seriesText(group.labels) + " on the " +
                      (m_isSwapped ? "left" : "right") + " hand-side of the operation: [" + first + ", " + second +
                      "];many-to-many matching not allowed: matching labels must be unique on one side");
}

bool VectorMatch::isOneUnique(const MatchGroup &group)
{
    if (group.right.size() < 2)
        return true;
    std::vector<const Line *> seen(m_grid.count);
    for (const std::size_t index : group.right)
        for (std::size_t i = 0; i < m_grid.count; ++i) {
            if (!m_one[index].has(i))
                continue;
            if (seen[i] && !isManyEmptyAt(i)) {
                failAboutDuplicates(group, *seen[i], m_one[index]);
                return false;
            }
            seen[i] = &m_one[index];
        }
    return true;
}

// False when the query has failed.
bool VectorMatch::calculate(const Line *many, const Line *one, double fill, std::size_t step, Line &into)
{
    const Operand filled{fill};
    Operand left = many ? Operand{many->values[step], many->histogram(step)} : filled;
    Operand right = one ? Operand{one->values[step], one->histogram(step)} : filled;
    if (m_isSwapped)
        std::swap(left, right);
    OperatorResult result = m_op.apply(left, right);
    if (!result.isThere)
        return true;
    if (!takeStep(into.labels, step))
        return false;
    if (m_binary.returnsBool)
        into.values[step] = result.isKept ? 1 : 0;
    else if (result.isKept && result.histogram)
        into.set(step, std::move(result.histogram));
    else if (result.isKept)
        into.values[step] = result.value;
    return true;
}

void VectorMatch::manyWithOne(const MatchGroup &group, const Line &many)
{
    std::vector<char> isMatched(m_fillOne ? m_grid.count : 0);
    for (const std::size_t index : group.right) {
        if (!m_evaluation.mayGoOn())
            return;
        const Line &one = m_one[index];
        Line line = resultLine(many.labels, one.labels);
        for (std::size_t i = 0; i < m_grid.count; ++i) {
            if (!many.has(i) || !one.has(i))
                continue;
            if (m_fillOne)
                isMatched[i] = true;
            if (!calculate(&many, &one, 0, i, line))
                return;
        }
        keep(std::move(line));
    }
    if (!m_fillOne)
        return;
    Line line = resultLine(many.labels, group.labels);
    for (std::size_t i = 0; i < m_grid.count; ++i)
        if (many.has(i) && !isMatched[i] && !calculate(&many, nullptr, *m_fillOne, i, line))
            return;
    keep(std::move(line));
}

// Lines of the one side without a partner.
void VectorMatch::fillMissingMany(const MatchGroup &group)
{
    for (const std::size_t index : group.right) {
        const Line &one = m_one[index];
        Line line = resultLine(group.labels, one.labels);
        for (std::size_t i = 0; i < m_grid.count; ++i) {
            const bool isMatched = std::ranges::any_of(group.left, [&](std::size_t m) { return m_many[m].has(i); });
            if (one.has(i) && !isMatched && !calculate(nullptr, &one, *m_fillMany, i, line))
                return;
        }
        keep(std::move(line));
    }
}

void VectorMatch::group(const MatchGroup &group)
{
    if (!isOneUnique(group))
        return;
    m_taken.clear();
    m_tracksSteps = group.left.size() > 1;
    for (const std::size_t many : group.left) {
        if (m_evaluation.hasFailed())
            return;
        manyWithOne(group, m_many[many]);
    }
    if (m_fillMany && !m_evaluation.hasFailed())
        fillMissingMany(group);
}

} // namespace

Lines Evaluation::matched(const Binary &binary, Lines left, Lines right, TextRange where, const Grid &grid)
{
    Lines out = VectorMatch(binary, std::move(left), std::move(right), where, grid, *this).run();
    return hasFailed() ? Lines() : unique(std::move(out), grid);
}

} // namespace wf::query
