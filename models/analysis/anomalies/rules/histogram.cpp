// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/rules/histogram.h"

#include <QDataStream>

#include <algorithm>
#include <cmath>

namespace wf::analysis {

void HistogramScore::learn(std::span<const std::vector<double>> rows)
{
    m_features.clear();
    const std::size_t features = rows.empty() ? 0 : rows.front().size();
    for (std::size_t f = 0; f < features; ++f) {
        Feature feature;
        double high = rows.front()[f];
        feature.low = high;
        for (const auto &row : rows) {
            feature.low = std::min(feature.low, row[f]);
            high = std::max(high, row[f]);
        }
        feature.width = (high - feature.low) / static_cast<double>(m_bins);
        feature.counts.assign(m_bins, 1);
        for (const auto &row : rows) {
            const double at = feature.width > 0 ? (row[f] - feature.low) / feature.width : 0;
            ++feature.counts[std::min(static_cast<std::size_t>(at), m_bins - 1)];
        }
        feature.highest = *std::max_element(feature.counts.begin(), feature.counts.end());
        m_features.push_back(std::move(feature));
    }
}

double HistogramScore::score(std::span<const double> row) const
{
    double sum = 0;
    for (std::size_t f = 0; f < std::min(row.size(), m_features.size()); ++f) {
        const Feature &feature = m_features[f];
        const double at = feature.width > 0 ? (row[f] - feature.low) / feature.width : (row[f] == feature.low ? 0 : -1);
        const double bins = static_cast<double>(m_bins);
        const double count =
            at >= 0 && at <= bins ? feature.counts[std::min(static_cast<std::size_t>(at), m_bins - 1)] : 1;
        sum += std::log(feature.highest / count);
    }
    return sum;
}

void HistogramScore::write(QDataStream &stream) const
{
    stream << static_cast<quint32>(m_bins) << static_cast<quint32>(m_features.size());
    for (const Feature &feature : m_features) {
        stream << feature.low << feature.width << feature.highest;
        for (const double count : feature.counts)
            stream << static_cast<quint32>(count);
    }
}

bool HistogramScore::read(QDataStream &stream)
{
    constexpr quint32 mostBins = 1000, mostFeatures = 1000;
    quint32 bins = 0, features = 0;
    stream >> bins >> features;
    if (stream.status() != QDataStream::Ok || bins == 0 || bins > mostBins || features > mostFeatures)
        return false;
    std::vector<Feature> made(features);
    for (Feature &feature : made) {
        stream >> feature.low >> feature.width >> feature.highest;
        for (quint32 b = 0; b < bins; ++b) {
            quint32 count = 0;
            stream >> count;
            feature.counts.push_back(count);
        }
        const bool isFine = std::isfinite(feature.low) && feature.width >= 0 && std::isfinite(feature.width) &&
                            feature.highest >= 1 && std::isfinite(feature.highest) &&
                            std::ranges::none_of(feature.counts, [](double c) { return c < 1; });
        if (stream.status() != QDataStream::Ok || !isFine)
            return false;
    }
    m_bins = bins;
    m_features = std::move(made);
    return true;
}

} // namespace wf::analysis
