// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/training/modelshelf.h"

#include <algorithm>
#include <cmath>

namespace wf::analysis {

namespace {

constexpr double dayMs = 86'400'000;
constexpr double missesThatAreFar = 3; // times the 99 % point of misses in training

} // namespace

std::uint32_t ModelShelf::add(TrainedModel model)
{
    if (m_versions.size() == most)
        m_versions.erase(m_versions.begin());
    m_trainedToMs = std::max(m_trainedToMs, model.trainedAtMs);
    m_versions.push_back({++m_given, std::move(model)});
    forgetSeen();
    return m_given;
}

bool ModelShelf::rollBack()
{
    if (m_versions.size() < 2)
        return false;
    m_versions.pop_back();
    forgetSeen();
    return true;
}

bool ModelShelf::isUnusual(std::span<const double> values, qint64 timeMs, const Company *company) const
{
    if (m_versions.empty() || values.size() < featureHistory + 1)
        return false;
    const auto recent = values.last(featureHistory + 1);
    return std::all_of(m_versions.begin(), m_versions.end(),
                       [&](const Version &v) { return v.model.isUnusual(v.model.row(recent, timeMs, company)); });
}

ModelShelf::Verdicts ModelShelf::verdicts(std::span<const double> values, qint64 timeMs, bool asksAll,
                                          const Company *company) const
{
    if (m_versions.empty() || values.size() < featureHistory + 1)
        return {};
    Verdicts out{true, true};
    for (const Version &v : m_versions) {
        const auto row = v.model.row(values.last(featureHistory + 1), timeMs, company);
        out.byHistogram = out.byHistogram && v.model.isSeldom(row);
        if (!out.byHistogram && !asksAll)
            return {};
        out.byForest = out.byForest && v.model.isAlone(row);
    }
    return out;
}

std::optional<ModelShelf::Expected> ModelShelf::expected(std::span<const double> before) const
{
    std::optional<Expected> out;
    if (before.size() < SequenceModel::reach)
        return out;
    for (const Version &version : m_versions) {
        if (!version.model.sequence)
            continue;
        const SequenceModel &sequence = *version.model.sequence;
        const double middle = sequence.expected(before, version.model.scale);
        const double far = missesThatAreFar * sequence.bar * version.model.scale.spread;
        if (!out)
            out = {middle, middle - far, middle + far};
        *out = {middle, std::min(out->low, middle - far), std::max(out->high, middle + far)};
    }
    return out;
}

void ModelShelf::forgetSeen()
{
    m_counts.fill(0);
    m_seenFromMs = m_seenToMs = 0;
}

void ModelShelf::see(qint64 timeMs, double value)
{
    if (m_versions.empty() || timeMs <= m_seenToMs)
        return;
    if (m_seenFromMs == 0)
        m_seenFromMs = timeMs;
    if (m_seenToMs != 0) {
        const auto kept = static_cast<float>(std::exp(-static_cast<double>(timeMs - m_seenToMs) / dayMs));
        for (float &count : m_counts)
            count *= kept;
    }
    m_seenToMs = timeMs;
    ++m_counts[decileOf(value, m_versions.back().model.deciles)];
}

double ModelShelf::drift() const
{
    if (m_versions.empty() || static_cast<double>(m_seenToMs - m_seenFromMs) < dayMs / 2)
        return 0;
    std::array<double, 10> counts{};
    std::copy(m_counts.begin(), m_counts.end(), counts.begin());
    return m_versions.back().model.driftOf(counts);
}

} // namespace wf::analysis
