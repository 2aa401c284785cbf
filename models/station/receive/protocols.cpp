// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/receive/loglabels.h"
#include "models/station/receive/receiver_p.h"
#include "models/wire/text.h"
#include "models/wire/zipkin/zipkin.h"

#include <QCoreApplication>

namespace wf::station {

using net::server::textResponse;
using wire::otlp::Encoding;
using wire::otlp::Signal;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Station", text);
}

Response lineResponse(const Failure &failure)
{
    Response response = textResponse(failure.status, failure.message);
    addRetryAfter(response, failure);
    return response;
}

std::string typeOf(Encoding encoding)
{
    return encoding == Encoding::Json ? "application/json" : "application/x-protobuf";
}

std::vector<MetricPoint> pointsOf(std::vector<wire::remotewrite::WrittenSeries> series)
{
    std::vector<MetricPoint> points;
    for (auto &one : series) {
        // Each exemplar goes with the sample at its time, or with the last one.
        std::size_t next = 0;
        for (std::size_t i = 0; i < one.series.timesMs.size(); ++i) {
            MetricPoint point{one.series.labels, one.series.timesMs[i], one.series.values[i], nullptr, {}};
            const bool isLast = i + 1 == one.series.timesMs.size();
            while (next < one.exemplars.size() && (isLast || one.exemplars[next].timeMs <= point.timeMs))
                point.exemplar = std::move(one.exemplars[next++]);
            points.push_back(std::move(point));
        }
        for (std::size_t i = 0; i < one.series.histograms.size(); ++i) {
            MetricPoint point{one.series.labels, one.series.histogramTimesMs[i], 0, one.series.histograms[i], {}};
            if (next < one.exemplars.size())
                point.exemplar = std::move(one.exemplars[next++]);
            points.push_back(std::move(point));
        }
    }
    return points;
}

} // namespace

SignalCounter &Receiver::Private::counterOf(Signal signal)
{
    return signal == Signal::Traces ? traces : signal == Signal::Metrics ? metrics : logs;
}

Response Receiver::Private::otlpRefusal(const Failure &failure, Encoding encoding) const
{
    Response response{
        failure.status, typeOf(encoding), wire::otlp::statusReply(failure.status, failure.message, encoding), {}};
    addRetryAfter(response, failure);
    return response;
}

base::Result<Outcome> Receiver::Private::decodeOtlp(const Request &request, Signal signal, Encoding encoding)
{
    const wire::Limits limits = wireLimits();
    if (signal == Signal::Traces) {
        auto decoded = wire::otlp::decodeTraceRequest(request.body, encoding, limits);
        if (!decoded)
            return decoded.error();
        return takeSpans(request, std::move(decoded->traces), decoded->rejected,
                         tr("a span has no valid trace id or span id"));
    }
    if (signal == Signal::Logs) {
        const auto decoded = wire::otlp::decodeLogRequest(request.body, encoding, limits);
        if (!decoded)
            return decoded.error();
        return takeLines(request, linesOf(*decoded, nowNs()));
    }
    const auto decoded = wire::otlp::decodeMetricRequest(request.body, encoding, limits);
    if (!decoded)
        return decoded.error();
    TranslatedMetrics translated;
    {
        const std::lock_guard lock(deltaMutex);
        translated = translateMetrics(*decoded, options.metrics, deltas);
    }
    return takeMetrics(request, std::move(translated.batch), decoded->points, std::move(translated.verdict));
}

Response Receiver::Private::otlp(const Request &request, Signal signal)
{
    const std::string type = request.mediaType();
    const Encoding encoding = type == "application/json" ? Encoding::Json : Encoding::Protobuf;
    if (encoding == Encoding::Protobuf && type != "application/x-protobuf")
        return textResponse(415, "Content-Type must be application/x-protobuf or application/json");
    const auto outcome = decodeOtlp(request, signal, encoding);
    if (!outcome) {
        counterOf(signal).request(static_cast<qint64>(request.receivedBytes), 0, nowNs());
        return otlpRefusal(failureOf(outcome.error()), encoding);
    }
    if (outcome->error)
        return otlpRefusal(failureOf(*outcome->error), encoding);
    // A histogram is several samples to us, one data point to the sender.
    const qint64 rejected = std::min(outcome->verdict.refusedCount(), outcome->items);
    const std::string message = rejected > 0 ? refusalText(outcome->verdict) : std::string();
    return {200, typeOf(encoding), wire::otlp::acceptedReply(signal, rejected, message, encoding), {}};
}

Response Receiver::Private::zipkin(const Request &request)
{
    const std::string type = request.mediaType();
    if (type != "application/json" && !type.empty())
        return textResponse(415, "spans are taken as application/json");
    auto decoded = wire::zipkin::decodeSpans(request.body, wireLimits());
    if (!decoded) {
        traces.request(static_cast<qint64>(request.receivedBytes), 0, nowNs());
        return lineResponse(failureOf(decoded.error()));
    }
    const auto outcome =
        takeSpans(request, std::move(decoded->traces), decoded->rejected, tr("a span has no ids or no time"));
    if (outcome.error)
        return lineResponse(failureOf(*outcome.error));
    return {202, {}, {}, {}};
}

Response Receiver::Private::lokiPush(const Request &request)
{
    const bool isJson = request.mediaType() == "application/json";
    auto decoded = isJson ? wire::lokipush::decodeJson(request.body, wireLimits())
                          : wire::lokipush::decodeSnappy(request.body, wireLimits());
    if (!decoded) {
        logs.request(static_cast<qint64>(request.receivedBytes), 0, nowNs());
        return lineResponse(failureOf(decoded.error()));
    }
    if (decoded->streams == 0)
        return textResponse(422, "error at least one valid stream is required for ingestion");
    const auto outcome = takeLines(request, std::move(decoded->lines));
    if (outcome.error)
        return lineResponse(failureOf(*outcome.error));
    if (outcome.verdict.refusedCount() > 0)
        return textResponse(400, refusalText(outcome.verdict));
    return {204, {}, {}, {}};
}

Response Receiver::Private::remoteWrite(const Request &request)
{
    const std::string_view type = request.header("content-type");
    const auto version = type.find("io.prometheus.write.v2.Request") != std::string_view::npos
                             ? wire::remotewrite::Version::Two
                             : wire::remotewrite::Version::One;
    const std::string media = request.mediaType();
    if (!media.empty() && media != "application/x-protobuf")
        return textResponse(415, "Content-Type must be application/x-protobuf");
    auto decoded = wire::remotewrite::decode(request.body, version, wireLimits());
    if (!decoded) {
        metrics.request(static_cast<qint64>(request.receivedBytes), 0, nowNs());
        return lineResponse(failureOf(decoded.error()));
    }
    Accepted verdict;
    if (decoded->rejected > 0)
        verdict.refuse(decoded->reason, {}, static_cast<qint64>(decoded->rejected));
    const std::size_t items = decoded->samples + decoded->histograms + decoded->rejected;
    const auto outcome = takeMetrics(request, {pointsOf(std::move(decoded->series)), std::move(decoded->families)},
                                     items, std::move(verdict));
    if (outcome.error) {
        Failure failure = failureOf(*outcome.error);
        if (failure.status == 429) // Prometheus throws away what is answered 429, but sends 503 again
            failure.status = 503;
        return lineResponse(failure);
    }
    const bool isWhole = outcome.verdict.refusedCount() == 0;
    Response response = isWhole ? Response{204, {}, {}, {}} : textResponse(400, refusalText(outcome.verdict));
    if (version == wire::remotewrite::Version::Two) {
        const auto taken = static_cast<std::size_t>(std::max<qint64>(0, outcome.verdict.taken));
        const std::size_t samples = std::min(taken, decoded->samples);
        response.headers = {
            {"X-Prometheus-Remote-Write-Samples-Written", std::to_string(samples)},
            {"X-Prometheus-Remote-Write-Histograms-Written",
             std::to_string(std::min(taken - samples, decoded->histograms))},
            {"X-Prometheus-Remote-Write-Exemplars-Written", std::to_string(isWhole ? decoded->exemplars : 0)}};
    }
    return response;
}

} // namespace wf::station
