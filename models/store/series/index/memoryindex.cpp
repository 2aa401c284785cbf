// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/series/index/memoryindex.h"

#include <numeric>

namespace wf::store {

quint32 MemoryIndex::add(const base::Labels &labels)
{
    const auto number = static_cast<quint32>(m_series.size());
    m_series.push_back(labels);
    for (const auto &[name, value] : labels)
        m_names[name][value].push_back(number);
    return number;
}

void MemoryIndex::eachName(const std::function<bool(std::string_view)> &name) const
{
    for (const auto &[text, values] : m_names)
        if (!name(text))
            return;
}

void MemoryIndex::eachValue(std::string_view name, const std::function<bool(std::string_view)> &value) const
{
    const auto values = m_names.find(name);
    if (values == m_names.end())
        return;
    for (const auto &[text, series] : values->second)
        if (!value(text))
            return;
}

std::size_t MemoryIndex::valueCount(std::string_view name) const
{
    const auto values = m_names.find(name);
    return values == m_names.end() ? 0 : values->second.size();
}

std::size_t MemoryIndex::seriesCount(std::string_view name, std::string_view value) const
{
    const auto values = m_names.find(name);
    if (values == m_names.end())
        return 0;
    const auto series = values->second.find(value);
    return series == values->second.end() ? 0 : series->second.size();
}

void MemoryIndex::postings(std::string_view name, std::string_view value, Postings &out) const
{
    const auto values = m_names.find(name);
    if (values == m_names.end())
        return;
    if (const auto series = values->second.find(value); series != values->second.end())
        out.insert(out.end(), series->second.begin(), series->second.end());
}

void MemoryIndex::all(Postings &out) const
{
    const std::size_t before = out.size();
    out.resize(before + m_series.size());
    std::iota(out.begin() + static_cast<std::ptrdiff_t>(before), out.end(), 0U);
}

} // namespace wf::store
