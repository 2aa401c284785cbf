// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/sendon/sendon.h"

#include "models/wire/lokipush/lokipush.h"
#include "models/wire/otlp/encode.h"
#include "models/wire/remotewrite/remotewrite.h"

#include <algorithm>
#include <unordered_map>

namespace wf::station {

namespace {

// A parcel of each kind: what receivers take without a murmur.
constexpr std::size_t mostPoints = 2'000;
constexpr std::size_t mostLineBytes = 512 << 10;
constexpr std::size_t mostSpans = 512;
constexpr std::chrono::seconds gatherTime{5};

Sender::Route routeOf(SendTarget::Kind kind)
{
    const QByteArray protobuf = "application/x-protobuf";
    if (kind == SendTarget::Kind::RemoteWrite)
        return {protobuf, {{"Content-Encoding", "snappy"}, {"X-Prometheus-Remote-Write-Version", "0.1.0"}}};
    return {protobuf, {}};
}

} // namespace

struct SendOnIntake::Way {
    SendTarget::Kind kind;
    std::shared_ptr<Outbox> outbox;
    std::unique_ptr<Sender> sender;
};

std::string encodeBatch(const MetricBatch &batch)
{
    std::vector<wire::remotewrite::WrittenSeries> series;
    std::unordered_map<base::Labels, std::size_t> places;
    for (const auto &point : batch.points) {
        const auto [place, isNew] = places.try_emplace(point.labels, series.size());
        if (isNew)
            series.emplace_back().series.labels = point.labels;
        auto &one = series[place->second];
        if (point.histogram) {
            one.series.histogramTimesMs.push_back(point.timeMs);
            one.series.histograms.push_back(point.histogram);
        } else {
            one.series.timesMs.push_back(point.timeMs);
            one.series.values.push_back(point.value);
        }
        if (point.exemplar)
            one.exemplars.push_back(*point.exemplar);
    }
    return wire::remotewrite::encode(series, batch.families);
}

SendOnIntake::SendOnIntake(Intake &station, const std::vector<SendTarget> &targets, net::HttpEnvironment environment,
                           QObject *parent)
    : QObject(parent), m_station(station)
{
    for (const auto &target : targets) {
        auto outbox = std::make_shared<Outbox>(target.queueBytes);
        auto sender = std::make_unique<Sender>(target.http, routeOf(target.kind), environment, outbox);
        m_ways.push_back(std::make_unique<Way>(Way{target.kind, std::move(outbox), std::move(sender)}));
    }
    connect(&m_gather, &QTimer::timeout, this, &SendOnIntake::flush);
    m_gather.start(gatherTime);
}

SendOnIntake::~SendOnIntake() = default;

bool SendOnIntake::hasWay(SendTarget::Kind kind) const
{
    return std::any_of(m_ways.begin(), m_ways.end(), [kind](const auto &way) { return way->kind == kind; });
}

void SendOnIntake::ship(SendTarget::Kind kind, const std::string &body, qint64 items)
{
    const QByteArray bytes = QByteArray::fromStdString(body); // shared by all targets
    for (const auto &way : m_ways)
        if (way->kind == kind) {
            way->outbox->push(bytes, items);
            way->sender->wake();
        }
}

base::Result<Accepted> SendOnIntake::takeMetrics(MetricBatch batch)
{
    if (!hasWay(SendTarget::Kind::RemoteWrite))
        return m_station.takeMetrics(std::move(batch));
    MetricBatch copy = batch;
    auto accepted = m_station.takeMetrics(std::move(batch));
    if (accepted && accepted->taken > 0)
        shipPoints(std::move(copy));
    return accepted;
}

void SendOnIntake::shipPoints(MetricBatch batch)
{
    MetricBatch full;
    {
        const std::lock_guard lock(m_mutex);
        std::move(batch.points.begin(), batch.points.end(), std::back_inserter(m_points.points));
        for (auto &family : batch.families) {
            const auto known = std::ranges::find(m_points.families, family.name, &signals::MetricInfo::name);
            if (known == m_points.families.end())
                m_points.families.push_back(std::move(family));
        }
        if (m_points.points.size() < mostPoints)
            return;
        full = std::exchange(m_points, {});
    }
    ship(SendTarget::Kind::RemoteWrite, encodeBatch(full), static_cast<qint64>(full.points.size()));
}

base::Result<Accepted> SendOnIntake::takeLogs(std::vector<signals::LogLine> lines)
{
    return takeMarkedLogs(std::move(lines), {});
}

base::Result<Accepted> SendOnIntake::takeMarkedLogs(std::vector<signals::LogLine> lines,
                                                    std::vector<signals::LogMark> marks)
{
    std::vector<signals::LogLine> copy;
    if (hasWay(SendTarget::Kind::Loki))
        copy = lines;
    auto accepted = marks.empty() ? m_station.takeLogs(std::move(lines))
                                  : m_station.takeMarkedLogs(std::move(lines), std::move(marks));
    if (accepted && accepted->taken > 0 && !copy.empty())
        shipLines(copy);
    return accepted;
}

base::Result<std::vector<signals::LogMark>> SendOnIntake::logMarks() const
{
    return m_station.logMarks();
}

void SendOnIntake::shipLines(const std::vector<signals::LogLine> &lines)
{
    std::vector<signals::LogLine> full;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &line : lines)
            m_lineBytes += line.text.size() + 100;
        m_lines.insert(m_lines.end(), lines.begin(), lines.end());
        if (m_lineBytes < mostLineBytes)
            return;
        full = std::exchange(m_lines, {});
        m_lineBytes = 0;
    }
    ship(SendTarget::Kind::Loki, wire::lokipush::encodeSnappy(full), static_cast<qint64>(full.size()));
}

base::Result<Accepted> SendOnIntake::takeSpans(std::vector<signals::Trace> traces)
{
    if (!hasWay(SendTarget::Kind::Otlp))
        return m_station.takeSpans(std::move(traces));
    std::vector<signals::Trace> copy = traces;
    auto accepted = m_station.takeSpans(std::move(traces));
    if (!accepted || accepted->taken == 0)
        return accepted;
    std::vector<signals::Trace> full;
    std::size_t spans = 0;
    {
        const std::lock_guard lock(m_mutex);
        for (auto &trace : copy) {
            m_spans += trace.spans.size();
            m_traces.push_back(std::move(trace));
        }
        if (m_spans >= mostSpans) {
            full = std::exchange(m_traces, {});
            spans = std::exchange(m_spans, 0);
        }
    }
    if (!full.empty())
        ship(SendTarget::Kind::Otlp, wire::otlp::encodeTraces(full), static_cast<qint64>(spans));
    return accepted;
}

void SendOnIntake::flush()
{
    MetricBatch points;
    std::vector<signals::LogLine> lines;
    std::vector<signals::Trace> traces;
    std::size_t spans = 0;
    {
        const std::lock_guard lock(m_mutex);
        points = std::exchange(m_points, {});
        lines = std::exchange(m_lines, {});
        m_lineBytes = 0;
        traces = std::exchange(m_traces, {});
        spans = std::exchange(m_spans, 0);
    }
    if (!points.points.empty())
        ship(SendTarget::Kind::RemoteWrite, encodeBatch(points), static_cast<qint64>(points.points.size()));
    if (!lines.empty())
        ship(SendTarget::Kind::Loki, wire::lokipush::encodeSnappy(lines), static_cast<qint64>(lines.size()));
    if (!traces.empty())
        ship(SendTarget::Kind::Otlp, wire::otlp::encodeTraces(traces), static_cast<qint64>(spans));
}

std::vector<SenderState> SendOnIntake::states() const
{
    std::vector<SenderState> states;
    for (const auto &way : m_ways)
        states.push_back(way->sender->state());
    return states;
}

} // namespace wf::station
