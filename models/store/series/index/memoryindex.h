// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/series/index/labelindex.h"

#include <map>

namespace wf::store {

// Grows by series numbered in order. Reads by several threads, or one that adds.
class MemoryIndex final : public LabelIndex {
public:
    // Answers with the number of the new series.
    quint32 add(const base::Labels &labels);
    [[nodiscard]] const base::Labels &labels(quint32 series) const { return m_series[series]; }

    [[nodiscard]] quint32 seriesEnd() const override { return static_cast<quint32>(m_series.size()); }
    void eachName(const std::function<bool(std::string_view name)> &name) const override;
    void eachValue(std::string_view name, const std::function<bool(std::string_view value)> &value) const override;
    [[nodiscard]] std::size_t valueCount(std::string_view name) const override;
    void postings(std::string_view name, std::string_view value, Postings &out) const override;
    void all(Postings &out) const override;
    [[nodiscard]] std::string_view valueOf(quint32 series, std::string_view name) const override
    {
        return m_series[series].value(name);
    }
    [[nodiscard]] std::size_t seriesCount(std::string_view name, std::string_view value) const;

private:
    using Values = std::map<std::string, Postings, std::less<>>;
    std::map<std::string, Values, std::less<>> m_names;
    std::vector<base::Labels> m_series;
};

} // namespace wf::store
