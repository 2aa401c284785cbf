// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/alerts/index/alertindex.h"

namespace wf::engine {

// Applies a filter to an index, term by term, each to what the one before left. Lives for one question.
class AlertFiltering {
public:
    AlertFiltering(const AlertIndex &index, qint64 nowNs) : m_index(index), m_nowNs(nowNs) {}
    [[nodiscard]] std::vector<quint32> rows(const AlertFilter &filter) const;

private:
    using Rows = std::vector<quint32>;
    [[nodiscard]] Rows containing(const std::string &needle) const;
    void keepText(Rows &rows, const FilterTerm &term) const;
    void keepContains(Rows &rows, const FilterTerm &term) const;
    void keepMatch(Rows &rows, const FilterTerm &term) const;
    [[nodiscard]] bool holdsSimple(quint32 row, const FilterTerm &term) const;

    const AlertIndex &m_index;
    qint64 m_nowNs;
};

} // namespace wf::engine
