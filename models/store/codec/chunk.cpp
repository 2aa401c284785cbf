// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/codec/chunk.h"

#include "models/store/codec/bitpack.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace wf::store {

namespace {

enum TimeMode : unsigned { Regular, Runs, Differences };
enum ValueMode : unsigned { Constant, Decimal, Ordered };

constexpr std::array<double, 16> powersOfTen{1,   1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                             1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
// Adding and subtracting this rounds to the nearest whole number below 2^51.
constexpr double roundingMagic = 6755399441055744.0;
constexpr double decimalLimit = 2251799813685248.0; // 2^51

quint64 bitsOf(double v)
{
    return std::bit_cast<quint64>(v);
}

// --- times

// The likely scrape interval: the median of some differences, freed of jitter.
qint64 likelyStep(std::span<const qint64> times)
{
    std::array<qint64, 31> sample{};
    std::size_t count = 0;
    const std::size_t stride = std::max<std::size_t>(1, times.size() / sample.size());
    for (std::size_t i = 1; i < times.size() && count < sample.size(); i += stride)
        sample[count++] = wrapSub(times[i], times[i - 1]);
    const auto middle = sample.begin() + static_cast<std::ptrdiff_t>(count / 2);
    std::nth_element(sample.begin(), middle, sample.begin() + static_cast<std::ptrdiff_t>(count));
    const qint64 median = *middle;
    if (median <= 0 || median > 366 * qint64(86'400'000))
        return median;
    for (const qint64 unit : {1000, 500, 100, 10}) {
        const qint64 round = (median + unit / 2) / unit * unit;
        if (round > 0 && std::abs(round - median) <= std::max<qint64>(2, median / 200))
            return round;
    }
    return median;
}

struct Run {
    std::size_t length = 0;
    qint64 shift = 0; // of its start against where the run before would have gone on
};

// False when the times are too irregular for runs to pay.
bool findRuns(std::span<const qint64> times, qint64 step, std::vector<Run> &runs, std::vector<qint64> &jitter)
{
    if (step <= 0)
        return false;
    qint64 expected = times[0];
    runs.push_back({0, 0});
    for (const qint64 t : times) {
        const qint64 off = wrapSub(t, expected);
        if (off > step / 2 || off < -(step / 2)) {
            if (runs.size() * 8 > times.size() + 32)
                return false;
            runs.push_back({0, off});
            expected = t;
            jitter.push_back(0);
        } else {
            jitter.push_back(off);
        }
        ++runs.back().length;
        expected = wrapAdd(expected, step);
    }
    return true;
}

} // namespace

void encodeTimes(std::span<const qint64> times, ByteWriter &out)
{
    const std::size_t n = times.size();
    const qint64 step = n > 1 ? wrapSub(times[1], times[0]) : 0;
    bool regular = true;
    for (std::size_t i = 2; i < n && regular; ++i)
        regular = wrapSub(times[i], times[i - 1]) == step;
    if (regular) {
        out.byte(Regular);
        out.svarint(times[0]);
        out.svarint(step);
        return;
    }
    std::vector<Run> runs;
    std::vector<qint64> column;
    column.reserve(n);
    const qint64 grid = likelyStep(times);
    if (findRuns(times, grid, runs, column)) {
        out.byte(Runs);
        out.svarint(times[0]);
        out.svarint(grid);
        out.varint(runs.size());
        for (const auto &run : runs) {
            out.varint(run.length);
            out.svarint(run.shift);
        }
    } else {
        out.byte(Differences);
        column.clear();
        qint64 before = 0;
        qint64 difference = 0;
        for (const qint64 t : times) {
            const qint64 d = wrapSub(t, before);
            column.push_back(wrapSub(d, difference));
            difference = d;
            before = t;
        }
    }
    packNumbers(column, out);
}

namespace {

void decodeRuns(ByteReader &in, std::size_t n, std::vector<qint64> &times)
{
    const qint64 start = in.svarint();
    const qint64 step = in.svarint();
    const std::size_t count = in.count();
    std::vector<Run> runs(count);
    std::size_t total = 0;
    for (auto &run : runs) {
        run.length = static_cast<std::size_t>(std::min<quint64>(in.varint(), maxChunkSamples + 1));
        run.shift = in.svarint();
        total += run.length;
        if (total > n)
            in.fail();
    }
    if (total != n)
        in.fail();
    const std::size_t first = times.size();
    unpackNumbers(in, n, times);
    if (!in.ok())
        return;
    qint64 expected = start;
    std::size_t at = first;
    for (const auto &run : runs) {
        expected = wrapAdd(expected, run.shift);
        for (std::size_t i = 0; i < run.length; ++i, ++at) {
            times[at] = wrapAdd(times[at], expected);
            expected = wrapAdd(expected, step);
        }
    }
}

} // namespace

void decodeTimes(ByteReader &in, std::size_t n, std::vector<qint64> &times)
{
    const unsigned mode = in.byte();
    if (mode == Regular) {
        qint64 t = in.svarint();
        const qint64 step = in.svarint();
        if (!in.ok())
            return;
        const std::size_t first = times.size();
        times.resize(first + n);
        for (std::size_t i = 0; i < n; ++i, t = wrapAdd(t, step))
            times[first + i] = t;
    } else if (mode == Runs) {
        decodeRuns(in, n, times);
    } else if (mode == Differences) {
        const std::size_t first = times.size();
        unpackNumbers(in, n, times);
        qint64 difference = 0;
        qint64 t = 0;
        for (std::size_t i = first; i < times.size(); ++i) {
            difference = wrapAdd(difference, times[i]);
            t = wrapAdd(t, difference);
            times[i] = t;
        }
    } else {
        in.fail();
    }
}

namespace {

// --- values

// Whether v is exactly integer / 10^e, bit for bit; and that integer.
inline bool asDecimal(double v, double power, qint64 &integer)
{
    const double scaled = v * power;
    if (!(scaled < decimalLimit && scaled > -decimalLimit))
        return false;
    const double rounded = (scaled + roundingMagic) - roundingMagic;
    integer = static_cast<qint64>(rounded);
    return bitsOf(static_cast<double>(integer) / power) == bitsOf(v);
}

// The smallest exponent that suits a few samples, as a first guess for all; nothing suits: 16.
std::size_t guessExponent(std::span<const double> values)
{
    std::size_t exponent = 0;
    std::size_t misses = 0;
    const std::size_t stride = std::max<std::size_t>(1, values.size() / 16);
    std::size_t seen = 0;
    for (std::size_t i = 0; i < values.size(); i += stride, ++seen) {
        qint64 ignored = 0;
        std::size_t e = exponent;
        while (e < powersOfTen.size() && !asDecimal(values[i], powersOfTen[e], ignored))
            ++e;
        if (e == powersOfTen.size())
            ++misses;
        else
            exponent = e;
    }
    return misses * 2 > seen ? powersOfTen.size() : exponent;
}

struct Odd {
    std::size_t at = 0;
    double value = 0;
};

// False when more than one in sixteen is not a decimal of that exponent.
bool toDecimals(std::span<const double> values, std::size_t exponent, std::vector<qint64> &integers,
                std::vector<Odd> &odd)
{
    const double power = powersOfTen[exponent];
    const std::size_t limit = values.size() / 16 + 1;
    integers.resize(values.size());
    odd.clear();
    qint64 before = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        qint64 integer = 0;
        if (!asDecimal(values[i], power, integer)) {
            if (odd.size() == limit)
                return false;
            odd.push_back({i, values[i]});
            integer = before;
        }
        integers[i] = before = integer;
    }
    return true;
}

void encodeOrdered(std::span<const double> values, ByteWriter &out)
{
    quint64 all = 0;
    for (const double v : values)
        all |= bitsOf(v);
    // Low bits that no value uses (quarters, single-precision floats) are not written. Sign and magnitude become one
    // signed number, so that near values are near numbers and -0 is -1.
    const auto shift = static_cast<unsigned>(all == 0 ? 0 : std::min(std::countr_zero(all), 51));
    out.byte(Ordered);
    out.byte(shift);
    std::vector<qint64> column;
    column.reserve(values.size());
    for (const double v : values) {
        const quint64 bits = bitsOf(v);
        const qint64 magnitude = static_cast<qint64>((bits & 0x7FFF'FFFF'FFFF'FFFFU) >> shift);
        column.push_back(bits >> 63 ? ~magnitude : magnitude);
    }
    packNumbers(column, out);
}

} // namespace

void encodeValues(std::span<const double> values, ByteWriter &out)
{
    const quint64 first = bitsOf(values[0]);
    if (std::all_of(values.begin(), values.end(), [first](double v) { return bitsOf(v) == first; })) {
        out.byte(Constant);
        out.fixed64(first);
        return;
    }
    std::vector<qint64> integers;
    std::vector<Odd> odd;
    for (std::size_t e = guessExponent(values), tries = 0; e < powersOfTen.size() && tries < 4; ++e, ++tries) {
        if (!toDecimals(values, e, integers, odd))
            continue;
        out.byte(Decimal);
        out.byte(static_cast<unsigned>(e));
        out.varint(odd.size());
        for (const auto &o : odd) {
            out.varint(o.at);
            out.fixed64(bitsOf(o.value));
        }
        packNumbers(integers, out);
        return;
    }
    encodeOrdered(values, out);
}

namespace {

void decodeDecimals(ByteReader &in, std::size_t n, std::vector<double> &values)
{
    const std::size_t exponent = in.byte();
    const std::size_t oddCount = in.count();
    if (exponent >= powersOfTen.size())
        in.fail();
    std::vector<Odd> odd(in.ok() ? oddCount : 0);
    for (auto &o : odd) {
        o.at = static_cast<std::size_t>(in.varint());
        o.value = std::bit_cast<double>(in.fixed64());
        if (o.at >= n)
            in.fail();
    }
    std::vector<qint64> integers;
    unpackNumbers(in, n, integers);
    if (!in.ok())
        return;
    const std::size_t first = values.size();
    const double power = powersOfTen[exponent];
    values.resize(first + n);
    for (std::size_t i = 0; i < n; ++i)
        values[first + i] = static_cast<double>(integers[i]) / power;
    for (const auto &o : odd)
        values[first + o.at] = o.value;
}

void decodeOrdered(ByteReader &in, std::size_t n, std::vector<double> &values)
{
    const unsigned shift = in.byte();
    if (shift > 51)
        in.fail();
    std::vector<qint64> column;
    unpackNumbers(in, n, column);
    if (!in.ok())
        return;
    const std::size_t first = values.size();
    values.resize(first + n);
    for (std::size_t i = 0; i < n; ++i) {
        const bool negative = column[i] < 0;
        const auto magnitude = static_cast<quint64>(negative ? ~column[i] : column[i]) << shift;
        values[first + i] = std::bit_cast<double>(magnitude | (negative ? 0x8000'0000'0000'0000U : 0U));
    }
}

} // namespace

void decodeValues(ByteReader &in, std::size_t n, std::vector<double> &values)
{
    const unsigned mode = in.byte();
    if (mode == Constant) {
        const double v = std::bit_cast<double>(in.fixed64());
        if (in.ok())
            values.resize(values.size() + n, v);
    } else if (mode == Decimal) {
        decodeDecimals(in, n, values);
    } else if (mode == Ordered) {
        decodeOrdered(in, n, values);
    } else {
        in.fail();
    }
}

void encodeChunk(std::span<const qint64> timesMs, std::span<const double> values, ByteWriter &out)
{
    Q_ASSERT(timesMs.size() == values.size() && values.size() <= maxChunkSamples);
    out.varint(values.size());
    if (values.empty())
        return;
    encodeTimes(timesMs, out);
    encodeValues(values, out);
}

bool decodeChunk(ByteReader &in, std::vector<qint64> &timesMs, std::vector<double> &values)
{
    const auto n = static_cast<std::size_t>(in.varint());
    if (n > maxChunkSamples)
        in.fail();
    if (n == 0 || !in.ok())
        return in.ok();
    const std::size_t timesBefore = timesMs.size();
    const std::size_t valuesBefore = values.size();
    decodeTimes(in, n, timesMs);
    if (in.ok())
        decodeValues(in, n, values);
    if (in.ok())
        return true;
    timesMs.resize(timesBefore);
    values.resize(valuesBefore);
    return false;
}

} // namespace wf::store
