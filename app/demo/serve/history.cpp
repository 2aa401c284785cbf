// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/serve/history.h"

#include "app/demo/emit/exposition.h"

#include <cmath>
#include <map>

namespace wf::app::demo {

namespace {

constexpr std::size_t writeAt = 1U << 20U;

} // namespace

History::History(const World &world, double from, double to)
    : m_world(world), m_targets(targetsBetween(world, from, to))
{
}

void History::sample(std::vector<Column> &columns, const std::vector<double> &times)
{
    // All targets walk together, so that every tick of the world is worked out once.
    double first = times.front();
    for (const Column &column : columns)
        first = std::min(first, column.target->start());
    std::size_t next = 0;
    for (double t = onGrid(first); next < times.size(); t += tickSeconds) {
        for (Column &column : columns)
            if (column.target->alive(t) && t + tickSeconds <= times[next])
                column.target->advance(m_world, t);
        for (; next < times.size() && times[next] < t + tickSeconds; ++next) {
            for (Column &column : columns) {
                if (!column.target->alive(times[next]))
                    continue;
                column.target->advance(m_world, times[next]);
                column.steps.push_back(next);
                for (std::size_t slot = 0; slot < column.values.size(); ++slot)
                    column.values[slot].push_back(column.target->value(slot, times[next]));
            }
        }
    }
}

std::uint64_t History::chunk(double from, double to, double step, const std::function<void(std::string_view)> &write)
{
    std::vector<double> times;
    std::vector<std::string> stamps;
    for (double t = std::ceil(from / step) * step; t < to; t += step) {
        times.push_back(t);
        stamps.emplace_back(" ");
        appendNumber(stamps.back(), t);
        stamps.back() += '\n';
    }
    std::erase_if(m_targets, [from](const auto &target) { return target->end() <= from; });
    std::vector<Column> columns;
    for (const auto &target : m_targets)
        if (target->start() < to)
            columns.push_back({target.get(), {}, std::vector<std::vector<double>>(target->sheet().slots().size())});
    if (times.empty() || columns.empty())
        return 0;
    sample(columns, times);
    return print(columns, stamps, write);
}

std::uint64_t History::print(const std::vector<Column> &columns, const std::vector<std::string> &stamps,
                             const std::function<void(std::string_view)> &write)
{
    std::map<std::string, std::vector<std::pair<std::size_t, std::size_t>>> families; // column, slot
    for (std::size_t c = 0; c < columns.size(); ++c) {
        const Sheet &sheet = columns[c].target->sheet();
        for (std::size_t slot : sheet.order())
            families[sheet.families()[static_cast<std::size_t>(sheet.slots()[slot].family)].name].emplace_back(c, slot);
    }
    std::string out = "# HELP up Whether the target answered.\n# TYPE up gauge\n";
    std::uint64_t samples = 0;
    for (const Column &column : columns) {
        const std::string line = "up{" + labelText(column.target->labels()) + "} 1";
        for (std::size_t step : column.steps)
            out += line + stamps[step];
        samples += column.steps.size();
    }
    for (const auto &[name, members] : families) {
        const Sheet &first = columns[members.front().first].target->sheet();
        const SeriesSlot &any = first.slots()[members.front().second];
        appendHeader(out, first.families()[static_cast<std::size_t>(any.family)], Exposition::OpenMetrics);
        for (const auto &[c, index] : members) {
            const Column &column = columns[c];
            const SeriesSlot &slot = column.target->sheet().slots()[index];
            const std::string line =
                name + slot.suffix + '{' + storedLabels(column.target->labels(), slot.labels) + "} ";
            for (std::size_t i = 0; i < column.steps.size(); ++i) {
                out += line;
                appendNumber(out, column.values[index][i]);
                out += stamps[column.steps[i]];
            }
            samples += column.steps.size();
            if (out.size() > writeAt) {
                write(out);
                out.clear();
            }
        }
    }
    write(out + "# EOF\n");
    return samples;
}

} // namespace wf::app::demo
