// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/text/gotext.h"

#include "models/query/promql/text/chars.h"

#include <QChar>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace wf::query {

namespace {

std::optional<std::string> notFinite(double v)
{
    if (std::isnan(v))
        return "NaN";
    if (std::isinf(v))
        return v > 0 ? "+Inf" : "-Inf";
    return std::nullopt;
}

// The digits of %e, with exponents of at least two digits as C and Go write them.
std::string scientific(double v)
{
    std::array<char, 40> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), v, std::chars_format::scientific);
    return {buffer.data(), end.ptr};
}

char32_t decoded(std::string_view text, std::size_t at, std::size_t length)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    if (length == 1)
        return byte(0);
    char32_t c = byte(0) & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i)
        c = (c << 6) | (byte(i) & 0x3FU);
    return c;
}

std::string hexOf(unsigned long value, int digits)
{
    static constexpr std::string_view hex = "0123456789abcdef";
    std::string out(static_cast<std::size_t>(digits), '0');
    for (auto i = out.rbegin(); i != out.rend(); ++i, value >>= 4)
        *i = hex[value & 15];
    return out;
}

void appendEscaped(std::string &out, std::string_view text, std::size_t at, std::size_t length, char quote)
{
    const char c = text[at];
    if (length == 0) {
        out += "\\x" + hexOf(static_cast<unsigned char>(c), 2);
        return;
    }
    static constexpr std::string_view controls = "\a\b\f\n\r\t\v", letters = "abfnrtv";
    if (const auto control = controls.find(c); control != std::string_view::npos) {
        out += '\\';
        out += letters[control];
    } else if (c == quote || c == '\\') {
        out += '\\';
        out += c;
    } else if (const char32_t rune = decoded(text, at, length);
               rune < 0x80 ? rune >= ' ' && rune != 0x7F : QChar::isPrint(rune)) {
        out += text.substr(at, length);
    } else if (rune < 0x80) {
        out += "\\x" + hexOf(rune, 2);
    } else {
        out += rune > 0xFFFF ? "\\U" + hexOf(rune, 8) : "\\u" + hexOf(rune, 4);
    }
}

void appendUtf8(std::string &out, char32_t rune)
{
    const auto tail = [&](int shift) { out += static_cast<char>(0x80 | ((rune >> shift) & 0x3F)); };
    if (rune < 0x80) {
        out += static_cast<char>(rune);
    } else if (rune < 0x800) {
        out += static_cast<char>(0xC0 | (rune >> 6));
        tail(0);
    } else if (rune < 0x10000) {
        out += static_cast<char>(0xE0 | (rune >> 12));
        tail(6), tail(0);
    } else {
        out += static_cast<char>(0xF0 | (rune >> 18));
        tail(12), tail(6), tail(0);
    }
}

// The escape sequence behind a backslash at `at`, which moves behind it.
bool appendUnescaped(std::string &out, std::string_view text, std::size_t &at, char quote)
{
    if (at >= text.size())
        return false;
    static constexpr std::string_view letters = "abfnrtv\\", controls = "\a\b\f\n\r\t\v\\";
    const char c = text[at];
    if (const auto letter = letters.find(c); letter != std::string_view::npos || c == quote) {
        out += c == quote ? quote : controls[letter];
        ++at;
        return true;
    }
    const bool isOctal = c >= '0' && c <= '7';
    const std::size_t digits = isOctal ? 3 : c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    at += isOctal ? 0 : 1;
    if (digits == 0 || at + digits > text.size())
        return false;
    char32_t value = 0;
    for (const std::size_t end = at + digits; at < end; ++at) {
        const unsigned digit = hexDigit(text[at]);
        if (digit >= (isOctal ? 8U : 16U))
            return false;
        value = value * (isOctal ? 8 : 16) + digit;
    }
    if (c == 'u' || c == 'U') {
        if (value > 0x10FFFF || (value >= 0xD800 && value < 0xE000))
            return false;
        appendUtf8(out, value);
    } else if (value > 255) {
        return false;
    } else {
        out += static_cast<char>(value);
    }
    return true;
}

std::optional<double> goInteger(std::string_view digits)
{
    int base = 10;
    if (digits.size() > 1 && digits[0] == '0') {
        const char kind = static_cast<char>(digits[1] | 0x20);
        base = kind == 'x' ? 16 : kind == 'b' ? 2 : 8;
        digits.remove_prefix(kind == 'x' || kind == 'b' || kind == 'o' ? 2 : 1);
    }
    long long value = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    if (read.ec != std::errc() || read.ptr != digits.data() + digits.size() || digits.empty())
        return std::nullopt;
    return static_cast<double>(value);
}

} // namespace

std::string goPlain(double v)
{
    if (auto special = notFinite(v))
        return *special;
    std::array<char, 400> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), v, std::chars_format::fixed);
    return {buffer.data(), end.ptr};
}

std::string goShort(double v)
{
    if (auto special = notFinite(v))
        return *special;
    const std::string text = scientific(v);
    const auto e = text.find('e');
    const int exponent = std::stoi(text.substr(e + 1));
    return v != 0 && (exponent < -4 || exponent >= 6) ? text : goPlain(v);
}

std::string goRounded(double v, int digits)
{
    if (auto special = notFinite(v))
        return *special;
    std::array<char, 64> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), v, std::chars_format::general, digits);
    return {buffer.data(), end.ptr};
}

std::string goQuoted(std::string_view text)
{
    std::string out = "\"";
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = utf8Length(text, at);
        appendEscaped(out, text, at, length, '"');
        at += std::max<std::size_t>(length, 1);
    }
    return out += '"';
}

std::string quotedCharacter(std::string_view text, std::size_t at)
{
    if (at >= text.size())
        return "end of input";
    std::string out = "'";
    appendEscaped(out, text, at, utf8Length(text, at), '\'');
    return out += '\'';
}

std::optional<std::string> goUnquoted(std::string_view literal)
{
    if (literal.size() < 2 || literal.front() != literal.back())
        return std::nullopt;
    const char quote = literal.front();
    const std::string_view text = literal.substr(1, literal.size() - 2);
    if (quote == '`')
        return text.find('`') == std::string_view::npos ? std::optional(std::string(text)) : std::nullopt;
    if (quote != '"' && quote != '\'')
        return std::nullopt;
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at++];
        if (c == quote || c == '\n' || (c == '\\' && !appendUnescaped(out, text, at, quote)))
            return std::nullopt;
        if (c != '\\')
            out += c;
    }
    return out;
}

std::optional<double> goNumber(std::string_view text)
{
    std::string digits;
    for (const char c : lowered(text))
        if (c != '_')
            digits += c;
    if (const auto whole = goInteger(digits))
        return whole;
    double value = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (read.ec != std::errc() || read.ptr != digits.data() + digits.size())
        return std::nullopt;
    return value;
}

std::size_t utf8Length(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const unsigned char lead = byte(0);
    const std::size_t length = lead < 0x80                   ? 1
                               : lead >= 0xF0 && lead < 0xF5 ? 4
                               : lead >= 0xE0                ? 3
                               : lead >= 0xC2                ? 2
                                                             : 0;
    if (lead >= 0xF5 || length == 0 || at + length > text.size())
        return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xC0) != 0x80)
            return 0;
    if (length < 3)
        return length;
    const char32_t rune = decoded(text, at, length);
    const bool isOverlong = rune < (length == 3 ? 0x800U : 0x10000U);
    return isOverlong || rune > 0x10FFFF || (rune >= 0xD800 && rune < 0xE000) ? 0 : length;
}

bool isUtf8(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = utf8Length(text, at);
        if (length == 0)
            return false;
        at += length;
    }
    return true;
}

} // namespace wf::query
