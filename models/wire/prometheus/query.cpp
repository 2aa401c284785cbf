// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/prometheus/envelope.h"
#include "models/wire/prometheus/prometheus.h"

namespace wf::wire::prometheus {

using signals::HistogramSample;
using signals::HistogramSeries;
using signals::QueryAnswer;
using signals::ResultType;
using signals::Series;

namespace {

class QueryDecoder {
public:
    explicit QueryDecoder(const Limits &limits) : m_limits(limits) {}

    base::Result<QueryAnswer> decode(const Json &data)
    {
        const auto type = data["resultType"].text();
        const Json result = data["result"];
        if (type == "matrix" || type == "vector") {
            m_answer.type = type == "matrix" ? ResultType::Matrix : ResultType::Vector;
            if (!result.isArray() && result.exists())
                return notUnderstood(QStringLiteral("result is not a list"));
            result.forEach([&](const Json &one) { addSeries(one); });
        } else if (type == "scalar") {
            m_answer.type = ResultType::Scalar;
            const auto value = result.at(1).number();
            if (!value)
                return notUnderstood(QStringLiteral("the scalar is not [time, \"value\"]"));
            // Loki stamps scalars with nonsense; the value is what was asked.
            const qint64 ms = secondsToMs(result.at(0).number().value_or(0)).value_or(0);
            m_answer.series.push_back(Series{{}, {ms}, {*value}});
        } else if (type == "string") {
            m_answer.type = ResultType::String;
            m_answer.string = result.at(1).string();
        } else {
            return notUnderstood(QStringLiteral("unknown kind of result: ") + toQString(type.substr(0, 64)));
        }
        if (m_tooMany)
            return *m_tooMany;
        if (m_broken)
            return notUnderstood(QStringLiteral("a sample is not [time, \"value\"]"));
        return std::move(m_answer);
    }

private:
    void addSeries(const Json &one)
    {
        if (m_tooMany)
            return;
        const base::Labels labels = one["metric"].labels();
        Series series{labels, {}, {}};
        HistogramSeries histograms{labels, {}};
        if (const Json values = one["values"]; values.exists()) {
            const auto n = values.size();
            series.timesMs.reserve(n);
            series.values.reserve(n);
            values.forEach([&](const Json &sample) { addSample(series, sample); });
        } else if (const Json value = one["value"]; value.exists()) {
            addSample(series, value);
        }
        one["histograms"].forEach([&](const Json &sample) { addHistogram(histograms, sample); });
        if (const Json histogram = one["histogram"]; histogram.exists())
            addHistogram(histograms, histogram);
        if (series.size() > 0 || histograms.samples.empty())
            m_answer.series.push_back(std::move(series));
        if (!histograms.samples.empty())
            m_answer.histograms.push_back(std::move(histograms));
        if (m_answer.series.size() + m_answer.histograms.size() > m_limits.series)
            m_tooMany = tooLarge(Bound::Series, m_limits.series);
    }

    std::optional<qint64> timeOf(const Json &sample)
    {
        const auto seconds = sample.at(0).number();
        const auto ms = seconds ? secondsToMs(*seconds) : std::nullopt;
        if (!ms)
            m_broken = true;
        if (++m_samples > m_limits.samples)
            m_tooMany = tooLarge(Bound::Samples, m_limits.samples);
        return ms;
    }

    void addSample(Series &series, const Json &sample)
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

    void addHistogram(HistogramSeries &series, const Json &sample)
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
        m_samples += out.buckets.size();
        series.samples.push_back(std::move(out));
    }

    const Limits &m_limits;
    QueryAnswer m_answer;
    std::size_t m_samples = 0;
    bool m_broken = false;
    std::optional<base::Error> m_tooMany;
};

} // namespace

base::Result<QueryAnswer> decodeQuery(std::string_view body, qint64 stepMs, const Limits &limits)
{
    const auto envelope = openEnvelope(body, limits);
    if (!envelope)
        return envelope.error();
    auto answer = QueryDecoder(limits).decode(envelope->data);
    if (answer) {
        answer->stepMs = stepMs;
        answer->completeness = envelope->completeness;
    }
    return answer;
}

} // namespace wf::wire::prometheus
