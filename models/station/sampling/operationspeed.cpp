// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/sampling/operationspeed.h"

#include <algorithm>
#include <cmath>

namespace wf::station {

namespace {

constexpr quint32 halvedEvery = 4'096;
constexpr quint32 leastKnown = 100;
constexpr double bucketsPerOctave = 4;

std::size_t bucketOf(qint64 durationNs, std::size_t buckets)
{
    const double microseconds = static_cast<double>(durationNs) / 1e3;
    if (microseconds <= 1)
        return 0;
    return std::min(buckets - 1, static_cast<std::size_t>(std::ceil(std::log2(microseconds) * bucketsPerOctave)));
}

} // namespace

void DurationSketch::add(qint64 durationNs)
{
    ++m_counts.at(bucketOf(durationNs, buckets));
    ++m_total;
    if (++m_seen % halvedEvery != 0)
        return;
    m_total = 0;
    for (auto &count : m_counts) {
        count = static_cast<quint16>(count / 2);
        m_total += count;
    }
}

qint64 DurationSketch::quantileNs(double q, quint32 least) const
{
    if (m_seen < least)
        return 0;
    const double wanted = q * m_total;
    double below = 0;
    for (std::size_t i = 0; i < buckets; ++i) {
        below += m_counts[i];
        if (below >= wanted)
            return static_cast<qint64>(std::exp2(static_cast<double>(i) / bucketsPerOctave) * 1e3);
    }
    return 0;
}

bool OperationSpeeds::isSlow(const QString &service, const QString &operation, qint64 durationNs, double quantile)
{
    const Key key{service, operation};
    auto known = m_known.find(key);
    if (known == m_known.end()) {
        if (m_known.size() >= m_most) {
            m_known.erase(m_order.back().key);
            m_order.pop_back();
        }
        m_order.push_front({key, {}});
        known = m_known.emplace(key, m_order.begin()).first;
    } else {
        m_order.splice(m_order.begin(), m_order, known->second);
    }
    DurationSketch &sketch = known->second->sketch;
    const qint64 usual = sketch.quantileNs(quantile, leastKnown);
    sketch.add(durationNs);
    return usual > 0 && durationNs > usual;
}

} // namespace wf::station
