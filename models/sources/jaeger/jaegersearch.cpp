// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/jaeger/jaegerquestions.h"
#include "models/sources/jaeger/jaegersource.h"

#include "models/base/timetext.h"
#include "models/wire/jaeger/jaeger.h"
#include "models/wire/text.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>
#include <mutex>

namespace wf::sources {

using namespace Qt::StringLiterals;
using base::ErrorKind;
namespace decode = wire::jaeger;

namespace {
constexpr qsizetype mostServices = 24;

// Go's duration form; microseconds keep it exact enough and need no larger unit.
QString goDuration(qint64 ns)
{
    return QString::number(ns / 1000) + u"us"_s;
}

signals::TraceAnswer capped(signals::TraceAnswer answer, int limit)
{
    std::stable_sort(answer.traces.begin(), answer.traces.end(),
                     [](const auto &a, const auto &b) { return a.startNs > b.startNs; });
    if (answer.traces.size() >= static_cast<std::size_t>(limit)) {
        answer.traces.resize(static_cast<std::size_t>(limit));
        answer.completeness.truncated = true;
    }
    return answer;
}

// What the server returned, as the question wants it.
signals::TraceAnswer answerOf(std::vector<signals::Trace> traces, const TraceQuery &query)
{
    const bool isCut = traces.size() >= static_cast<std::size_t>(query.limit);
    if (query.matches)
        std::erase_if(traces, [&](const signals::Trace &trace) { return !query.matches(trace); });
    auto answer = capped(decode::summariesOf(traces), query.limit);
    answer.completeness.truncated |= isCut;
    return answer;
}

// The traces looked at for a question with `matches`, by id; several services may know one. Thread-safe.
class Examined {
public:
    void note(const QString &traceId)
    {
        const std::scoped_lock lock(m_mutex);
        m_ids.insert(traceId);
    }
    [[nodiscard]] QString text() const
    {
        const std::scoped_lock lock(m_mutex);
        return QCoreApplication::translate("Sources",
                                           "The condition was checked here, on the %n traces the server returned",
                                           nullptr, static_cast<int>(m_ids.size()));
    }

private:
    mutable std::mutex m_mutex;
    QSet<QString> m_ids;
};

bool saysNone(const base::Error &error)
{
    return error.httpStatus == 404 && error.detail.contains(u"No traces found"_s, Qt::CaseInsensitive);
}
} // namespace

QString tagsJson(const base::Labels &tags)
{
    QJsonObject object;
    for (const auto &[name, value] : tags)
        object.insert(QString::fromStdString(name), QString::fromStdString(value));
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

Question legacySearch(const TraceQuery &query)
{
    Question question;
    question.path = u"/api/traces"_s;
    auto &params = question.params;
    params = {{u"service"_s, query.service},
              {u"start"_s, QString::number(query.range.startNs / 1000)},
              {u"end"_s, QString::number(query.range.endNs / 1000)},
              {u"limit"_s, QString::number(query.limit)}};
    if (!query.operation.isEmpty())
        params.emplace_back(u"operation"_s, query.operation);
    if (query.minDurationNs > 0)
        params.emplace_back(u"minDuration"_s, goDuration(query.minDurationNs));
    if (query.maxDurationNs > 0)
        params.emplace_back(u"maxDuration"_s, goDuration(query.maxDurationNs));
    if (!query.tags.isEmpty())
        params.emplace_back(u"tags"_s, tagsJson(query.tags));
    return question;
}

Question v3Search(const QString &path, const TraceQuery &query)
{
    Question question;
    question.path = path;
    const auto both = [&question](const QString &snake, const QString &camel, const QString &value) {
        question.params.emplace_back(u"query."_s + snake, value);
        if (camel != snake)
            question.params.emplace_back(u"query."_s + camel, value);
    };
    both(u"service_name"_s, u"serviceName"_s, query.service);
    both(u"start_time_min"_s, u"startTimeMin"_s, base::isoTime(query.range.startNs));
    both(u"start_time_max"_s, u"startTimeMax"_s, base::isoTime(query.range.endNs));
    both(u"search_depth"_s, u"searchDepth"_s, QString::number(query.limit));
    question.params.emplace_back(u"query.num_traces"_s, QString::number(query.limit));
    if (!query.operation.isEmpty())
        both(u"operation_name"_s, u"operationName"_s, query.operation);
    if (query.minDurationNs > 0)
        both(u"duration_min"_s, u"durationMin"_s, goDuration(query.minDurationNs));
    if (query.maxDurationNs > 0)
        both(u"duration_max"_s, u"durationMax"_s, goDuration(query.maxDurationNs));
    if (!query.tags.isEmpty())
        question.params.emplace_back(u"query.attributes"_s, tagsJson(query.tags));
    return question;
}

async::Request JaegerSource::searchOne(const TraceQuery &query, Reply<signals::TraceAnswer> reply)
{
    const bool viaSummaries = m_apis.summaries && !query.matches; // whole traces are needed
    const bool viaV3 = m_apis.v3 && !m_apis.legacy;
    const Question question = viaSummaries ? v3Search(u"/api/v3/trace-summaries"_s, query)
                              : viaV3      ? v3Search(u"/api/v3/traces"_s, query)
                                           : legacySearch(query);
    const auto decodeBody = [viaSummaries, viaV3, query](const QByteArray &body) -> base::Result<signals::TraceAnswer> {
        if (viaSummaries) {
            auto answer = decode::decodeSummariesV3(wire::view(body));
            return answer ? base::Result<signals::TraceAnswer>(capped(std::move(*answer), query.limit)) : answer;
        }
        auto traces = viaV3 ? decode::decodeTracesV3(wire::view(body)) : decode::decodeSharedTraces(body);
        if (!traces)
            return traces.error();
        return answerOf(std::move(*traces), query);
    };
    return core().ask(
        question, decodeBody,
        Reply<signals::TraceAnswer>([this, reply = std::move(reply)](base::Result<signals::TraceAnswer> answer) {
            if (!answer && saysNone(answer.error())) {
                reply(signals::TraceAnswer{});
                return;
            }
            if (answer && !answer->traces.empty())
                core().noteDatum(answer->traces.front().startNs);
            reply(std::move(answer));
        }));
}

async::Request JaegerSource::searchAll(const TraceQuery &query, Reply<signals::TraceAnswer> reply)
{
    struct Gathered {
        signals::TraceAnswer answer;
        std::optional<base::Error> error;
        qsizetype missing = 0;
        bool hasAny = false;
    };
    auto steps = Steps::make();
    const std::weak_ptr<Steps> weak = steps;
    steps->add(services([this, weak, query, reply](base::Result<QStringList> names) {
        const auto held = weak.lock();
        if (!names || !held || names->isEmpty()) {
            reply(names ? base::Result<signals::TraceAnswer>(signals::TraceAnswer{}) : names.error());
            return;
        }
        auto gathered = std::make_shared<Gathered>();
        gathered->answer.completeness.truncated = names->size() > mostServices;
        names->resize(std::min(names->size(), mostServices));
        gathered->missing = names->size();
        for (const QString &service : *names) {
            TraceQuery one = query;
            one.service = service;
            held->add(searchOne(one, [gathered, limit = query.limit, reply](base::Result<signals::TraceAnswer> part) {
                if (part) {
                    gathered->hasAny = true;
                    gathered->answer.completeness.merge(part->completeness);
                    for (auto &trace : part->traces)
                        if (std::none_of(gathered->answer.traces.begin(), gathered->answer.traces.end(),
                                         [&](const auto &t) { return t.traceId == trace.traceId; }))
                            gathered->answer.traces.push_back(std::move(trace));
                } else {
                    gathered->error = part.error();
                    gathered->answer.completeness.partial = true;
                    gathered->answer.completeness.notes << part.error().summary;
                }
                if (--gathered->missing > 0)
                    return;
                if (gathered->hasAny)
                    reply(capped(std::move(gathered->answer), limit));
                else
                    reply(*gathered->error);
            }));
        }
    }));
    return Steps::request(std::move(steps));
}

async::Request JaegerSource::search(const TraceQuery &query, Reply<signals::TraceAnswer> reply)
{
    TraceQuery asked = query;
    if (query.matches) {
        const auto examined = std::make_shared<Examined>();
        asked.matches = [examined, matches = query.matches](const signals::Trace &trace) {
            examined->note(trace.traceId);
            return matches(trace);
        };
        reply = [examined, reply = std::move(reply)](base::Result<signals::TraceAnswer> answer) {
            if (answer)
                answer->completeness.notes << examined->text();
            reply(std::move(answer));
        };
    }
    return whenKnown(
        [this, asked, reply] { return asked.service.isEmpty() ? searchAll(asked, reply) : searchOne(asked, reply); },
        reply);
}

} // namespace wf::sources
