// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/serve/prometheus/promapi.h"

#include "models/base/timetext.h"
#include "models/signals/typewords.h"
#include "models/station/serve/answers/deadline.h"
#include "models/station/serve/prometheus/promjson.h"
#include "models/station/serve/prometheus/promquestion.h"

#include <algorithm>
#include <map>
#include <set>

namespace wf::station {

using wire::JsonText;

namespace {

constexpr qint64 mostQueryMs = 120'000;

class PromApi {
public:
    PromApi(MetricAnswers answers, const base::Clock &clock)
        : m_answers(std::move(answers)), m_clock(clock), m_startedNs(clock.nowNs())
    {
    }

    Response instant(const Request &request, std::stop_token stop) const
    {
        PromQuestion q(request, m_clock);
        const auto tree = q.expression();
        const qint64 time = q.time("time", q.nowMs());
        const qint64 timeout = std::clamp<qint64>(q.duration("timeout", mostQueryMs), 1, mostQueryMs);
        const std::size_t limit = q.limit();
        const query::EvalOptions options = optionsOf(q);
        if (q.problem())
            return *q.problem();
        const Deadline deadline(std::move(stop), std::chrono::milliseconds(timeout));
        const auto result = query::evaluateInstant(*tree, *m_answers.samples, time, options, deadline.token());
        return evaluated(result, q, deadline, limit, time, 0);
    }

    Response range(const Request &request, std::stop_token stop) const
    {
        PromQuestion q(request, m_clock);
        const qint64 start = q.time("start", std::nullopt);
        const qint64 end = q.time("end", std::nullopt);
        if (!q.problem() && end < start)
            q.note(invalidParameter("end", "end timestamp must not be before start time"));
        const qint64 step = q.duration("step", std::nullopt);
        if (!q.problem() && step <= 0)
            q.note(invalidParameter(
                "step", "zero or negative query resolution step widths are not accepted. Try a positive integer"));
        if (!q.problem() && (end - start) / step > 11'000)
            q.note(badData("exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query "
                           "resolution (?step=XX)"));
        const qint64 timeout = std::clamp<qint64>(q.duration("timeout", mostQueryMs), 1, mostQueryMs);
        const std::size_t limit = q.limit();
        const auto tree = q.expression();
        const query::EvalOptions options = optionsOf(q);
        if (q.problem())
            return *q.problem();
        if (const auto type = tree->type(); type != query::ValueType::Vector && type != query::ValueType::Scalar)
            return invalidParameter("query", std::string("invalid expression type \"") +
                                                 (type == query::ValueType::String ? "string" : "range vector") +
                                                 "\" for range query, must be Scalar or instant Vector");
        const Deadline deadline(std::move(stop), std::chrono::milliseconds(timeout));
        const auto result =
            query::evaluateRange(*tree, *m_answers.samples, start, end, step, options, deadline.token());
        return evaluated(result, q, deadline, limit, end, step);
    }

    Response exemplars(const Request &request, std::stop_token) const
    {
        PromQuestion q(request, m_clock);
        const MsRange range{q.time("start", std::nullopt), q.time("end", std::nullopt)};
        const auto tree = q.expression();
        if (q.problem())
            return *q.problem();
        std::vector<signals::Exemplar> found;
        query::visit(*tree, [&](const query::Expr &part) {
            const query::VectorSelector *vector = std::get_if<query::VectorSelector>(&part.node);
            if (const auto *matrix = std::get_if<query::MatrixSelector>(&part.node))
                vector = &matrix->vector;
            if (!vector || !m_answers.exemplars)
                return;
            auto some = m_answers.exemplars(vector->matchers, range);
            std::move(some.begin(), some.end(), std::back_inserter(found));
        });
        return success([&](JsonText &json) { writeExemplars(json, found); });
    }

    Response labels(const Request &request, std::stop_token) const
    {
        return names(request, [this](const Matchers &matchers, MsRange range) {
            return m_answers.labelNames ? m_answers.labelNames(matchers, range) : std::vector<std::string>();
        });
    }

    Response labelValues(const Request &request, std::stop_token) const
    {
        std::string name = unescapedName(request.capture("name"));
        return names(request, [this, &name](const Matchers &matchers, MsRange range) {
            return m_answers.labelValues ? m_answers.labelValues(name, matchers, range) : std::vector<std::string>();
        });
    }

    Response series(const Request &request, std::stop_token stop) const
    {
        PromQuestion q(request, m_clock);
        if (!q.parameters().has("match[]"))
            return badData("no match[] parameter provided");
        const auto selectors = q.selectors();
        const MsRange range = q.range();
        const std::size_t limit = q.limit();
        if (q.problem())
            return *q.problem();
        std::set<base::Labels> found;
        for (const auto &matchers : selectors) {
            const auto some = m_answers.series ? m_answers.series(matchers, range, stop) : std::vector<base::Labels>();
            if (!some)
                return promFailure(some.error(), false);
            found.insert(some->begin(), some->end());
        }
        Notes notes;
        if (limit > 0 && found.size() > limit)
            notes.warnings.emplace_back("results truncated due to limit");
        return success(
            [&](JsonText &json) {
                json.beginArray();
                std::size_t left = limit > 0 ? limit : found.size();
                for (auto it = found.begin(); it != found.end() && left > 0; ++it, --left)
                    json.labels(*it);
                json.endArray();
            },
            notes);
    }

    Response metadata(const Request &request, std::stop_token) const
    {
        PromQuestion q(request, m_clock);
        const auto wanted = q.parameters().value("metric");
        const std::size_t limit = q.limit();
        const std::size_t perMetric = q.limit("limit_per_metric");
        if (q.problem())
            return *q.problem();
        std::map<std::string, std::vector<signals::MetricInfo>> byName;
        for (auto &info : m_answers.metadata ? m_answers.metadata() : std::vector<signals::MetricInfo>()) {
            std::string name = info.name.toStdString();
            if (!wanted.empty() && name != wanted)
                continue;
            if (limit > 0 && byName.size() >= limit && !byName.contains(name))
                break;
            auto &list = byName[std::move(name)];
            if (perMetric == 0 || list.size() < perMetric)
                list.push_back(std::move(info));
        }
        return success([&](JsonText &json) {
            json.beginObject();
            for (const auto &[name, list] : byName) {
                json.key(name).beginArray();
                for (const auto &info : list)
                    json.beginObject()
                        .field("type", signals::wordOf(info.type))
                        .field("unit", info.unit)
                        .field("help", info.help)
                        .endObject();
                json.endArray();
            }
            json.endObject();
        });
    }

    Response rules(const Request &request, std::stop_token) const
    {
        const Parameters p = Parameters::of(request);
        const auto type = p.value("type");
        if (!type.empty() && type != "alert" && type != "record")
            return invalidParameter("type", "not supported value \"" + std::string(type) + "\"");
        const auto isAmong = [&p](const char *name, const QString &value) {
            const auto wanted = p.all(name);
            return wanted.empty() || std::find(wanted.begin(), wanted.end(), value.toStdString()) != wanted.end();
        };
        std::vector<signals::Rule> wanted = m_answers.rules ? m_answers.rules() : std::vector<signals::Rule>();
        std::erase_if(wanted, [&](const signals::Rule &rule) {
            const bool isAlerting = rule.kind == signals::RuleKind::Alerting;
            return (type == "alert" && !isAlerting) || (type == "record" && isAlerting) ||
                   !isAmong("rule_name[]", rule.name) || !isAmong("rule_group[]", rule.group) ||
                   !isAmong("file[]", rule.file);
        });
        return success([&](JsonText &json) { writeRules(json, wanted, p.value("exclude_alerts") != "true"); });
    }

    Response alerts(const Request &, std::stop_token) const
    {
        const auto rules = m_answers.rules ? m_answers.rules() : std::vector<signals::Rule>();
        return success([&](JsonText &json) { writeRuleAlerts(json, rules); });
    }

    Response targets(const Request &request, std::stop_token) const
    {
        const Parameters p = Parameters::of(request);
        const auto state = p.value("state");
        const bool isAll = state != "active" && state != "dropped";
        ScrapeSnapshotPtr snapshot = m_answers.targets ? m_answers.targets() : nullptr;
        return success([&](JsonText &json) {
            writeTargets(json, snapshot ? *snapshot : ScrapeSnapshot(), isAll || state == "active",
                         isAll || state == "dropped");
        });
    }

    Response formatQuery(const Request &request, std::stop_token) const
    {
        PromQuestion q(request, m_clock);
        const auto tree = q.expression();
        if (q.problem())
            return *q.problem();
        return success([&](JsonText &json) { json.string(std::string_view(query::prettyPromql(*tree))); });
    }

    // The version is that of the Prometheus whose language is spoken: clients decide by it what they may ask.
    static Response buildInfo(const Request &, std::stop_token)
    {
        return success([](JsonText &json) {
            json.beginObject()
                .field("version", "3.5.0")
                .field("revision", "watchfloor-" WF_VERSION)
                .field("branch", "");
            json.field("buildUser", "").field("buildDate", "").field("goVersion", "").endObject();
        });
    }

    Response runtimeInfo(const Request &, std::stop_token) const
    {
        return success([this](JsonText &json) {
            json.beginObject()
                .field("startTime", base::isoTime(m_startedNs))
                .field("serverTime", base::isoTime(m_clock.nowNs()));
            json.key("reloadConfigSuccess").truth(true).field("corruptionCount", qint64{0}).endObject();
        });
    }

private:
    static query::EvalOptions optionsOf(PromQuestion &q)
    {
        query::EvalOptions options;
        options.lookbackMs = q.duration("lookback_delta", options.lookbackMs);
        return options;
    }

    // "U__http_2e_route" is "http.route" (UTF-8 names in addresses).
    static std::string unescapedName(std::string_view name)
    {
        if (!name.starts_with("U__"))
            return std::string(name);
        std::string out;
        for (std::size_t i = 3; i < name.size(); ++i) {
            if (name[i] != '_') {
                out += name[i];
                continue;
            }
            if (name.substr(i + 1).starts_with('_')) {
                out += '_';
                ++i;
                continue;
            }
            const auto end = name.find('_', i + 1);
            bool ok = false;
            const uint code =
                end == std::string_view::npos
                    ? 0
                    : QByteArray(name.data() + i + 1, static_cast<qsizetype>(end - i - 1)).toUInt(&ok, 16);
            if (!ok || code > 0x10FFFF)
                return std::string(name);
            const auto point = static_cast<char32_t>(code);
            out += QString::fromUcs4(&point, 1).toStdString();
            i = end;
        }
        return out;
    }

    template<class Ask>
    Response names(const Request &request, Ask ask) const
    {
        PromQuestion q(request, m_clock);
        auto selectors = q.selectors();
        const MsRange range = q.range();
        const std::size_t limit = q.limit();
        if (q.problem())
            return *q.problem();
        if (selectors.empty())
            selectors.emplace_back();
        std::set<std::string> all;
        for (const auto &matchers : selectors) {
            const base::Result<std::vector<std::string>> some = ask(matchers, range);
            if (!some)
                return promFailure(some.error(), false);
            all.insert(some->begin(), some->end());
        }
        return stringList(std::vector<std::string>(all.begin(), all.end()), limit);
    }

    Response evaluated(const base::Result<query::Evaluated> &result, const PromQuestion &q, const Deadline &deadline,
                       std::size_t limit, qint64 timeMs, qint64 stepMs) const
    {
        if (!result)
            return promFailure(result.error(), deadline.isOver());
        const auto text = q.parameters().value("query");
        signals::QueryAnswer answer = query::toQueryAnswer(*result, text, stepMs);
        answer.completeness.asOfNs = timeMs * base::nsPerMs;
        Notes notes = notesOf(result->annotations, text);
        if (limit > 0 && answer.series.size() + answer.histograms.size() > limit) {
            answer.series.resize(std::min(answer.series.size(), limit));
            answer.histograms.resize(std::min(answer.histograms.size(), limit - answer.series.size()));
            notes.warnings.emplace_back("results truncated due to limit");
        }
        return success([&](JsonText &json) { writeAnswer(json, answer); }, notes);
    }

    MetricAnswers m_answers;
    const base::Clock &m_clock;
    qint64 m_startedNs;
};

} // namespace

std::vector<net::server::Route> prometheusRoutes(MetricAnswers answers, const base::Clock &clock)
{
    using net::server::Route;
    const auto api = std::make_shared<const PromApi>(std::move(answers), clock);
    std::vector<Route> routes;
    const auto add = [&](const std::string &path, auto method, bool isForm) {
        const auto handle = [api, method](const Request &request, std::stop_token stop) {
            return (api.get()->*method)(request, std::move(stop));
        };
        routes.push_back({"GET", path, handle, 0, 0, {}});
        if (isForm)
            routes.push_back({"POST", path, handle, 1 << 20, 4 << 20, {}});
    };
    add("/api/v1/query", &PromApi::instant, true);
    add("/api/v1/query_range", &PromApi::range, true);
    add("/api/v1/query_exemplars", &PromApi::exemplars, true);
    add("/api/v1/labels", &PromApi::labels, true);
    add("/api/v1/label/{name}/values", &PromApi::labelValues, false);
    add("/api/v1/series", &PromApi::series, true);
    add("/api/v1/metadata", &PromApi::metadata, false);
    add("/api/v1/rules", &PromApi::rules, false);
    add("/api/v1/alerts", &PromApi::alerts, false);
    add("/api/v1/targets", &PromApi::targets, false);
    add("/api/v1/format_query", &PromApi::formatQuery, true);
    add("/api/v1/status/runtimeinfo", &PromApi::runtimeInfo, false);
    routes.push_back({"GET", "/api/v1/status/buildinfo", &PromApi::buildInfo, 0, 0, {}});
    for (const auto *path : {"/-/healthy", "/-/ready"})
        routes.push_back({"GET",
                          path,
                          [](const Request &, std::stop_token) {
                              return net::server::textResponse(200, "Watchfloor's station is ready.");
                          },
                          0,
                          0,
                          {}});
    return routes;
}

} // namespace wf::station
