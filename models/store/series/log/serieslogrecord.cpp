// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/series/log/serieslogrecord.h"

#include "models/store/codec/histograms.h"

namespace wf::store {

namespace {

constexpr unsigned recordFormat = 1;

void packSamples(const std::vector<SeriesLogRecord::Sample> &samples, ByteWriter &out)
{
    out.varint(samples.size());
    qint64 id = 0;
    qint64 time = 0;
    for (const auto &s : samples) {
        out.svarint(wrapSub(s.id, id));
        out.svarint(wrapSub(s.timeMs, time));
        out.fixed64(std::bit_cast<quint64>(s.value));
        id = s.id;
        time = s.timeMs;
    }
}

void unpackSamples(ByteReader &in, std::vector<SeriesLogRecord::Sample> &samples)
{
    samples.resize(in.count());
    qint64 id = 0;
    qint64 time = 0;
    for (auto &s : samples) {
        id = wrapAdd(id, in.svarint());
        time = wrapAdd(time, in.svarint());
        s = {static_cast<quint32>(id), time, std::bit_cast<double>(in.fixed64())};
        if (!in.ok())
            return;
    }
}

void unpackHistograms(ByteReader &in, std::vector<SeriesLogRecord::Histogram> &histograms)
{
    const std::size_t count = in.count();
    std::vector<qint64> times;
    std::vector<signals::NativeHistogramPtr> values;
    for (std::size_t i = 0; i < count && in.ok(); ++i) {
        times.clear();
        values.clear();
        const auto id = static_cast<quint32>(in.varint());
        if (decodeHistograms(in, times, values) && times.size() == 1)
            histograms.push_back({id, times.front(), values.front()});
        else
            in.fail();
    }
}

void unpackExemplars(ByteReader &in, std::vector<signals::Exemplar> &exemplars)
{
    const std::size_t count = in.count();
    for (std::size_t i = 0; i < count && in.ok(); ++i) {
        signals::Exemplar e;
        e.series = in.labels();
        e.labels = in.labels();
        e.value = std::bit_cast<double>(in.fixed64());
        e.timeMs = in.svarint();
        exemplars.push_back(std::move(e));
    }
}

void unpackFamilies(ByteReader &in, std::vector<signals::MetricInfo> &families)
{
    const std::size_t count = in.count();
    for (std::size_t i = 0; i < count && in.ok(); ++i) {
        signals::MetricInfo info;
        info.name = in.qtext();
        const unsigned type = in.byte();
        if (type > static_cast<unsigned>(signals::MetricType::StateSet))
            in.fail();
        info.type = static_cast<signals::MetricType>(type);
        info.help = in.qtext();
        info.unit = in.qtext();
        families.push_back(std::move(info));
    }
}

} // namespace

std::string packLogRecord(const SeriesLogRecord &record)
{
    ByteWriter out;
    out.bytes().reserve(record.samples.size() * 12 + 64);
    out.byte(recordFormat);
    out.varint(record.series.size());
    for (const auto &s : record.series) {
        out.varint(s.id);
        out.labels(s.labels);
    }
    packSamples(record.samples, out);
    out.varint(record.histograms.size());
    for (const auto &h : record.histograms) {
        out.varint(h.id);
        encodeHistograms(std::span(&h.timeMs, 1), std::span(&h.value, 1), out);
    }
    out.varint(record.exemplars.size());
    for (const auto &e : record.exemplars) {
        out.labels(e.series);
        out.labels(e.labels);
        out.fixed64(std::bit_cast<quint64>(e.value));
        out.svarint(e.timeMs);
    }
    out.varint(record.families.size());
    for (const auto &f : record.families) {
        out.text(f.name);
        out.byte(static_cast<unsigned>(f.type));
        out.text(f.help);
        out.text(f.unit);
    }
    return std::move(out.bytes());
}

bool unpackLogRecord(std::string_view bytes, SeriesLogRecord &record)
{
    ByteReader in(bytes);
    if (in.byte() != recordFormat)
        return false;
    const std::size_t series = in.count();
    for (std::size_t i = 0; i < series && in.ok(); ++i) {
        const auto id = static_cast<quint32>(in.varint());
        record.series.push_back({id, in.labels()});
    }
    unpackSamples(in, record.samples);
    unpackHistograms(in, record.histograms);
    unpackExemplars(in, record.exemplars);
    unpackFamilies(in, record.families);
    return in.ok() && in.left() == 0;
}

} // namespace wf::store
