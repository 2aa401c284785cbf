// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/eval/evaluation_p.h"

#include "models/query/promql/text/expandgroups.h"
#include "models/query/promql/text/gotext.h"

#include <re2/re2.h>

namespace wf::query {

namespace {

bool isLabelName(std::string_view name)
{
    return !name.empty() && isUtf8(name);
}

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
        std::string made;
        expandGroups(made, replacement, regex, groups);
        line.labels = line.labels.with(target, made);
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
