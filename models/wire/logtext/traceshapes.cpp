// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/logtext/traceshapes_p.h"

#include <algorithm>
#include <array>

namespace wf::wire::logtext::shape {

namespace {

bool isNameChar(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
}

template<std::size_t N>
bool startsWithAny(std::string_view line, const std::array<std::string_view, N> &beginnings)
{
    return std::any_of(beginnings.begin(), beginnings.end(), [&](auto b) { return line.starts_with(b); });
}

// Length of the dotted name the line begins with, 0 when it begins otherwise.
std::size_t dottedName(std::string_view line)
{
    std::size_t n = 0;
    while (n < line.size() && n < 256 && (isNameChar(line[n]) || line[n] == '.' || line[n] == '`'))
        ++n;
    return n;
}

bool endsName(std::string_view line, std::size_t n)
{
    return n == line.size() || (line[n] == ':' && (n + 1 == line.size() || line[n + 1] == ' '));
}

} // namespace

bool isExceptionHeader(std::string_view line)
{
    const std::size_t n = dottedName(line);
    const auto name = line.substr(0, n);
    if (name.find('.') == std::string_view::npos || !endsName(line, n))
        return false;
    return name.ends_with("Exception") || name.ends_with("Error") || name.ends_with("Throwable") ||
           name.ends_with("Failure");
}

bool isJavaContinuation(std::string_view line)
{
    static constexpr std::array<std::string_view, 6> beginnings{"Caused by: ", "Suppressed: ", "at ",
                                                                "--- End of ", "---> ",        "Wrapped by: "};
    if (startsWithAny(line, beginnings))
        return true;
    return line.starts_with("... ") && (line.ends_with(" more") || line.find("common frames omitted") != line.npos);
}

bool isPythonEnd(std::string_view line)
{
    const std::size_t n = dottedName(line);
    if (n < 3 || !endsName(line, n))
        return false;
    const auto last = line.substr(0, n).rfind('.');
    const char first = line[last == std::string_view::npos ? 0 : std::min(last + 1, n - 1)];
    return first >= 'A' && first <= 'Z';
}

bool isGoContinuation(std::string_view line)
{
    static constexpr std::array<std::string_view, 7> beginnings{
        "goroutine ", "created by ", "[signal ", "exit status ", "panic: ", "runtime: ", "...additional frames"};
    if (startsWithAny(line, beginnings))
        return true;
    // "main.(*T).f(0xc000…, {…})", "panic({0x…})", registers "rax    0x0"
    std::size_t n = 0;
    while (n < line.size() && n < 512 &&
           (isNameChar(line[n]) || line[n] == '.' || line[n] == '/' || line[n] == '-' || line[n] == '*' ||
            line[n] == '(' || line[n] == ')' || line[n] == '[' || line[n] == ']'))
        ++n;
    const auto open = line.substr(0, n).rfind('(');
    if (n > 0 && open != std::string_view::npos && open > 0 && line.ends_with(')'))
        return true;
    const auto blank = line.find(' ');
    return blank >= 2 && blank <= 6 &&
           line.substr(std::min(line.find_first_not_of(' ', blank), line.size())).starts_with("0x");
}

bool isNodeSource(std::string_view line)
{
    const auto colon = line.rfind(':');
    if (colon == std::string_view::npos || colon + 1 == line.size() || line.find(' ') != std::string_view::npos)
        return false;
    const auto number = line.substr(colon + 1);
    const auto path = line.substr(0, colon);
    return number.find_first_not_of("0123456789") == std::string_view::npos &&
           (path.ends_with(".js") || path.ends_with(".mjs") || path.ends_with(".cjs") || path.ends_with(".ts") ||
            path.starts_with("node:"));
}

bool isNodeContinuation(std::string_view line)
{
    if (line == "}" || line.starts_with("Node.js v") || line.starts_with("at ") || line.starts_with("throw "))
        return true;
    return isPythonEnd(line) || line.starts_with("Error") || line.starts_with("Uncaught ") ||
           (line.find("Error [") != std::string_view::npos && dottedName(line) > 0);
}

} // namespace wf::wire::logtext::shape
