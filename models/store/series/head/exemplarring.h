// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/labelmatcher.h"
#include "models/signals/series.h"

#include <deque>
#include <map>
#include <span>
#include <unordered_map>

namespace wf::store {

// The newest exemplars, bounded over all and for each series. Not thread-safe.
class ExemplarRing {
public:
    static constexpr std::size_t mostOfOneSeries = 32;
    explicit ExemplarRing(std::size_t most) : m_most(most) {}

    // Expositions repeat their exemplars: false when it is the one its series has told last.
    [[nodiscard]] bool isNews(const signals::Exemplar &exemplar) const;
    void add(const signals::Exemplar &exemplar);
    [[nodiscard]] std::vector<signals::Exemplar> find(std::span<const signals::LabelMatcher> matchers, qint64 startMs,
                                                      qint64 endMs) const;
    [[nodiscard]] std::vector<signals::Exemplar> all() const; // oldest first

private:
    void remove(quint64 number);

    std::size_t m_most;
    quint64 m_next = 0;
    std::map<quint64, signals::Exemplar> m_all; // in order of arrival
    std::unordered_map<base::Labels, std::deque<quint64>> m_bySeries;
};

} // namespace wf::store
