// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/station/rehearsedsamples.h"

#include <algorithm>

namespace wf::app::demo {

namespace {

// The samples of the range, when there are any.
void addPart(const signals::RawSeries &series, qint64 startMs, qint64 endMs, std::vector<signals::RawSeries> &out)
{
    const auto from = std::ranges::lower_bound(series.timesMs, startMs);
    const auto to = std::ranges::upper_bound(series.timesMs, endMs);
    if (from >= to)
        return;
    signals::RawSeries &part = out.emplace_back();
    part.labels = series.labels;
    part.timesMs.assign(from, to);
    const auto first = series.values.begin() + (from - series.timesMs.begin());
    part.values.assign(first, first + (to - from));
}

} // namespace

void RehearsedSamples::begin(qint64 untilMs)
{
    m_untilMs = untilMs;
    m_stretches.clear();
}

void RehearsedSamples::keep(station::MetricBatch batch)
{
    for (auto &point : batch.points) {
        auto &series = m_given[point.labels];
        series.labels = point.labels;
        series.timesMs.push_back(point.timeMs);
        series.values.push_back(point.value);
    }
}

base::Result<std::vector<signals::RawSeries>> RehearsedSamples::read(const query::SampleRequest &request,
                                                                     std::stop_token stop) const
{
    std::vector<signals::RawSeries> out;
    for (const auto &[labels, series] : m_given)
        if (signals::matchAll(request.matchers, labels))
            addPart(series, request.startMs, request.endMs, out);
    const std::lock_guard guard(m_mutex);
    auto stretch = std::ranges::find(m_stretches, request.matchers, &Stretch::matchers);
    if (stretch == m_stretches.end() || stretch->startMs > request.startMs) {
        auto read = m_past.read({request.matchers, request.startMs, m_untilMs}, stop);
        if (!read)
            return read;
        if (stretch == m_stretches.end())
            stretch = m_stretches.insert(m_stretches.end(), {request.matchers, 0, {}});
        stretch->startMs = request.startMs;
        stretch->series = std::move(*read);
    }
    for (const auto &series : stretch->series)
        addPart(series, request.startMs, request.endMs, out);
    return out;
}

} // namespace wf::app::demo
