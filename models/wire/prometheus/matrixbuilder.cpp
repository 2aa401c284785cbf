// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/prometheus/matrixbuilder.h"

namespace wf::wire::prometheus {

using signals::HistogramSample;
using signals::HistogramSeries;
using signals::Series;

void MatrixBuilder::addSeries(const Json &one)
{
    if (m_tooMany)
        return;
    Series series;
    if (const Json values = one["values"]; values.exists()) {
        const auto n = values.size();
        series.timesMs.reserve(n);
        series.values.reserve(n);
        values.forEach([&](const Json &sample) { addSample(series, sample); });
    } else if (const Json value = one["value"]; value.exists()) {
        addSample(series, value);
    }
    addSeries(one["metric"].labels(), std::move(series), one);
}

void MatrixBuilder::addSeries(base::Labels labels, Series series, const Json &rest)
{
    HistogramSeries histograms{labels, {}};
    rest["histograms"].forEach([&](const Json &sample) { addHistogram(histograms, sample); });
    if (const Json histogram = rest["histogram"]; histogram.exists())
        addHistogram(histograms, histogram);
    series.labels = std::move(labels);
    if (series.size() > 0 || histograms.samples.empty())
        m_answer.series.push_back(std::move(series));
    if (!histograms.samples.empty())
        m_answer.histograms.push_back(std::move(histograms));
    if (m_answer.series.size() + m_answer.histograms.size() > m_limits.series)
        m_tooMany = tooLarge(Bound::Series, m_limits.series);
}

void MatrixBuilder::countSamples(std::size_t n)
{
    m_samples += n;
    if (m_samples > m_limits.samples && !m_tooMany)
        m_tooMany = tooLarge(Bound::Samples, m_limits.samples);
}

std::optional<qint64> MatrixBuilder::timeOf(const Json &sample)
{
    const auto seconds = sample.at(0).number();
    const auto ms = seconds ? secondsToMs(*seconds) : std::nullopt;
    if (!ms)
        m_broken = true;
    countSamples(1);
    return ms;
}

void MatrixBuilder::addSample(Series &series, const Json &sample)
{
    const auto value = sample.at(1).number();
    const auto ms = timeOf(sample);
    if (!value)
        m_broken = true;
    if (m_broken || m_tooMany)
        return;
    series.timesMs.push_back(*ms);
    series.values.push_back(*value);
}

void MatrixBuilder::addHistogram(HistogramSeries &series, const Json &sample)
{
    const auto ms = timeOf(sample);
    const Json h = sample.at(1);
    if (!h.isObject())
        m_broken = true;
    if (m_broken || m_tooMany)
        return;
    HistogramSample out;
    out.timeMs = *ms;
    out.count = h["count"].number().value_or(0);
    out.sum = h["sum"].number().value_or(0);
    h["buckets"].forEach([&](const Json &b) {
        const auto rule = b.at(0).integer().value_or(0);
        out.buckets.push_back({b.at(1).number().value_or(0), b.at(2).number().value_or(0), b.at(3).number().value_or(0),
                               rule >= 0 && rule <= 3 ? static_cast<int>(rule) : 0});
    });
    countSamples(out.buckets.size());
    series.samples.push_back(std::move(out));
}

std::optional<base::Error> MatrixBuilder::problem() const
{
    if (m_tooMany)
        return m_tooMany;
    if (m_broken)
        return notUnderstood(QStringLiteral("a sample is not [time, \"value\"]"));
    return std::nullopt;
}

} // namespace wf::wire::prometheus
