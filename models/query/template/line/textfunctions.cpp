// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/scan/expand.h"
#include "models/query/logql/template/arguments.h"

#include <QByteArray>
#include <QString>

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>

namespace wf::query::logql {

namespace {

using Given = std::span<const Value>;
constexpr std::size_t longestText = std::size_t(4) << 20; // what repeat and padding may make

bool isAscii(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string changedCase(const std::string &text, bool isUpper)
{
    if (!isAscii(text)) {
        const QString all = QString::fromStdString(text);
        return (isUpper ? all.toUpper() : all.toLower()).toStdString();
    }
    std::string out = text;
    for (char &c : out) {
        const char first = isUpper ? 'a' : 'A';
        if (c >= first && c < first + 26)
            c = static_cast<char>(c ^ 0x20);
    }
    return out;
}

std::string titled(const std::string &text)
{
    QString out = QString::fromStdString(text);
    bool isStart = true;
    for (QChar &c : out) {
        if (isStart)
            c = c.toTitleCase();
        isStart = !(c.isLetterOrNumber() || c == u'_' || c == u'\'');
    }
    return out.toStdString();
}

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

// Compiled once per thread and expression.
const re2::RE2 *regexOf(const std::string &text)
{
    thread_local std::unordered_map<std::string, std::unique_ptr<re2::RE2>> known;
    if (known.size() > 64)
        known.clear();
    auto &regex = known[text];
    if (!regex) {
        re2::RE2::Options options;
        options.set_log_errors(false);
        regex = std::make_unique<re2::RE2>(text, options);
    }
    return regex->ok() ? regex.get() : nullptr;
}

base::Error regexError(const std::string &text)
{
    return templateError("error parsing regexp: `" + text + "`");
}

// Calls `each` for every match in turn, as Go steps over empty ones.
template<class Each>
void eachMatch(const re2::RE2 &regex, std::string_view text, Each each)
{
    std::vector<re2::StringPiece> groups(static_cast<std::size_t>(regex.NumberOfCapturingGroups()) + 1);
    const re2::StringPiece whole(text.data(), text.size());
    std::size_t at = 0;
    std::size_t behind = std::string_view::npos; // the last match's end
    while (at <= text.size() &&
           regex.Match(whole, at, text.size(), re2::RE2::UNANCHORED, groups.data(), static_cast<int>(groups.size()))) {
        const auto begin = static_cast<std::size_t>(groups[0].data() - text.data());
        const std::size_t end = begin + groups[0].size();
        if (end != begin || begin != behind)
            each(begin, end, std::span<const re2::StringPiece>(groups));
        behind = end;
        at = end == begin ? end + 1 : end;
    }
}

base::Result<Value> regexReplace(Given given, bool isLiteral)
{
    Arguments arguments(given);
    const std::string &text = arguments.text(1);
    const std::string &fresh = arguments.text(2);
    const auto *regex = regexOf(arguments.text(0));
    if (!arguments.ok())
        return arguments.give({});
    if (regex == nullptr)
        return regexError(arguments.text(0));
    std::string out;
    std::size_t at = 0;
    eachMatch(*regex, text, [&](std::size_t begin, std::size_t end, auto groups) {
        out.append(text, at, begin - at);
        if (isLiteral)
            out += fresh;
        else
            expandGroups(out, fresh, *regex, groups);
        at = end;
    });
    return Value(out.append(text, at));
}

base::Result<Value> regexReplaceAll(Given given, const TemplateData &)
{
    return regexReplace(given, false);
}
base::Result<Value> regexReplaceAllLiteral(Given given, const TemplateData &)
{
    return regexReplace(given, true);
}

base::Result<Value> countMatches(Given given, const TemplateData &)
{
    Arguments arguments(given);
    const auto *regex = regexOf(arguments.text(0));
    if (!arguments.ok())
        return arguments.give({});
    if (regex == nullptr)
        return regexError(arguments.text(0));
    qint64 count = 0;
    eachMatch(*regex, arguments.text(1), [&count](auto, auto, auto) { ++count; });
    return arguments.give(count);
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

base::Result<Value> align(Given given, bool isLeft)
{
    Arguments arguments(given);
    const qint64 count = arguments.whole(0);
    const std::string &text = arguments.text(1);
    const auto length = static_cast<qint64>(runes(text));
    if (count < 0 || count == length)
        return arguments.give(text);
    if (count > static_cast<qint64>(longestText))
        return templateError("the text would become too long");
    if (count > length) {
        const std::string pad(static_cast<std::size_t>(count - length), ' ');
        return arguments.give(isLeft ? text + pad : pad + text);
    }
    return arguments.give(isLeft ? text.substr(0, runeStart(text, static_cast<std::size_t>(count)))
                                 : text.substr(runeStart(text, static_cast<std::size_t>(length - count))));
}

base::Result<Value> trunc(Given given, const TemplateData &)
{
    Arguments arguments(given);
    const qint64 count = arguments.whole(0);
    const std::string &text = arguments.text(1);
    const auto size = static_cast<qint64>(text.size());
    if (count < 0 && size + count > 0)
        return arguments.give(text.substr(static_cast<std::size_t>(size + count)));
    return arguments.give(count >= 0 && size > count ? text.substr(0, static_cast<std::size_t>(count)) : text);
}

base::Result<Value> substr(Given given, const TemplateData &)
{
    Arguments arguments(given);
    const qint64 start = arguments.whole(0);
    const qint64 end = arguments.whole(1);
    const std::string &text = arguments.text(2);
    const auto size = static_cast<qint64>(text.size());
    const qint64 from = start < 0 ? 0 : start;
    const qint64 to = start < 0 ? end : end < 0 || end > size ? size : end;
    if (from > to || to > size || to < 0)
        return templateError("slice bounds out of range");
    return arguments.give(text.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from)));
}

base::Result<Value> repeat(Given given, const TemplateData &)
{
    Arguments arguments(given);
    const qint64 count = arguments.whole(0);
    const std::string &text = arguments.text(1);
    if (count < 0 || (count > 0 && text.size() > longestText / static_cast<std::size_t>(count)))
        return templateError("repeat: count is negative or the text would become too long");
    std::string out;
    for (qint64 i = 0; i < count; ++i)
        out += text;
    return arguments.give(std::move(out));
}

base::Result<Value> indented(Given given, bool onNewLine)
{
    Arguments arguments(given);
    const qint64 spaces = arguments.whole(0);
    const std::string &text = arguments.text(1);
    if (spaces < 0 || spaces > 1000)
        return templateError("indent: between 0 and 1000 spaces");
    const std::string pad(static_cast<std::size_t>(spaces), ' ');
    return arguments.give((onNewLine ? "\n" : "") + pad + replaced(text, "\n", "\n" + pad, -1));
}

base::Result<Value> urlDecode(Given given, const TemplateData &)
{
    Arguments arguments(given);
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
                return templateError("invalid URL escape \"" + text.substr(i, 3) + "\"");
            out += static_cast<char>(static_cast<unsigned char>(byte));
            i += 2;
        }
    }
    return arguments.give(std::move(out));
}

base::Result<Value> urlEncode(Given given, const TemplateData &)
{
    static constexpr std::string_view digits = "0123456789ABCDEF";
    Arguments arguments(given);
    std::string out;
    for (const char c : arguments.text(0)) {
        if (std::isalnum(static_cast<unsigned char>(c)) || std::string_view("-_.~").find(c) != std::string_view::npos)
            out += c;
        else if (c == ' ')
            out += '+';
        else
            ((out += '%') += digits[static_cast<unsigned char>(c) >> 4]) += digits[static_cast<unsigned char>(c) & 15];
    }
    return arguments.give(std::move(out));
}

base::Result<Value> fromBase64(Given given, const TemplateData &)
{
    Arguments arguments(given);
    const auto decoded = QByteArray::fromBase64Encoding(QByteArray::fromStdString(arguments.text(0)),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    return arguments.give(decoded ? decoded.decoded.toStdString() : std::string("illegal base64 data"));
}

// A function of one to four texts.
template<auto work>
base::Result<Value> ofTexts(Given given, const TemplateData &)
{
    Arguments arguments(given);
    if constexpr (requires(std::string s) { work(s); })
        return arguments.give(Value(work(arguments.text(0))));
    else if constexpr (requires(std::string s) { work(s, s); })
        return arguments.give(Value(work(arguments.text(0), arguments.text(1))));
    else
        return arguments.give(Value(work(arguments.text(0), arguments.text(1), arguments.text(2))));
}

constexpr std::string_view blanks = " \t\n\v\f\r";
std::string lowerText(const std::string &s)
{
    return changedCase(s, false);
}
std::string upperText(const std::string &s)
{
    return changedCase(s, true);
}
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

base::Result<Value> replaceSome(Given given, const TemplateData &)
{
    Arguments arguments(given);
    return arguments.give(replaced(arguments.text(0), arguments.text(1), arguments.text(2), arguments.whole(3)));
}

constexpr std::array table{
    FunctionInfo{"ToLower", 1, 1, ofTexts<lowerText>},
    FunctionInfo{"ToUpper", 1, 1, ofTexts<upperText>},
    FunctionInfo{"Replace", 4, 4, replaceSome},
    FunctionInfo{"Trim", 2, 2, ofTexts<trimBoth>},
    FunctionInfo{"TrimLeft", 2, 2, ofTexts<trimLeft>},
    FunctionInfo{"TrimRight", 2, 2, ofTexts<trimRight>},
    FunctionInfo{"TrimPrefix", 2, 2, ofTexts<trimPrefix>},
    FunctionInfo{"TrimSuffix", 2, 2, ofTexts<trimSuffix>},
    FunctionInfo{"TrimSpace", 1, 1, ofTexts<trimSpace>},
    FunctionInfo{"regexReplaceAll", 3, 3, regexReplaceAll},
    FunctionInfo{"regexReplaceAllLiteral", 3, 3, regexReplaceAllLiteral},
    FunctionInfo{"count", 2, 2, countMatches},
    FunctionInfo{"urldecode", 1, 1, urlDecode},
    FunctionInfo{"urlencode", 1, 1, urlEncode},
    FunctionInfo{"urlquery", 1, 1, urlEncode},
    FunctionInfo{"alignLeft", 2, 2, [](Given g, const TemplateData &) { return align(g, true); }},
    FunctionInfo{"alignRight", 2, 2, [](Given g, const TemplateData &) { return align(g, false); }},
    FunctionInfo{"b64enc", 1, 1, ofTexts<toBase64>},
    FunctionInfo{"b64dec", 1, 1, fromBase64},
    FunctionInfo{"lower", 1, 1, ofTexts<lowerText>},
    FunctionInfo{"upper", 1, 1, ofTexts<upperText>},
    FunctionInfo{"title", 1, 1, ofTexts<titled>},
    FunctionInfo{"trunc", 2, 2, trunc},
    FunctionInfo{"substr", 3, 3, substr},
    FunctionInfo{"contains", 2, 2, ofTexts<containsText>},
    FunctionInfo{"hasPrefix", 2, 2, ofTexts<hasPrefix>},
    FunctionInfo{"hasSuffix", 2, 2, ofTexts<hasSuffix>},
    FunctionInfo{"indent", 2, 2, [](Given g, const TemplateData &) { return indented(g, false); }},
    FunctionInfo{"nindent", 2, 2, [](Given g, const TemplateData &) { return indented(g, true); }},
    FunctionInfo{"replace", 3, 3, ofTexts<replaceAll>},
    FunctionInfo{"repeat", 2, 2, repeat},
    FunctionInfo{"trim", 1, 1, ofTexts<trimSpace>},
    FunctionInfo{"trimAll", 2, 2, ofTexts<trimBothTurned>},
    FunctionInfo{"trimSuffix", 2, 2, ofTexts<trimSuffixTurned>},
    FunctionInfo{"trimPrefix", 2, 2, ofTexts<trimPrefixTurned>}};

} // namespace

std::span<const FunctionInfo> textFunctions()
{
    return table;
}

} // namespace wf::query::logql
