// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/training/modelshelf.h"

#include <algorithm>

namespace wf::analysis {

std::uint32_t ModelShelf::add(TrainedModel model)
{
    if (m_versions.size() == most)
        m_versions.erase(m_versions.begin());
    m_versions.push_back({++m_given, std::move(model)});
    return m_given;
}

bool ModelShelf::rollBack()
{
    if (m_versions.size() < 2)
        return false;
    m_versions.pop_back();
    return true;
}

bool ModelShelf::isUnusual(std::span<const double> values, qint64 timeMs) const
{
    if (m_versions.empty() || values.size() < featureHistory + 1)
        return false;
    const auto recent = values.last(featureHistory + 1);
    return std::all_of(m_versions.begin(), m_versions.end(),
                       [&](const Version &v) { return v.model.isUnusual(featureRow(recent, timeMs, v.model.scale)); });
}

double ModelShelf::drift(std::span<const double> values) const
{
    return m_versions.empty() ? 0 : m_versions.back().model.drift(values);
}

} // namespace wf::analysis
