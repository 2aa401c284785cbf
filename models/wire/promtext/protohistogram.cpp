// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/promtext/protofamily_p.h"
#include "models/wire/promtext/protofields_p.h"

namespace wf::wire {

using protozero::data_view;
using protozero::pbf_reader;
using signals::BucketSpan;

namespace {

// Of one side: the two ways counts are told.
struct Side {
    std::vector<BucketSpan> spans;
    std::vector<double> counts; // absolute
    qint64 running = 0;         // the sum of the deltas so far
    void addDelta(qint64 delta)
    {
        running = static_cast<qint64>(static_cast<quint64>(running) + static_cast<quint64>(delta));
        counts.push_back(static_cast<double>(running));
    }
    [[nodiscard]] bool isSound() const
    {
        quint64 buckets = 0;
        for (const auto &span : spans)
            buckets += span.length;
        return buckets == counts.size();
    }
};

BucketSpan span(data_view message)
{
    BucketSpan out;
    for (pbf_reader reader(message); reader.next();) {
        if (reader.tag() == 1)
            out.offset = static_cast<int>(fields::zigzag(reader));
        else if (reader.tag() == 2)
            out.length = static_cast<quint32>(fields::whole(reader));
        else
            reader.skip();
    }
    return out;
}

// proto2 writes one field for each number, proto3 packs them.
void deltas(pbf_reader &reader, Side &side)
{
    if (reader.wire_type() == protozero::pbf_wire_type::varint) {
        side.addDelta(fields::zigzag(reader));
        return;
    }
    if (!fields::isOf(reader, protozero::pbf_wire_type::length_delimited))
        return;
    for (const auto delta : reader.get_packed_sint64())
        side.addDelta(delta);
}

void floats(pbf_reader &reader, Side &side)
{
    if (reader.wire_type() == protozero::pbf_wire_type::fixed64) {
        side.counts.push_back(fields::real(reader));
        return;
    }
    if (!fields::isOf(reader, protozero::pbf_wire_type::length_delimited))
        return;
    for (const auto count : reader.get_packed_double())
        side.counts.push_back(count);
}

ProtoHistogram::Bucket bucket(data_view message)
{
    ProtoHistogram::Bucket out;
    for (pbf_reader reader(message); reader.next();) {
        switch (reader.tag()) {
        case 1:
            out.cumulative = static_cast<double>(fields::whole(reader));
            break;
        case 2:
            out.upper = fields::real(reader);
            break;
        case 3:
            out.exemplar = fields::view(reader);
            break;
        case 4:
            out.cumulative = fields::real(reader);
            break;
        default:
            reader.skip();
        }
    }
    return out;
}

bool isSchema(int schema)
{
    return schema >= -4 && schema <= 8;
}

} // namespace

ProtoHistogram protoHistogram(data_view message)
{
    ProtoHistogram out;
    Side positive;
    Side negative;
    for (pbf_reader reader(message); reader.next();) {
        switch (reader.tag()) {
        case 1:
            out.count = static_cast<double>(fields::whole(reader));
            break;
        case 2:
            out.sum = fields::real(reader);
            break;
        case 3:
            out.buckets.push_back(bucket(fields::view(reader)));
            break;
        case 4:
            out.count = fields::real(reader);
            break;
        case 5:
            out.native.schema = static_cast<int>(fields::zigzag(reader));
            break;
        case 6:
            out.native.zeroThreshold = fields::real(reader);
            break;
        case 7:
            out.native.zeroCount = static_cast<double>(fields::whole(reader));
            break;
        case 8:
            out.native.zeroCount = fields::real(reader);
            break;
        case 9:
            negative.spans.push_back(span(fields::view(reader)));
            break;
        case 10:
            deltas(reader, negative);
            break;
        case 11:
            floats(reader, negative);
            break;
        case 12:
            positive.spans.push_back(span(fields::view(reader)));
            break;
        case 13:
            deltas(reader, positive);
            break;
        case 14:
            floats(reader, positive);
            break;
        case 15:
            out.createdMs = protoTimestampMs(fields::view(reader));
            break;
        case 16:
            out.exemplars.push_back(fields::view(reader));
            break;
        default:
            reader.skip();
        }
    }
    out.isNative =
        !positive.spans.empty() || !negative.spans.empty() || out.native.zeroThreshold > 0 || out.native.zeroCount > 0;
    out.isSound = !out.isNative || (positive.isSound() && negative.isSound() && isSchema(out.native.schema));
    out.native.count = out.count;
    out.native.sum = out.sum;
    out.native.positiveSpans = std::move(positive.spans);
    out.native.positiveCounts = std::move(positive.counts);
    out.native.negativeSpans = std::move(negative.spans);
    out.native.negativeCounts = std::move(negative.counts);
    return out;
}

} // namespace wf::wire
