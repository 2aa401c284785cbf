// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/host/text/hostwriter.h"

#include "models/wire/text.h"

#include <algorithm>

namespace wf::station {

void HostWriter::family(std::string_view name, MetricType type, std::string_view help)
{
    if (m_name == name)
        return;
    m_name = name;
    const QString text = wire::toQString(name);
    if (std::ranges::find(m_out.families, text, &signals::MetricInfo::name) == m_out.families.end())
        m_out.families.push_back({text, type, wire::toQString(help), {}});
}

void HostWriter::add(double value, std::initializer_list<Pair> labels)
{
    std::vector<base::Labels::Pair> pairs;
    pairs.reserve(labels.size() + 1);
    pairs.emplace_back("__name__", m_name);
    for (const auto &[name, text] : labels)
        pairs.emplace_back(name, text);
    m_out.samples.push_back({base::Labels(std::move(pairs)), value, {}, {}, {}, {}});
}

void HostWriter::add(double value, base::Labels labels)
{
    m_out.samples.push_back({labels.with("__name__", m_name), value, {}, {}, {}, {}});
}

} // namespace wf::station
