// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/template/engine/regextext.h"
#include "models/query/template/engine/textwork.h"
#include "models/query/template/line/arguments_p.h"
#include "models/query/template/line/linedialect_p.h"

#include <QByteArray>
#include <QString>

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>

namespace wf::query::tmpl {

namespace {

constexpr std::size_t longestText = std::size_t(4) << 20; // what repeat and padding may make

std::string_view trimmed(std::string_view text, std::string_view cut, bool left, bool right)
{
    if (left)
        text.remove_prefix(std::min(text.find_first_not_of(cut), text.size()));
    if (right)
        text = text.substr(0, text.find_last_not_of(cut) + 1);
    return text;
}

std::string replaced(std::string_view text, std::string_view old, std::string_view fresh, qint64 most)
{
    std::string out;
    std::size_t at = 0;
    for (; most != 0 && !old.empty(); --most) {
        const auto found = text.find(old, at);
        if (found == std::string_view::npos || out.size() > longestText)
            break;
        out.append(text.substr(at, found - at)).append(fresh);
        at = found + old.size();
    }
    return out.append(text.substr(at));
}

Outcome regexReplace(Call &call, bool isLiteral)
{
    Arguments arguments(call);
    const std::string &pattern = arguments.text(0);
    const std::string &text = arguments.text(1);
    const std::string &fresh = arguments.text(2);
    if (!arguments.ok())
        return arguments.give({});
    const auto regex = compiledRegex(pattern);
    if (!regex)
        return regex.error();
    return Value(replacedMatches(**regex, text, fresh, isLiteral, call.mostBytes));
}

Outcome countMatches(Call &call)
{
    Arguments arguments(call);
    const std::string &pattern = arguments.text(0);
    const std::string &text = arguments.text(1);
    if (!arguments.ok())
        return arguments.give({});
    const auto regex = compiledRegex(pattern);
    if (!regex)
        return regex.error();
    qint64 count = 0;
    eachMatch(**regex, text, [&count](auto, auto, auto) { ++count; });
    return Value(count);
}

std::size_t runes(std::string_view text)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::size_t runeStart(std::string_view text, std::size_t rune)
{
    std::size_t at = 0;
    for (; at < text.size(); ++at)
        if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80 && rune-- == 0)
            break;
    return at;
}

Outcome align(Call &call, bool isLeft)
{
    Arguments arguments(call);
    const qint64 count = arguments.whole(0);
    const std::string &text = arguments.text(1);
    const auto length = static_cast<qint64>(runes(text));
    if (count < 0 || count == length)
        return arguments.give(text);
    if (count > static_cast<qint64>(longestText))
        return failed("the text would become too long");
    if (count > length) {
        const std::string pad(static_cast<std::size_t>(count - length), ' ');
        return arguments.give(isLeft ? text + pad : pad + text);
    }
    return arguments.give(isLeft ? text.substr(0, runeStart(text, static_cast<std::size_t>(count)))
                                 : text.substr(runeStart(text, static_cast<std::size_t>(length - count))));
}

Outcome trunc(Call &call)
{
    Arguments arguments(call);
    const qint64 count = arguments.whole(0);
    const std::string &text = arguments.text(1);
    const auto size = static_cast<qint64>(text.size());
    if (count < 0 && size + count > 0)
        return arguments.give(text.substr(static_cast<std::size_t>(size + count)));
    return arguments.give(count >= 0 && size > count ? text.substr(0, static_cast<std::size_t>(count)) : text);
}

Outcome substr(Call &call)
{
    Arguments arguments(call);
    const qint64 start = arguments.whole(0);
    const qint64 end = arguments.whole(1);
    const std::string &text = arguments.text(2);
    const auto size = static_cast<qint64>(text.size());
    const qint64 from = start < 0 ? 0 : start;
    const qint64 to = start < 0 ? end : end < 0 || end > size ? size : end;
    if (from > to || to > size || to < 0)
        return failed("slice bounds out of range");
    return arguments.give(text.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from)));
}

Outcome repeat(Call &call)
{
    Arguments arguments(call);
    const qint64 count = arguments.whole(0);
    const std::string &text = arguments.text(1);
    if (count < 0 || (count > 0 && text.size() > longestText / static_cast<std::size_t>(count)))
        return failed("repeat: count is negative or the text would become too long");
    std::string out;
    for (qint64 i = 0; i < count; ++i)
        out += text;
    return arguments.give(std::move(out));
}

Outcome indented(Call &call, bool onNewLine)
{
    Arguments arguments(call);
    const qint64 spaces = arguments.whole(0);
    const std::string &text = arguments.text(1);
    if (spaces < 0 || spaces > 1000)
        return failed("indent: between 0 and 1000 spaces");
    const std::string pad(static_cast<std::size_t>(spaces), ' ');
    return arguments.give((onNewLine ? "\n" : "") + pad + replaced(text, "\n", "\n" + pad, -1));
}

Outcome urlDecode(Call &call)
{
    Arguments arguments(call);
    std::string out;
    const std::string &text = arguments.text(0);
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned byte = 0;
        if (text[i] == '+') {
            out += ' ';
        } else if (text[i] != '%') {
            out += text[i];
        } else {
            const auto hex = std::string_view(text).substr(i + 1, 2);
            if (hex.size() != 2 || std::from_chars(hex.data(), hex.data() + 2, byte, 16).ptr != hex.data() + 2)
                return failed("invalid URL escape \"" + text.substr(i, 3) + "\"");
            out += static_cast<char>(static_cast<unsigned char>(byte));
            i += 2;
        }
    }
    return arguments.give(std::move(out));
}

Outcome fromBase64(Call &call)
{
    Arguments arguments(call);
    const auto decoded = QByteArray::fromBase64Encoding(QByteArray::fromStdString(arguments.text(0)),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    return arguments.give(decoded ? decoded.decoded.toStdString() : std::string("illegal base64 data"));
}

// A function of one to four texts.
template<auto work>
Outcome ofTexts(Call &call)
{
    Arguments arguments(call);
    if constexpr (requires(std::string s) { work(s); })
        return arguments.give(Value(work(arguments.text(0))));
    else if constexpr (requires(std::string s) { work(s, s); })
        return arguments.give(Value(work(arguments.text(0), arguments.text(1))));
    else
        return arguments.give(Value(work(arguments.text(0), arguments.text(1), arguments.text(2))));
}

constexpr std::string_view blanks = " \t\n\v\f\r";
std::string trimSpace(const std::string &s)
{
    return std::string(trimmed(s, blanks, true, true));
}
std::string trimBoth(const std::string &s, const std::string &cut)
{
    return std::string(trimmed(s, cut, true, true));
}
std::string trimBothTurned(const std::string &cut, const std::string &s)
{
    return trimBoth(s, cut);
}
std::string trimLeft(const std::string &s, const std::string &cut)
{
    return std::string(trimmed(s, cut, true, false));
}
std::string trimRight(const std::string &s, const std::string &cut)
{
    return std::string(trimmed(s, cut, false, true));
}
std::string trimPrefix(const std::string &s, const std::string &prefix)
{
    return s.starts_with(prefix) ? s.substr(prefix.size()) : s;
}
std::string trimPrefixTurned(const std::string &prefix, const std::string &s)
{
    return trimPrefix(s, prefix);
}
std::string trimSuffix(const std::string &s, const std::string &suffix)
{
    return s.ends_with(suffix) ? s.substr(0, s.size() - suffix.size()) : s;
}
std::string trimSuffixTurned(const std::string &suffix, const std::string &s)
{
    return trimSuffix(s, suffix);
}
bool hasPrefix(const std::string &prefix, const std::string &s)
{
    return s.starts_with(prefix);
}
bool hasSuffix(const std::string &suffix, const std::string &s)
{
    return s.ends_with(suffix);
}
bool containsText(const std::string &part, const std::string &s)
{
    return s.find(part) != std::string::npos;
}
std::string replaceAll(const std::string &old, const std::string &fresh, const std::string &s)
{
    return replaced(s, old, fresh, -1);
}
std::string toBase64(const std::string &s)
{
    return QByteArray::fromStdString(s).toBase64().toStdString();
}

Outcome replaceSome(Call &call)
{
    Arguments arguments(call);
    return arguments.give(replaced(arguments.text(0), arguments.text(1), arguments.text(2), arguments.whole(3)));
}

} // namespace

void addTextFunctions(FunctionTable &table)
{
    table.insert({
        {"ToLower", {ofTexts<lowerText>, 1, 1}},
        {"ToUpper", {ofTexts<upperText>, 1, 1}},
        {"Replace", {replaceSome, 4, 4}},
        {"Trim", {ofTexts<trimBoth>, 2, 2}},
        {"TrimLeft", {ofTexts<trimLeft>, 2, 2}},
        {"TrimRight", {ofTexts<trimRight>, 2, 2}},
        {"TrimPrefix", {ofTexts<trimPrefix>, 2, 2}},
        {"TrimSuffix", {ofTexts<trimSuffix>, 2, 2}},
        {"TrimSpace", {ofTexts<trimSpace>, 1, 1}},
        {"regexReplaceAll", {[](Call &c) { return regexReplace(c, false); }, 3, 3}},
        {"regexReplaceAllLiteral", {[](Call &c) { return regexReplace(c, true); }, 3, 3}},
        {"count", {countMatches, 2, 2}},
        {"urldecode", {urlDecode, 1, 1}},
        {"urlencode", {ofTexts<queryEscaped>, 1, 1}},
        {"alignLeft", {[](Call &c) { return align(c, true); }, 2, 2}},
        {"alignRight", {[](Call &c) { return align(c, false); }, 2, 2}},
        {"b64enc", {ofTexts<toBase64>, 1, 1}},
        {"b64dec", {fromBase64, 1, 1}},
        {"lower", {ofTexts<lowerText>, 1, 1}},
        {"upper", {ofTexts<upperText>, 1, 1}},
        {"title", {ofTexts<titled>, 1, 1}},
        {"trunc", {trunc, 2, 2}},
        {"substr", {substr, 3, 3}},
        {"contains", {ofTexts<containsText>, 2, 2}},
        {"hasPrefix", {ofTexts<hasPrefix>, 2, 2}},
        {"hasSuffix", {ofTexts<hasSuffix>, 2, 2}},
        {"indent", {[](Call &c) { return indented(c, false); }, 2, 2}},
        {"nindent", {[](Call &c) { return indented(c, true); }, 2, 2}},
        {"replace", {ofTexts<replaceAll>, 3, 3}},
        {"repeat", {repeat, 2, 2}},
        {"trim", {ofTexts<trimSpace>, 1, 1}},
        {"trimAll", {ofTexts<trimBothTurned>, 2, 2}},
        {"trimSuffix", {ofTexts<trimSuffixTurned>, 2, 2}},
        {"trimPrefix", {ofTexts<trimPrefixTurned>, 2, 2}},
    });
}

} // namespace wf::query::tmpl
