// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/eval/pushdown.h"

#include "models/query/logql/scan/linepattern.h"

#include <algorithm>

namespace wf::query::logql {

namespace {

constexpr std::size_t shortestLiteral = 3;

// The end of a group or class that begins there.
std::size_t skipBracket(std::string_view regex, std::size_t at)
{
    const char opens = regex[at];
    int depth = 0;
    for (; at < regex.size(); ++at) {
        if (regex[at] == '\\')
            ++at;
        else if (opens == '[' && regex[at] == ']' && depth > 0)
            return at + 1;
        else if (opens == '(' && regex[at] == ')' && --depth == 0)
            return at + 1;
        if (at < regex.size() && regex[at] == opens)
            depth = opens == '[' ? 1 : depth + 1;
    }
    return regex.size();
}

// The longest run of plain characters that a match of an expression without alternatives must hold.
std::string longestRun(std::string_view regex)
{
    std::string best;
    std::string run;
    const auto close = [&] {
        if (run.size() > best.size())
            best = run;
        run.clear();
    };
    for (std::size_t at = 0; at < regex.size();) {
        const char c = regex[at];
        if (c == '|')
            return {};
        if (c == '*' || c == '?' || c == '{') {
            // The character before it may be missing.
            if (!run.empty())
                run.pop_back();
            close();
            at = c == '{' ? std::min(regex.find('}', at), regex.size() - 1) + 1 : at + 1;
        } else if (c == '+') {
            close();
            ++at;
        } else if (c == '(' || c == '[') {
            close();
            at = skipBracket(regex, at);
        } else if (c == '.' || c == '^' || c == '$' || c == ')' || static_cast<unsigned char>(c) >= 0x80) {
            close();
            ++at;
        } else if (c == '\\') {
            const char escaped = at + 1 < regex.size() ? regex[at + 1] : '\0';
            const bool isLiteral =
                std::string_view("\\.+*?()|[]{}^$/-\"'`=:,;#@!%&<>~_ ").find(escaped) != std::string_view::npos &&
                escaped != '\0';
            if (!isLiteral) {
                // \d, \pN, \x{..}, \Q..: nothing is certain any more.
                if (std::string_view("dDwWsSbBAzntrfv").find(escaped) == std::string_view::npos)
                    return {};
                close();
            } else {
                run += escaped;
            }
            at += 2;
        } else {
            run += c;
            ++at;
        }
    }
    close();
    return best;
}

bool isPlain(std::string_view text)
{
    return text.find_first_of("\\.+*?()[]{}^$") == std::string_view::npos &&
           std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string lower(std::string text)
{
    for (char &c : text)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return text;
}

void addLineFilter(const LineFilter &filter, LineRequest &request)
{
    const bool hasIp = std::ranges::any_of(filter.terms, &LineFilter::Term::isIp);
    if (isNegative(filter.op) || hasIp)
        return;
    LiteralGroup group;
    for (const auto &term : filter.terms) {
        if (filter.op == LineFilterOp::Contains) {
            group.anyOf.push_back(term.text);
        } else if (filter.op == LineFilterOp::Matches) {
            const auto own = literalsOf(term.text);
            if (!own || (!group.anyOf.empty() && group.ignoreCase != own->ignoreCase))
                return;
            group.ignoreCase = own->ignoreCase;
            group.anyOf.insert(group.anyOf.end(), own->anyOf.begin(), own->anyOf.end());
        } else {
            const auto pattern = LinePattern::forFilter(term.text);
            const auto literals = pattern ? pattern->literals() : std::vector<std::string>();
            const auto longest = std::ranges::max_element(literals, {}, &std::string::size);
            if (longest == literals.end())
                return;
            group.anyOf.push_back(*longest);
        }
    }
    if (!group.anyOf.empty() && std::ranges::none_of(group.anyOf, &std::string::empty))
        request.literals.push_back(std::move(group));
}

void addLabelFilter(const LabelFilter &filter, LineRequest &request)
{
    if (const auto *matcher = std::get_if<signals::LabelMatcher>(&filter.test)) {
        if (!matcher->name().starts_with("__error"))
            request.metadataMatchers.push_back(*matcher);
    } else if (const auto *both = std::get_if<BothTests>(&filter.test); both != nullptr && !both->isOr) {
        addLabelFilter(*both->left, request);
        addLabelFilter(*both->right, request);
    }
}

} // namespace

std::optional<LiteralGroup> literalsOf(std::string_view regex)
{
    LiteralGroup group;
    if (regex.starts_with("(?i)")) {
        group.ignoreCase = true;
        regex.remove_prefix(4);
    }
    // One pair of parentheses round all of it changes nothing.
    if (regex.starts_with("(") && !regex.starts_with("(?") && skipBracket(regex, 0) == regex.size() && regex.size() > 1)
        regex = regex.substr(1, regex.size() - 2);
    if (isPlain(regex)) {
        for (std::size_t from = 0;;) {
            const auto bar = regex.find('|', from);
            group.anyOf.emplace_back(regex.substr(from, bar - from));
            if (bar == std::string_view::npos)
                break;
            from = bar + 1;
        }
    } else if (auto run = longestRun(regex); !run.empty()) {
        group.anyOf.push_back(std::move(run));
    }
    if (group.anyOf.empty() ||
        std::ranges::any_of(group.anyOf, [](const std::string &s) { return s.size() < shortestLiteral; }))
        return std::nullopt;
    if (group.ignoreCase)
        for (auto &literal : group.anyOf)
            literal = lower(std::move(literal));
    return group;
}

void pushDown(const LogSelector &selector, LineRequest &request)
{
    request.matchers = selector.matchers;
    bool isTextKept = true;
    bool areLabelsKept = true;
    for (const auto &stage : selector.stages) {
        if (const auto *filter = std::get_if<LineFilter>(&stage)) {
            if (isTextKept)
                addLineFilter(*filter, request);
        } else if (const auto *labels = std::get_if<LabelFilterStage>(&stage)) {
            if (areLabelsKept)
                addLabelFilter(*labels->filter, request);
        } else {
            areLabelsKept = false;
            isTextKept &= !std::holds_alternative<LineFormat>(stage) && !std::holds_alternative<UnpackParser>(stage) &&
                          !std::holds_alternative<Decolorize>(stage);
        }
    }
}

} // namespace wf::query::logql
