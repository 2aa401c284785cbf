// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

class QDataStream;

namespace wf::analysis {

// HBOS (Goldstein & Dengel 2012): one histogram of equal widths per feature, learned from rows; the score of a row is
// the sum over the features of ln(highest bin / bin of the value), bins being counted with one more than they hold.
class HistogramScore {
public:
    explicit HistogramScore(std::size_t bins = 20) : m_bins(bins) {}
    void learn(std::span<const std::vector<double>> rows);
    // 0 = the most usual row there is. Values outside of what was learned fall into an empty bin.
    [[nodiscard]] double score(std::span<const double> row) const;
    // As bytes and back: the same scores. False when the bytes are not those of a histogram; it is unchanged then.
    void write(QDataStream &stream) const;
    [[nodiscard]] bool read(QDataStream &stream);

private:
    struct Feature {
        double low = 0, width = 0;
        std::vector<double> counts;
        double highest = 1;
    };
    std::size_t m_bins;
    std::vector<Feature> m_features;
};

} // namespace wf::analysis
