// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/template/engine/goformat.h"

#include "models/base/clock.h"
#include "models/query/promql/text/gotext.h"
#include "models/query/template/engine/gotime.h"

#include <QString>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

namespace wf::query::tmpl {

namespace {

constexpr int mostWidth = 10'000;

std::string fixed(double value, int precision)
{
    std::string out(400 + static_cast<std::size_t>(std::max(0, precision)), '\0');
    const auto end =
        precision < 0 ? std::to_chars(out.data(), out.data() + out.size(), value, std::chars_format::fixed)
                      : std::to_chars(out.data(), out.data() + out.size(), value, std::chars_format::fixed, precision);
    out.resize(static_cast<std::size_t>(end.ptr - out.data()));
    return out;
}

std::string scientific(double value, int precision)
{
    std::string out(64 + static_cast<std::size_t>(std::max(0, precision)), '\0');
    const auto end =
        precision < 0
            ? std::to_chars(out.data(), out.data() + out.size(), value, std::chars_format::scientific)
            : std::to_chars(out.data(), out.data() + out.size(), value, std::chars_format::scientific, precision);
    out.resize(static_cast<std::size_t>(end.ptr - out.data()));
    return out;
}

std::string general(double value, int precision)
{
    if (precision < 0) {
        const std::string shortest = scientific(value, -1);
        const auto mark = shortest.find('e');
        int exponent = 0;
        const char *digits = shortest.data() + mark + (shortest[mark + 1] == '+' ? 2 : 1);
        std::from_chars(digits, shortest.data() + shortest.size(), exponent);
        // Of the shortest form Go decides as if the precision were 6.
        return exponent < -4 || exponent >= 6 ? shortest : fixed(value, -1);
    }
    std::string out(64 + static_cast<std::size_t>(precision), '\0');
    const auto end =
        std::to_chars(out.data(), out.data() + out.size(), value, std::chars_format::general, std::max(1, precision));
    out.resize(static_cast<std::size_t>(end.ptr - out.data()));
    return out;
}

struct Verb {
    bool plus = false, minus = false, sharp = false, space = false, zero = false;
    std::optional<int> width;
    std::optional<int> precision;
    char letter = 0;
};

std::size_t lengthInCharacters(std::string_view text)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string padded(std::string text, const Verb &verb, bool zeroes = false)
{
    const auto length = lengthInCharacters(text);
    const auto width = static_cast<std::size_t>(verb.width.value_or(0));
    if (width <= length)
        return text;
    if (verb.minus)
        return text + std::string(width - length, ' ');
    if (!zeroes || !verb.zero)
        return std::string(width - length, ' ') + text;
    const std::size_t sign = !text.empty() && (text[0] == '-' || text[0] == '+' || text[0] == ' ') ? 1 : 0;
    return text.substr(0, sign) + std::string(width - length, '0') + text.substr(sign);
}

std::string withSign(std::string text, const Verb &verb)
{
    if (text.starts_with('-') || text.starts_with('+'))
        return text;
    return (verb.plus ? "+" : verb.space ? " " : "") + text;
}

std::string badVerb(const Verb &verb, const Value &value)
{
    if (value.isNil())
        return std::string("%!") + verb.letter + "(<nil>)";
    return std::string("%!") + verb.letter + '(' + typeName(value) + '=' + display(value) + ')';
}

std::string inBase(quint64 value, unsigned base, bool upper)
{
    const std::string_view digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";
    std::string out;
    do {
        out.insert(out.begin(), digits[value % base]);
        value /= base;
    } while (value > 0);
    return out;
}

std::string formatInteger(qint64 value, const Verb &verb)
{
    const bool negative = value < 0;
    const quint64 size = negative ? 0 - static_cast<quint64>(value) : static_cast<quint64>(value);
    std::string digits;
    switch (verb.letter) {
    case 'v':
    case 'd':
        digits = inBase(size, 10, false);
        break;
    case 'b':
        digits = inBase(size, 2, false);
        break;
    case 'o':
        digits = (verb.sharp ? "0" : "") + inBase(size, 8, false);
        break;
    case 'x':
    case 'X':
        digits = (verb.sharp ? verb.letter == 'x' ? "0x" : "0X" : "") + inBase(size, 16, verb.letter == 'X');
        break;
    case 'c':
        return padded(QString::fromUcs4(std::array{static_cast<char32_t>(value)}.data(), 1).toStdString(), verb);
    case 'q':
        return padded('\'' + QString::fromUcs4(std::array{static_cast<char32_t>(value)}.data(), 1).toStdString() + '\'',
                      verb);
    case 'U': {
        std::string code = inBase(size, 16, true);
        return padded("U+" + std::string(code.size() < 4 ? 4 - code.size() : 0, '0') + code, verb);
    }
    default:
        return badVerb(verb, value);
    }
    const auto least = static_cast<std::size_t>(verb.precision.value_or(0));
    if (digits.size() < least)
        digits.insert(0, least - digits.size(), '0');
    return padded(withSign((negative ? "-" : "") + digits, verb), verb, !verb.precision);
}

std::string formatReal(double value, const Verb &verb)
{
    char letter = verb.letter;
    if (letter == 'v')
        letter = 'g';
    if (letter == 'F')
        letter = 'f';
    const char lower = static_cast<char>(letter | 0x20);
    if (lower != 'e' && lower != 'f' && lower != 'g')
        return badVerb(verb, value);
    std::string text = formatFloat(value, lower, verb.precision.value_or(lower == 'g' ? -1 : 6));
    if (letter == 'E' || letter == 'G')
        std::ranges::replace(text, 'e', 'E');
    // Infinities always carry a sign in Go's text; fmt drops the plus unless asked for.
    if (text.starts_with('+') && !verb.plus)
        text.erase(0, 1);
    if (std::isnan(value) || std::isinf(value)) {
        if (std::isinf(value) && value > 0)
            text = "+Inf";
        return padded(std::isnan(value) && verb.plus ? "+NaN" : text, verb);
    }
    return padded(withSign(text, verb), verb, true);
}

std::string formatText(std::string_view text, const Verb &verb, const Value &value)
{
    if (verb.letter == 'x' || verb.letter == 'X') {
        std::string out;
        for (const char c : text) {
            const std::string byte = inBase(static_cast<unsigned char>(c), 16, verb.letter == 'X');
            out += (byte.size() < 2 ? "0" : "") + byte;
        }
        return padded(out, verb);
    }
    std::string shown(text);
    if (verb.precision && lengthInCharacters(text) > static_cast<std::size_t>(*verb.precision))
        shown = QString::fromStdString(shown).left(*verb.precision).toStdString();
    if (verb.letter == 'q')
        return padded(verb.sharp && text.find('`') == std::string_view::npos ? '`' + shown + '`' : goQuoted(shown),
                      verb);
    if (verb.letter == 's' || verb.letter == 'v')
        return padded(verb.letter == 'v' && verb.sharp ? goQuoted(shown) : shown, verb, true);
    return badVerb(verb, value);
}

std::string formatOne(const Value &value, const Verb &verb)
{
    if (verb.letter == 'T')
        return padded(typeName(value), verb);
    if (const auto *number = value.as<qint64>())
        return formatInteger(*number, verb);
    if (const auto *number = value.as<double>())
        return formatReal(*number, verb);
    if (const auto *text = value.as<std::string>())
        return formatText(*text, verb, value);
    if (const auto *flag = value.as<bool>())
        return verb.letter == 't' || verb.letter == 'v' ? padded(*flag ? "true" : "false", verb) : badVerb(verb, value);
    if (value.isNil())
        return verb.letter == 'v' ? padded("<nil>", verb) : badVerb(verb, value);
    if (const auto *span = value.as<Span>(); span && verb.letter == 'd')
        return formatInteger(span->ns, verb);
    if (verb.letter == 'v' || verb.letter == 's')
        return padded(display(value), verb);
    return badVerb(verb, value);
}

// Reads a number or * at *at.
std::optional<int> countAt(std::string_view format, std::size_t &at, const std::vector<Value> &arguments,
                           std::size_t &next)
{
    if (at < format.size() && format[at] == '*') {
        ++at;
        const auto *number = next < arguments.size() ? arguments[next].as<qint64>() : nullptr;
        ++next;
        return number ? std::optional(static_cast<int>(std::clamp<qint64>(*number, -mostWidth, mostWidth)))
                      : std::nullopt;
    }
    std::optional<int> out;
    while (at < format.size() && format[at] >= '0' && format[at] <= '9')
        out = std::min(out.value_or(0) * 10 + (format[at++] - '0'), mostWidth);
    return out;
}

Verb readVerb(std::string_view format, std::size_t &at, const std::vector<Value> &arguments, std::size_t &next)
{
    Verb verb;
    for (; at < format.size(); ++at) {
        const char c = format[at];
        if (c == '+')
            verb.plus = true;
        else if (c == '-')
            verb.minus = true;
        else if (c == '#')
            verb.sharp = true;
        else if (c == ' ')
            verb.space = true;
        else if (c == '0')
            verb.zero = true;
        else
            break;
    }
    verb.width = countAt(format, at, arguments, next);
    if (verb.width && *verb.width < 0) {
        verb.minus = true;
        verb.width = -*verb.width;
    }
    if (at < format.size() && format[at] == '.') {
        ++at;
        verb.precision = std::max(0, countAt(format, at, arguments, next).value_or(0));
    }
    if (at < format.size())
        verb.letter = format[at++];
    if (verb.letter == 'v') // %+v is about the names of fields
        verb.plus = false;
    return verb;
}

} // namespace

std::string formatFloat(double value, char verb, int precision)
{
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value > 0 ? "+Inf" : "-Inf";
    if (verb == 'e')
        return scientific(value, precision);
    return verb == 'f' ? fixed(value, precision) : general(value, precision);
}

std::string spanText(qint64 ns)
{
    if (ns == 0)
        return "0s";
    const std::string sign = ns < 0 ? "-" : "";
    const quint64 left = ns < 0 ? 0 - static_cast<quint64>(ns) : static_cast<quint64>(ns);
    const auto number = [](double value) { return formatFloat(value, 'f', -1); };
    if (left < 1000)
        return sign + std::to_string(left) + "ns";
    if (left < 1'000'000)
        return sign + number(static_cast<double>(left) / 1e3) + "µs";
    if (left < 1'000'000'000)
        return sign + number(static_cast<double>(left) / 1e6) + "ms";
    const quint64 minutes = left / static_cast<quint64>(base::nsPerMinute);
    const quint64 rest = left % static_cast<quint64>(base::nsPerMinute);
    std::string out = number(static_cast<double>(rest) / 1e9) + 's';
    if (minutes > 0)
        out = std::to_string(minutes % 60) + 'm' + out;
    if (minutes >= 60)
        out = std::to_string(minutes / 60) + 'h' + out;
    return sign + out;
}

std::string instantText(qint64 ns)
{
    return formatGoTime("2006-01-02 15:04:05.999999999 -0700 MST", ns);
}

std::string display(const Value &value)
{
    if (value.isNil())
        return "<nil>";
    if (const auto *flag = value.as<bool>())
        return *flag ? "true" : "false";
    if (const auto *number = value.as<qint64>())
        return std::to_string(*number);
    if (const auto *number = value.as<double>())
        return formatFloat(*number, 'g', -1);
    if (const auto *text = value.as<std::string>())
        return *text;
    if (const auto *instant = value.as<Instant>())
        return instantText(instant->ns);
    if (const auto *span = value.as<Span>())
        return spanText(span->ns);
    std::string out;
    if (const auto *texts = value.texts()) {
        for (const auto &[key, entry] : texts->sorted())
            out += (out.empty() ? "" : " ") + key + ':' + entry;
        return "map[" + out + ']';
    }
    if (const auto *map = value.map()) {
        const bool isRecord = map->kind == MapValue::Kind::Record;
        for (const auto &[key, entry] : map->entries)
            out += (out.empty() ? "" : " ") + (isRecord ? std::string() : key + ':') + display(entry);
        return isRecord ? '{' + out + '}' : "map[" + out + ']';
    }
    for (const auto &item : value.list()->items)
        out += (out.empty() ? "" : " ") + display(item);
    return '[' + out + ']';
}

std::string goSprintf(std::string_view format, const std::vector<Value> &arguments)
{
    std::string out;
    std::size_t next = 0;
    for (std::size_t at = 0; at < format.size();) {
        const auto percent = std::min(format.find('%', at), format.size());
        out += format.substr(at, percent - at);
        at = percent + 1;
        if (percent == format.size())
            break;
        const Verb verb = readVerb(format, at, arguments, next);
        if (verb.letter == 0)
            out += "%!(NOVERB)";
        else if (verb.letter == '%')
            out += '%';
        else if (next >= arguments.size())
            out += std::string("%!") + verb.letter + "(MISSING)";
        else
            out += formatOne(arguments[next++], verb);
    }
    if (next < arguments.size()) {
        out += "%!(EXTRA ";
        for (std::size_t i = next; i < arguments.size(); ++i) {
            out += (i == next ? "" : ", ") +
                   (arguments[i].isNil() ? "<nil>" : typeName(arguments[i]) + '=' + display(arguments[i]));
        }
        out += ')';
    }
    return out;
}

std::string goSprint(const std::vector<Value> &arguments)
{
    std::string out;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const bool isText = arguments[i].as<std::string>() != nullptr;
        if (i > 0 && !isText && !arguments[i - 1].as<std::string>())
            out += ' ';
        out += display(arguments[i]);
    }
    return out;
}

std::string goSprintln(const std::vector<Value> &arguments)
{
    std::string out;
    for (std::size_t i = 0; i < arguments.size(); ++i)
        out += (i ? " " : "") + display(arguments[i]);
    return out + '\n';
}

} // namespace wf::query::tmpl
