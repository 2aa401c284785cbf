// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/receive/receiver_p.h"

#include "models/station/receive/loglabels.h"
#include "models/wire/text.h"

#include <QCoreApplication>

#include <numeric>

namespace wf::station {

using base::ErrorKind;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Station", text);
}

qint64 bytesOf(const Request &request)
{
    return static_cast<qint64>(request.receivedBytes);
}

std::vector<std::string> otlpPaths()
{
    return {"/v1/traces", "/v1/metrics", "/v1/logs"};
}

} // namespace

Failure failureOf(const base::Error &error)
{
    Failure failure;
    failure.message = error.summary.toStdString();
    // The decoders' words are made for answers; here somebody sent a request.
    if (error.kind == ErrorKind::TooLarge)
        failure.message = tr("the request holds more than is taken at once: send smaller batches").toStdString();
    else if (error.kind == ErrorKind::NotUnderstood && !error.detail.isEmpty())
        failure.message = error.detail.toStdString();
    switch (error.kind) {
    case ErrorKind::RateLimited:
        failure.status = 429;
        failure.retryAfter = error.retryAfter.value_or(std::chrono::milliseconds(1'000));
        break;
    case ErrorKind::Storage:
    case ErrorKind::Unavailable:
        failure.status = 503;
        failure.retryAfter = error.retryAfter.value_or(std::chrono::milliseconds(30'000));
        break;
    case ErrorKind::TooLarge:
        failure.status = 413;
        break;
    case ErrorKind::NotUnderstood:
    case ErrorKind::BadRequest:
    case ErrorKind::Invalid:
        failure.status = 400;
        break;
    default:
        break;
    }
    return failure;
}

void addRetryAfter(Response &response, const Failure &failure)
{
    if (failure.retryAfter.count() > 0)
        response.headers.emplace_back("Retry-After",
                                      std::to_string(std::max<std::chrono::seconds::rep>(
                                          1, std::chrono::ceil<std::chrono::seconds>(failure.retryAfter).count())));
}

std::string refusalText(const Accepted &verdict)
{
    QString text = QCoreApplication::translate("Station", "%n refused", nullptr,
                                               static_cast<int>(std::min<qint64>(verdict.refusedCount(), INT32_MAX)));
    QString between = QStringLiteral(": ");
    for (const auto &one : verdict.refused) {
        text += between + QStringLiteral("%1 (%2").arg(one.reason).arg(one.count);
        text += one.example.isEmpty() ? QStringLiteral(")") : QStringLiteral(", %1)").arg(one.example.left(200));
        between = QStringLiteral("; ");
        if (text.size() > 1'000)
            break;
    }
    return text.toStdString();
}

wire::Limits Receiver::Private::wireLimits() const
{
    wire::Limits limits;
    limits.bytes = options.limits.inflatedBytes;
    limits.depth = 64;
    limits.samples = limits.lines = limits.spans = options.limits.items;
    limits.series = options.limits.items;
    limits.entries = 10 * options.limits.items;
    return limits;
}

void Receiver::Private::keepSpans(TraceSampler::Decided decided, Outcome &outcome)
{
    for (std::size_t i = 0; i < dropReasonCount; ++i)
        traces.dropped(dropReasonText(static_cast<DropReason>(i)), decided.dropped[i]);
    if (decided.keep.empty())
        return;
    qint64 spans = 0;
    for (const auto &trace : decided.keep)
        spans += static_cast<qint64>(trace.spans.size());
    const auto accepted = environment.intake.takeSpans(std::move(decided.keep));
    if (!accepted) {
        outcome.error = accepted.error();
        traces.refused(accepted.error().summary, {}, spans);
        if (accepted.error().kind == ErrorKind::RateLimited) {
            const std::lock_guard lock(samplerMutex);
            sampler.pushedBack(nowNs());
        }
        return;
    }
    traces.taken(accepted->taken);
    traces.refused(accepted->refused);
    outcome.verdict.taken += accepted->taken;
    for (const auto &one : accepted->refused)
        outcome.verdict.refuse(one.reason, one.example, one.count);
}

Outcome Receiver::Private::takeSpans(const Request &request, std::vector<signals::Trace> pieces, std::size_t rejected,
                                     const QString &reason)
{
    Outcome outcome;
    outcome.items = static_cast<qint64>(rejected);
    for (const auto &trace : pieces)
        outcome.items += static_cast<qint64>(trace.spans.size());
    traces.request(bytesOf(request), outcome.items, nowNs());
    if (rejected > 0)
        outcome.verdict.refuse(reason, {}, static_cast<qint64>(rejected));
    traces.refused(outcome.verdict.refused);
    TraceSampler::Decided decided;
    {
        const std::lock_guard lock(samplerMutex);
        decided = sampler.offer(std::move(pieces), nowNs());
    }
    keepSpans(std::move(decided), outcome);
    return outcome;
}

void Receiver::Private::tick()
{
    TraceSampler::Decided decided;
    {
        const std::lock_guard lock(samplerMutex);
        decided = sampler.due(nowNs());
    }
    Outcome nobodyWaits;
    keepSpans(std::move(decided), nobodyWaits);
}

Outcome Receiver::Private::takeMetrics(const Request &request, MetricBatch batch, std::size_t items, Accepted verdict)
{
    Outcome outcome;
    outcome.items = static_cast<qint64>(items);
    outcome.verdict = std::move(verdict);
    const auto offered = static_cast<qint64>(batch.points.size());
    metrics.request(bytesOf(request), offered + outcome.verdict.refusedCount(), nowNs());
    metrics.refused(outcome.verdict.refused);
    if (batch.points.empty() && batch.families.empty())
        return outcome;
    const auto accepted = environment.intake.takeMetrics(std::move(batch));
    if (!accepted) {
        outcome.error = accepted.error();
        metrics.refused(accepted.error().summary, {}, offered);
        return outcome;
    }
    metrics.taken(accepted->taken);
    metrics.refused(accepted->refused);
    outcome.verdict.taken = accepted->taken;
    for (const auto &one : accepted->refused)
        outcome.verdict.refuse(one.reason, one.example, one.count);
    return outcome;
}

Outcome Receiver::Private::takeLines(const Request &request, std::vector<signals::LogLine> lines)
{
    Outcome outcome;
    outcome.items = static_cast<qint64>(lines.size());
    logs.request(bytesOf(request), outcome.items, nowNs());
    const qint64 newest = nowNs() + 10 * base::nsPerMinute; // Loki's grace for clocks that run ahead
    std::erase_if(lines, [&](const signals::LogLine &line) {
        const bool isLong = line.text.size() > options.limits.lineBytes;
        if (isLong)
            outcome.verdict.refuse(tr("a line is longer than %1 bytes").arg(options.limits.lineBytes),
                                   line.stream.toString());
        else if (line.timeNs > newest)
            outcome.verdict.refuse(tr("the timestamp is too new"), line.stream.toString());
        return isLong || line.timeNs > newest;
    });
    logs.refused(outcome.verdict.refused);
    if (lines.empty())
        return outcome;
    for (auto &line : lines) {
        complete(line);
        if (environment.polish)
            environment.polish(line);
    }
    const auto offered = static_cast<qint64>(lines.size());
    const auto accepted = environment.intake.takeLogs(std::move(lines));
    if (!accepted) {
        outcome.error = accepted.error();
        logs.refused(accepted.error().summary, {}, offered);
        return outcome;
    }
    logs.taken(accepted->taken);
    logs.refused(accepted->refused);
    outcome.verdict.taken = accepted->taken;
    for (const auto &one : accepted->refused)
        outcome.verdict.refuse(one.reason, one.example, one.count);
    return outcome;
}

Receiver::Receiver(ReceiverOptions options, ReceiverEnvironment environment)
    : d(std::make_unique<Private>(std::move(options), std::move(environment)))
{
}

Receiver::~Receiver() = default;

void Receiver::tick()
{
    d->tick();
}

Receiver::Counts Receiver::counts() const
{
    Counts counts{d->traces.counts(), d->metrics.counts(), d->logs.counts(), 0, 1};
    const std::lock_guard lock(d->samplerMutex);
    counts.heldSpans = static_cast<qint64>(d->sampler.heldSpans());
    counts.spanShare = d->sampler.share();
    return counts;
}

std::vector<net::server::Route> Receiver::routes()
{
    using net::server::Route;
    const auto &limits = d->options.limits;
    std::vector<Route> routes;
    const auto add = [&](const std::string &path, auto handle, auto refuse) {
        routes.push_back({"POST", path, [handle](const Request &request, std::stop_token) { return handle(request); },
                          limits.bodyBytes, limits.inflatedBytes, refuse});
    };
    const auto otlpRefusal = [](const Request &request, int status, std::string_view reason) {
        const bool isJson = request.mediaType() == "application/json";
        const auto encoding = isJson ? wire::otlp::Encoding::Json : wire::otlp::Encoding::Protobuf;
        return Response{status,
                        isJson ? "application/json" : "application/x-protobuf",
                        wire::otlp::statusReply(status, reason, encoding),
                        {}};
    };
    const auto plain = std::function<Response(const Request &, int, std::string_view)>();
    std::size_t signal = 0;
    for (const auto &path : otlpPaths()) {
        const auto kind = static_cast<wire::otlp::Signal>(signal++);
        add(
            path, [this, kind](const Request &request) { return d->otlp(request, kind); }, otlpRefusal);
    }
    add(
        "/api/v2/spans", [this](const Request &request) { return d->zipkin(request); }, plain);
    add(
        "/loki/api/v1/push", [this](const Request &request) { return d->lokiPush(request); }, plain);
    // Prometheus throws away what is answered 429, but sends 503 again.
    add(
        "/api/v1/write", [this](const Request &request) { return d->remoteWrite(request); },
        [](const Request &, int status, std::string_view reason) {
            return net::server::textResponse(status == 429 ? 503 : status, reason);
        });
    return routes;
}

} // namespace wf::station
