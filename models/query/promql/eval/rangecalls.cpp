// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/eval/evaluation_p.h"
#include "models/query/promql/notes/messages.h"
#include "models/query/promql/range/rangefunctions.h"

#include <algorithm>
#include <array>

namespace wf::query {

namespace {

using Id = FunctionId;

bool countsResets(Id id)
{
    return id == Id::Rate || id == Id::Increase || id == Id::Irate || id == Id::Resets;
}

// Slides over the samples of one series; the window only moves forward.
class SlidingWindow {
public:
    SlidingWindow(const signals::RawSeries &series, bool wantsStarts, bool wantsFalls)
        : m_series(series),
          m_hasStarts(wantsStarts && !series.startTimesMs.empty()),
          m_hasHistogramStarts(wantsStarts && !series.histogramStartTimesMs.empty())
    {
        if (wantsFalls) {
            m_falls.resize(series.values.size());
            for (std::size_t i = 1; i < m_falls.size(); ++i)
                m_falls[i] = m_falls[i - 1] + (series.values[i] < series.values[i - 1]);
        }
    }

    // Samples in (from, to].
    void moveTo(qint64 from, qint64 to, Window &window)
    {
        move(m_series.timesMs, from, to, m_first, m_end);
        move(m_series.histogramTimesMs, from, to, m_firstHistogram, m_endHistogram);
        window.times = part(m_series.timesMs, m_first, m_end);
        window.values = part(m_series.values, m_first, m_end);
        window.histogramTimes = part(m_series.histogramTimesMs, m_firstHistogram, m_endHistogram);
        window.histograms = part(m_series.histograms, m_firstHistogram, m_endHistogram);
        if (m_hasStarts)
            window.starts = part(m_series.startTimesMs, m_first, m_end);
        if (m_hasHistogramStarts)
            window.histogramStarts = part(m_series.histogramStartTimesMs, m_firstHistogram, m_endHistogram);
        if (!m_falls.empty())
            window.fallsBefore = part(m_falls, m_first, m_end);
    }

private:
    static void move(const std::vector<qint64> &times, qint64 from, qint64 to, std::size_t &first, std::size_t &end)
    {
        while (end < times.size() && times[end] <= to)
            ++end;
        while (first < end && times[first] <= from)
            ++first;
    }
    template<class T>
    static std::span<const T> part(const std::vector<T> &column, std::size_t first, std::size_t end)
    {
        return {column.data() + first, end - first};
    }

    const signals::RawSeries &m_series;
    bool m_hasStarts, m_hasHistogramStarts;
    std::vector<quint32> m_falls;
    std::size_t m_first = 0, m_end = 0, m_firstHistogram = 0, m_endHistogram = 0;
};

const char *misuseOfExtendedRange(const RangeSource &source, Id id)
{
    const bool isRate = id == Id::Rate || id == Id::Increase || id == Id::Delta;
    if (source.isAnchored && !isRate && id != Id::Resets && id != Id::Changes)
        return "anchored modifier can only be used with: changes, delta, increase, rate, resets - not with ";
    if (source.isSmoothed && !isRate)
        return "smoothed modifier can only be used with: delta, increase, rate - not with ";
    return nullptr;
}

} // namespace

// One series under the function at all steps; nothing in it where the function gives nothing.
Line Evaluation::lineOver(const RangeSource &source, const RangeSeries &series, FunctionId id,
                          const std::vector<std::vector<double>> &params, RangeCall &call, const Grid &grid) const
{
    const RangeFunction function = rangeFunction(id);
    const qint64 before = source.isAnchored || source.isSmoothed ? m_options.lookbackMs : 0;
    const qint64 beyond = source.isSmoothed ? m_options.lookbackMs : 0;
    Line line(series.raw.labels, series.dropsName, grid.count);
    SlidingWindow sliding(series.raw, m_options.usesStartTimestamps && countsResets(id), countsResets(id));
    Window window;
    for (std::size_t i = 0; i < grid.count && call.error.empty(); ++i) {
        for (std::size_t p = 0; p < params.size(); ++p)
            call.params[p] = params[p][i];
        window.stepMs = grid.at(i);
        window.endMs = source.shift.reference(window.stepMs);
        window.startMs = window.endMs - source.rangeMs;
        sliding.moveTo(window.startMs - before, window.endMs + beyond, window);
        if (window.values.empty() && window.histograms.empty())
            continue;
        RangeResult result = function(window, call);
        if (result.histogram)
            line.set(i, std::move(result.histogram));
        else if (result.isThere)
            line.values[i] = result.value;
    }
    return line;
}

Lines Evaluation::overRange(const Call &call, std::size_t rangeArg, const Grid &grid)
{
    const Id id = call.function->id;
    const RangeSource source = range(*call.args[rangeArg], grid);
    std::vector<std::vector<double>> params;
    RangeCall shared{m_annotations,
                     {},
                     source.where,
                     static_cast<double>(source.rangeMs) / 1000,
                     source.isAnchored,
                     source.isSmoothed,
                     {},
                     {},
                     {}};
    for (std::size_t i = 0; i < call.args.size(); ++i) {
        shared.argRanges.push_back(withoutParens(*call.args[i]).range);
        if (i != rangeArg)
            params.push_back(scalar(*call.args[i], grid));
    }
    shared.params.resize(params.size());
    if (const char *misuse = misuseOfExtendedRange(source, id); misuse && !hasFailed())
        fail(misuse + std::string(call.function->name));
    if (!mayHold(source.series.size() * grid.count))
        return {};
    Lines out;
    for (const RangeSeries &series : source.series) {
        shared.metricName = series.raw.labels.metricName();
        Line line = lineOver(source, series, id, params, shared, grid);
        if (!shared.error.empty())
            fail(shared.error);
        if (!mayGoOn())
            return {};
        if (line.isEmpty())
            continue;
        if ((id == Id::Rate || id == Id::Increase) && !std::ranges::all_of(line.values, isAbsent))
            warnAboutNoCounter(series.raw.labels, withoutParens(*call.args[0]).range);
        if (id != Id::FirstOverTime && id != Id::LastOverTime)
            dropName(line);
        out.push_back(std::move(line));
    }
    if (id == Id::AbsentOverTime)
        return absentOverTime(call, out, grid);
    // Two series may have become one even where they have no step in common: Prometheus refuses that here.
    return m_options.delaysNameRemoval ? out : withDistinctLabels(std::move(out));
}

Lines Evaluation::absentOverTime(const Call &call, const Lines &present, const Grid &grid)
{
    Line line(labelsForAbsent(withoutParens(*call.args[0])), false, grid.count);
    dropName(line);
    std::ranges::fill(line.values, 1.0);
    for (const Line &seen : present)
        for (std::size_t i = 0; i < grid.count; ++i)
            if (seen.has(i))
                line.clear(i);
    if (line.isEmpty())
        return {};
    return {std::move(line)};
}

void Evaluation::warnAboutNoCounter(const base::Labels &labels, TextRange where)
{
    const std::string_view name = labels.metricName();
    if (name.empty())
        return;
    if (m_options.usesTypeAndUnitLabels) {
        const std::string_view type = labels.value("__type__");
        if (type != "counter" && type != "histogram")
            m_annotations.inform("metric might not be a counter, __type__ label is not set to \"counter\" or "
                                 "\"histogram\", got " +
                                     goQuoted(type) + ": " + goQuoted(name),
                                 where);
        return;
    }
    static constexpr std::array<std::string_view, 4> endings{"_total", "_sum", "_count", "_bucket"};
    if (std::ranges::none_of(endings, [&](std::string_view e) { return name.ends_with(e); }))
        m_annotations.inform(
            "metric might not be a counter, name does not end in _total/_sum/_count/_bucket: " + goQuoted(name), where);
}

} // namespace wf::query
