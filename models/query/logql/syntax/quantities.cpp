// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/syntax/quantities.h"

#include "models/query/promql/text/gotext.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace wf::query::logql {

namespace {

struct Unit {
    std::string_view name;
    double factor;
};
constexpr std::array timeUnits{Unit{"ns", 1},   Unit{"us", 1e3}, Unit{"\xC2\xB5s", 1e3}, Unit{"\xCE\xBCs", 1e3},
                               Unit{"ms", 1e6}, Unit{"s", 1e9},  Unit{"m", 60e9},        Unit{"h", 3600e9}};
constexpr std::array dayUnits{Unit{"d", 86400e9}, Unit{"w", 7 * 86400e9}, Unit{"y", 365 * 86400e9}};
constexpr std::array byteUnits{Unit{"", 1},
                               Unit{"b", 1},
                               Unit{"kib", 1024.},
                               Unit{"mib", 1024. * 1024},
                               Unit{"gib", 1024. * 1024 * 1024},
                               Unit{"tib", 1024. * 1024 * 1024 * 1024},
                               Unit{"pib", 1024. * 1024 * 1024 * 1024 * 1024},
                               Unit{"eib", 1024. * 1024 * 1024 * 1024 * 1024 * 1024},
                               Unit{"kb", 1e3},
                               Unit{"mb", 1e6},
                               Unit{"gb", 1e9},
                               Unit{"tb", 1e12},
                               Unit{"pb", 1e15},
                               Unit{"eb", 1e18},
                               Unit{"ki", 1024.},
                               Unit{"mi", 1024. * 1024},
                               Unit{"gi", 1024. * 1024 * 1024},
                               Unit{"ti", 1024. * 1024 * 1024 * 1024},
                               Unit{"pi", 1024. * 1024 * 1024 * 1024 * 1024},
                               Unit{"ei", 1024. * 1024 * 1024 * 1024 * 1024 * 1024},
                               Unit{"k", 1e3},
                               Unit{"m", 1e6},
                               Unit{"g", 1e9},
                               Unit{"t", 1e12},
                               Unit{"p", 1e15},
                               Unit{"e", 1e18}};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::size_t numberLength(std::string_view text)
{
    std::size_t n = 0;
    while (n < text.size() && (isDigit(text[n]) || text[n] == '.'))
        ++n;
    return n;
}

template<std::size_t N>
const Unit *unitAt(const std::array<Unit, N> &units, std::string_view name)
{
    const auto it = std::ranges::find(units, name, &Unit::name);
    return it == units.end() ? nullptr : &*it;
}

// number × factor without losing whole nanoseconds to rounding.
std::optional<double> scaled(std::string_view digits, double factor)
{
    if (digits == ".")
        return std::nullopt;
    const auto dot = digits.find('.');
    if (dot != std::string_view::npos && digits.find('.', dot + 1) != std::string_view::npos)
        return std::nullopt;
    double whole = 0;
    double fraction = 0;
    const auto wholeDigits = digits.substr(0, dot);
    if (!wholeDigits.empty() &&
        std::from_chars(wholeDigits.data(), wholeDigits.data() + wholeDigits.size(), whole).ec != std::errc())
        return std::nullopt;
    if (dot != std::string_view::npos) {
        const std::string rest = "0" + std::string(digits.substr(dot));
        std::from_chars(rest.data(), rest.data() + rest.size(), fraction);
    }
    return whole * factor + std::trunc(fraction * factor + 1e-6);
}

std::string lower(std::string_view text)
{
    std::string out(text);
    std::ranges::transform(out, out.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

} // namespace

std::optional<qint64> parseGoDuration(std::string_view text, bool days)
{
    bool isNegative = false;
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
        isNegative = text.front() == '-';
        text.remove_prefix(1);
    }
    if (text == "0")
        return 0;
    if (text.empty())
        return std::nullopt;
    double sum = 0;
    while (!text.empty()) {
        const auto digits = numberLength(text);
        if (digits == 0)
            return std::nullopt;
        std::size_t end = digits;
        while (end < text.size() && !isDigit(text[end]) && text[end] != '.')
            ++end;
        const auto name = text.substr(digits, end - digits);
        const Unit *unit = unitAt(timeUnits, name);
        if (unit == nullptr && days)
            unit = unitAt(dayUnits, name);
        if (unit == nullptr)
            return std::nullopt;
        const auto part = scaled(text.substr(0, digits), unit->factor);
        if (!part)
            return std::nullopt;
        sum += *part;
        text.remove_prefix(end);
    }
    if (sum >= 9.2e18)
        return std::nullopt;
    return static_cast<qint64>(isNegative ? -sum : sum);
}

double goSeconds(qint64 ns)
{
    return static_cast<double>(ns / 1'000'000'000) + static_cast<double>(ns % 1'000'000'000) / 1e9;
}

std::optional<quint64> parseByteSize(std::string_view text)
{
    std::size_t digits = 0;
    std::string number;
    for (; digits < text.size() && (isDigit(text[digits]) || text[digits] == '.' || text[digits] == ','); ++digits)
        if (text[digits] != ',')
            number += text[digits];
    double value = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (error != std::errc() || end != number.data() + number.size())
        return std::nullopt;
    auto rest = text.substr(digits);
    while (!rest.empty() && rest.front() == ' ')
        rest.remove_prefix(1);
    while (!rest.empty() && rest.back() == ' ')
        rest.remove_suffix(1);
    const Unit *unit = unitAt(byteUnits, lower(rest));
    if (unit == nullptr || value * unit->factor >= 18446744073709551615.0)
        return std::nullopt;
    return static_cast<quint64>(value * unit->factor);
}

std::optional<double> parseGoFloat(std::string_view text)
{
    bool isNegative = false;
    std::string_view rest = text;
    if (!rest.empty() && (rest.front() == '-' || rest.front() == '+')) {
        isNegative = rest.front() == '-';
        rest.remove_prefix(1);
    }
    const std::string folded = lower(rest);
    double value = 0;
    if (folded == "inf" || folded == "infinity") {
        value = std::numeric_limits<double>::infinity();
    } else if (folded == "nan") {
        if (rest.size() != text.size())
            return std::nullopt;
        value = std::numeric_limits<double>::quiet_NaN();
    } else {
        const bool isHex = folded.starts_with("0x");
        const auto digits = std::string_view(folded).substr(isHex ? 2 : 0);
        if (digits.empty() || (!isDigit(digits.front()) && digits.front() != '.' && !isHex) ||
            (isHex && folded.find('p') == std::string::npos))
            return std::nullopt;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value,
                                                  isHex ? std::chars_format::hex : std::chars_format::general);
        if (end != digits.data() + digits.size() || error != std::errc())
            return std::nullopt;
    }
    return isNegative ? -value : value;
}

std::string durationProblem(std::string_view text)
{
    std::string_view rest = text;
    if (!rest.empty() && (rest.front() == '-' || rest.front() == '+'))
        rest.remove_prefix(1);
    while (!rest.empty()) {
        const auto digits = numberLength(rest);
        if (digits == 0 || !scaled(rest.substr(0, digits), 1))
            break;
        std::size_t end = digits;
        while (end < rest.size() && !isDigit(rest[end]) && rest[end] != '.')
            ++end;
        const auto name = rest.substr(digits, end - digits);
        if (name.empty())
            return "time: missing unit in duration " + goQuoted(text);
        if (unitAt(timeUnits, name) == nullptr)
            return "time: unknown unit " + goQuoted(name) + " in duration " + goQuoted(text);
        rest.remove_prefix(end);
    }
    return "time: invalid duration " + goQuoted(text);
}

std::string byteSizeProblem(std::string_view text)
{
    std::size_t digits = 0;
    while (digits < text.size() && (isDigit(text[digits]) || text[digits] == '.' || text[digits] == ','))
        ++digits;
    std::string number(text.substr(0, digits));
    std::erase(number, ',');
    if (!parseGoFloat(number))
        return floatProblem(number);
    auto unit = text.substr(digits);
    while (!unit.empty() && unit.front() == ' ')
        unit.remove_prefix(1);
    return "unhandled size name: " + lower(unit);
}

std::string floatProblem(std::string_view text)
{
    return "strconv.ParseFloat: parsing " + goQuoted(text) + ": invalid syntax";
}

std::string printNumber(double value)
{
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value > 0 ? "+Inf" : "-Inf";
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return {buffer.data(), end};
}

std::string printByteSize(double bytes)
{
    static constexpr std::array units{Unit{"PiB", 1024. * 1024 * 1024 * 1024 * 1024},
                                      Unit{"PB", 1e15},
                                      Unit{"TiB", 1024. * 1024 * 1024 * 1024},
                                      Unit{"TB", 1e12},
                                      Unit{"GiB", 1024. * 1024 * 1024},
                                      Unit{"GB", 1e9},
                                      Unit{"MiB", 1024. * 1024},
                                      Unit{"MB", 1e6},
                                      Unit{"KiB", 1024.},
                                      Unit{"KB", 1e3}};
    for (const auto &unit : units)
        if (bytes >= unit.factor && std::fmod(bytes, unit.factor) == 0)
            return std::to_string(static_cast<quint64>(bytes / unit.factor)) + std::string(unit.name);
    return std::to_string(static_cast<quint64>(bytes)) + "B";
}

} // namespace wf::query::logql
