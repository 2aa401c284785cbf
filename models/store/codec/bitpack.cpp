// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/codec/bitpack.h"

#include <algorithm>
#include <array>

namespace wf::store {

namespace {

constexpr std::size_t blockSize = 128;
constexpr unsigned widest = 56; // so that one value never spans more than eight bytes
enum Kind : unsigned { Frame, FrameOfDeltas, PatchedDeltas, Plain };

using Numbers = std::array<qint64, blockSize>;
using Bits = std::array<quint64, blockSize>;

unsigned widthOf(quint64 v)
{
    return static_cast<unsigned>(std::bit_width(v));
}

std::size_t varintSize(quint64 v)
{
    return (std::max(widthOf(v), 1U) + 6) / 7;
}

std::size_t packedSize(std::size_t count, unsigned width)
{
    return (count * width + 7) / 8;
}

void writeBits(std::span<const quint64> values, unsigned width, ByteWriter &out)
{
    auto &bytes = out.bytes();
    const std::size_t at = bytes.size();
    const std::size_t size = packedSize(values.size(), width);
    bytes.resize(at + size + 8);
    char *base = bytes.data() + at;
    std::size_t bit = 0;
    for (const auto value : values) {
        quint64 word = 0;
        std::memcpy(&word, base + (bit >> 3), sizeof word);
        word |= value << (bit & 7);
        std::memcpy(base + (bit >> 3), &word, sizeof word);
        bit += width;
    }
    bytes.resize(at + size);
}

// `to` gets values of `width` bits; `base` must be readable for eight bytes past the packed ones.
void readBits(const char *base, unsigned width, std::span<quint64> to)
{
    const quint64 mask = (quint64(1) << width) - 1;
    std::size_t bit = 0;
    for (auto &value : to) {
        quint64 word = 0;
        std::memcpy(&word, base + (bit >> 3), sizeof word);
        value = (word >> (bit & 7)) & mask;
        bit += width;
    }
}

struct FramePlan {
    qint64 lowest = 0;
    unsigned width = 0;
};

FramePlan planFrame(std::span<const qint64> values)
{
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    return {*low, widthOf(static_cast<quint64>(*high) - static_cast<quint64>(*low))};
}

struct PatchPlan {
    unsigned width = 0;
    std::size_t exceptions = 0;
    std::size_t size = 0;
};

PatchPlan planPatches(std::span<const quint64> zigzags)
{
    std::array<unsigned char, 65> histogram{};
    quint64 all = 0;
    for (const auto v : zigzags) {
        ++histogram[widthOf(v)];
        all |= v;
    }
    PatchPlan best{0, 0, SIZE_MAX};
    std::size_t above = 0;
    std::size_t aboveBytes = 0;
    for (unsigned width = widthOf(all);; --width) {
        if (width <= widest) {
            const std::size_t size = packedSize(zigzags.size(), width) + 1 + aboveBytes;
            if (size <= best.size)
                best = {width, above, size};
        }
        above += histogram[width];
        aboveBytes += histogram[width] * (1U + (width + 6) / 7);
        if (width == 0)
            return best;
    }
}

void writeHeader(Kind kind, unsigned width, ByteWriter &out)
{
    out.byte(kind << 6 | width);
}

void writeFrame(Kind kind, std::span<const qint64> values, const FramePlan &plan, ByteWriter &out)
{
    writeHeader(kind, plan.width, out);
    if (kind == FrameOfDeltas) {
        out.svarint(values.front());
        values = values.subspan(1);
    }
    out.svarint(plan.lowest);
    Bits bits; // not cleared: short runs are frequent, and only what is set is read
    for (std::size_t i = 0; i < values.size(); ++i)
        bits[i] = static_cast<quint64>(values[i]) - static_cast<quint64>(plan.lowest);
    writeBits(std::span(bits).first(values.size()), plan.width, out);
}

void writePatched(qint64 first, std::span<quint64> zigzags, const PatchPlan &plan, ByteWriter &out)
{
    writeHeader(PatchedDeltas, plan.width, out);
    out.svarint(first);
    out.byte(static_cast<unsigned>(plan.exceptions));
    for (std::size_t i = 0; i < zigzags.size(); ++i) {
        if (widthOf(zigzags[i]) > plan.width) {
            out.byte(static_cast<unsigned>(i));
            out.varint(zigzags[i]);
            zigzags[i] = 0;
        }
    }
    writeBits(zigzags, plan.width, out);
}

void packBlock(std::span<const qint64> values, ByteWriter &out)
{
    const std::size_t n = values.size();
    const FramePlan frame = planFrame(values);
    const std::size_t frameSize =
        frame.width > widest ? SIZE_MAX : varintSize(zigzag(frame.lowest)) + packedSize(n, frame.width);
    // [0] keeps the first value, so that a frame of deltas can be written from one array.
    Numbers deltas;
    deltas[0] = values[0];
    Bits zigzags;
    for (std::size_t i = 1; i < n; ++i) {
        deltas[i] = wrapSub(values[i], values[i - 1]);
        zigzags[i - 1] = zigzag(deltas[i]);
    }
    const auto allDeltas = std::span(deltas).first(n);
    const std::size_t firstSize = varintSize(zigzag(values[0]));
    FramePlan ofDeltas;
    if (n > 1)
        ofDeltas = planFrame(allDeltas.subspan(1));
    const std::size_t deltaSize =
        ofDeltas.width > widest ? SIZE_MAX
                                : firstSize + varintSize(zigzag(ofDeltas.lowest)) + packedSize(n - 1, ofDeltas.width);
    const PatchPlan patches = planPatches(std::span(zigzags).first(n - 1));
    const std::size_t patchSize = firstSize + patches.size;

    const std::size_t best = std::min({frameSize, deltaSize, patchSize, n * 8});
    if (best == frameSize) {
        writeFrame(Frame, values, frame, out);
    } else if (best == deltaSize) {
        writeFrame(FrameOfDeltas, allDeltas, ofDeltas, out);
    } else if (best == patchSize) {
        writePatched(values[0], std::span(zigzags).first(n - 1), patches, out);
    } else {
        writeHeader(Plain, 0, out);
        out.raw(values.data(), n * 8);
    }
}

// The packed bits with eight readable bytes after them: in place, or copied when the input ends too soon.
struct PackedBits {
    std::array<char, blockSize * widest / 8 + 8> copy;
    const char *take(ByteReader &in, std::size_t count, unsigned width)
    {
        const std::size_t size = packedSize(count, width);
        const bool roomy = in.left() >= size + 8;
        const auto bytes = in.take(size);
        if (roomy)
            return bytes.data();
        copy.fill(0);
        if (in.ok())
            std::memcpy(copy.data(), bytes.data(), bytes.size());
        return copy.data();
    }
};

void unpackDeltas(ByteReader &in, Kind kind, unsigned width, std::span<qint64> to)
{
    qint64 value = in.svarint();
    to[0] = value;
    const std::size_t n = to.size() - 1;
    Bits bits;
    PackedBits packed;
    if (kind == FrameOfDeltas) {
        const qint64 lowest = in.svarint();
        readBits(packed.take(in, n, width), width, std::span(bits).first(n));
        for (std::size_t i = 0; i < n; ++i)
            to[i + 1] = value = wrapAdd(value, wrapAdd(static_cast<qint64>(bits[i]), lowest));
        return;
    }
    const std::size_t exceptions = in.byte();
    std::array<std::pair<std::size_t, quint64>, 256> patches;
    for (std::size_t i = 0; i < exceptions; ++i) {
        patches[i] = {in.byte(), 0};
        patches[i].second = in.varint();
        if (patches[i].first >= n)
            in.fail();
    }
    if (!in.ok())
        return;
    readBits(packed.take(in, n, width), width, std::span(bits).first(n));
    for (std::size_t i = 0; i < exceptions; ++i)
        bits[patches[i].first] = patches[i].second;
    for (std::size_t i = 0; i < n; ++i)
        to[i + 1] = value = wrapAdd(value, unzigzag(bits[i]));
}

void unpackBlock(ByteReader &in, std::span<qint64> to)
{
    const unsigned header = in.byte();
    const auto kind = static_cast<Kind>(header >> 6);
    const unsigned width = header & 63U;
    if (width > widest) {
        in.fail();
        return;
    }
    if (kind == Plain) {
        const auto bytes = in.take(to.size() * 8);
        if (in.ok())
            std::memcpy(to.data(), bytes.data(), bytes.size());
    } else if (kind == Frame) {
        const qint64 lowest = in.svarint();
        Bits bits;
        PackedBits packed;
        readBits(packed.take(in, to.size(), width), width, std::span(bits).first(to.size()));
        for (std::size_t i = 0; i < to.size(); ++i)
            to[i] = wrapAdd(static_cast<qint64>(bits[i]), lowest);
    } else {
        unpackDeltas(in, kind, width, to);
    }
}

} // namespace

void packNumbers(std::span<const qint64> values, ByteWriter &out)
{
    for (std::size_t at = 0; at < values.size(); at += blockSize)
        packBlock(values.subspan(at, std::min(blockSize, values.size() - at)), out);
}

void unpackNumbers(ByteReader &in, std::size_t count, std::vector<qint64> &out)
{
    // Every block has at least a header: a count beyond that is a damaged input, not a reason to allocate.
    if (count / blockSize > in.left()) {
        in.fail();
        return;
    }
    const std::size_t first = out.size();
    out.resize(first + count);
    for (std::size_t at = 0; at < count && in.ok(); at += blockSize)
        unpackBlock(in, std::span(out).subspan(first + at, std::min(blockSize, count - at)));
    if (!in.ok())
        out.resize(first);
}

} // namespace wf::store
