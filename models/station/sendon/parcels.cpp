// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/sendon/parcels.h"

#include "models/station/sendon/otlp/logrequest.h"
#include "models/station/sendon/otlp/metricrequest.h"
#include "models/wire/lokipush/lokipush.h"
#include "models/wire/otlp/encode/encode.h"
#include "models/wire/remotewrite/remotewrite.h"

#include <algorithm>
#include <unordered_map>

namespace wf::station {

namespace {

constexpr std::ptrdiff_t mostPoints = 1'000;
constexpr std::ptrdiff_t mostPointsTogether = 4'000;
constexpr qint64 bytesAPoint = 100; // or so
constexpr qint64 mostLines = 1'000;
constexpr qint64 mostLineBytes = 256 << 10;
constexpr qint64 bytesALine = 100; // besides its text
constexpr std::size_t mostSpans = 512;
constexpr qint64 bytesASpan = 400;

std::string_view familyOf(const MetricPoint &point)
{
    auto name = point.labels.metricName();
    for (const std::string_view suffix : {"_bucket", "_count", "_sum"})
        if (name.size() > suffix.size() && name.ends_with(suffix)) {
            name.remove_suffix(suffix.size());
            break;
        }
    return name;
}

using Points = std::vector<MetricPoint>;

Points::const_iterator endOfPiece(const Points &points, Points::const_iterator begin)
{
    const auto least = begin + std::min(mostPoints, points.end() - begin);
    const auto most = begin + std::min(mostPointsTogether, points.end() - begin);
    return std::find_if(least, most, [](const MetricPoint &p) { return familyOf(p) != familyOf(*(&p - 1)); });
}

Parcelled parcelled(const std::string &message, qint64 items, qint64 weight)
{
    return {packed(message), {items, weight}};
}

} // namespace

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

std::vector<Parcelled> parcelsOf(SendKind kind, const MetricBatch &batch)
{
    std::vector<Parcelled> parcels;
    for (auto begin = batch.points.begin(); begin != batch.points.end();) {
        const auto end = endOfPiece(batch.points, begin);
        MetricBatch piece{{begin, end}, {}};
        const Outbox::Size size{end - begin, (end - begin) * bytesAPoint};
        if (kind == SendKind::OtlpMetrics || begin == batch.points.begin())
            piece.families = batch.families;
        if (kind == SendKind::OtlpMetrics) {
            const auto request = metricRequestOf(piece);
            parcels.push_back(
                parcelled(wire::otlp::encodeMetrics(request), static_cast<qint64>(request.points), size.weight));
        } else {
            parcels.push_back({encodeBatch(piece), size});
        }
        begin = end;
    }
    return parcels;
}

std::vector<Parcelled> parcelsOf(SendKind kind, std::span<const signals::LogLine> lines)
{
    std::vector<Parcelled> parcels;
    while (!lines.empty()) {
        Outbox::Size size;
        std::size_t count = 0;
        for (; count < lines.size(); ++count) {
            const auto bytes = static_cast<qint64>(lines[count].text.size()) + bytesALine;
            if (count > 0 && (size.weight + bytes > mostLineBytes || size.items >= mostLines))
                break;
            size.weight += bytes;
            ++size.items;
        }
        const auto piece = lines.first(count);
        if (kind == SendKind::OtlpLogs)
            parcels.push_back(parcelled(wire::otlp::encodeLogs(logRequestOf(piece)), size.items, size.weight));
        else
            parcels.push_back({wire::lokipush::encodeSnappy({piece.begin(), piece.end()}), size});
        lines = lines.subspan(count);
    }
    return parcels;
}

std::vector<Parcelled> parcelsOf(const std::vector<signals::Trace> &traces)
{
    std::vector<Parcelled> parcels;
    std::vector<signals::Trace> piece;
    std::size_t spans = 0;
    const auto close = [&] {
        const auto items = static_cast<qint64>(std::exchange(spans, 0));
        if (items > 0)
            parcels.push_back(parcelled(wire::otlp::encodeTraces(piece), items, items * bytesASpan));
        piece.clear();
    };
    for (const auto &trace : traces) {
        if (spans + trace.spans.size() > mostSpans)
            close();
        spans += trace.spans.size();
        piece.push_back(trace);
    }
    close();
    return parcels;
}

} // namespace wf::station
