// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>

#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

namespace wf::analysis {

// A small LSTM (Hochreiter & Schmidhuber 1997, with forget gate) of one layer that expects the next value of a series.
// Values should be near zero in mean and one in spread. Trained here, by truncated back-propagation and Adam; the same
// values and seed give the same weights on every machine. Not thread-safe.
class Lstm {
public:
    struct Settings {
        int cells = 8;
        int stretch = 32; // values gradients go back over
        int rounds = 20;  // passes over the series
        double rate = 0.01;
        std::uint64_t seed = 1;
    };
    explicit Lstm(const Settings &settings);

    // Mean squared error of one step ahead over values[1…], from a state of zero; fills in its gradient when asked.
    [[nodiscard]] double loss(std::span<const double> values, Eigen::VectorXd *gradient = nullptr) const;
    void train(std::span<const double> values, const std::stop_token &stop = {});
    // What it expected at each index (the first is 0), each from earlier values only.
    [[nodiscard]] std::vector<double> expected(std::span<const double> values) const;

    // In this order: for the gates input, forget, cell, output together a row each of input weight, recurrent weights
    // and bias; then the output's weights and bias.
    [[nodiscard]] Eigen::VectorXd &weights() { return m_weights; }
    [[nodiscard]] const Eigen::VectorXd &weights() const { return m_weights; }

private:
    struct Step;
    [[nodiscard]] Step stepped(double input, const Eigen::VectorXd &hidden, const Eigen::VectorXd &cell) const;
    [[nodiscard]] double said(const Eigen::VectorXd &hidden) const;
    Settings m_settings;
    Eigen::VectorXd m_weights;
};

} // namespace wf::analysis
