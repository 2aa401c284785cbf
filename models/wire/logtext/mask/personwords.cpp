// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/logtext/mask/maskshapes_p.h"
#include "models/wire/logtext/mask/personwords_p.h"

#include <algorithm>
#include <array>

namespace wf::wire::logtext {

using shape::is;
using shape::IsAlnum;
using shape::IsDigit;
using shape::IsUpper;

namespace {

constexpr std::size_t shortestWord = 3;
constexpr std::size_t shortestNumber = 6;

// Accounts that machines have, and words of query languages that are names too.
constexpr std::array<std::string_view, 52> everybodysWords{
    "root",       "admin",        "administrator", "system", "nobody",     "daemon",  "guest",      "default",
    "user",       "users",        "test",          "demo",   "public",     "service", "services",   "operator",
    "runner",     "app",          "node",          "ubuntu", "debian",     "centos",  "ec2-user",   "jenkins",
    "git",        "www-data",     "postgres",      "mysql",  "redis",      "nginx",   "apache",     "grafana",
    "prometheus", "alertmanager", "loki",          "jaeger", "watchfloor", "console", "kubernetes", "max",
    "min",        "sum",          "avg",           "rate",   "error",      "info",    "warning",    "critical",
    "debug",      "local",        "localhost",     "rules"};

bool isAllDigits(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return is(c, IsDigit); });
}

} // namespace

std::string lowered(std::string_view text)
{
    std::string out(text);
    for (char &c : out)
        if (is(c, IsUpper))
            c = static_cast<char>(c + 32);
    return out;
}

std::string plainName(std::string_view name)
{
    std::string out;
    for (const char c : name)
        if (c != '_' && c != '-' && c != '.')
            out += is(c, IsUpper) ? static_cast<char>(c + 32) : c;
    return out;
}

bool isNobody(std::string_view value)
{
    if (value.empty() ||
        std::ranges::none_of(value, [](char c) { return is(c, IsAlnum) || static_cast<unsigned char>(c) >= 0x80; }))
        return true;
    if (std::string_view("{<[$%").find(value.front()) != std::string_view::npos)
        return true;
    static constexpr std::array<std::string_view, 13> words{"null",      "none",  "nil",     "undefined", "unknown",
                                                            "anonymous", "n/a",   "na",      "true",      "false",
                                                            "empty",     "unset", "redacted"};
    return std::ranges::find(words, lowered(value)) != words.end();
}

bool isNoMachine(std::string_view address)
{
    return address.starts_with("127.") || address == "0.0.0.0" || address == "255.255.255.255" || address == "::1" ||
           (address.ends_with(".0.0.0") && address.find(':') == std::string_view::npos);
}

std::string canonicalValue(MaskRule rule, std::string_view value)
{
    switch (rule) {
    case MaskRule::Email: {
        std::string out = lowered(value);
        for (const std::string_view written : {"%40", "\\u0040"})
            if (const auto at = out.find(written); at != std::string::npos)
                out.replace(at, written.size(), "@");
        return out;
    }
    case MaskRule::Ip:
        return lowered(value);
    case MaskRule::Card:
    case MaskRule::Iban:
    case MaskRule::Phone: {
        std::string out;
        for (const char c : value)
            if (is(c, IsAlnum) || c == '+')
                out += c;
        return out;
    }
    default:
        return std::string(value);
    }
}

bool looksLikeAnId(std::string_view value)
{
    return std::ranges::any_of(value, [](char c) { return is(c, IsDigit) || c == '@' || c == '_' || c == '-'; }) ||
           value.substr(0, value.size() - 1).find('.') != std::string_view::npos;
}

bool isVersionName(std::string_view name)
{
    const std::string plain = plainName(name);
    return plain.ends_with("version") || plain.ends_with("release") || plain.ends_with("revision") ||
           plain.ends_with("build");
}

bool isNumbersAndDots(std::string_view value)
{
    return std::ranges::all_of(value, [](char c) { return is(c, IsDigit) || c == '.'; });
}

bool isWorthSpreading(std::string_view word)
{
    if (word.size() < shortestWord || (isAllDigits(word) && word.size() < shortestNumber))
        return false;
    return std::ranges::find(everybodysWords, word) == everybodysWords.end();
}

std::vector<std::string> escapedForms(std::string_view address)
{
    if (address.find('.') == std::string_view::npos)
        return {};
    std::vector<std::string> out(2);
    for (const char c : address) {
        out[0].append(c == '.' ? "\\" : "").append(1, c);
        out[1].append(c == '.' ? "\\\\" : "").append(1, c);
    }
    return out;
}

std::vector<std::string> partsOfName(std::string_view name)
{
    std::vector<std::string> out;
    for (std::size_t begin = 0; begin < name.size();) {
        const std::size_t end = std::min(name.find(' ', begin), name.size());
        const auto part = name.substr(begin, end - begin);
        const bool isName =
            !part.empty() && (is(part.front(), IsUpper) || static_cast<unsigned char>(part.front()) >= 0x80);
        if (!isName)
            return {};          // a sentence
        if (part.back() != '.') // an initial
            out.emplace_back(part);
        begin = end + 1;
    }
    return out.size() > 1 && out.size() < 5 ? out : std::vector<std::string>();
}

} // namespace wf::wire::logtext
