// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/promtext/created.h"

#include "models/wire/numbers.h"

#include <string_view>

namespace wf::wire {

namespace {

base::Labels named(const base::Labels &labels, std::string_view family)
{
    return labels.without({"le", "quantile"}).with("__name__", family);
}

std::string_view withoutSuffix(std::string_view name, std::string_view suffix)
{
    return name.ends_with(suffix) ? name.substr(0, name.size() - suffix.size()) : std::string_view();
}

} // namespace

void CreatedTimes::add(const base::Labels &created, double seconds)
{
    const auto family = withoutSuffix(created.metricName(), "_created");
    const auto ms = secondsToMs(seconds);
    if (!family.empty() && ms && *ms > 0)
        m_times.insert_or_assign(named(created, family), *ms);
}

std::optional<qint64> CreatedTimes::of(const base::Labels &series) const
{
    if (m_times.empty())
        return std::nullopt;
    const auto name = series.metricName();
    for (const auto family : {withoutSuffix(name, "_total"), withoutSuffix(name, "_bucket"),
                              withoutSuffix(name, "_count"), withoutSuffix(name, "_sum"), name}) {
        if (family.empty())
            continue;
        if (const auto found = m_times.find(named(series, family)); found != m_times.end())
            return found->second;
    }
    return std::nullopt;
}

} // namespace wf::wire
