// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/logql.h"
#include "tests/fuzz/promise.h"

#include <algorithm>

using namespace wf;
using namespace wf::fuzz;

namespace {

// One stream whose lines are the rest of the input.
class InputLines final : public query::LineReader {
public:
    explicit InputLines(std::string_view text) : m_text(text) {}
    base::Result<query::ReadReport> read(const query::LineRequest &request, const Take &take,
                                         std::stop_token) const override
    {
        static const base::Labels stream{{"a", "b"}};
        static const base::Labels metadata{{"m", "1"}};
        std::vector<query::LineView> lines;
        qint64 timeNs = 1'000'000'000;
        for (std::string_view rest = m_text; !rest.empty() && lines.size() < 50; timeNs += 500'000'000) {
            const auto end = std::min(rest.find('\n'), rest.size());
            if (timeNs >= request.startNs && timeNs < request.endNs)
                lines.push_back({timeNs, rest.substr(0, end), &metadata, signals::LogLevel::Info, {}});
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        if (request.order == query::LineOrder::Backward)
            std::ranges::reverse(lines);
        query::ReadReport report;
        if (signals::matchAll(request.matchers, stream))
            report.isCutShort =
                !take({&stream, lines, request.order == query::LineOrder::Forward ? request.startNs : request.endNs});
        return report;
    }

private:
    std::string_view m_text;
};

} // namespace

// The first line is a query, the rest are the lines it is asked about.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view body = text(data, size);
    const auto end = std::min(body.find('\n'), body.size());
    const auto expr = query::parseLogql(body.substr(0, end), {.allowsVariables = true});
    if (!expr) {
        promise(!expr.error().summary.isEmpty(), "an error says something");
        return 0;
    }
    const std::string printed = query::printLogql(*expr);
    const auto again = query::parseLogql(printed, {.allowsVariables = true});
    promise(again.ok(), "what was printed parses");
    promise(query::printLogql(*again) == printed, "printing is stable");
    const InputLines reader(body.substr(std::min(end + 1, body.size())));
    if (expr->log() != nullptr) {
        const auto answer = query::evaluateLogs(*expr, {0, 100'000'000'000, query::LineOrder::Backward, 20}, reader);
        promise(!answer || answer->lines.size() <= 20, "no more lines than the limit");
        promise(!answer || std::ranges::is_sorted(answer->lines, std::ranges::greater(), &signals::LogLine::timeNs),
                "newest first");
        return 0;
    }
    query::LogMetricQuery question;
    question.startNs = 1'000'000'000;
    question.endNs = 30'000'000'000;
    question.stepNs = 1'000'000'000;
    question.mostSeries = 200;
    question.mostSamples = 100'000;
    const auto answer = query::evaluateLogMetric(*expr, question, reader);
    for (const auto &series : answer ? answer->series : std::vector<signals::Series>())
        promise(series.timesMs.size() == series.values.size() && ascending(series.timesMs),
                "columns of one length, in order");
    return 0;
}
