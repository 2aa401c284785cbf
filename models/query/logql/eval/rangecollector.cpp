// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/eval/rangecollector.h"

#include "models/query/logql/eval/pushdown.h"
#include "models/query/logql/syntax/quantities.h"

#include <algorithm>

namespace wf::query::logql {

using namespace Qt::StringLiterals;

namespace {

constexpr std::string_view extractionError = "SampleExtractionErr";

std::optional<double> converted(std::string_view text, Unwrap::Conversion conversion)
{
    switch (conversion) {
    case Unwrap::Conversion::None:
        return parseGoFloat(text);
    case Unwrap::Conversion::Bytes:
        return parseByteSize(text);
    default:
        break;
    }
    const auto ns = parseGoDuration(text);
    return ns ? std::optional(goSeconds(*ns)) : std::nullopt;
}

std::string conversionProblem(std::string_view text, Unwrap::Conversion conversion)
{
    if (conversion == Unwrap::Conversion::None)
        return floatProblem(text);
    return conversion == Unwrap::Conversion::Bytes ? byteSizeProblem(text) : durationProblem(text);
}

bool countsBytes(RangeOp op)
{
    return op == RangeOp::BytesOverTime || op == RangeOp::BytesRate;
}

} // namespace

RangeCollector::RangeCollector(const RangeAggregation &aggregation, const Grouping *grouping, Windows windows,
                               RangeBounds bounds)
    : m_aggregation(aggregation), m_windows(windows), m_bounds(bounds)
{
    if (grouping != nullptr) {
        m_grouping = *grouping;
        m_isGrouped = true;
    }
    m_needsNone = aggregation.op == RangeOp::AbsentOverTime ||
                  (m_isGrouped && !m_grouping.isWithout && m_grouping.labels.empty());
    if (aggregation.range.unwrap && (!m_isGrouped || m_grouping.isWithout)) {
        // The unwrapped label would tell every value apart.
        m_isGrouped = true;
        m_grouping.isWithout = true;
        m_grouping.labels.push_back(aggregation.range.unwrap->label);
    }
}

// Whoever needs no labels at the end lets parsers look for those only that stages read.
LabelNeeds RangeCollector::needs(const Pipeline &stages, const Pipeline &filters) const
{
    std::vector<std::string> names;
    stages.addNeeds(names);
    filters.addNeeds(names);
    if (m_isGrouped)
        names.insert(names.end(), m_grouping.labels.begin(), m_grouping.labels.end());
    if (m_aggregation.range.unwrap)
        names.push_back(m_aggregation.range.unwrap->label);
    for (std::size_t i = 0, n = names.size(); i < n; ++i)
        if (constexpr std::string_view extracted = "_extracted"; names[i].ends_with(extracted))
            names.push_back(names[i].substr(0, names[i].size() - extracted.size()));
    std::ranges::sort(names);
    const auto repeated = std::ranges::unique(names);
    names.erase(repeated.begin(), repeated.end());
    if (m_needsNone)
        return {names.empty(), std::move(names)};
    if (!m_isGrouped || m_grouping.isWithout || m_grouping.labels.empty())
        return {};
    return {false, std::move(names)};
}

base::Result<Columns> RangeCollector::collect(const LineReader &reader, qint64 nowNs, std::stop_token stop)
{
    const LogRange &range = m_aggregation.range;
    auto stages = Pipeline::compile(range.selector.stages, nowNs);
    if (!stages)
        return stages.error();
    auto filters = Pipeline::compile(range.unwrap ? std::span<const LabelFilterPtr>(range.unwrap->filters)
                                                  : std::span<const LabelFilterPtr>());
    if (!filters)
        return filters.error();
    m_stages = std::move(*stages);
    m_filters = std::move(*filters);
    LabelNeeds wanted = needs(m_stages, m_filters);
    m_keepsErrors = std::ranges::find(wanted.names, errorLabel) != wanted.names.end();
    LineRequest request;
    pushDown(range.selector, request);
    request.startNs = m_windows.firstNs - m_windows.rangeNs + 1;
    request.endNs = m_windows.firstNs + static_cast<qint64>(m_windows.count - 1) * m_windows.stepNs + 1;
    request.order = LineOrder::Forward;
    request.needsText = !m_stages.isEmpty() || range.unwrap || countsBytes(m_aggregation.op);
    LineState line;
    line.labels = LineLabels(std::move(wanted));
    const auto report = reader.read(
        request,
        [&](const LineBatch &batch) {
            return std::ranges::all_of(batch.lines, [&](const LineView &view) { return takeLine(batch, view, line); });
        },
        std::move(stop));
    if (!report)
        return report.error();
    if (m_error)
        return *m_error;
    m_completeness = report->completeness;
    Columns columns;
    columns.reserve(m_series.size());
    for (std::size_t i = 0; i < m_series.size(); ++i)
        columns.push_back(m_series[i].finish(m_windows, m_labels[i]));
    return columns;
}

std::optional<double> RangeCollector::sampleOf(LineState &line) const
{
    const auto &unwrap = m_aggregation.range.unwrap;
    if (!unwrap)
        return countsBytes(m_aggregation.op) ? static_cast<double>(line.text.size()) : 1.0;
    const auto text = line.labels.value(unwrap->label);
    if (text.empty())
        return std::nullopt; // a line need not have it
    const auto value = converted(text, unwrap->conversion);
    if (!value)
        line.labels.setError(extractionError, conversionProblem(text, unwrap->conversion));
    if (!m_filters.process(line))
        return std::nullopt;
    return value.value_or(0);
}

bool RangeCollector::takeLine(const LineBatch &batch, const LineView &view, LineState &line)
{
    const auto steps = m_windows.holding(view.timeNs);
    if (steps.begin >= steps.end)
        return true; // between two windows
    line.timeNs = view.timeNs;
    line.text = view.text;
    line.labels.reset(*batch.stream, *view.metadata);
    addLevel(line.labels, view.level);
    if (!m_stages.process(line))
        return true;
    const auto value = sampleOf(line);
    if (!value)
        return true;
    if (line.labels.hasError() && !m_keepsErrors) {
        m_error = pipelineError(line);
        return false;
    }
    SeriesWindows &series = m_series[seriesOf(line)];
    m_held -= series.weight();
    series.add(m_windows, {view.timeNs, *value});
    m_held += series.weight();
    if (m_series.size() > m_bounds.mostSeries)
        m_error =
            base::makeError(base::ErrorKind::TooLarge,
                            u"the query makes more than %1 series: group by fewer labels"_s.arg(m_bounds.mostSeries));
    else if (m_held > m_bounds.mostSamples)
        m_error = base::makeError(
            base::ErrorKind::TooLarge,
            u"the query holds more than %1 samples: ask for a shorter time"_s.arg(m_bounds.mostSamples));
    return !m_error;
}

bool RangeCollector::isWanted(std::string_view name) const
{
    if (!m_isGrouped)
        return true;
    return (std::ranges::find(m_grouping.labels, name) != m_grouping.labels.end()) != m_grouping.isWithout;
}

std::size_t RangeCollector::seriesOf(const LineState &line)
{
    m_key.clear();
    m_all.clear();
    const auto add = [this](std::string_view name, std::string_view value) {
        if (!value.empty())
            m_all.push_back({name, value, LineLabels::Kind::Stream});
    };
    if (m_isGrouped && !m_grouping.isWithout) {
        for (const auto &name : m_grouping.labels)
            add(name, line.labels.value(name));
    } else if (!m_needsNone) {
        line.labels.all(m_all);
        std::erase_if(m_all,
                      [this](const LineLabels::Label &label) { return !isWanted(label.name) || label.value.empty(); });
    }
    std::ranges::sort(m_all, {}, &LineLabels::Label::name);
    for (const auto &label : m_all)
        m_key.append(label.name).append(1, '\xFF').append(label.value).append(1, '\xFF');
    if (const auto it = m_numbers.find(std::string_view(m_key)); it != m_numbers.end())
        return it->second;
    std::vector<base::Labels::Pair> pairs;
    for (const auto &label : m_all)
        pairs.emplace_back(label.name, label.value);
    m_numbers.emplace(m_key, m_series.size());
    m_labels.emplace_back(std::move(pairs));
    m_series.emplace_back(m_aggregation.op, m_aggregation.range.unwrap.has_value(), m_aggregation.parameter);
    return m_series.size() - 1;
}

base::Error RangeCollector::pipelineError(const LineState &line) const
{
    std::vector<LineLabels::Label> all;
    line.labels.all(all);
    std::vector<base::Labels::Pair> pairs;
    for (const auto &label : all)
        pairs.emplace_back(label.name, label.value);
    const auto error = line.labels.value(errorLabel);
    return base::makeError(
        base::ErrorKind::Invalid,
        u"pipeline error: '%1' for series: '%2'"_s.arg(
            QString::fromUtf8(error.data(), static_cast<qsizetype>(error.size())),
            base::Labels(std::move(pairs)).toString()),
        u"Leave such lines out with | __error__=\"\"; behind | unwrap it also leaves out values that are no numbers."_s);
}

} // namespace wf::query::logql
