// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"
#include "models/store/db/connection.h"

#include <unordered_map>
#include <vector>

namespace wf::store {

// The label sets of one question, numbered in order of first sight.
struct Dictionary {
    qint64 token = 0; // changes when the question is forgotten and asked anew
    std::vector<base::Labels> labels;
    std::unordered_map<base::Labels, int> index;
};

// Dictionaries kept in memory, checked against the file on every use. One for the writer, one for the reader.
class Dictionaries {
public:
    // As it is in the file; empty when it has none.
    base::Result<Dictionary *> load(Connection &connection, qint64 query);
    // Writes the dictionary back after labels were added.
    base::Status save(Connection &connection, qint64 query, Dictionary &dictionary);
    // Number of the labels, new or known.
    static int number(Dictionary &dictionary, const base::Labels &labels);

private:
    std::unordered_map<qint64, Dictionary> m_known;
};

} // namespace wf::store
