// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/station/sizeforecast.h"

#include <algorithm>
#include <cmath>

namespace wf::engine {

namespace {

constexpr qint64 leastNs = base::nsPerHour;
constexpr qint64 furthestDays = 3650;

double days(qint64 ns)
{
    return static_cast<double>(ns) / static_cast<double>(base::nsPerDay);
}

struct Density {
    double bytes = 0;
    qint64 beginNs = 0, endNs = 0;
    [[nodiscard]] double perDay() const { return endNs > beginNs ? bytes / days(endNs - beginNs) : 0; }
};

// Bytes in [fromNs, …) as if a piece's were spread evenly over its time, over the time that they cover together.
Density densityOf(const std::vector<KeptPiece> &pieces, std::size_t tier, qint64 fromNs)
{
    Density out;
    for (const auto &piece : pieces) {
        if (piece.tier != tier || piece.endNs <= fromNs)
            continue;
        const qint64 begin = std::max(piece.beginNs, fromNs);
        const qint64 length = piece.endNs - piece.beginNs;
        out.bytes += length > 0 ? static_cast<double>(piece.bytes) * static_cast<double>(piece.endNs - begin) /
                                      static_cast<double>(length)
                                : static_cast<double>(piece.bytes);
        out.beginNs = out.beginNs ? std::min(out.beginNs, begin) : begin;
        out.endNs = std::max(out.endNs, piece.endNs);
    }
    return out;
}

std::size_t tierAt(qint64 ageNs, const KeepPolicy &policy)
{
    return ageNs < policy.hotNs ? 0 : ageNs < policy.warmNs ? 1 : 2;
}

class Future {
public:
    Future(const std::vector<KeptPiece> &pieces, qint64 unsealedBytes, const KeepPolicy &policy, qint64 nowNs,
           const SizeForecast &rates)
        : m_pieces(pieces), m_unsealed(unsealedBytes), m_policy(policy), m_now(nowNs), m_rates(rates)
    {
    }

    // Bytes so long from now, without any bound.
    [[nodiscard]] double after(qint64 ns) const
    {
        double bytes = static_cast<double>(m_unsealed);
        for (const auto &piece : m_pieces) {
            const qint64 age = m_now + ns - piece.endNs;
            if (age >= m_policy.keepNs)
                continue;
            const std::size_t tier = std::max(piece.tier, tierAt(age, m_policy));
            bytes += static_cast<double>(piece.bytes) * m_rates.packing[tier] / m_rates.packing[piece.tier];
        }
        const qint64 ends[] = {m_policy.hotNs, std::max(m_policy.hotNs, m_policy.warmNs), m_policy.keepNs};
        qint64 from = 0;
        for (std::size_t tier = 0; tier < tierCount; ++tier) {
            const qint64 to = std::min({ns, ends[tier], m_policy.keepNs});
            if (to > from)
                bytes += m_rates.bytesPerDay * m_rates.packing[tier] * days(to - from);
            from = std::max(from, to);
        }
        return bytes;
    }

private:
    const std::vector<KeptPiece> &m_pieces;
    qint64 m_unsealed;
    const KeepPolicy &m_policy;
    qint64 m_now;
    const SizeForecast &m_rates;
};

void fillPacking(SizeForecast &out, const std::vector<KeptPiece> &pieces)
{
    const double hot = densityOf(pieces, 0, 0).perDay();
    for (std::size_t tier = 1; tier < tierCount; ++tier) {
        const double density = densityOf(pieces, tier, 0).perDay();
        out.packing[tier] = hot > 0 && density > 0 ? std::min(1.0, density / hot) : out.packing[tier - 1];
    }
}

} // namespace

std::optional<SizeForecast> forecastSize(const std::vector<KeptPiece> &pieces, qint64 unsealedBytes,
                                         const KeepPolicy &policy, qint64 nowNs)
{
    auto recent = densityOf(pieces, 0, nowNs - base::nsPerDay);
    if (recent.endNs - recent.beginNs < leastNs)
        recent = densityOf(pieces, 0, 0);
    if (recent.endNs - recent.beginNs < leastNs)
        return std::nullopt;
    SizeForecast out;
    out.bytesPerDay = recent.perDay();
    fillPacking(out, pieces);
    const Future future(pieces, unsealedBytes, policy, nowNs, out);
    const auto bounded = [&](qint64 ns) {
        const double bytes = future.after(ns);
        return std::llround(policy.mostBytes > 0 ? std::min(bytes, static_cast<double>(policy.mostBytes)) : bytes);
    };
    if (policy.mostBytes > 0)
        for (qint64 day = 0; day <= furthestDays && !out.capNs; ++day)
            if (future.after(day * base::nsPerDay) > static_cast<double>(policy.mostBytes))
                out.capNs = day * base::nsPerDay;
    out.inWeek = bounded(7 * base::nsPerDay);
    out.inMonth = bounded(30 * base::nsPerDay);
    out.inYear = bounded(365 * base::nsPerDay);
    out.isSteady = future.after(366 * base::nsPerDay) <= future.after(365 * base::nsPerDay) * 1.0001;
    return out;
}

} // namespace wf::engine
