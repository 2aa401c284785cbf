// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/serve/loki/lokiapi.h"

#include "models/base/duration.h"
#include "models/query/logql/logql.h"
#include "models/station/serve/answers/deadline.h"
#include "models/station/serve/answers/parameters.h"
#include "models/station/serve/loki/lokijson.h"
#include "models/station/serve/loki/lokitail.h"
#include "models/station/serve/prometheus/promjson.h"
#include "models/wire/numbers.h"

#include <algorithm>
#include <set>

namespace wf::station {

using base::ErrorKind;
using net::server::textResponse;
using wire::JsonText;

namespace {

constexpr std::chrono::minutes mostQueryTime{2};
constexpr qint64 mostEntries = 5'000;

Response failure(const base::Error &error, bool isTimeOver = false)
{
    std::string text = error.summary.toStdString();
    if (!error.detail.isEmpty())
        text += ": " + error.detail.toStdString();
    if (isTimeOver)
        return textResponse(504, "request timed out, decrease the duration of the request or add more label matchers");
    switch (error.kind) {
    case ErrorKind::Storage:
        return textResponse(500, text);
    case ErrorKind::Cancelled:
    case ErrorKind::Unavailable:
        return textResponse(503, text);
    case ErrorKind::RateLimited:
        return textResponse(429, text);
    default:
        return textResponse(400, text);
    }
}

template<class Write>
Response success(Write write)
{
    JsonText json;
    json.beginObject().field("status", "success");
    write(json);
    json.endObject();
    return {200, "application/json; charset=UTF-8", json.take(), {}};
}

class LokiApi {
public:
    LokiApi(LogAnswers answers, const base::Clock &clock) : m_answers(std::move(answers)), m_clock(clock) {}

    [[nodiscard]] bool canFollow() const { return m_answers.follow != nullptr; }

    Response range(const Request &request, std::stop_token stop) const
    {
        const Parameters p = Parameters::of(request);
        const auto tree = query::parseLogql(p.value("query"));
        const auto range = lokiRange(p, m_clock.nowNs(), std::chrono::hours(1));
        const auto limit = countOf(p.has("limit") ? p.value("limit") : "100");
        if (!tree)
            return parseFailure(tree.error());
        if (!range)
            return failure(range.error());
        if (!limit)
            return textResponse(400, "could not parse 'limit' parameter");
        if (*limit > mostEntries)
            return textResponse(400, "max entries limit per query exceeded, limit > max_entries_limit_per_query (" +
                                         std::to_string(*limit) + " > " + std::to_string(mostEntries) + ")");
        const Deadline deadline(std::move(stop), mostQueryTime);
        if (tree->log())
            return lines(request, *tree, p, *range, static_cast<int>(*limit), deadline);
        const auto step = stepOf(p, *range);
        if (!step || *step <= 0)
            return textResponse(400, "could not parse 'step' parameter");
        return metric(*tree, {range->startNs, range->endNs, *step}, signals::ResultType::Matrix, deadline);
    }

    Response instant(const Request &request, std::stop_token stop) const
    {
        const Parameters p = Parameters::of(request);
        const auto tree = query::parseLogql(p.value("query"));
        if (!tree)
            return parseFailure(tree.error());
        if (tree->log())
            return textResponse(400, "log queries are not supported as an instant query type, please change your query "
                                     "to a range query type");
        const auto time = p.has("time") ? lokiTimeNs(p.value("time")) : m_clock.nowNs();
        if (!time)
            return textResponse(400, "could not parse 'time' parameter");
        const Deadline deadline(std::move(stop), mostQueryTime);
        return metric(*tree, {*time, *time, 0}, signals::ResultType::Vector, deadline);
    }

    Response labels(const Request &request, std::stop_token stop) const
    {
        return overStreams(request, std::move(stop), [](const base::Labels &labels, std::set<std::string> &found) {
            for (const auto &[name, value] : labels)
                found.insert(name);
        });
    }

    Response labelValues(const Request &request, std::stop_token stop) const
    {
        const std::string name(request.capture("name"));
        return overStreams(request, std::move(stop), [&](const base::Labels &labels, std::set<std::string> &found) {
            if (const auto value = labels.value(name); !value.empty())
                found.emplace(value);
        });
    }

    Response series(const Request &request, std::stop_token stop) const
    {
        const Parameters p = Parameters::of(request);
        const auto range = lokiRange(p, m_clock.nowNs(), std::chrono::hours(1));
        if (!range)
            return failure(range.error());
        std::vector<Matchers> selectors;
        for (const auto &text : p.all("match[]")) {
            auto matchers = matchersOf(text);
            if (!matchers)
                return parseFailure(matchers.error());
            selectors.push_back(std::move(*matchers));
        }
        const auto streams = streamsIn(*range, std::move(stop));
        if (!streams)
            return failure(streams.error());
        return success([&](JsonText &json) {
            json.key("data").beginArray();
            for (const auto &labels : *streams)
                if (selectors.empty() || std::any_of(selectors.begin(), selectors.end(),
                                                     [&](const Matchers &m) { return signals::matchAll(m, labels); }))
                    json.labels(labels);
            json.endArray();
        });
    }

    Response stats(const Request &request, std::stop_token stop) const
    {
        const Parameters p = Parameters::of(request);
        const auto matchers = matchersOf(p.value("query"));
        const auto range = lokiRange(p, m_clock.nowNs(), std::chrono::hours(1));
        if (!matchers)
            return parseFailure(matchers.error());
        if (!range)
            return failure(range.error());
        qint64 bytes = 0;
        qint64 entries = 0;
        std::set<base::Labels> streams;
        query::LineRequest wanted;
        wanted.matchers = *matchers;
        wanted.startNs = range->startNs;
        wanted.endNs = range->endNs;
        const Deadline deadline(std::move(stop), mostQueryTime);
        const auto report = m_answers.lines->read(
            wanted,
            [&](const query::LineBatch &batch) {
                streams.insert(*batch.stream);
                entries += static_cast<qint64>(batch.lines.size());
                for (const auto &line : batch.lines)
                    bytes += static_cast<qint64>(line.text.size());
                return true;
            },
            deadline.token());
        if (!report)
            return failure(report.error(), deadline.isOver());
        JsonText json;
        json.beginObject()
            .field("streams", static_cast<qint64>(streams.size()))
            .field("chunks", static_cast<qint64>(streams.size()));
        json.field("bytes", bytes).field("entries", entries).endObject();
        return {200, "application/json; charset=UTF-8", json.take(), {}};
    }

    Response volume(const Request &request, std::stop_token stop) const
    {
        return volumes(request, std::move(stop), false);
    }
    Response volumeRange(const Request &request, std::stop_token stop) const
    {
        return volumes(request, std::move(stop), true);
    }

    using Followed = std::variant<Response, std::shared_ptr<net::server::MessageSource>>;
    Followed tail(const Request &request) const
    {
        const Parameters p = Parameters::of(request);
        auto tree = query::parseLogql(p.value("query"));
        if (!tree)
            return parseFailure(tree.error());
        if (const auto delay = countOf(p.has("delay_for") ? p.value("delay_for") : "0"); !delay || *delay > 5)
            return textResponse(400, "delay_for can't be greater than 5");
        const auto limit = countOf(p.has("limit") ? p.value("limit") : "100");
        if (!limit || *limit > mostEntries)
            return textResponse(400, "could not parse 'limit' parameter, or it is over " + std::to_string(mostEntries));
        const auto start = p.has("start") ? lokiTimeNs(p.value("start")) : m_clock.nowNs() - base::nsPerHour;
        if (!start)
            return textResponse(400, "could not parse 'start' parameter");
        TailQuestion question;
        question.expr = std::make_shared<const query::LogqlExpr>(std::move(*tree));
        question.startNs = *start;
        question.limit = static_cast<int>(*limit);
        question.isCategorised = isCategorised(request);
        return std::make_shared<LokiTailSource>(std::move(question), m_answers, m_clock);
    }

    Response formatQuery(const Request &request, std::stop_token) const
    {
        const auto tree = query::parseLogql(Parameters::of(request).value("query"));
        JsonText json;
        json.beginObject().field("status", tree ? "success" : "invalid-query");
        if (tree)
            json.field("data", query::printLogql(*tree));
        else
            json.field("error", tree.error().summary);
        return jsonResponse(json.endObject().take(), tree ? 200 : 400);
    }

private:
    struct Window {
        qint64 startNs = 0, endNs = 0, stepNs = 0;
    };

    static bool isCategorised(const Request &request)
    {
        return request.header("x-loki-response-encoding-flags").find("categorize-labels") != std::string_view::npos;
    }

    static Response parseFailure(const base::Error &error)
    {
        return textResponse(400, "parse error at " + error.summary.toStdString());
    }

    static base::Result<Matchers> matchersOf(std::string_view text)
    {
        const auto tree = query::parseLogql(text);
        if (!tree)
            return tree.error();
        const auto *log = tree->log();
        if (!log)
            return base::makeError(ErrorKind::Invalid, QStringLiteral("only label matchers are supported"));
        return log->matchers;
    }

    static std::optional<qint64> stepOf(const Parameters &p, base::TimeRange range)
    {
        const auto text = p.value("step");
        if (text.empty()) // Loki's own choice
            return std::max<qint64>(1, range.lengthNs() / base::nsPerSecond / 250) * base::nsPerSecond;
        const auto ms = promDurationMs(text);
        return ms ? std::optional(*ms * base::nsPerMs) : std::nullopt;
    }

    Response lines(const Request &request, const query::LogqlExpr &tree, const Parameters &p, base::TimeRange range,
                   int limit, const Deadline &deadline) const
    {
        const auto direction = p.value("direction");
        if (!direction.empty() && direction != "forward" && direction != "backward" && direction != "FORWARD" &&
            direction != "BACKWARD")
            return textResponse(400, "invalid direction '" + std::string(direction) + "'");
        const bool isForward = direction == "forward" || direction == "FORWARD";
        const auto answer = query::evaluateLogs(
            tree,
            {range.startNs, range.endNs, isForward ? query::LineOrder::Forward : query::LineOrder::Backward, limit},
            *m_answers.lines, deadline.token());
        if (!answer)
            return failure(answer.error(), deadline.isOver());
        const bool categorises = isCategorised(request);
        return success([&](JsonText &json) {
            json.key("data").beginObject().field("resultType", "streams");
            if (categorises)
                json.key("encodingFlags").beginArray().string(std::string_view("categorize-labels")).endArray();
            json.key("result");
            writeStreams(json, answer->lines, categorises);
            writeStats(json, answer->lines.size());
            json.endObject();
        });
    }

    Response metric(const query::LogqlExpr &tree, Window window, signals::ResultType type,
                    const Deadline &deadline) const
    {
        query::LogMetricQuery question;
        question.startNs = window.startNs;
        question.endNs = window.endNs;
        question.stepNs = window.stepNs;
        auto answer = query::evaluateLogMetric(tree, question, *m_answers.lines, deadline.token());
        if (!answer)
            return failure(answer.error(), deadline.isOver());
        if (answer->type != signals::ResultType::Scalar)
            answer->type = type;
        answer->completeness.asOfNs = window.endNs;
        JsonText data;
        writeAnswer(data, *answer);
        std::string text = data.take();
        text.pop_back(); // the stats stand inside
        JsonText stats;
        stats.beginObject();
        writeStats(stats, answer->series.size());
        const std::string inner = stats.endObject().take();
        text += ',' + inner.substr(1);
        return success([&](JsonText &json) { json.key("data").raw(text); });
    }

    base::Result<std::vector<base::Labels>> streamsIn(base::TimeRange range, std::stop_token stop) const
    {
        if (!m_answers.streams)
            return std::vector<base::Labels>();
        return m_answers.streams(range, std::move(stop));
    }

    template<class Collect>
    Response overStreams(const Request &request, std::stop_token stop, Collect collect) const
    {
        const Parameters p = Parameters::of(request);
        const auto range = lokiRange(p, m_clock.nowNs(), std::chrono::hours(6));
        if (!range)
            return failure(range.error());
        Matchers matchers;
        if (const auto text = p.value("query"); !text.empty()) {
            auto read = matchersOf(text);
            if (!read)
                return parseFailure(read.error());
            matchers = std::move(*read);
        }
        const auto streams = streamsIn(*range, std::move(stop));
        if (!streams)
            return failure(streams.error());
        std::set<std::string> found;
        for (const auto &labels : *streams)
            if (signals::matchAll(matchers, labels))
                collect(labels, found);
        return success([&](JsonText &json) {
            if (found.empty()) // as Loki does
                return;
            json.key("data").beginArray();
            for (const auto &text : found)
                json.string(std::string_view(text));
            json.endArray();
        });
    }

    // Bytes of lines by the labels the selector names, or by targetLabels.
    Response volumes(const Request &request, std::stop_token stop, bool isRange) const
    {
        const Parameters p = Parameters::of(request);
        const auto matchers = matchersOf(p.value("query"));
        const auto range = lokiRange(p, m_clock.nowNs(), std::chrono::hours(1));
        if (!matchers)
            return parseFailure(matchers.error());
        if (!range)
            return failure(range.error());
        const auto step = isRange ? stepOf(p, *range) : range->lengthNs();
        if (!step || *step < base::nsPerMs)
            return textResponse(400, "could not parse 'step' parameter");
        std::string by(p.value("targetLabels"));
        if (by.empty())
            for (const auto &matcher : *matchers)
                by += (by.empty() ? "" : ",") + matcher.name();
        const std::string expr = "sum by (" + by + ") (bytes_over_time(" + std::string(p.value("query")) + " [" +
                                 base::promDuration(*step).toStdString() + "]))";
        const auto tree = query::parseLogql(expr);
        if (!tree)
            return textResponse(400, "only label matchers are supported");
        const Deadline deadline(std::move(stop), mostQueryTime);
        const Window window{isRange ? range->startNs + *step : range->endNs, range->endNs, isRange ? *step : 0};
        return metric(*tree, window, isRange ? signals::ResultType::Matrix : signals::ResultType::Vector, deadline);
    }

    LogAnswers m_answers;
    const base::Clock &m_clock;
};

} // namespace

std::vector<net::server::Route> lokiRoutes(LogAnswers answers, const base::Clock &clock)
{
    using net::server::Route;
    const auto api = std::make_shared<const LokiApi>(std::move(answers), clock);
    std::vector<Route> routes;
    const auto add = [&](const std::string &path, auto method) {
        const auto handle = [api, method](const Request &request, std::stop_token stop) {
            return (api.get()->*method)(request, std::move(stop));
        };
        routes.push_back({"GET", "/loki/api/v1/" + path, handle, 0, 0, {}});
        routes.push_back({"POST", "/loki/api/v1/" + path, handle, 1 << 20, 4 << 20, {}});
    };
    if (api->canFollow())
        routes.push_back({"GET", "/loki/api/v1/tail", {}, 0, 0, {}, [api](const Request &r) { return api->tail(r); }});
    add("query_range", &LokiApi::range);
    add("query", &LokiApi::instant);
    add("labels", &LokiApi::labels);
    add("label", &LokiApi::labels);
    add("label/{name}/values", &LokiApi::labelValues);
    add("series", &LokiApi::series);
    add("index/stats", &LokiApi::stats);
    add("index/volume", &LokiApi::volume);
    add("index/volume_range", &LokiApi::volumeRange);
    add("format_query", &LokiApi::formatQuery);
    const auto plain = [&](const std::string &path, const Response &response) {
        routes.push_back({"GET", path, [response](const Request &, std::stop_token) { return response; }, 0, 0, {}});
    };
    plain("/loki/api/v1/status/buildinfo",
          jsonResponse(R"({"version":"3.4.0","revision":"watchfloor-)" WF_VERSION
                       R"(","branch":"","buildUser":"","buildDate":"","goVersion":""})"));
    plain("/ready", textResponse(200, "ready"));
    return routes;
}

} // namespace wf::station
