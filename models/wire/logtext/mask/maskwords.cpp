// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/logtext/mask/maskshapes_p.h"

#include "models/wire/text.h"

#include <algorithm>

namespace wf::wire::logtext::shape {

namespace {

constexpr std::size_t longestKey = 64;
constexpr std::size_t longestLocalPart = 64; // RFC 5321 4.5.3.1

// Letters of other alphabets too (RFC 6531).
bool isLocalChar(char c)
{
    return is(c, IsAlnum) || static_cast<unsigned char>(c) >= 0x80 || c == '.' || c == '_' || c == '%' || c == '+' ||
           c == '-' || c == '\'';
}

bool isTokenChar(char c)
{
    return is(c, IsAlnum) || c == '-' || c == '.' || c == '_' || c == '~' || c == '+' || c == '/' || c == '=';
}

// What stands behind "@" in logs and is no domain: unit names, files.
bool isFileEnding(std::string_view last)
{
    for (const std::string_view ending :
         {"service", "socket", "target", "timer", "mount", "slice", "scope", "device", "path", "swap", "png", "jpg",
          "jpeg", "gif", "svg", "webp", "js", "css", "json"})
        if (equalsIgnoringCase(last, ending))
            return true;
    return false;
}

// Credentials look unlike words: a digit, a capital inside, or a sign.
bool looksRandom(std::string_view value)
{
    for (std::size_t i = 0; i < value.size(); ++i)
        if (is(value[i], IsDigit) || (i > 0 && is(value[i], IsUpper)) || value[i] == '=' || value[i] == '+' ||
            value[i] == '/' || value[i] == '_' || value[i] == '!' || value[i] == '@' || value[i] == '#' ||
            value[i] == '$')
            return true;
    return false;
}

enum class KeyKind { Harmless, Secret, Authorization, Cookie };

KeyKind kindOfKey(std::string_view key)
{
    std::array<char, longestKey> lower{};
    std::size_t n = 0;
    for (const char c : key)
        if (c != '_' && c != '-' && c != '.')
            lower.at(n++) = is(c, IsUpper) ? static_cast<char>(c + 32) : c;
    const std::string_view plain(lower.data(), n);
    if (plain.ends_with("authorization"))
        return KeyKind::Authorization;
    if (plain == "cookie" || plain == "setcookie")
        return KeyKind::Cookie;
    for (const std::string_view end :
         {"password", "passwd", "pwd", "passphrase", "secret", "token", "apikey", "accesskey", "secretkey",
          "privatekey", "credential", "credentials", "signature", "sessionid"})
        if (plain.ends_with(end))
            return KeyKind::Secret;
    return plain.find("password") != std::string_view::npos || plain.find("secretkey") != std::string_view::npos
               ? KeyKind::Secret
               : KeyKind::Harmless;
}

} // namespace
} // namespace wf::wire::logtext::shape

namespace wf::wire::logtext {

std::optional<MaskRule> ruleOfName(std::string_view name)
{
    const std::string_view header = name.substr(name.rfind('.') + 1); // http.request.header.cookie
    if (equalsIgnoringCase(header, "cookie") || equalsIgnoringCase(header, "set-cookie") ||
        equalsIgnoringCase(header, "set_cookie"))
        return MaskRule::Token;
    switch (name.size() > shape::longestKey ? shape::KeyKind::Harmless : shape::kindOfKey(name)) {
    case shape::KeyKind::Harmless:
        break;
    case shape::KeyKind::Secret:
        return MaskRule::Password;
    case shape::KeyKind::Authorization:
    case shape::KeyKind::Cookie:
        return MaskRule::Token;
    }
    return std::nullopt;
}

} // namespace wf::wire::logtext

namespace wf::wire::logtext::shape {
namespace {

// Cheap: most colons and equal signs stand behind other letters.
bool mayEndSecretKey(char c)
{
    switch (c | 0x20) {
    case 'd': // password, passwd, pwd
    case 'e': // passphrase, cookie, signature
    case 't': // secret
    case 'n': // token, authorization
    case 'y': // key
    case 'l': // credential
    case 's': // credentials
    case 'h': // password_hash
        return true;
    default:
        return false;
    }
}

bool isNoSecret(std::string_view value)
{
    if (value.empty() || value.starts_with('[') || value.starts_with("***") || value.starts_with("<") ||
        value.starts_with("{") || value.starts_with("$") || value.starts_with("%"))
        return true;
    for (const std::string_view word :
         {"true", "false", "null", "none", "nil", "undefined", "yes", "no", "redacted", "-"})
        if (equalsIgnoringCase(value, word))
            return true;
    return value.find_first_not_of("xX*") == std::string_view::npos;
}

// Where a value without quotes ends.
std::size_t endOfUnquoted(std::string_view text, std::size_t at)
{
    std::size_t i = at;
    while (i < text.size() && static_cast<unsigned char>(text[i]) > ' ' &&
           std::string_view("&,;\"'<>)}]\\").find(text[i]) == std::string_view::npos)
        ++i;
    return i;
}

// Where the text in quotes ends; `escapes` backslashes stand in front of the quotes when JSON stands inside a string.
std::size_t endOfQuoted(std::string_view text, std::size_t at, char quote, std::size_t escapes)
{
    std::size_t backslashes = 0;
    for (std::size_t i = at; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++backslashes;
            continue;
        }
        if (text[i] == quote && (escapes > 0 ? backslashes == escapes : backslashes % 2 == 0))
            return i - (escapes > 0 ? backslashes : 0);
        backslashes = 0;
    }
    return text.size();
}

struct Value {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool isQuoted = false;
};

Value valueBehind(std::string_view text, std::size_t at)
{
    Value value;
    std::size_t i = at;
    while (i < text.size() && i - at < 4 && (text[i] == ' ' || text[i] == '\t'))
        ++i;
    std::size_t escapes = 0;
    while (charAt(text, i + escapes) == '\\')
        ++escapes;
    const char quote = charAt(text, i + escapes);
    if (quote == '"' || (quote == '\'' && escapes == 0)) {
        value.isQuoted = true;
        value.begin = i + escapes + 1;
        value.end = endOfQuoted(text, value.begin, quote, escapes);
        return value;
    }
    value.begin = i;
    value.end = endOfUnquoted(text, i);
    return value;
}

// user:password@host of an address; at the ':' in front of "//".
Hit addressPassword(std::string_view text, std::size_t at)
{
    std::size_t colon = 0;
    std::size_t last = 0;
    for (std::size_t i = at + 3; i < text.size() && i - at < 512; ++i) {
        const char c = text[i];
        if (static_cast<unsigned char>(c) <= ' ' || c == '/' || c == '"' || c == '\'' || c == '<' || c == '>' ||
            c == '?')
            break;
        if (c == ':' && colon == 0)
            colon = i;
        if (c == '@')
            last = i;
    }
    if (colon == 0 || last <= colon + 1 || text[colon + 1] == '[')
        return {};
    return {colon + 1, last, MaskRule::Password};
}

std::size_t runOf(std::string_view text, std::size_t at, unsigned kinds, std::string_view also = {})
{
    std::size_t n = 0;
    while (at + n < text.size() && (is(text[at + n], kinds) || also.find(text[at + n]) != std::string_view::npos))
        ++n;
    return n;
}

} // namespace

Hit email(std::string_view text, std::size_t at, std::size_t floor, std::size_t width)
{
    std::size_t begin = at;
    while (begin > floor && at - begin <= longestLocalPart && isLocalChar(text[begin - 1]))
        --begin;
    while (begin < at && !isWordAt(text, begin))
        ++begin;
    if (begin == at || at - begin > longestLocalPart || text[at - 1] == '.')
        return {};
    const std::size_t domain = at + width;
    std::size_t end = domain;
    std::size_t lastDot = 0;
    while (end < text.size() && end - at < 255 && (is(text[end], IsAlnum) || text[end] == '-' || text[end] == '.')) {
        if (text[end] == '.') {
            if (text[end - 1] == '.' || end == domain)
                break;
            lastDot = end;
        }
        ++end;
    }
    while (end > domain && (text[end - 1] == '.' || text[end - 1] == '-')) {
        --end;
        if (lastDot == end)
            lastDot = text.substr(0, end).rfind('.');
    }
    if (lastDot == 0 || lastDot == std::string_view::npos || lastDot <= domain)
        return {};
    const auto last = text.substr(lastDot + 1, end - lastDot - 1);
    if (last.size() < 2 || runOf(last, 0, IsLetter) != last.size() || isFileEnding(last))
        return {};
    return {begin, end, MaskRule::Email};
}

Hit assignment(std::string_view text, std::size_t at, std::size_t floor)
{
    const bool isColon = text[at] == ':';
    if (isColon && charAt(text, at + 1) == '/' && charAt(text, at + 2) == '/')
        return addressPassword(text, at);
    // Back over blanks, quotes and their escapes to the key.
    std::size_t keyEnd = at;
    while (keyEnd > floor && at - keyEnd < 8 &&
           (text[keyEnd - 1] == ' ' || text[keyEnd - 1] == '"' || text[keyEnd - 1] == '\'' || text[keyEnd - 1] == '\\'))
        --keyEnd;
    if (keyEnd == floor || !mayEndSecretKey(text[keyEnd - 1]))
        return {};
    const bool isKeyQuoted = keyEnd < at && (text[keyEnd] == '"' || text[keyEnd] == '\'' || text[keyEnd] == '\\');
    if (!isKeyQuoted && keyEnd < at && isColon)
        return {};
    std::size_t key = keyEnd;
    while (key > floor && keyEnd - key < longestKey &&
           (is(text[key - 1], IsAlnum) || text[key - 1] == '_' || text[key - 1] == '-' || text[key - 1] == '.'))
        --key;
    const KeyKind kind = kindOfKey(text.substr(key, keyEnd - key));
    if (kind == KeyKind::Harmless)
        return {};
    // "key= next" has no value, "key = value" has.
    if (!isColon && keyEnd == at && charAt(text, at + 1) == ' ')
        return {};
    Value value = valueBehind(text, at + 1);
    const auto written = text.substr(value.begin, value.end - value.begin);
    if (kind == KeyKind::Cookie && (isColon || value.isQuoted))
        return value.end > value.begin && !written.starts_with('[')
                   ? Hit{value.begin,
                         value.isQuoted ? value.end : std::min(text.find_first_of("\"\n", value.begin), text.size()),
                         MaskRule::Token}
                   : Hit{};
    if (kind == KeyKind::Authorization) {
        // "Bearer xyz": the scheme stays, its credentials go.
        for (const std::string_view scheme : {"bearer", "basic", "token", "digest", "negotiate"})
            if (!value.isQuoted && equalsIgnoringCase(written, scheme) && charAt(text, value.end) == ' ')
                value = {value.end + 1, endOfUnquoted(text, value.end + 1), false};
        return value.end > value.begin && text[value.begin] != '[' ? Hit{value.begin, value.end, MaskRule::Token}
                                                                   : Hit{};
    }
    if (kind == KeyKind::Cookie || isNoSecret(written))
        return {};
    // In sentences a colon is no assignment: "invalid token: unexpected end".
    if (isColon && !isKeyQuoted && !value.isQuoted && !looksRandom(written))
        return {};
    const bool isCount = written.size() < 4 && runOf(written, 0, IsDigit) == written.size();
    if (isCount && !value.isQuoted)
        return {};
    return {value.begin, value.end, MaskRule::Password};
}

Hit credentials(std::string_view text, std::size_t at, std::size_t floor)
{
    const auto precededBy = [&](std::string_view scheme) {
        return at >= floor + scheme.size() &&
               equalsIgnoringCase(text.substr(at - scheme.size(), scheme.size()), scheme) &&
               (at == scheme.size() || !isWordAt(text, at - scheme.size() - 1));
    };
    if (!precededBy("bearer") && !precededBy("basic"))
        return {};
    std::size_t end = at + 1;
    while (end < text.size() && isTokenChar(text[end]))
        ++end;
    while (end > at + 1 && text[end - 1] == '.')
        --end;
    const auto token = text.substr(at + 1, end - at - 1);
    if (token.size() < 8 || !looksRandom(token))
        return {};
    return {at + 1, end, MaskRule::Token};
}

Hit jwt(std::string_view text, std::size_t at, std::size_t floor)
{
    if (at < floor + 2 || text[at - 1] != 'y' || text[at - 2] != 'e' || (at > 2 && isWordAt(text, at - 3)))
        return {};
    std::size_t i = at - 2;
    for (int part = 0; part < 3; ++part) {
        const std::size_t n = runOf(text, i, IsAlnum, "-_");
        // RFC 7519 6.1: unsecured tokens have an empty last part.
        if (n < (part == 0 ? 10U : part == 1 ? 4U : 0U) || (part < 2 && charAt(text, i + n) != '.'))
            return {};
        i += n + (part < 2 ? 1 : 0);
    }
    return {at - 2, i, MaskRule::Jwt};
}

Hit awsKey(std::string_view text, std::size_t at, std::size_t floor)
{
    if (at < floor + 3)
        return {};
    const auto prefix = text.substr(at - 3, 4);
    if (prefix != "AKIA" && prefix != "ASIA" && prefix != "AIDA" && prefix != "AROA")
        return {};
    if ((at > 3 && isWordAt(text, at - 4)) || runOf(text, at + 1, IsDigit | IsUpper) != 16 || isWordAt(text, at + 17))
        return {};
    return {at - 3, at + 17, MaskRule::AwsKey};
}

Hit prefixedToken(std::string_view text, std::size_t at, std::size_t floor)
{
    struct Prefix {
        std::string_view text;
        std::size_t least; // characters behind it
        std::string_view also;
        MaskRule rule;
    };
    static constexpr std::array prefixes{
        Prefix{"ghp_", 30, "", MaskRule::GitHubToken}, Prefix{"gho_", 30, "", MaskRule::GitHubToken},
        Prefix{"ghu_", 30, "", MaskRule::GitHubToken}, Prefix{"ghs_", 30, "", MaskRule::GitHubToken},
        Prefix{"ghr_", 30, "", MaskRule::GitHubToken}, Prefix{"github_pat_", 30, "_", MaskRule::GitHubToken},
        Prefix{"glpat-", 20, "-_", MaskRule::Token},   Prefix{"xoxb-", 20, "-", MaskRule::Token},
        Prefix{"xoxp-", 20, "-", MaskRule::Token},     Prefix{"xoxa-", 20, "-", MaskRule::Token},
        Prefix{"xoxs-", 20, "-", MaskRule::Token},     Prefix{"sk_live_", 20, "", MaskRule::Token},
        Prefix{"rk_live_", 20, "", MaskRule::Token},   Prefix{"npm_", 36, "", MaskRule::Token},
        Prefix{"AIza", 35, "-_", MaskRule::Token}};
    for (const auto &prefix : prefixes) {
        // `at` may be an underscore inside the prefix: only its last character decides.
        if (prefix.text.back() != text[at] && prefix.text != "AIza")
            continue;
        const std::size_t back = prefix.text == "AIza" ? 2 : prefix.text.size() - 1;
        if (at < floor + back || !text.substr(at - back).starts_with(prefix.text))
            continue;
        const std::size_t begin = at - back;
        const std::size_t n = runOf(text, begin + prefix.text.size(), IsAlnum, prefix.also);
        if ((begin == 0 || !isWordAt(text, begin - 1)) && n >= prefix.least)
            return {begin, begin + prefix.text.size() + n, prefix.rule};
    }
    return {};
}

Hit privateKey(std::string_view text, std::size_t at)
{
    constexpr std::string_view beginning = "-----BEGIN ";
    if (!text.substr(at).starts_with(beginning))
        return {};
    const auto kind = text.substr(at + beginning.size(), 40);
    const auto label = kind.substr(0, kind.find("-----"));
    if (!label.ends_with("PRIVATE KEY") && !label.ends_with("PRIVATE KEY BLOCK"))
        return {};
    const auto end = text.find("-----END ", at);
    if (end != std::string_view::npos) {
        const auto close = text.find("-----", end + 9);
        return {at, close == std::string_view::npos ? text.size() : close + 5, MaskRule::PrivateKey};
    }
    // Cut off: everything behind is key, unless it stands in quotes.
    const auto quote = at > 0 && text[at - 1] == '"' ? text.find('"', at) : std::string_view::npos;
    return {at, std::min(quote, text.size()), MaskRule::PrivateKey};
}

} // namespace wf::wire::logtext::shape
