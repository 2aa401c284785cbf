// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/serve/jaeger/jaegerapi.h"

#include "models/station/serve/answers/parameters.h"
#include "models/wire/json.h"

#include <algorithm>

namespace wf::station {

using wire::JsonText;

namespace {

constexpr qint64 nsPerUs = 1'000;
constexpr int mostTraces = 1'500;

Response failure(int status, std::string_view text)
{
    JsonText json;
    json.beginObject()
        .key("data")
        .null()
        .field("total", qint64{0})
        .field("limit", qint64{0})
        .field("offset", qint64{0});
    json.key("errors")
        .beginArray()
        .beginObject()
        .field("code", qint64{status})
        .field("msg", text)
        .endObject()
        .endArray();
    // Jaeger says so although it is JSON.
    return {status, "text/plain; charset=utf-8", json.endObject().take() + '\n', {}};
}

Response failure(const base::Error &error)
{
    switch (error.kind) {
    case base::ErrorKind::NotFound:
        return failure(404, "trace not found");
    case base::ErrorKind::BadRequest:
    case base::ErrorKind::Invalid:
        return failure(400, error.summary.toStdString());
    default:
        return failure(500, error.summary.toStdString());
    }
}

template<class Write>
Response success(qint64 total, Write write)
{
    JsonText json;
    json.beginObject().key("data");
    write(json);
    json.field("total", total).field("limit", qint64{0}).field("offset", qint64{0}).key("errors").null().endObject();
    return jsonResponse(json.take());
}

Response names(const QStringList &texts)
{
    return success(texts.size(), [&](JsonText &json) {
        json.beginArray();
        for (const auto &text : texts)
            json.string(text);
        json.endArray();
    });
}

Response traceList(const std::vector<signals::TracePtr> &traces)
{
    return success(0, [&](JsonText &json) {
        json.beginArray();
        for (const auto &trace : traces)
            writeJaegerTrace(json, *trace);
        json.endArray();
    });
}

// Hex of up to 32 digits, any case, leading zeros optional; empty when it is none.
QString traceIdOf(std::string_view text)
{
    const QString id = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).toLower();
    const bool isHex = !id.isEmpty() && id.size() <= 32 && std::all_of(id.begin(), id.end(), [](QChar c) {
        return c.isDigit() || (c >= u'a' && c <= u'f');
    });
    return isHex ? id.rightJustified(32, QLatin1Char('0')) : QString();
}

QString textOf(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

class JaegerApi {
public:
    JaegerApi(TraceAnswers answers, const base::Clock &clock) : m_answers(std::move(answers)), m_clock(clock) {}

    Response services(const Request &, std::stop_token) const
    {
        const auto found = m_answers.services ? m_answers.services() : QStringList();
        return found ? names(*found) : failure(found.error());
    }

    Response operations(const Request &request, std::stop_token) const
    {
        const Parameters p = Parameters::of(request);
        const auto service = p.value("service");
        if (service.empty())
            return failure(400, "unable to parse param 'service': parameter 'service' is required");
        auto found = operationsOf(textOf(service));
        if (!found)
            return failure(found.error());
        if (const auto kind = p.value("spanKind"); !kind.empty())
            std::erase_if(*found, [&](const TraceOperation &o) { return o.kind.toStdString() != kind; });
        return success(static_cast<qint64>(found->size()), [&](JsonText &json) {
            json.beginArray();
            for (const auto &operation : *found)
                json.beginObject().field("name", operation.name).field("spanKind", operation.kind).endObject();
            json.endArray();
        });
    }

    Response operationNames(const Request &request, std::stop_token) const
    {
        const auto found = operationsOf(textOf(request.capture("service")));
        if (!found)
            return failure(found.error());
        QStringList list;
        for (const auto &operation : *found)
            if (!list.contains(operation.name))
                list << operation.name;
        return names(list);
    }

    Response search(const Request &request, std::stop_token stop) const
    {
        const Parameters p = Parameters::of(request);
        if (p.has("traceID"))
            return byIds(p.all("traceID"));
        TraceSearch search;
        if (auto problem = readSearch(p, search))
            return *problem;
        const auto found =
            m_answers.search ? m_answers.search(search, std::move(stop)) : std::vector<signals::TracePtr>();
        return found ? traceList(*found) : failure(found.error());
    }

    Response trace(const Request &request, std::stop_token) const
    {
        const QString id = traceIdOf(request.capture("id"));
        if (id.isEmpty())
            return failure(400,
                           "strconv.ParseUint: parsing \"" + std::string(request.capture("id")) + "\": invalid syntax");
        const auto found = one(id);
        return found ? traceList({*found}) : failure(found.error());
    }

    Response dependencies(const Request &request, std::stop_token) const
    {
        const Parameters p = Parameters::of(request);
        const auto end = p.has("endTs") ? countOf(p.value("endTs")) : m_clock.nowNs() / base::nsPerMs;
        const auto lookback = p.has("lookback") ? countOf(p.value("lookback")) : base::nsPerDay / base::nsPerMs;
        if (!end || *end > INT64_MAX / base::nsPerMs)
            return failure(400, "unable to parse param 'endTs'");
        if (!lookback || *lookback > *end)
            return failure(400, "unable to parse param 'lookback'");
        const base::TimeRange range{(*end - *lookback) * base::nsPerMs, *end * base::nsPerMs};
        const auto found = m_answers.dependencies ? m_answers.dependencies(range) : std::vector<signals::ServiceCall>();
        if (!found)
            return failure(found.error());
        return success(0, [&](JsonText &json) {
            json.beginArray();
            for (const auto &call : *found)
                json.beginObject()
                    .field("parent", call.caller)
                    .field("child", call.callee)
                    .field("callCount", call.count)
                    .endObject();
            json.endArray();
        });
    }

private:
    base::Result<std::vector<TraceOperation>> operationsOf(const QString &service) const
    {
        return m_answers.operations ? m_answers.operations(service) : std::vector<TraceOperation>();
    }

    base::Result<signals::TracePtr> one(const QString &id) const
    {
        if (!m_answers.trace)
            return base::makeError(base::ErrorKind::NotFound, QStringLiteral("trace not found"));
        return m_answers.trace(id);
    }

    Response byIds(const std::vector<std::string> &ids) const
    {
        std::vector<signals::TracePtr> traces;
        for (const auto &text : ids) {
            const QString id = traceIdOf(text);
            if (id.isEmpty())
                return failure(400, "unable to parse param 'traceID'");
            if (const auto found = one(id))
                traces.push_back(*found);
            else if (found.error().kind != base::ErrorKind::NotFound)
                return failure(found.error());
        }
        return traceList(traces);
    }

    std::optional<Response> readSearch(const Parameters &p, TraceSearch &search) const
    {
        search.service = textOf(p.value("service"));
        search.operation = textOf(p.value("operation"));
        if (search.service.isEmpty())
            return failure(400, "parameter 'service' is required");
        const qint64 nowUs = m_clock.nowNs() / nsPerUs;
        const auto start = p.has("start") ? countOf(p.value("start")) : nowUs - 2 * base::nsPerDay / nsPerUs;
        const auto end = p.has("end") ? countOf(p.value("end")) : nowUs;
        constexpr qint64 latest = INT64_MAX / nsPerUs;
        if (!start || *start > latest)
            return failure(400, "unable to parse param 'start': not a number of microseconds");
        if (!end || *end > latest)
            return failure(400, "unable to parse param 'end': not a number of microseconds");
        search.range = {*start * nsPerUs, *end * nsPerUs};
        const auto limit = p.has("limit") ? countOf(p.value("limit")) : 100;
        if (!limit)
            return failure(400, "unable to parse param 'limit': not a number");
        search.limit = static_cast<int>(std::clamp<qint64>(*limit, 1, mostTraces));
        for (const auto &[name, to] :
             {std::pair{"minDuration", &search.minDurationNs}, std::pair{"maxDuration", &search.maxDurationNs}}) {
            const auto text = p.value(name);
            const auto ns = text.empty() ? 0 : goDurationNs(text);
            if (!ns)
                return failure(400, std::string("unable to parse param '") + name + "': time: invalid duration \"" +
                                        std::string(text) + '"');
            *to = *ns;
        }
        if (search.maxDurationNs > 0 && search.minDurationNs > search.maxDurationNs)
            return failure(400, "'maxDuration' should be greater than 'minDuration'");
        return readTags(p, search);
    }

    // tag=key:value, and tags={"key":"value"}.
    static std::optional<Response> readTags(const Parameters &p, TraceSearch &search)
    {
        std::vector<base::Labels::Pair> tags;
        for (const auto &text : p.all("tag")) {
            const auto colon = text.find(':');
            if (colon == std::string::npos)
                return failure(400, "malformed 'tag' parameter, expecting key:value, received: " + text);
            tags.emplace_back(text.substr(0, colon), text.substr(colon + 1));
        }
        for (const auto &text : p.all("tags")) {
            const auto document = wire::JsonDocument::parse(text);
            if (!document || !document->root().isObject())
                return failure(400, "malformed 'tags' parameter, cannot unmarshal JSON: " + text);
            const base::Labels labels = document->root().labels();
            tags.insert(tags.end(), labels.begin(), labels.end());
        }
        search.tags = base::Labels(std::move(tags));
        return std::nullopt;
    }

    TraceAnswers m_answers;
    const base::Clock &m_clock;
};

} // namespace

std::vector<net::server::Route> jaegerRoutes(TraceAnswers answers, const base::Clock &clock)
{
    const auto api = std::make_shared<const JaegerApi>(std::move(answers), clock);
    std::vector<net::server::Route> routes;
    const auto add = [&](const std::string &path, auto method) {
        routes.push_back({"GET",
                          path,
                          [api, method](const Request &request, std::stop_token stop) {
                              return (api.get()->*method)(request, std::move(stop));
                          },
                          0,
                          0,
                          {}});
    };
    add("/api/services", &JaegerApi::services);
    add("/api/operations", &JaegerApi::operations);
    add("/api/services/{service}/operations", &JaegerApi::operationNames);
    add("/api/traces", &JaegerApi::search);
    add("/api/traces/{id}", &JaegerApi::trace);
    add("/api/dependencies", &JaegerApi::dependencies);
    return routes;
}

} // namespace wf::station
