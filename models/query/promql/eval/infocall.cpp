// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/eval/evaluation_p.h"

#include "models/query/promql/text/gotext.h"

#include <algorithm>
#include <map>

// info(v, {labels}): adds the labels of info metrics (target_info …) that have the same job and instance.
namespace wf::query {

using signals::LabelMatcher;

namespace {

const std::vector<std::string> identifyingLabels{"instance", "job"};
constexpr std::string_view metricName = "__name__";

// The selector that the argument reads first, and the sub-queries around it, the innermost first.
bool findFirstSelector(const Expr &expr, std::vector<const TimeShift *> &path)
{
    if (const auto *matrix = std::get_if<MatrixSelector>(&expr.node)) {
        path.push_back(&matrix->vector.shift);
        return true;
    }
    if (const auto *vector = std::get_if<VectorSelector>(&expr.node)) {
        path.push_back(&vector->shift);
        return true;
    }
    bool isFound = false;
    visitChildren(expr, [&](const Expr &child) { isFound = isFound || findFirstSelector(child, path); });
    if (const auto *subquery = std::get_if<Subquery>(&expr.node); subquery && isFound)
        path.push_back(&subquery->shift);
    return isFound;
}

bool isPositive(const LabelMatcher &m)
{
    return m.op() == LabelMatcher::Op::Equal || m.op() == LabelMatcher::Op::Regex;
}

// With nothing said about the name it is target_info; with only exclusions, whatever ends in _info.
std::vector<LabelMatcher> nameMatchers(std::vector<LabelMatcher> said)
{
    if (std::ranges::any_of(said, isPositive))
        return said;
    if (said.empty())
        return {LabelMatcher::equal(std::string(metricName), "target_info")};
    if (auto any = LabelMatcher::make(LabelMatcher::Op::Regex, std::string(metricName), ".+_info"))
        said.insert(said.begin(), *any);
    return said;
}

struct Choice {
    std::vector<LabelMatcher> names;
    std::vector<LabelMatcher> data; // of the labels that are wanted
    [[nodiscard]] bool wants(const std::string &label) const
    {
        return data.empty() || std::ranges::any_of(data, [&](const LabelMatcher &m) { return m.name() == label; });
    }
    [[nodiscard]] bool mayBeMissing() const
    {
        return std::ranges::all_of(data, [](const LabelMatcher &m) { return m.matches(std::string_view()); });
    }
};

Choice choiceOf(const Call &call)
{
    Choice choice;
    std::vector<LabelMatcher> names;
    if (call.args.size() > 1)
        for (const LabelMatcher &m : std::get<VectorSelector>(withoutParens(*call.args[1]).node).matchers)
            (m.name() == metricName ? names : choice.data).push_back(m);
    choice.names = nameMatchers(std::move(names));
    return choice;
}

// For every signature (metric and identifying labels) the info series that have it.
using InfoIndex = std::map<std::string, std::unordered_map<base::Labels, std::vector<const Line *>>>;

InfoIndex indexOf(const Lines &infos)
{
    InfoIndex index;
    for (const Line &info : infos)
        index[std::string(info.labels.metricName())][keeping(info.labels, identifyingLabels)].push_back(&info);
    return index;
}

// The labels that a base series gets at one step.
class Enrichment {
public:
    Enrichment(const InfoIndex &index, const Choice &choice, Evaluation &evaluation)
        : m_index(index), m_choice(choice), m_evaluation(evaluation)
    {
    }

    // The info series that hold at a step, one for each metric; an order that repeats.
    [[nodiscard]] std::vector<const Line *> at(const base::Labels &base, std::size_t step) const
    {
        std::vector<const Line *> found;
        const base::Labels signature = keeping(base, identifyingLabels);
        for (const auto &[name, bySignature] : m_index)
            if (const auto lines = bySignature.find(signature); lines != bySignature.end())
                if (const Line *newest = newestOf(lines->second, step))
                    found.push_back(newest);
        return found;
    }
    // Nothing: the series goes, for a wanted label is missing.
    [[nodiscard]] std::optional<base::Labels> labels(const base::Labels &base, const std::vector<const Line *> &infos)
    {
        std::map<std::string, std::string> added;
        for (const Line *info : infos)
            for (const auto &[name, value] : info->labels) {
                if (name == metricName || !m_choice.wants(name))
                    continue;
                const auto known = added.find(name);
                if (known != added.end() && known->second != value)
                    m_evaluation.fail("conflicting label: " + name);
                if (!base.has(name))
                    added.emplace(name, value);
            }
        if (infos.empty() && !m_choice.mayBeMissing())
            return std::nullopt;
        std::vector<base::Labels::Pair> all = base.pairs();
        all.insert(all.end(), added.begin(), added.end());
        return base::Labels(std::move(all));
    }

private:
    const Line *newestOf(const std::vector<const Line *> &lines, std::size_t step) const
    {
        const Line *newest = nullptr;
        for (const Line *line : lines) {
            const double time = line->values[step];
            if (isAbsent(time))
                continue;
            if (newest && newest->values[step] == time)
                m_evaluation.fail("found duplicate series for info metric: existing " + seriesText(newest->labels) +
                                  " @ " + goPlain(time) + ", new " + seriesText(line->labels) + " @ " + goPlain(time));
            if (!newest || newest->values[step] < time)
                newest = line;
        }
        return newest;
    }

    const InfoIndex &m_index;
    const Choice &m_choice;
    Evaluation &m_evaluation;
};

// Matches any of the values that the series have for a label.
std::optional<LabelMatcher> anyValueOf(const Lines &lines, const std::string &label)
{
    std::map<std::string_view, bool> values;
    for (const Line &line : lines)
        if (line.labels.has(label))
            values.emplace(line.labels.value(label), true);
    if (values.empty())
        return std::nullopt;
    std::string pattern;
    for (const auto &[value, isThere] : values)
        pattern += (pattern.empty() ? "" : "|") + base::regexEscaped(value);
    auto made = LabelMatcher::make(LabelMatcher::Op::Regex, label, pattern);
    return made ? std::optional(*made) : std::nullopt;
}

} // namespace

// The info series that may be wanted: at every step the time (milliseconds) of the newest sample.
Lines Evaluation::infoTimes(const Expr &base, const Lines &bases, std::vector<LabelMatcher> matchers,
                            const std::vector<LabelMatcher> &data, const Grid &grid)
{
    bool isAny = false;
    for (const std::string &label : identifyingLabels)
        if (auto matcher = anyValueOf(bases, label)) {
            matchers.push_back(std::move(*matcher));
            isAny = true;
        }
    if (!isAny)
        return {};
    matchers.insert(matchers.end(), data.begin(), data.end());
    // They are read as of the time that the argument is read at.
    Shift shift;
    std::vector<const TimeShift *> path;
    if (findFirstSelector(base, path))
        for (const TimeShift *each : path) {
            const Shift one = shiftOf(*each);
            shift.offsetMs += one.offsetMs;
            shift.atMs = one.atMs;
            if (shift.atMs)
                break;
        }
    return newestTimes(matchers, shift, grid, TimeOf::InfoSample);
}

Lines Evaluation::info(const Call &call, const Grid &grid)
{
    const Choice choice = choiceOf(call);
    Lines bases = evaluate(*call.args[0], grid);
    // Info metrics themselves stay as they are.
    const auto isInfo = [&](const Line &line) {
        return std::ranges::all_of(choice.names, [&](const auto &m) { return m.matches(line.labels.metricName()); });
    };
    const auto firstInfo = std::stable_partition(bases.begin(), bases.end(), [&](const Line &l) { return !isInfo(l); });
    Lines out(std::make_move_iterator(firstInfo), std::make_move_iterator(bases.end()));
    bases.erase(firstInfo, bases.end());
    const Lines infos = infoTimes(*call.args[0], bases, choice.names, choice.data, grid);
    const InfoIndex index = indexOf(infos);
    Enrichment enrichment(index, choice, *this);
    for (const Line &base : bases) {
        // The labels change only where other info series hold.
        std::map<std::vector<const Line *>, std::optional<Line>> results;
        for (std::size_t i = 0; i < grid.count && !hasFailed(); ++i) {
            if (!base.has(i))
                continue;
            const auto found = enrichment.at(base.labels, i);
            auto result = results.find(found);
            if (result == results.end()) {
                const auto labels = enrichment.labels(base.labels, found);
                result = results.emplace(found, std::nullopt).first;
                if (labels)
                    result->second.emplace(*labels, base.dropsName, grid.count);
            }
            if (result->second)
                result->second->copyStep(i, base);
        }
        for (auto &[found, line] : results)
            if (line)
                out.push_back(std::move(*line));
    }
    return hasFailed() ? Lines() : grid.isSingle() ? withDistinctLabels(std::move(out)) : unique(std::move(out), grid);
}

} // namespace wf::query
