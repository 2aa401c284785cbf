// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/labelmatcher.h"

#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace wf::store {

// Series by number, ascending, each once.
using Postings = std::vector<quint32>;

// Which series have which labels. The head keeps one in memory, every block brings one along.
class LabelIndex {
public:
    virtual ~LabelIndex() = default;
    // Numbers are below this; not every one need exist.
    [[nodiscard]] virtual quint32 seriesEnd() const = 0;
    // Calls until false is returned; names and values ascend.
    virtual void eachName(const std::function<bool(std::string_view name)> &name) const = 0;
    virtual void eachValue(std::string_view name, const std::function<bool(std::string_view value)> &value) const = 0;
    [[nodiscard]] virtual std::size_t valueCount(std::string_view name) const = 0;
    // Appends, ascending.
    virtual void postings(std::string_view name, std::string_view value, Postings &out) const = 0;
    virtual void all(Postings &out) const = 0;
    // Empty when the series has no such label.
    [[nodiscard]] virtual std::string_view valueOf(quint32 series, std::string_view name) const = 0;
};

// The series that match all matchers; an absent label counts as empty. Regular expressions are tried on each distinct
// value once, or on each remaining series where these are fewer.
[[nodiscard]] Postings selectSeries(const LabelIndex &index, std::span<const signals::LabelMatcher> matchers);

// The distinct values of a label among some series, ascending.
[[nodiscard]] std::vector<std::string> valuesAmong(const LabelIndex &index, std::string_view name,
                                                   std::span<const quint32> series);

} // namespace wf::store
