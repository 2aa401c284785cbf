// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/lstm/lstm.h"

#include "models/analysis/numbers/random.h"

#include <cmath>

namespace wf::analysis {

namespace {

using Eigen::VectorXd;
using RowMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

double squashed(double x)
{
    return 1 / (1 + std::exp(-x));
}

} // namespace

// One step forward, with all that going back needs. Gates in the order of the weights.
struct Lstm::Step {
    VectorXd row; // input, hidden before, 1
    VectorXd input, forget, candidate, output;
    VectorXd cellBefore, cell, squashedCell, hidden;
};

Lstm::Lstm(const Settings &settings) : m_settings(settings)
{
    m_settings.cells = std::clamp(settings.cells, 1, 64);
    m_settings.stretch = std::max(settings.stretch, 2);
    const Eigen::Index h = m_settings.cells;
    m_weights.resize(4 * h * (h + 2) + h + 1);
    Random random(settings.seed);
    const double reach = 1 / std::sqrt(static_cast<double>(h));
    for (Eigen::Index i = 0; i < m_weights.size(); ++i)
        m_weights(i) = (2 * random.uniform() - 1) * reach;
    for (Eigen::Index k = 0; k < h; ++k)
        m_weights((h + k) * (h + 2) + h + 1) = 1; // forgets little at first
}

Lstm::Step Lstm::stepped(double input, const VectorXd &hidden, const VectorXd &cell) const
{
    const Eigen::Index h = m_settings.cells;
    const Eigen::Map<const RowMatrix> gates(m_weights.data(), 4 * h, h + 2);
    Step s;
    s.row.resize(h + 2);
    s.row << input, hidden, 1;
    const VectorXd sums = gates * s.row;
    s.input = sums.segment(0, h).unaryExpr(&squashed);
    s.forget = sums.segment(h, h).unaryExpr(&squashed);
    s.candidate = sums.segment(2 * h, h).array().tanh();
    s.output = sums.segment(3 * h, h).unaryExpr(&squashed);
    s.cellBefore = cell;
    s.cell = s.forget.cwiseProduct(cell) + s.input.cwiseProduct(s.candidate);
    s.squashedCell = s.cell.array().tanh();
    s.hidden = s.output.cwiseProduct(s.squashedCell);
    return s;
}

double Lstm::said(const VectorXd &hidden) const
{
    const Eigen::Index h = m_settings.cells;
    return m_weights.segment(4 * h * (h + 2), h).dot(hidden) + m_weights(m_weights.size() - 1);
}

double Lstm::loss(std::span<const double> values, VectorXd *gradient) const
{
    const Eigen::Index h = m_settings.cells;
    if (gradient != nullptr)
        gradient->setZero(m_weights.size());
    if (values.size() < 2)
        return 0;
    const double count = static_cast<double>(values.size() - 1);
    std::vector<Step> steps;
    std::vector<double> errors;
    double sum = 0;
    for (std::size_t i = 0; i + 1 < values.size(); ++i) {
        steps.push_back(steps.empty() ? stepped(values[i], VectorXd::Zero(h), VectorXd::Zero(h))
                                      : stepped(values[i], steps.back().hidden, steps.back().cell));
        errors.push_back(said(steps.back().hidden) - values[i + 1]);
        sum += errors.back() * errors.back();
    }
    if (gradient == nullptr)
        return sum / count;
    const Eigen::Map<const RowMatrix> gates(m_weights.data(), 4 * h, h + 2);
    Eigen::Map<RowMatrix> gateGradient(gradient->data(), 4 * h, h + 2);
    VectorXd hidden = VectorXd::Zero(h), cell = VectorXd::Zero(h), sums(4 * h);
    for (std::size_t i = steps.size(); i-- > 0;) {
        const Step &s = steps[i];
        const double error = 2 * errors[i] / count;
        gradient->segment(4 * h * (h + 2), h) += error * s.hidden;
        (*gradient)(gradient->size() - 1) += error;
        hidden += error * m_weights.segment(4 * h * (h + 2), h);
        cell.array() += hidden.array() * s.output.array() * (1 - s.squashedCell.array().square());
        sums.segment(0, h) = cell.array() * s.candidate.array() * s.input.array() * (1 - s.input.array());
        sums.segment(h, h) = cell.array() * s.cellBefore.array() * s.forget.array() * (1 - s.forget.array());
        sums.segment(2 * h, h) = cell.array() * s.input.array() * (1 - s.candidate.array().square());
        sums.segment(3 * h, h) = hidden.array() * s.squashedCell.array() * s.output.array() * (1 - s.output.array());
        gateGradient.noalias() += sums * s.row.transpose();
        const VectorXd back = gates.transpose() * sums;
        hidden = back.segment(1, h);
        cell = cell.cwiseProduct(s.forget).eval();
    }
    return sum / count;
}

void Lstm::train(std::span<const double> values, const std::stop_token &stop)
{
    constexpr double fade = 0.9, slowFade = 0.999;
    VectorXd mean = VectorXd::Zero(m_weights.size());
    VectorXd square = mean, gradient;
    const auto stretch = static_cast<std::size_t>(m_settings.stretch);
    int updates = 0;
    for (int round = 0; round < m_settings.rounds; ++round)
        for (std::size_t from = 0; from + 2 <= values.size(); from += stretch) {
            if (stop.stop_requested())
                return;
            (void)loss(values.subspan(from, std::min(stretch + 1, values.size() - from)), &gradient);
            const double size = gradient.norm();
            if (!std::isfinite(size))
                return;
            if (size > 1)
                gradient /= size; // one wild stretch does not throw the weights away
            ++updates;
            mean = fade * mean + (1 - fade) * gradient;
            square = slowFade * square + (1 - slowFade) * gradient.cwiseAbs2();
            const double a = 1 - std::pow(fade, updates);
            const double b = 1 - std::pow(slowFade, updates);
            m_weights.array() -= m_settings.rate * (mean.array() / a) / ((square.array() / b).sqrt() + 1e-8);
        }
}

std::vector<double> Lstm::expected(std::span<const double> values) const
{
    std::vector<double> out;
    VectorXd hidden = VectorXd::Zero(m_settings.cells), cell = hidden;
    for (std::size_t i = 0; i < values.size(); ++i) {
        out.push_back(i == 0 ? 0 : said(hidden));
        const Step s = stepped(values[i], hidden, cell);
        hidden = s.hidden;
        cell = s.cell;
    }
    return out;
}

} // namespace wf::analysis
