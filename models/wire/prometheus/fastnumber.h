// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>
#include <bit>
#include <cstring>

// Decimal digits eight at a time, and the exact double they mean. Header only: the inner loop of MatrixStream.
// Formulas: Lemire, "Number Parsing at a Gigabyte per Second" (2021), algorithm 1 with 128-bit powers of five.
namespace wf::wire::prometheus::fast {

__extension__ using Wide = unsigned __int128;

inline constexpr int mostDecimals = 27; // 5^27 < 2^63: reciprocals below are exact to the last bit that matters

struct Power {
    quint64 high = 0;
    quint64 low = 0;
};

// ceil(2^b / 5^k), normalised to 128 bits.
consteval std::array<Power, mostDecimals + 1> reciprocals()
{
    std::array<Power, mostDecimals + 1> out{};
    quint64 five = 1;
    for (int k = 1; k <= mostDecimals; ++k) {
        five *= 5;
        Wide quotient = 0;
        quint64 rest = 1; // long division of a one followed by zeros, until 128 significant bits stand in the quotient
        while ((quotient >> 127) == 0) {
            rest <<= 1;
            quotient <<= 1;
            if (rest >= five) {
                rest -= five;
                quotient |= 1;
            }
        }
        quotient += 1;
        out[static_cast<std::size_t>(k)] = {static_cast<quint64>(quotient >> 64), static_cast<quint64>(quotient)};
    }
    return out;
}
inline constexpr auto reciprocalOfFive = reciprocals();

[[gnu::always_inline]] inline quint64 load8(const char *p)
{
    quint64 w = 0;
    std::memcpy(&w, p, sizeof w);
    if constexpr (std::endian::native == std::endian::big)
        w = __builtin_bswap64(w);
    return w;
}

// Bit 7 of every byte that is no digit, after `w` was xored with "00000000".
[[gnu::always_inline]] inline quint64 nonDigits(quint64 w)
{
    return (((w & 0x7F7F7F7F7F7F7F7FU) + 0x7676767676767676U) | w) & 0x8080808080808080U;
}

// Eight digit values, most significant in the lowest byte, as a number.
[[gnu::always_inline]] inline quint64 eightDigits(quint64 w)
{
    w = (w * 10) + (w >> 8);
    return (((w & 0x000000FF000000FFU) * 0x000F424000000064U) +
            (((w >> 16) & 0x000000FF000000FFU) * 0x0000271000000001U)) >>
           32;
}

// Appends the digits at p to `value` and returns where they end, at most 24 digits on (the caller rejects more than 19
// significant ones). Reads up to 24 bytes. How far to go is decided by branches on purpose: a predicted branch lets the
// processor begin the next sample before this number is finished; counting bits of a mask does not.
[[gnu::always_inline]] inline const char *appendDigits(const char *p, quint64 &value)
{
    const char *const most = p + 24;
    quint64 number = value;
    quint64 w = load8(p) ^ 0x3030303030303030U;
    if (nonDigits(w) == 0) {
        number = number * 100'000'000 + eightDigits(w);
        p += 8;
        w = load8(p) ^ 0x3030303030303030U;
        if (nonDigits(w) == 0) {
            number = number * 100'000'000 + eightDigits(w);
            p += 8;
        }
    }
    for (auto d = static_cast<unsigned>(*p - '0'); d <= 9 && p < most; d = static_cast<unsigned>(*++p - '0'))
        number = number * 10 + d;
    value = number;
    return p;
}

// digits · 10^-decimals, rounded to the nearest even double. 1 <= decimals <= mostDecimals, digits != 0.
[[gnu::always_inline]] inline double scaled(quint64 digits, int decimals)
{
    const int zeros = std::countl_zero(digits);
    digits <<= zeros;
    const Power &power = reciprocalOfFive[static_cast<std::size_t>(decimals)];
    const Wide first = static_cast<Wide>(digits) * power.high;
    quint64 upper = static_cast<quint64>(first >> 64);
    quint64 lower = static_cast<quint64>(first);
    if ((upper & 0x1FFU) == 0x1FFU) {
        const auto second = static_cast<quint64>((static_cast<Wide>(digits) * power.low) >> 64);
        lower += second;
        upper += lower < second ? 1U : 0U;
    }
    const int top = static_cast<int>(upper >> 63);
    quint64 mantissa = upper >> (top + 9);
    int exponent = (((152170 + 65536) * -decimals) >> 16) + 63 + top - zeros + 1023;
    // Exactly between two doubles: only possible for few decimals; then round to even instead of up.
    if (lower <= 1 && decimals <= 4 && (mantissa & 3U) == 1 && (mantissa << (top + 9)) == upper)
        mantissa &= ~quint64{1};
    mantissa += mantissa & 1U;
    mantissa >>= 1;
    if (mantissa >= (quint64{2} << 52)) {
        mantissa = quint64{1} << 52;
        ++exponent;
    }
    mantissa &= ~(quint64{1} << 52);
    return std::bit_cast<double>(mantissa | (static_cast<quint64>(exponent) << 52));
}

inline constexpr std::ptrdiff_t sampleMargin = 96; // bytes that readSample may look at

// ".ddd" of a stamp with decimals; advances p. False when there are none or more than three.
inline bool readMilliseconds(const char *&p, qint64 &timeMs)
{
    qint64 unit = 100;
    for (auto d = static_cast<unsigned>(*p - '0'); d <= 9; d = static_cast<unsigned>(*++p - '0'), unit /= 10) {
        if (unit == 0)
            return false;
        timeMs += d * unit;
    }
    return unit != 100;
}

// Reads `[seconds,"value"]` in the canonical form of the servers: ten digits with up to three decimals, and a plain
// decimal. Returns what follows, or nullptr when it is written in any other way (then nothing is said about its
// validity).
[[gnu::always_inline]] inline const char *readSample(const char *p, qint64 &timeMs, double &value)
{
    const quint64 head = load8(p + 1) ^ 0x3030303030303030U;
    const auto nine = static_cast<unsigned>(p[9] - '0');
    const auto ten = static_cast<unsigned>(p[10] - '0');
    if (p[0] != '[' || nonDigits(head) != 0 || p[1] == '0' || nine > 9 || ten > 9)
        return nullptr;
    qint64 ms = (static_cast<qint64>(eightDigits(head)) * 100 + nine * 10 + ten) * 1000;
    p += 11;
    if (*p == '.' && !readMilliseconds(++p, ms))
        return nullptr;
    if (p[0] != ',' || p[1] != '"' || ms > 9'200'000'000'000)
        return nullptr;
    p += 2;
    const bool negative = *p == '-';
    if (negative)
        ++p;
    const char *const begin = p;
    quint64 digits = 0;
    p = appendDigits(p, digits);
    auto count = p - begin;
    std::ptrdiff_t decimals = 0;
    if (*p == '.') {
        const char *const fraction = ++p;
        p = appendDigits(p, digits);
        decimals = p - fraction;
        if (count == 0 || decimals == 0 || decimals > mostDecimals)
            return nullptr;
        count += decimals;
    }
    if (count - (*begin == '0' ? 1 : 0) > 19 || count == 0 || p[0] != '"' || p[1] != ']')
        return nullptr;
    double magnitude = 0;
    if (decimals == 0)
        magnitude = digits >> 63 ? static_cast<double>(digits) : static_cast<double>(static_cast<qint64>(digits));
    else if (digits != 0)
        magnitude = scaled(digits, static_cast<int>(decimals));
    timeMs = ms;
    value = negative ? -magnitude : magnitude;
    return p + 2;
}

} // namespace wf::wire::prometheus::fast
