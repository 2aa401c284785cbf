// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/codec/histograms.h"

#include "models/store/codec/chunk.h"

#include <algorithm>
#include <bit>

namespace wf::store {

namespace {

using signals::BucketSpan;
using signals::NativeHistogram;
using signals::NativeHistogramPtr;

constexpr std::size_t maxBuckets = 65'536;
constexpr std::size_t maxCounts = std::size_t(1) << 23; // in one run: bounds what damaged bytes can ask for

bool sameBits(double a, double b)
{
    return std::bit_cast<quint64>(a) == std::bit_cast<quint64>(b);
}

bool sameBits(const std::vector<double> &a, const std::vector<double> &b)
{
    return std::ranges::equal(a, b, [](double x, double y) { return sameBits(x, y); });
}

bool sameShape(const NativeHistogram &a, const NativeHistogram &b)
{
    return a.schema == b.schema && sameBits(a.zeroThreshold, b.zeroThreshold) && a.positiveSpans == b.positiveSpans &&
           a.negativeSpans == b.negativeSpans && sameBits(a.customBounds, b.customBounds);
}

std::size_t bucketsOf(const std::vector<BucketSpan> &spans)
{
    std::size_t sum = 0;
    for (const auto &span : spans)
        sum = std::min<std::size_t>(sum + span.length, maxBuckets + 1);
    return sum;
}

void writeSpans(const std::vector<BucketSpan> &spans, ByteWriter &out)
{
    out.varint(spans.size());
    for (const auto &span : spans) {
        out.svarint(span.offset);
        out.varint(span.length);
    }
}

std::vector<BucketSpan> readSpans(ByteReader &in)
{
    std::vector<BucketSpan> spans(in.count());
    for (auto &span : spans) {
        span.offset = static_cast<qint32>(in.svarint());
        span.length = static_cast<quint32>(in.varint());
    }
    return spans;
}

void writeShape(const NativeHistogram &h, ByteWriter &out)
{
    out.svarint(h.schema);
    out.fixed64(std::bit_cast<quint64>(h.zeroThreshold));
    writeSpans(h.positiveSpans, out);
    writeSpans(h.negativeSpans, out);
    out.varint(h.customBounds.size());
    if (!h.customBounds.empty())
        encodeValues(h.customBounds, out);
}

NativeHistogram readShape(ByteReader &in)
{
    NativeHistogram h;
    h.schema = static_cast<int>(in.svarint());
    h.zeroThreshold = std::bit_cast<double>(in.fixed64());
    h.positiveSpans = readSpans(in);
    h.negativeSpans = readSpans(in);
    const auto bounds = in.varint();
    if (bounds > maxBuckets)
        in.fail();
    else if (bounds > 0)
        decodeValues(in, static_cast<std::size_t>(bounds), h.customBounds);
    const std::size_t positive = bucketsOf(h.positiveSpans);
    const std::size_t negative = bucketsOf(h.negativeSpans);
    if (positive + negative > maxBuckets)
        in.fail();
    if (in.ok()) {
        h.positiveCounts.resize(positive);
        h.negativeCounts.resize(negative);
    }
    return h;
}

using Run = std::span<const NativeHistogramPtr>;

template<class Member>
void writeColumn(Run run, Member member, std::vector<double> &column, ByteWriter &out)
{
    column.clear();
    for (const auto &h : run)
        column.push_back(member(*h));
    encodeValues(column, out);
}

void writeRun(Run run, ByteWriter &out)
{
    const NativeHistogram &first = *run.front();
    out.varint(run.size());
    writeShape(first, out);
    const bool oneHint = std::ranges::all_of(run, [&](const auto &h) { return h->resetHint == first.resetHint; });
    out.byte(oneHint ? 1 : 0);
    for (const auto &h : oneHint ? run.first(1) : run)
        out.byte(static_cast<unsigned>(h->resetHint));
    std::vector<double> column;
    writeColumn(
        run, [](const auto &h) { return h.count; }, column, out);
    writeColumn(
        run, [](const auto &h) { return h.zeroCount; }, column, out);
    writeColumn(
        run, [](const auto &h) { return h.sum; }, column, out);
    for (std::size_t b = 0; b < first.positiveCounts.size(); ++b)
        writeColumn(
            run, [b](const auto &h) { return h.positiveCounts[b]; }, column, out);
    for (std::size_t b = 0; b < first.negativeCounts.size(); ++b)
        writeColumn(
            run, [b](const auto &h) { return h.negativeCounts[b]; }, column, out);
}

void readHints(ByteReader &in, std::vector<NativeHistogram> &run)
{
    const bool oneHint = in.byte() != 0;
    unsigned hint = 0;
    for (std::size_t i = 0; i < run.size() && in.ok(); ++i) {
        if (i == 0 || !oneHint)
            hint = in.byte();
        if (hint > static_cast<unsigned>(NativeHistogram::ResetHint::Gauge))
            in.fail();
        run[i].resetHint = static_cast<NativeHistogram::ResetHint>(hint);
    }
}

template<class Member>
void readColumn(ByteReader &in, std::vector<NativeHistogram> &run, std::vector<double> &column, Member member)
{
    column.clear();
    decodeValues(in, run.size(), column);
    for (std::size_t i = 0; i < run.size() && in.ok(); ++i)
        member(run[i]) = column[i];
}

void readRun(ByteReader &in, std::size_t most, std::size_t &countsLeft, std::vector<NativeHistogramPtr> &out)
{
    const auto length = in.varint();
    const NativeHistogram shape = readShape(in);
    const std::size_t buckets = shape.positiveCounts.size() + shape.negativeCounts.size();
    if (length == 0 || length > most || buckets * length > countsLeft)
        in.fail();
    if (!in.ok())
        return;
    countsLeft -= buckets * length;
    std::vector<NativeHistogram> run(static_cast<std::size_t>(length), shape);
    readHints(in, run);
    std::vector<double> column;
    readColumn(in, run, column, [](auto &h) -> double & { return h.count; });
    readColumn(in, run, column, [](auto &h) -> double & { return h.zeroCount; });
    readColumn(in, run, column, [](auto &h) -> double & { return h.sum; });
    for (std::size_t b = 0; b < shape.positiveCounts.size() && in.ok(); ++b)
        readColumn(in, run, column, [b](auto &h) -> double & { return h.positiveCounts[b]; });
    for (std::size_t b = 0; b < shape.negativeCounts.size() && in.ok(); ++b)
        readColumn(in, run, column, [b](auto &h) -> double & { return h.negativeCounts[b]; });
    if (in.ok())
        for (auto &h : run)
            out.push_back(std::make_shared<const NativeHistogram>(std::move(h)));
}

} // namespace

void encodeHistograms(std::span<const qint64> timesMs, std::span<const NativeHistogramPtr> histograms, ByteWriter &out)
{
    Q_ASSERT(timesMs.size() == histograms.size() && histograms.size() <= maxChunkHistograms);
    out.varint(histograms.size());
    if (histograms.empty())
        return;
    encodeTimes(timesMs, out);
    for (std::size_t at = 0; at < histograms.size();) {
        std::size_t end = at + 1;
        while (end < histograms.size() && sameShape(*histograms[at], *histograms[end]))
            ++end;
        writeRun(histograms.subspan(at, end - at), out);
        at = end;
    }
}

bool decodeHistograms(ByteReader &in, std::vector<qint64> &timesMs, std::vector<NativeHistogramPtr> &histograms)
{
    const auto n = in.varint();
    if (n > maxChunkHistograms)
        in.fail();
    if (n == 0 || !in.ok())
        return in.ok();
    const std::size_t timesBefore = timesMs.size();
    const std::size_t before = histograms.size();
    const std::size_t end = before + static_cast<std::size_t>(n);
    decodeTimes(in, static_cast<std::size_t>(n), timesMs);
    std::size_t countsLeft = maxCounts;
    while (in.ok() && histograms.size() < end)
        readRun(in, end - histograms.size(), countsLeft, histograms);
    if (in.ok())
        return true;
    timesMs.resize(timesBefore);
    histograms.resize(before);
    return false;
}

const char *histogramFault(const NativeHistogram &h)
{
    if (h.schema != NativeHistogram::customBuckets && (h.schema < -4 || h.schema > 8))
        return "a schema that does not exist";
    const std::size_t positive = bucketsOf(h.positiveSpans);
    const std::size_t negative = bucketsOf(h.negativeSpans);
    if (positive + negative > maxBuckets || h.customBounds.size() > maxBuckets)
        return "too many buckets";
    if (positive != h.positiveCounts.size() || negative != h.negativeCounts.size())
        return "as many counts as buckets are needed";
    return nullptr;
}

bool sameBits(const NativeHistogram &a, const NativeHistogram &b)
{
    return sameShape(a, b) && a.resetHint == b.resetHint && sameBits(a.count, b.count) &&
           sameBits(a.zeroCount, b.zeroCount) && sameBits(a.sum, b.sum) &&
           sameBits(a.positiveCounts, b.positiveCounts) && sameBits(a.negativeCounts, b.negativeCounts);
}

} // namespace wf::store
