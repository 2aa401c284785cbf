// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/sendon/route.h"

#include "models/station/sendon/lokirefusal.h"
#include "models/wire/otlp/reply.h"
#include "models/wire/snappy/snappy.h"

#include <algorithm>

namespace wf::station {

using base::ErrorKind;

namespace {

constexpr std::size_t mostMessageBytes = std::size_t(256) << 20; // what an outbox may hold at once at the most

bool isOtlp(SendKind kind)
{
    return kind == SendKind::OtlpTraces || kind == SendKind::OtlpMetrics || kind == SendKind::OtlpLogs;
}

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

std::optional<qint64> numberIn(const QByteArray &text)
{
    bool ok = false;
    const qint64 number = text.toLongLong(&ok);
    return ok && number >= 0 ? std::optional(number) : std::nullopt;
}

// Prometheus and Mimir tell what they have written of a request, also of one they answer with 400.
std::optional<qint64> writtenOf(const net::HttpResponse &response)
{
    const auto samples = numberIn(response.header("x-prometheus-remote-write-samples-written"));
    const auto histograms = numberIn(response.header("x-prometheus-remote-write-histograms-written"));
    if (!samples && !histograms)
        return std::nullopt;
    return samples.value_or(0) + histograms.value_or(0);
}

} // namespace

const char *sendKindName(SendKind kind)
{
    switch (kind) {
    case SendKind::RemoteWrite:
        return "remote_write";
    case SendKind::Loki:
        return "loki";
    case SendKind::OtlpTraces:
        return "otlp_traces";
    case SendKind::OtlpMetrics:
        return "otlp_metrics";
    case SendKind::OtlpLogs:
        return "otlp_logs";
    }
    return "";
}

Route routeOf(SendKind kind)
{
    // What receivers take without a murmur.
    constexpr qint64 mostWeight = 1LL << 20;
    Route route{"application/x-protobuf", {}, false, {2'000, mostWeight}};
    if (kind == SendKind::RemoteWrite || kind == SendKind::Loki)
        route.isSnappy = true;
    if (kind == SendKind::RemoteWrite)
        route.headers = {{"Content-Encoding", "snappy"}, {"X-Prometheus-Remote-Write-Version", "0.1.0"}};
    return route;
}

std::string packed(std::string_view message)
{
    return wire::compressSnappy(message);
}

base::Result<QByteArray> requestOf(const Outbox::Parcel &parcel, bool isSnappy)
{
    if (isSnappy && parcel.bodies.size() == 1)
        return QByteArray::fromStdString(parcel.bodies.front());
    std::string message;
    for (const auto &body : parcel.bodies) {
        const auto plain = wire::uncompressSnappy(body, mostMessageBytes);
        if (!plain)
            return plain.error();
        message += *plain;
    }
    return QByteArray::fromStdString(isSnappy ? wire::compressSnappy(message) : message);
}

bool mayHelpLater(SendKind kind, const base::Error &error)
{
    const int status = error.httpStatus;
    if (status != 0 && isOtlp(kind))
        return status == 429 || status == 502 || status == 503 || status == 504;
    if (status != 0)
        return status == 429 || status >= 500;
    switch (error.kind) {
    case ErrorKind::Invalid:
    case ErrorKind::TooLarge:
    case ErrorKind::Unsupported:
        return false;
    default:
        return true;
    }
}

Verdict verdictOf(SendKind kind, const net::HttpResponse &response, qint64 items)
{
    Verdict verdict;
    const auto refuse = [&](const QString &reason, qint64 count) {
        const qint64 refused = std::clamp<qint64>(count, 0, items - verdict.refusedItems());
        if (refused > 0)
            verdict.refused.push_back({reason, refused, {}});
    };
    const bool isSuccess = response.status >= 200 && response.status < 300;
    if (isOtlp(kind) && isSuccess) {
        const auto partial = wire::otlp::readReply(view(response.body));
        refuse(QStringLiteral("partial_success"), partial.rejected);
        verdict.said = QString::fromStdString(partial.message);
    }
    if (isSuccess)
        return verdict;
    verdict.said = QString::fromUtf8(response.body.left(500)).trimmed();
    if (kind == SendKind::Loki && response.status == 400)
        if (const auto some = lokiRefusals(QString::fromUtf8(response.body))) {
            for (const auto &one : *some)
                refuse(one.reason, one.entries);
            verdict.blamesItems = true;
            return verdict;
        }
    const auto written = kind == SendKind::RemoteWrite ? writtenOf(response) : std::nullopt;
    verdict.blamesItems = written.value_or(0) > 0;
    refuse(QStringLiteral("HTTP %1").arg(response.status), items - written.value_or(0));
    return verdict;
}

} // namespace wf::station
