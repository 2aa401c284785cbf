// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/remotewrite/histogram_p.h"

#include <algorithm>

namespace wf::wire::remotewrite {

using protozero::pbf_writer;
using signals::BucketSpan;
using signals::NativeHistogram;

namespace {

BucketSpan spanOf(ProtoReader message)
{
    BucketSpan span;
    while (message.next()) {
        if (message.tag() == 1)
            span.offset = message.sint32();
        else if (message.tag() == 2)
            span.length = message.uint32();
        else
            message.skip();
    }
    return span;
}

// Integer histograms tell each bucket as the difference to the one before.
void readDeltas(ProtoReader &message, std::vector<double> &counts)
{
    qint64 count = 0;
    message.eachSint64([&](std::int64_t delta) {
        count = static_cast<qint64>(static_cast<quint64>(count) + static_cast<quint64>(delta));
        counts.push_back(static_cast<double>(count));
    });
}

bool agree(const std::vector<BucketSpan> &spans, const std::vector<double> &counts)
{
    std::uint64_t total = 0;
    bool isFirst = true;
    for (const auto &span : spans) {
        if (!isFirst && span.offset < 0)
            return false;
        isFirst = false;
        total += span.length;
    }
    return total == counts.size() && std::all_of(counts.begin(), counts.end(), [](double count) { return count >= 0; });
}

bool isSound(const NativeHistogram &h)
{
    const bool isCustom = h.schema == NativeHistogram::customBuckets;
    if (!isCustom && (h.schema < -4 || h.schema > 8))
        return false;
    if (isCustom && (!h.negativeCounts.empty() || !std::is_sorted(h.customBounds.begin(), h.customBounds.end())))
        return false;
    return agree(h.positiveSpans, h.positiveCounts) && agree(h.negativeSpans, h.negativeCounts);
}

NativeHistogram::ResetHint hintOf(qint32 number)
{
    switch (number) {
    case 1:
        return NativeHistogram::ResetHint::Reset;
    case 2:
        return NativeHistogram::ResetHint::NotReset;
    case 3:
        return NativeHistogram::ResetHint::Gauge;
    default:
        return NativeHistogram::ResetHint::Unknown;
    }
}

void readBuckets(ProtoReader &message, NativeHistogram &h, Allowance &allowance)
{
    const bool isPositive = message.tag() >= 11;
    auto &spans = isPositive ? h.positiveSpans : h.negativeSpans;
    auto &counts = isPositive ? h.positiveCounts : h.negativeCounts;
    const auto part = isPositive ? message.tag() - 11 : message.tag() - 8;
    if (part == 0 && allowance.takeEntry())
        spans.push_back(spanOf(message.message()));
    else if (part == 1)
        readDeltas(message, counts);
    else if (part == 2)
        message.eachDouble([&](double count) { counts.push_back(count); });
    else
        message.skip();
}

void writeSide(pbf_writer &out, const std::vector<BucketSpan> &spans, const std::vector<double> &counts,
               ProtoReader::Tag spanField)
{
    for (const auto &span : spans) {
        pbf_writer one(out, spanField);
        one.add_sint32(1, span.offset);
        one.add_uint32(2, span.length);
    }
    if (!counts.empty())
        out.add_packed_double(spanField + 2, counts.begin(), counts.end());
}

} // namespace

TimedHistogram histogramOf(ProtoReader message, Allowance &allowance)
{
    TimedHistogram result;
    NativeHistogram &h = result.histogram;
    while (message.next()) {
        switch (message.tag()) {
        case 1:
            h.count = static_cast<double>(message.uint64());
            break;
        case 2:
            h.count = message.real();
            break;
        case 3:
            h.sum = message.real();
            break;
        case 4:
            h.schema = message.sint32();
            break;
        case 5:
            h.zeroThreshold = message.real();
            break;
        case 6:
            h.zeroCount = static_cast<double>(message.uint64());
            break;
        case 7:
            h.zeroCount = message.real();
            break;
        case 8:
        case 9:
        case 10:
        case 11:
        case 12:
        case 13:
            readBuckets(message, h, allowance);
            break;
        case 14:
            h.resetHint = hintOf(message.enumeration());
            break;
        case 15:
            result.timeMs = message.int64();
            break;
        case 16:
            message.eachDouble([&](double bound) { h.customBounds.push_back(bound); });
            break;
        default:
            message.skip();
        }
    }
    result.isSound = isSound(h);
    return result;
}

void writeHistogram(pbf_writer &out, qint64 timeMs, const NativeHistogram &h)
{
    out.add_double(2, h.count);
    out.add_double(3, h.sum);
    out.add_sint32(4, h.schema);
    out.add_double(5, h.zeroThreshold);
    out.add_double(7, h.zeroCount);
    writeSide(out, h.negativeSpans, h.negativeCounts, 8);
    writeSide(out, h.positiveSpans, h.positiveCounts, 11);
    out.add_enum(14, static_cast<std::int32_t>(h.resetHint));
    out.add_int64(15, timeMs);
    if (!h.customBounds.empty())
        out.add_packed_double(16, h.customBounds.begin(), h.customBounds.end());
}

} // namespace wf::wire::remotewrite
