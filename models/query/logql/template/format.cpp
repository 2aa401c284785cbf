// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/template/functions.h"
#include "models/query/promql/text/gotext.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace wf::query::logql {

namespace {

constexpr int widest = 1024;

struct Verb {
    bool isLeft = false, hasPlus = false, hasZero = false, hasSpace = false, hasSharp = false;
    int width = -1;
    int precision = -1;
    char letter = 'v';
};

std::size_t runeCount(std::string_view text)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string_view firstRunes(std::string_view text, std::size_t count)
{
    std::size_t end = 0;
    for (; end < text.size(); ++end)
        if ((static_cast<unsigned char>(text[end]) & 0xC0) != 0x80 && count-- == 0)
            break;
    return text.substr(0, end);
}

std::string numberText(const Verb &verb, const Value &value)
{
    std::array<char, 512> buffer{};
    const double real = toReal(value);
    const int precision = std::min(verb.precision, 64);
    int size = 0;
    switch (verb.letter) {
    case 'e':
        size = std::snprintf(buffer.data(), buffer.size(), "%.*e", precision < 0 ? 6 : precision, real);
        break;
    case 'g':
        if (precision < 0)
            return printReal(real);
        size = std::snprintf(buffer.data(), buffer.size(), "%.*g", precision, real);
        break;
    default:
        size = std::snprintf(buffer.data(), buffer.size(), "%.*f", precision < 0 ? 6 : precision, real);
    }
    return {buffer.data(), static_cast<std::size_t>(std::clamp(size, 0, static_cast<int>(buffer.size()) - 1))};
}

std::string wholeText(char letter, qint64 value)
{
    std::array<char, 32> buffer{};
    if (letter == 'd')
        return std::to_string(value);
    const bool isNegative = value < 0;
    const quint64 magnitude = isNegative ? ~static_cast<quint64>(value) + 1 : static_cast<quint64>(value);
    const int size = letter == 'x'   ? std::snprintf(buffer.data(), buffer.size(), "%llx", magnitude)
                     : letter == 'X' ? std::snprintf(buffer.data(), buffer.size(), "%llX", magnitude)
                                     : std::snprintf(buffer.data(), buffer.size(), "%llo", magnitude);
    return (isNegative ? "-" : "") + std::string(buffer.data(), static_cast<std::size_t>(std::max(size, 0)));
}

std::string hexOf(std::string_view text, bool isUpper)
{
    const std::string_view digits = isUpper ? "0123456789ABCDEF" : "0123456789abcdef";
    std::string out;
    for (const char c : text) {
        out += digits[static_cast<unsigned char>(c) >> 4];
        out += digits[static_cast<unsigned char>(c) & 15];
    }
    return out;
}

std::string wrongVerb(char letter, const Value &value)
{
    return std::string("%!") + letter + "(" + std::string(value.typeName()) + "=" + value.text() + ")";
}

std::string verbText(const Verb &verb, const Value &value)
{
    const bool isWhole = value.as<qint64>() != nullptr;
    const bool isReal = value.as<double>() != nullptr;
    const auto *text = value.as<std::string>();
    switch (verb.letter) {
    case 'v':
        return value.text();
    case 's':
        if (isWhole || isReal || value.as<bool>() != nullptr)
            return wrongVerb('s', value);
        return verb.precision >= 0 ? std::string(firstRunes(value.text(), static_cast<std::size_t>(verb.precision)))
                                   : value.text();
    case 'q':
        return text != nullptr ? goQuoted(*text) : wrongVerb('q', value);
    case 't':
        return value.as<bool>() != nullptr ? value.text() : wrongVerb('t', value);
    case 'T':
        return std::string(value.typeName());
    case 'd':
    case 'o':
        return isWhole ? wholeText(verb.letter, *value.as<qint64>()) : wrongVerb(verb.letter, value);
    case 'x':
    case 'X':
        return isWhole           ? wholeText(verb.letter, *value.as<qint64>())
               : text != nullptr ? hexOf(*text, verb.letter == 'X')
                                 : wrongVerb(verb.letter, value);
    case 'f':
    case 'F':
    case 'e':
    case 'g':
        return isReal ? numberText(verb, value) : wrongVerb(verb.letter, value);
    default:
        return wrongVerb(verb.letter, value);
    }
}

void appendPadded(std::string &out, const Verb &verb, std::string text, bool isNumber)
{
    if (isNumber && (verb.hasPlus || verb.hasSpace) && !text.empty() && text.front() != '-' && text.front() != '+')
        text.insert(0, verb.hasPlus ? "+" : " ");
    const auto size = runeCount(text);
    const auto width = static_cast<std::size_t>(std::max(verb.width, 0));
    const std::size_t missing = width > size ? width - size : 0;
    if (verb.isLeft)
        out += text + std::string(missing, ' ');
    else if (verb.hasZero && isNumber) {
        const bool hasSign = !text.empty() && (text.front() == '-' || text.front() == '+');
        out += text.substr(0, hasSign ? 1 : 0) + std::string(missing, '0') + text.substr(hasSign ? 1 : 0);
    } else
        out += std::string(missing, ' ') + text;
}

// Reads a verb behind its "%"; moves behind it. A star takes an argument.
Verb readVerb(std::string_view format, std::size_t &at, std::span<const Value> arguments, std::size_t &next)
{
    Verb verb;
    for (; at < format.size() && std::string_view("-+0 #").find(format[at]) != std::string_view::npos; ++at) {
        verb.isLeft |= format[at] == '-';
        verb.hasPlus |= format[at] == '+';
        verb.hasZero |= format[at] == '0';
        verb.hasSpace |= format[at] == ' ';
        verb.hasSharp |= format[at] == '#';
    }
    const auto number = [&]() -> int {
        if (at < format.size() && format[at] == '*') {
            ++at;
            return next < arguments.size()
                       ? static_cast<int>(std::clamp<qint64>(toWhole(arguments[next++]), -widest, widest))
                       : 0;
        }
        int value = 0;
        for (; at < format.size() && format[at] >= '0' && format[at] <= '9'; ++at)
            value = std::min(widest, value * 10 + (format[at] - '0'));
        return value;
    };
    const bool hasWidth = at < format.size() && (format[at] == '*' || (format[at] >= '1' && format[at] <= '9'));
    verb.width = hasWidth ? number() : -1;
    if (hasWidth && verb.width < 0) {
        verb.isLeft = true;
        verb.width = -verb.width;
    }
    if (at < format.size() && format[at] == '.') {
        ++at;
        verb.precision = number();
    }
    verb.letter = at < format.size() ? format[at++] : '\0';
    return verb;
}

} // namespace

std::string formatted(std::string_view format, std::span<const Value> arguments)
{
    std::string out;
    std::size_t next = 0;
    for (std::size_t at = 0; at < format.size();) {
        const auto percent = std::min(format.find('%', at), format.size());
        out.append(format.substr(at, percent - at));
        if (percent == format.size())
            break;
        at = percent + 1;
        const Verb verb = readVerb(format, at, arguments, next);
        if (verb.letter == '%')
            out += '%';
        else if (verb.letter == '\0')
            out += "%!(NOVERB)";
        else if (next >= arguments.size())
            (out += "%!") += std::string(1, verb.letter) + "(MISSING)";
        else {
            const Value &value = arguments[next++];
            appendPadded(out, verb, verbText(verb, value),
                         value.as<qint64>() != nullptr || value.as<double>() != nullptr);
        }
    }
    if (next < arguments.size()) {
        out += "%!(EXTRA ";
        for (std::size_t i = next; i < arguments.size(); ++i)
            out += (i > next ? ", " : "") + std::string(arguments[i].typeName()) + "=" + arguments[i].text();
        out += ")";
    }
    return out;
}

} // namespace wf::query::logql
