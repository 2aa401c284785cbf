// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/template/engine/regextext.h"

#include "models/query/promql/text/expandgroups.h"
#include "models/query/template/engine/program.h"

#include <memory>
#include <unordered_map>
#include <vector>

namespace wf::query::tmpl {

base::Result<const re2::RE2 *> compiledRegex(const std::string &pattern)
{
    thread_local std::unordered_map<std::string, std::unique_ptr<re2::RE2>> known;
    if (known.size() > 64)
        known.clear();
    auto &regex = known[pattern];
    if (!regex) {
        re2::RE2::Options options;
        options.set_log_errors(false);
        regex = std::make_unique<re2::RE2>(pattern, options);
    }
    if (!regex->ok())
        return failed("error parsing regexp: " + regex->error());
    return static_cast<const re2::RE2 *>(regex.get());
}

void eachMatch(const re2::RE2 &regex, std::string_view text, const OnMatch &onMatch)
{
    std::vector<re2::StringPiece> groups(static_cast<std::size_t>(regex.NumberOfCapturingGroups()) + 1);
    const re2::StringPiece whole(text.data(), text.size());
    std::size_t at = 0;
    std::size_t behind = std::string_view::npos; // the last match's end
    while (at <= text.size() &&
           regex.Match(whole, at, text.size(), re2::RE2::UNANCHORED, groups.data(), static_cast<int>(groups.size()))) {
        const auto begin = static_cast<std::size_t>(groups[0].data() - text.data());
        const std::size_t end = begin + groups[0].size();
        if (end != begin || begin != behind) // an empty match right behind the last one does not count
            onMatch(begin, end, groups);
        behind = end;
        at = end;
        if (end == begin) {
            ++at;
            while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U)
                ++at;
        }
    }
}

std::string replacedMatches(const re2::RE2 &regex, std::string_view text, std::string_view replacement, bool isLiteral,
                            std::size_t mostBytes)
{
    std::string out;
    std::size_t rest = 0;
    eachMatch(regex, text, [&](std::size_t begin, std::size_t end, std::span<const re2::StringPiece> groups) {
        if (out.size() > mostBytes)
            return;
        out += text.substr(rest, begin - rest);
        if (isLiteral)
            out += replacement;
        else
            expandGroups(out, replacement, regex, groups);
        rest = end;
    });
    return out.append(text.substr(rest));
}

} // namespace wf::query::tmpl
