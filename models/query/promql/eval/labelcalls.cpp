// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/eval/evaluation_p.h"

#include "models/query/promql/text/chars.h"
#include "models/query/promql/text/gotext.h"

#include <re2/re2.h>

#include <charconv>

namespace wf::query {

namespace {

bool isLabelName(std::string_view name)
{
    return !name.empty() && isUtf8(name);
}

// "$1", "${1}", "$name", "${name}" and "$$" of Go's Regexp.Expand.
class Expansion {
public:
    Expansion(const re2::RE2 &regex, const std::vector<re2::StringPiece> &groups) : m_regex(regex), m_groups(groups) {}

    [[nodiscard]] std::string of(std::string_view text) const
    {
        std::string out;
        while (!text.empty()) {
            const auto dollar = std::min(text.find('$'), text.size());
            out += text.substr(0, dollar);
            text.remove_prefix(dollar);
            if (text.empty())
                break;
            if (text.size() > 1 && text[1] == '$') {
                out += '$';
                text.remove_prefix(2);
            } else if (const auto [name, length] = reference(text); length > 0) {
                out += group(name);
                text.remove_prefix(length);
            } else {
                out += '$';
                text.remove_prefix(1);
            }
        }
        return out;
    }

private:
    // The name behind the dollar, and how many characters belong to the reference; 0 when it is none.
    static std::pair<std::string_view, std::size_t> reference(std::string_view text)
    {
        const bool hasBrace = text.size() > 1 && text[1] == '{';
        const std::size_t start = hasBrace ? 2 : 1;
        std::size_t end = start;
        while (end < text.size() && isWordCharacter(text[end]))
            ++end;
        if (end == start || (hasBrace && (end == text.size() || text[end] != '}')))
            return {{}, 0};
        return {text.substr(start, end - start), hasBrace ? end + 1 : end};
    }
    [[nodiscard]] std::string_view group(std::string_view name) const
    {
        std::size_t index = m_groups.size();
        const auto read = std::from_chars(name.data(), name.data() + name.size(), index);
        if (read.ec != std::errc() || read.ptr != name.data() + name.size()) {
            const auto &named = m_regex.NamedCapturingGroups();
            const auto found = named.find(std::string(name));
            index = found == named.end() ? m_groups.size() : static_cast<std::size_t>(found->second);
        }
        return index < m_groups.size() ? std::string_view(m_groups[index].data(), m_groups[index].size())
                                       : std::string_view();
    }

    const re2::RE2 &m_regex;
    const std::vector<re2::StringPiece> &m_groups;
};

} // namespace

Lines Evaluation::labelReplace(const Call &call, const Grid &grid)
{
    const std::string &target = stringOf(*call.args[1]), &replacement = stringOf(*call.args[2]);
    const std::string &source = stringOf(*call.args[3]), &pattern = stringOf(*call.args[4]);
    re2::RE2::Options quiet;
    quiet.set_log_errors(false);
    const re2::RE2 regex("^(?s:" + pattern + ")$", quiet);
    if (!regex.ok())
        fail("invalid regular expression in label_replace(): " + pattern);
    else if (!isLabelName(target))
        fail("invalid destination label name in label_replace(): " + target);
    if (hasFailed())
        return {};
    Lines out = evaluate(*call.args[0], grid);
    std::vector<re2::StringPiece> groups(static_cast<std::size_t>(regex.NumberOfCapturingGroups()) + 1);
    for (Line &line : out) {
        const std::string value(line.labels.value(source));
        if (!regex.Match(value, 0, value.size(), re2::RE2::ANCHOR_BOTH, groups.data(), static_cast<int>(groups.size())))
            continue;
        line.labels = line.labels.with(target, Expansion(regex, groups).of(replacement));
        if (target == "__name__")
            line.dropsName = false;
    }
    return grid.isSingle() ? withDistinctLabels(std::move(out)) : unique(std::move(out), grid);
}

Lines Evaluation::labelJoin(const Call &call, const Grid &grid)
{
    const std::string &target = stringOf(*call.args[1]), &separator = stringOf(*call.args[2]);
    for (std::size_t i = 3; i < call.args.size(); ++i)
        if (!isLabelName(stringOf(*call.args[i])))
            fail("invalid source label name in label_join(): " + stringOf(*call.args[i]));
    if (!isLabelName(target))
        fail("invalid destination label name in label_join(): " + target);
    if (hasFailed())
        return {};
    Lines out = evaluate(*call.args[0], grid);
    for (Line &line : out) {
        std::string joined;
        for (std::size_t i = 3; i < call.args.size(); ++i)
            joined.append(i > 3 ? separator : std::string()).append(line.labels.value(stringOf(*call.args[i])));
        line.labels = line.labels.with(target, joined);
        if (target == "__name__")
            line.dropsName = false;
    }
    return grid.isSingle() ? withDistinctLabels(std::move(out)) : unique(std::move(out), grid);
}

} // namespace wf::query
