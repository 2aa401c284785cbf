// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/element/naturalorder.h"
#include "models/query/promql/eval/evaluation_p.h"

#include <algorithm>
#include <cmath>

namespace wf::query {

namespace {

using Id = FunctionId;

// NaN comes last, whichever way the rest goes.
bool goesFirst(double a, double b, bool isDescending)
{
    if (std::isnan(a) || std::isnan(b))
        return std::isnan(b) && !std::isnan(a);
    return isDescending ? a > b : a < b;
}

} // namespace

Lines Evaluation::sorted(const Call &call, const Expr &expr, const Grid &grid)
{
    const Id id = call.function->id;
    // A range query has no order but that of the labels.
    if (m_times.startMs != m_times.endMs || !grid.isSingle())
        m_annotations.warn("sort is ineffective for range queries since results are always ordered by labels",
                           expr.range);
    Lines out = evaluate(*call.args[0], grid);
    const bool isByValue = id == Id::Sort || id == Id::SortDesc;
    if (isByValue) {
        for (Line &line : out)
            line.histograms.clear();
        std::erase_if(out, [](const Line &line) { return line.isEmpty(); });
    }
    if (!grid.isSingle())
        return out;
    if (isByValue) {
        std::ranges::stable_sort(
            out, [&](const Line &a, const Line &b) { return goesFirst(a.values[0], b.values[0], id == Id::SortDesc); });
        return out;
    }
    const bool isDescending = id == Id::SortByLabelDesc;
    std::ranges::stable_sort(out, [&](const Line &a, const Line &b) {
        for (std::size_t i = 1; i < call.args.size(); ++i) {
            const std::string &name = stringOf(*call.args[i]);
            const std::string_view left = a.labels.value(name), right = b.labels.value(name);
            if (left != right)
                return isDescending ? naturallyBefore(right, left) : naturallyBefore(left, right);
        }
        return isDescending ? b.labels < a.labels : a.labels < b.labels;
    });
    return out;
}

} // namespace wf::query
