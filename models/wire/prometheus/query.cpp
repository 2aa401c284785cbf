// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/prometheus/envelope.h"
#include "models/wire/prometheus/matrixbuilder.h"
#include "models/wire/prometheus/matrixstream.h"
#include "models/wire/prometheus/prometheus.h"

namespace wf::wire::prometheus {

using signals::QueryAnswer;
using signals::ResultType;

namespace {

base::Result<QueryAnswer> seriesOf(const Json &result, ResultType type, const Limits &limits)
{
    if (result.exists() && !result.isArray())
        return notUnderstood(QStringLiteral("result is not a list"));
    MatrixBuilder builder(limits);
    result.forEach([&](const Json &one) { builder.addSeries(one); });
    if (const auto problem = builder.problem())
        return *problem;
    builder.answer().type = type;
    return std::move(builder.answer());
}

base::Result<QueryAnswer> scalarOf(const Json &result)
{
    const auto value = result.at(1).number();
    if (!value)
        return notUnderstood(QStringLiteral("the scalar is not [time, \"value\"]"));
    // Loki stamps scalars with nonsense; the value is what was asked.
    const qint64 ms = secondsToMs(result.at(0).number().value_or(0)).value_or(0);
    QueryAnswer answer;
    answer.type = ResultType::Scalar;
    answer.series.push_back(signals::Series{{}, {ms}, {*value}});
    return answer;
}

base::Result<QueryAnswer> answerOf(const Json &data, const Limits &limits)
{
    const auto type = data["resultType"].text();
    const Json result = data["result"];
    if (type == "matrix")
        return seriesOf(result, ResultType::Matrix, limits);
    if (type == "vector")
        return seriesOf(result, ResultType::Vector, limits);
    if (type == "scalar")
        return scalarOf(result);
    if (type != "string")
        return notUnderstood(QStringLiteral("unknown kind of result: ") + toQString(type.substr(0, 64)));
    QueryAnswer answer;
    answer.type = ResultType::String;
    answer.string = result.at(1).string();
    return answer;
}

} // namespace

base::Result<QueryAnswer> decodeAnyQuery(std::string_view body, qint64 stepMs, const Limits &limits)
{
    const auto envelope = openEnvelope(body, limits);
    if (!envelope)
        return envelope.error();
    auto answer = answerOf(envelope->data, limits);
    if (answer) {
        answer->stepMs = stepMs;
        answer->completeness = envelope->completeness;
    }
    return answer;
}

base::Result<QueryAnswer> decodeQuery(std::string_view body, qint64 stepMs, const Limits &limits)
{
    if (!MatrixStream::reads(body))
        return decodeAnyQuery(body, stepMs, limits);
    MatrixStream stream(limits);
    stream.feed(body);
    return stream.finish(stepMs);
}

} // namespace wf::wire::prometheus
