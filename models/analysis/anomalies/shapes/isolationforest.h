// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

class QDataStream;

namespace wf::analysis {

class Random;

// Isolation forest (Liu, Ting & Zhou, ICDM 2008): trees that split at random are short where a row is alone. Same rows
// and seed, same forest, on every machine.
class IsolationForest {
public:
    struct Settings {
        std::size_t trees = 100;
        std::size_t sample = 256; // rows a tree sees; at most 16,384
        std::uint64_t seed = 1;
    };
    // Rows of equal length, all usable.
    void learn(std::span<const std::vector<double>> rows, const Settings &settings);
    // 0 … 1: 2^(−mean depth / usual depth); around 0.5 for what is usual. 0.5 while nothing was learned.
    [[nodiscard]] double score(std::span<const double> row) const;
    // Mean depth of an unsuccessful search in a tree of n rows: 2·H(n−1) − 2·(n−1)/n.
    [[nodiscard]] static double usualDepth(std::size_t rows);
    // As bytes and back: the same scores. False when the bytes are not those of a forest; it is unchanged then.
    void write(QDataStream &stream) const;
    [[nodiscard]] bool read(QDataStream &stream);

private:
    // Where a row goes on: to a node of the same tree (0 and more), or it has come to a leaf with so many rows (−1 and
    // less; a leaf of none does not exist).
    using Way = std::int16_t;
    // Ten bytes: only nodes that part rows are kept, leaves are in the ways to them.
    struct Node {
        std::array<std::uint16_t, 2> atBits{}; // of a float
        std::uint16_t feature = 0;
        Way left = 0, right = 0;
        [[nodiscard]] float at() const { return std::bit_cast<float>(std::uint32_t{atBits[0]} << 16 | atBits[1]); }
        void setAt(float at);
    };
    struct Tree {
        std::uint32_t first = 0; // of m_nodes
        Way root = 0;
    };
    struct Grown { // the right child follows the left one
        float at = 0;
        std::uint16_t left = 0; // 0: a leaf
        std::uint16_t what = 0; // the feature; of a leaf how many rows came to it
    };
    [[nodiscard]] std::vector<Grown> grown(std::span<const std::vector<double>> rows, std::vector<std::size_t> &order,
                                           Random &random) const;
    void keep(const std::vector<Grown> &tree);
    std::vector<Node> m_nodes; // of all trees
    std::vector<Tree> m_trees;
    std::size_t m_sample = 0;
};

} // namespace wf::analysis
