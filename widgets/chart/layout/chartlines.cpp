// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/layout/chartlines.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace wf::widgets {

bool ChartLines::continues(const signals::Series &before, const signals::Series &after, std::size_t &newFrom)
{
    if (before.timesMs.empty() || after.timesMs.empty() || after.timesMs.front() < before.timesMs.front())
        return false;
    const auto common = std::lower_bound(before.timesMs.begin(), before.timesMs.end(), after.timesMs.front());
    const auto overlap = static_cast<std::size_t>(before.timesMs.end() - common);
    if (overlap == 0 || overlap > after.size())
        return false;
    const auto first = static_cast<std::size_t>(common - before.timesMs.begin());
    // bits, because NaN must equal NaN here
    const bool equal = std::memcmp(&before.timesMs[first], after.timesMs.data(), overlap * sizeof(qint64)) == 0 &&
                       std::memcmp(&before.values[first], after.values.data(), overlap * sizeof(double)) == 0;
    newFrom = overlap;
    return equal;
}

namespace {

// Between the two samples before this one, nanoseconds.
qint64 stepBefore(const signals::Series &series, std::size_t sample)
{
    return sample < 2 ? 0 : (series.timesMs[sample - 1] - series.timesMs[sample - 2]) * base::nsPerMs;
}

// The samples where they stand on their axis.
signals::Series placed(const signals::Series &series, const ValueScale &scale, std::size_t from)
{
    signals::Series out;
    out.timesMs.assign(series.timesMs.begin() + static_cast<std::ptrdiff_t>(from), series.timesMs.end());
    out.values.reserve(series.size() - from);
    for (std::size_t i = from; i < series.size(); ++i)
        out.values.push_back(scale.place(series.values[i]));
    return out;
}

} // namespace

ChartLines::Change ChartLines::update(const ChartData &data)
{
    Change change{false, std::numeric_limits<qint64>::max()};
    std::vector<Look> identity;
    std::map<QString, Entry> next;
    for (const ChartSeries &s : data.series) {
        identity.push_back({s.key, s.color, s.width, s.fillStrength, s.pointSize, s.fill, s.dashed, s.curved, s.fades,
                            s.axis, scaleOf(data, s.axis)});
        const ValueScale &scale = scaleOf(data, s.axis);
        const auto old = m_entries.find(s.key);
        std::size_t newFrom = 0;
        const bool grows = old != m_entries.end() && old->second.scale == scale &&
                           old->second.column.values().size() < 2 * s.samples->size() + 64 &&
                           (gapStepNs(data) == 0 || gapStepNs(data) == old->second.column.stepNs()) &&
                           continues(*old->second.samples, *s.samples, newFrom);
        if (!grows) {
            LineColumn column = scale.isLinear() ? LineColumn(*s.samples, gapStepNs(data))
                                                 : LineColumn(placed(*s.samples, scale, 0), gapStepNs(data));
            next.insert_or_assign(s.key, Entry{std::move(column), s.samples, scale});
            change.everything = true;
            continue;
        }
        Entry entry = std::move(old->second);
        if (newFrom < s.samples->size()) {
            // A curve bends anew before the join, too.
            const qint64 bent = s.curved && s.samples->size() > 2 ? 2 * stepBefore(*s.samples, newFrom) : 0;
            change.grownFromNs = std::min(change.grownFromNs, entry.column.lastNs() - bent);
            if (scale.isLinear()) {
                entry.column.append(std::span(s.samples->timesMs).subspan(newFrom),
                                    std::span(s.samples->values).subspan(newFrom));
            } else {
                const signals::Series added = placed(*s.samples, scale, newFrom);
                entry.column.append(added.timesMs, added.values);
            }
        }
        entry.samples = s.samples;
        next.insert_or_assign(s.key, std::move(entry));
    }
    change.everything |= identity != m_identity || data.kind != m_kind;
    m_entries = std::move(next);
    m_identity = std::move(identity);
    m_kind = data.kind;
    return change;
}

const LineColumn *ChartLines::find(const QString &key) const
{
    const auto it = m_entries.find(key);
    return it == m_entries.end() ? nullptr : &it->second.column;
}

} // namespace wf::widgets
