// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/histogram/classic.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wf::query {

void ClassicHistogram::setBucket(double upperBound, double count)
{
    if (std::isnan(upperBound) || count < 0)
        m_error = "a bucket has no bound or a negative count";
    const auto at = std::ranges::lower_bound(m_buckets, upperBound, {}, &Bucket::upperBound);
    if (at == m_buckets.end() || at->upperBound != upperBound) // the first of duplicates stands
        m_buckets.insert(at, {upperBound, count});
}

void ClassicHistogram::setCount(double count)
{
    if (count < 0)
        m_error = "the count is negative";
    m_count = count;
}

std::optional<signals::NativeHistogram> ClassicHistogram::convert()
{
    constexpr double infinity = std::numeric_limits<double>::infinity();
    if (!std::ranges::is_sorted(m_buckets, {}, &Bucket::count))
        m_error = "the counts of the buckets are not cumulative";
    if (!m_count && !m_buckets.empty())
        m_count = m_buckets.back().count;
    if (m_buckets.empty() || m_buckets.back().upperBound != infinity)
        m_buckets.push_back({infinity, m_count.value_or(0)});
    if (m_error.empty() && m_count.value_or(0) != m_buckets.back().count)
        m_error = "the count is not that of the last bucket";
    if (!m_error.empty())
        return std::nullopt;
    signals::NativeHistogram h;
    h.schema = signals::NativeHistogram::customBuckets;
    h.count = m_count.value_or(0);
    h.sum = m_sum;
    double before = 0;
    for (const Bucket &b : m_buckets) {
        if (b.upperBound != infinity)
            h.customBounds.push_back(b.upperBound);
        h.positiveCounts.push_back(b.count - before);
        before = b.count;
    }
    h.positiveSpans = {{0, static_cast<quint32>(m_buckets.size())}};
    return h;
}

} // namespace wf::query
