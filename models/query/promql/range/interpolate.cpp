// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/range/interpolate.h"

#include "models/query/promql/histogram/arithmetic.h"
#include "models/query/promql/histogram/buckets.h"
#include "models/query/promql/notes/messages.h"

namespace wf::query {

using signals::NativeHistogram;

double interpolated(qint64 t1, double v1, qint64 t2, double v2, qint64 at, bool isCounter)
{
    if (isCounter && v2 < v1)
        v1 = 0;
    return v1 + (v2 - v1) * static_cast<double>(at - t1) / static_cast<double>(t2 - t1);
}

std::optional<NativeHistogram> interpolated(qint64 t1, const NativeHistogram &h1, qint64 t2, const NativeHistogram &h2,
                                            qint64 at, bool isCounter, std::string_view metricName, TextRange where,
                                            Annotations &annotations)
{
    if (at == t1 || at == t2)
        return at == t1 ? h1 : h2;
    const double fraction = static_cast<double>(at - t1) / static_cast<double>(t2 - t1);
    NativeHistogram out = h2;
    if (isCounter && hasCustomBuckets(h1) == hasCustomBuckets(h2) && detectsReset(h2, h1)) {
        multiply(out, fraction);
        return out;
    }
    const auto difference = subtract(out, h1);
    if (!difference) {
        annotations.warn(messages::mixedSchemas(metricName), where);
        return std::nullopt;
    }
    if (difference->boundsReconciled)
        annotations.inform(messages::boundsReconciled(messages::subtraction), where);
    multiply(out, fraction);
    const auto sum = add(out, h1);
    if (sum && sum->boundsReconciled)
        annotations.inform(messages::boundsReconciled(messages::addition), where);
    return out;
}

} // namespace wf::query
