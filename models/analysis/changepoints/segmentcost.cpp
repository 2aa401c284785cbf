// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/changepoints/segmentcost.h"

namespace wf::analysis {

SegmentCost::SegmentCost(std::span<const double> values, SegmentShape shape) : m_size(values.size()), m_shape(shape)
{
    add(values);
}

void SegmentCost::add(std::span<const double> values)
{
    Sums sums;
    sums.y.assign(m_size + 1, 0);
    sums.yy = sums.ty = sums.y;
    for (std::size_t i = 0; i < m_size; ++i) {
        const double y = values[i];
        sums.y[i + 1] = sums.y[i] + y;
        sums.yy[i + 1] = sums.yy[i] + y * y;
        sums.ty[i + 1] = sums.ty[i] + static_cast<double>(i) * y;
    }
    m_series.push_back(std::move(sums));
}

double SegmentCost::operator()(std::size_t from, std::size_t to) const
{
    double all = 0;
    for (const Sums &sums : m_series)
        all += one(sums, from, to);
    return all;
}

double SegmentCost::one(const Sums &sums, std::size_t from, std::size_t to) const
{
    const double n = static_cast<double>(to - from);
    if (to - from < 2)
        return 0;
    const double y = sums.y[to] - sums.y[from];
    double rest = sums.yy[to] - sums.yy[from] - y * y / n;
    if (m_shape == SegmentShape::Line) {
        const double middle = static_cast<double>(from + to - 1) / 2;
        const double ty = sums.ty[to] - sums.ty[from] - middle * y;
        rest -= ty * ty / (n * (n * n - 1) / 12);
    }
    return std::max(rest, 0.0);
}

} // namespace wf::analysis
