// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/eval/evaluate.h"
#include "models/query/promql/parse/parse.h"
#include "tests/fuzz/promise.h"

using namespace wf;
using namespace wf::fuzz;

namespace {

// A few samples of every kind under whatever name is asked for.
class AnyReader final : public query::SampleReader {
public:
    base::Result<std::vector<signals::RawSeries>> read(const query::SampleRequest &request,
                                                       std::stop_token) const override
    {
        std::vector<signals::RawSeries> out;
        for (const char *le : {"1", "+Inf"}) {
            signals::RawSeries series;
            series.labels = base::Labels{{"__name__", "x"}, {"le", le}};
            for (const qint64 t : {qint64{0}, qint64{60'000}, qint64{120'000}})
                if (t >= request.startMs && t <= request.endMs) {
                    series.timesMs.push_back(t);
                    series.values.push_back(static_cast<double>(t % 7) - 2);
                }
            if (!series.values.empty())
                out.push_back(std::move(series));
        }
        signals::NativeHistogram h;
        h.count = 3;
        h.positiveSpans = {{-1, 2}};
        h.positiveCounts = {1, 2};
        signals::RawSeries histogram;
        histogram.labels = base::Labels{{"__name__", "h"}};
        histogram.histogramTimesMs = {90'000};
        histogram.histograms = {std::make_shared<const signals::NativeHistogram>(h)};
        if (request.startMs <= 90'000 && request.endMs >= 90'000)
            out.push_back(std::move(histogram));
        return out;
    }
};

query::EvalOptions small()
{
    query::EvalOptions options;
    options.maxSamples = 20'000;
    options.maxSteps = 100;
    return options;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto options = query::ParseOptions::everything();
    query::SyntaxError where;
    const auto parsed = query::parsePromql(text(data, size), options, &where);
    if (!parsed) {
        promise(parsed.error().kind != base::ErrorKind::Invalid || where.range.start <= size, "errors lie in the text");
        return 0;
    }
    const std::string canonical = query::printPromql(**parsed);
    const auto again = query::parsePromql(canonical, options);
    promise(again.ok(), "canonical text parses");
    promise(query::printPromql(**again) == canonical, "canonical text stays as it is");
    const auto pretty = query::parsePromql(query::prettyPromql(**parsed, 30), options);
    promise(pretty && query::printPromql(**pretty) == canonical, "pretty text means the same");
    const AnyReader reader;
    for (const auto &answer : {query::evaluateInstant(**parsed, reader, 120'000, small(), {}),
                               query::evaluateRange(**parsed, reader, 0, 120'000, 30'000, small(), {})}) {
        if (!answer)
            continue;
        for (const signals::RawSeries &series : answer->series) {
            promise(ascending(series.timesMs) && series.timesMs.size() == series.values.size(), "columns fit");
            promise(ascending(series.histogramTimesMs), "histograms ascend");
        }
    }
    return 0;
}
