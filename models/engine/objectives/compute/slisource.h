// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/query/promql/samplereader.h"

#include <QString>

#include <stop_token>
#include <tuple>
#include <vector>

namespace wf::engine {

// Who answers an objective's questions (PromQL). Numbers are NaN where there is no answer.
class SliSource {
public:
    virtual ~SliSource() = default;
    [[nodiscard]] virtual base::Result<double> instant(const QString &expr, qint64 atNs) const = 0;
    [[nodiscard]] virtual base::Result<std::vector<double>> range(const QString &expr, qint64 firstNs, qint64 stepNs,
                                                                  std::size_t steps) const = 0;
    // The samples themselves; null where only questions can be asked.
    [[nodiscard]] virtual const query::SampleReader *samples() const = 0;
};

// Samples at hand, evaluated here.
class SampleSource final : public SliSource {
public:
    SampleSource(const query::SampleReader &samples, std::stop_token stop) : m_samples(samples), m_stop(std::move(stop))
    {
    }
    [[nodiscard]] base::Result<double> instant(const QString &expr, qint64 atNs) const override;
    [[nodiscard]] base::Result<std::vector<double>> range(const QString &expr, qint64 firstNs, qint64 stepNs,
                                                          std::size_t steps) const override;
    [[nodiscard]] const query::SampleReader *samples() const override { return &m_samples; }

private:
    const query::SampleReader &m_samples;
    std::stop_token m_stop;
};

// One question of an objective: at `atNs`, or at `steps` instants from `atNs` on, `stepNs` apart.
struct SliQuestion {
    QString expr;
    qint64 atNs = 0;
    qint64 stepNs = 0; // 0: an instant
    std::size_t steps = 1;
    friend bool operator<(const SliQuestion &a, const SliQuestion &b)
    {
        return std::tie(a.expr, a.atNs, a.stepNs, a.steps) < std::tie(b.expr, b.atNs, b.stepNs, b.steps);
    }
    friend bool operator==(const SliQuestion &, const SliQuestion &) = default;
};

} // namespace wf::engine
