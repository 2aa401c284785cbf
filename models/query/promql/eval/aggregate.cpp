// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/eval/evaluation_p.h"
#include "models/query/promql/eval/lines/grouping.h"
#include "models/query/promql/histogram/histogrammean.h"
#include "models/query/promql/histogram/histogramtext.h"
#include "models/query/promql/histogram/quantile.h"
#include "models/query/promql/notes/messages.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wf::query {

using signals::NativeHistogram;

namespace {

using Op = AggregateOp;

// The lines of one group at all steps, one line after the other.
class Column {
public:
    Column(std::size_t steps, TextRange where, Annotations &annotations)
        : m_steps(steps), m_where(where), m_annotations(annotations)
    {
    }
    virtual ~Column() = default;
    Column(const Column &) = delete;
    Column &operator=(const Column &) = delete;

    virtual void add(const Line &line) = 0;
    virtual void finish(Line &out) = 0;

protected:
    std::size_t m_steps;
    TextRange m_where;
    Annotations &m_annotations;
};

// count, group: histograms count as well.
class CountColumn final : public Column {
public:
    CountColumn(std::size_t steps, TextRange where, Annotations &annotations, bool isGroup)
        : Column(steps, where, annotations), m_isGroup(isGroup), m_counts(steps)
    {
    }
    void add(const Line &line) override
    {
        for (std::size_t i = 0; i < m_steps; ++i)
            m_counts[i] += line.has(i);
    }
    void finish(Line &out) override
    {
        for (std::size_t i = 0; i < m_steps; ++i)
            if (m_counts[i] > 0)
                out.values[i] = m_isGroup ? 1 : m_counts[i];
    }

private:
    bool m_isGroup;
    std::vector<double> m_counts;
};

// Aggregations that leave histograms out.
class FloatColumn : public Column {
public:
    FloatColumn(std::size_t steps, TextRange where, Annotations &annotations, Op op)
        : Column(steps, where, annotations), m_op(op)
    {
    }
    void add(const Line &line) final
    {
        const bool hasHistogram = std::ranges::any_of(line.histograms, [](const auto &h) { return h != nullptr; });
        if (hasHistogram)
            m_annotations.inform(messages::histogramIgnoredIn(aggregateText(m_op)), m_where);
        addFloats(line.values);
    }

protected:
    virtual void addFloats(const std::vector<double> &values) = 0;
    Op m_op;
};

class ExtremeColumn final : public FloatColumn {
public:
    ExtremeColumn(std::size_t steps, TextRange where, Annotations &annotations, Op op)
        : FloatColumn(steps, where, annotations, op), m_best(steps, absentValue())
    {
    }
    void finish(Line &out) override { out.values = std::move(m_best); }

protected:
    void addFloats(const std::vector<double> &values) override
    {
        const bool isMax = m_op == Op::Max;
        for (std::size_t i = 0; i < m_steps; ++i) {
            const double v = values[i], best = m_best[i];
            if (!isAbsent(v) && ((isMax ? best < v : best > v) || std::isnan(best)))
                m_best[i] = v;
        }
    }

private:
    std::vector<double> m_best;
};

class DeviationColumn final : public FloatColumn {
public:
    DeviationColumn(std::size_t steps, TextRange where, Annotations &annotations, Op op)
        : FloatColumn(steps, where, annotations, op), m_each(steps)
    {
    }
    void finish(Line &out) override
    {
        for (std::size_t i = 0; i < m_steps; ++i) {
            if (m_each[i].count == 0)
                continue;
            const double variance = m_each[i].squares / m_each[i].count;
            out.values[i] = m_op == Op::Stddev ? std::sqrt(variance) : variance;
        }
    }

protected:
    void addFloats(const std::vector<double> &values) override
    {
        for (std::size_t i = 0; i < m_steps; ++i) {
            const double v = values[i];
            if (isAbsent(v))
                continue;
            Moments &m = m_each[i];
            if (m.count++ == 0) {
                m.mean = v;
                m.squares = std::isfinite(v) ? 0 : std::numeric_limits<double>::quiet_NaN();
                continue;
            }
            const double distance = v - m.mean;
            m.mean += distance / m.count;
            m.squares += distance * (v - m.mean);
        }
    }

private:
    struct Moments {
        double count = 0, mean = 0, squares = 0;
    };
    std::vector<Moments> m_each;
};

class QuantileColumn final : public FloatColumn {
public:
    QuantileColumn(std::size_t steps, TextRange where, Annotations &annotations, const std::vector<double> &q)
        : FloatColumn(steps, where, annotations, Op::Quantile), m_q(q), m_values(steps)
    {
    }
    void finish(Line &out) override
    {
        for (std::size_t i = 0; i < m_steps; ++i)
            if (!m_values[i].empty())
                out.values[i] = quantileOf(m_q[i], m_values[i]);
    }

protected:
    void addFloats(const std::vector<double> &values) override
    {
        for (std::size_t i = 0; i < m_steps; ++i)
            if (!isAbsent(values[i]))
                m_values[i].push_back(values[i]);
    }

private:
    const std::vector<double> &m_q;
    std::vector<std::vector<double>> m_values;
};

struct FloatTotal {
    explicit FloatTotal(double first) : sum{first, 0} {}
    void add(double v) { sum.add(v); }
    [[nodiscard]] double result() const { return sum.value(); }
    KahanSum sum;
};

// sum and avg: of floats or of histograms, but not of both.
template<class Floats, class Histograms>
class TotalColumn final : public Column {
public:
    TotalColumn(std::size_t steps, TextRange where, Annotations &annotations)
        : Column(steps, where, annotations), m_floats(steps, Floats(0)), m_hasFloat(steps)
    {
    }
    void add(const Line &line) override
    {
        for (std::size_t i = 0; i < m_steps; ++i) {
            const double v = line.values[i];
            if (isAbsent(v))
                continue;
            if (m_hasFloat[i]) {
                m_floats[i].add(v);
            } else {
                m_floats[i] = Floats(v);
                m_hasFloat[i] = true;
            }
        }
        for (std::size_t i = 0; i < line.histograms.size(); ++i)
            if (line.histograms[i])
                add(*line.histograms[i], i, line.labels.metricName());
    }
    void finish(Line &out) override
    {
        for (std::size_t i = 0; i < m_steps; ++i) {
            const bool hasHistogram = !m_histograms.empty() && m_histograms[i].isThere;
            if (hasHistogram && m_hasFloat[i])
                m_annotations.warn("encountered a mix of histograms and floats for aggregation", m_where);
            else if (hasHistogram)
                finish(m_histograms[i], out, i);
            else if (m_hasFloat[i])
                out.values[i] = m_floats[i].result();
        }
    }

private:
    struct Total {
        bool isThere = false, isIncompatible = false;
        std::optional<Histograms> sum;
    };
    void add(const NativeHistogram &h, std::size_t step, std::string_view name)
    {
        m_histograms.resize(m_steps);
        Total &total = m_histograms[step];
        total.isThere = true;
        if (total.isIncompatible)
            return;
        if (!total.sum) {
            total.sum.emplace(h);
        } else if (!total.sum->add(h)) {
            m_annotations.warn(messages::mixedSchemas(name), m_where);
            total.isIncompatible = true;
        }
    }
    void finish(const Total &total, Line &out, std::size_t step)
    {
        if (total.isIncompatible)
            return;
        if (total.sum->boundsReconciled())
            m_annotations.inform(messages::boundsReconciled(messages::aggregation), m_where);
        if (total.sum->hintsCollided())
            m_annotations.warn(messages::resetCollision(messages::aggregation), m_where);
        NativeHistogram result = total.sum->result();
        compact(result);
        out.set(step, std::make_shared<const NativeHistogram>(std::move(result)));
    }

    std::vector<Floats> m_floats;
    std::vector<char> m_hasFloat;
    std::vector<Total> m_histograms; // empty until the first comes
};

std::unique_ptr<Column> makeColumn(Op op, std::size_t steps, TextRange where, Annotations &annotations,
                                   const std::vector<double> &params)
{
    switch (op) {
    case Op::Sum:
        return std::make_unique<TotalColumn<FloatTotal, HistogramTotal>>(steps, where, annotations);
    case Op::Avg:
        return std::make_unique<TotalColumn<FloatMean, HistogramMean>>(steps, where, annotations);
    case Op::Min:
    case Op::Max:
        return std::make_unique<ExtremeColumn>(steps, where, annotations, op);
    case Op::Stddev:
    case Op::Stdvar:
        return std::make_unique<DeviationColumn>(steps, where, annotations, op);
    case Op::Quantile:
        return std::make_unique<QuantileColumn>(steps, where, annotations, params);
    default:
        return std::make_unique<CountColumn>(steps, where, annotations, op == Op::Group);
    }
}

bool isChoosing(Op op)
{
    return op == Op::Topk || op == Op::Bottomk || op == Op::Limitk || op == Op::LimitRatio;
}

void noteBadQuantiles(const std::vector<double> &params, TextRange where, Annotations &annotations)
{
    double least = std::numeric_limits<double>::infinity(), most = -least;
    bool hasNan = false;
    for (const double q : params) {
        hasNan = hasNan || std::isnan(q);
        least = std::min(least, std::isnan(q) ? least : q);
        most = std::max(most, std::isnan(q) ? most : q);
    }
    if (hasNan)
        annotations.warn(messages::badQuantile(std::numeric_limits<double>::quiet_NaN()), where);
    if (most > 1)
        annotations.warn(messages::badQuantile(most), where);
    if (least < 0)
        annotations.warn(messages::badQuantile(least), where);
}

} // namespace

Lines Evaluation::lines(const Aggregate &aggregate, const Expr &expr, const Grid &grid)
{
    if (aggregate.op == Op::CountValues)
        return counted(aggregate, evaluate(*aggregate.expr, grid), grid);
    const auto params = aggregate.param ? scalar(*aggregate.param, grid) : std::vector<double>();
    Lines input = evaluate(*aggregate.expr, grid);
    if (hasFailed())
        return {};
    if (isChoosing(aggregate.op))
        return chosen(aggregate, expr, std::move(input), params, grid);
    if (aggregate.op == Op::Quantile)
        noteBadQuantiles(params, withoutParens(*aggregate.param).range, m_annotations);
    return grouped(aggregate, input, params, grid);
}

Lines Evaluation::grouped(const Aggregate &aggregate, const Lines &input, const std::vector<double> &params,
                          const Grid &grid)
{
    const Grouping grouping = groupLines(input, aggregate.grouping, aggregate.isWithout);
    std::vector<std::vector<std::size_t>> members(grouping.labels.size());
    for (std::size_t i = 0; i < input.size(); ++i)
        members[grouping.groupOf[i]].push_back(i);
    const TextRange where = withoutParens(*aggregate.expr).range;
    Lines out;
    for (std::size_t g = 0; g < members.size() && mayGoOn(); ++g) {
        const auto column = makeColumn(aggregate.op, grid.count, where, m_annotations, params);
        Line line(grouping.labels[g], false, grid.count);
        for (const std::size_t i : members[g]) {
            column->add(input[i]);
            line.dropsName = line.dropsName || input[i].dropsName;
        }
        column->finish(line);
        if (!line.isEmpty())
            out.push_back(std::move(line));
    }
    return out;
}

Lines Evaluation::counted(const Aggregate &aggregate, const Lines &input, const Grid &grid)
{
    const std::string &name = stringOf(*aggregate.param);
    if (name.empty() || !isUtf8(name)) {
        fail("invalid label name " + goQuoted(name));
        return {};
    }
    std::vector<std::string> names = aggregate.grouping;
    if (!aggregate.isWithout)
        names.push_back(name);
    Lines out;
    std::unordered_map<base::Labels, std::size_t> known;
    for (const Line &line : input) {
        std::unordered_map<std::string, std::size_t> byText; // of this line: values repeat
        for (std::size_t i = 0; i < grid.count; ++i) {
            if (!line.has(i))
                continue;
            const std::string text = line.histogram(i) ? histogramText(*line.histogram(i)) : goPlain(line.values[i]);
            auto at = byText.find(text);
            if (at == byText.end()) {
                base::Labels labels = groupLabels(line.labels.with(name, text), names, aggregate.isWithout);
                const auto [found, isNew] = known.emplace(labels, out.size());
                if (isNew && !mayHold((out.size() + 1) * grid.count))
                    return {};
                if (isNew)
                    out.emplace_back(std::move(labels), false, grid.count);
                at = byText.emplace(text, found->second).first;
            }
            double &count = out[at->second].values[i];
            count = isAbsent(count) ? 1 : count + 1;
        }
    }
    return out;
}

} // namespace wf::query
