// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/query/promql/samplereader.h"

#include <QString>

#include <map>
#include <stop_token>
#include <utility>
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

// A server that answers later: compute once to learn what would be asked, have it answered, and compute again. Ranges
// are Unsupported. One thread.
class AskedSource final : public SliSource {
public:
    using Question = std::pair<QString, qint64>; // expression, UTC nanoseconds
    [[nodiscard]] base::Result<double> instant(const QString &expr, qint64 atNs) const override;
    [[nodiscard]] base::Result<std::vector<double>> range(const QString &expr, qint64 firstNs, qint64 stepNs,
                                                          std::size_t steps) const override;
    [[nodiscard]] const query::SampleReader *samples() const override { return nullptr; }

    [[nodiscard]] const std::vector<Question> &open() const { return m_open; } // without an answer yet, each once
    void answer(const Question &question, base::Result<double> result);

private:
    mutable std::map<Question, base::Result<double>> m_answers;
    mutable std::vector<Question> m_open;
};

} // namespace wf::engine
