// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"

#include <QtGlobal>

#include <optional>
#include <unordered_map>

namespace wf::wire {

// When counters, histograms and summaries began, as their foo_created lines tell.
class CreatedTimes {
public:
    // `created` is the foo_created series itself.
    void add(const base::Labels &created, double seconds);
    [[nodiscard]] bool isEmpty() const { return m_times.empty(); }
    // Of foo_total, foo_bucket, foo_count, foo_sum or foo with the same labels (le and quantile aside), in
    // milliseconds.
    [[nodiscard]] std::optional<qint64> of(const base::Labels &series) const;

private:
    std::unordered_map<base::Labels, qint64> m_times; // by the family's name and labels
};

} // namespace wf::wire
