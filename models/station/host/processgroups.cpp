// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/host/processgroups.h"

#include "models/base/clock.h"

#include <algorithm>
#include <array>

namespace wf::station {

namespace {

constexpr qint64 keepNs = 5 * base::nsPerMinute;

const char *stateName(char state)
{
    switch (state) {
    case 'R':
        return "Running";
    case 'S':
    case 'I':
        return "Sleeping";
    case 'D':
        return "Waiting";
    case 'Z':
        return "Zombie";
    default:
        return "Other";
    }
}

} // namespace

void ProcessGroups::count(const Process &process, qint64 nowNs)
{
    const auto &stat = process.stat;
    if (stat.virtualBytes == 0 && stat.state != 'Z')
        return; // a kernel thread
    const Counters now{stat.userTicks, stat.systemTicks, stat.minorFaults, stat.majorFaults};
    auto &known = m_known[process.pid];
    const Counters before = known.seenIn > 0 && known.startTicks == stat.startTicks ? known.last : Counters();
    known = {stat.startTicks, now, m_round};
    Group &group = m_groups[stat.comm];
    const auto grow = [](double &total, double from, double to) { total += std::max(0.0, to - from); };
    grow(group.total.user, before.user, now.user);
    grow(group.total.system, before.system, now.system);
    grow(group.total.minorFaults, before.minorFaults, now.minorFaults);
    grow(group.total.majorFaults, before.majorFaults, now.majorFaults);
    if (m_round > 1)
        grow(group.recentTicks, before.user + before.system, now.user + now.system);
    group.oldestTicks = group.processes == 0 ? stat.startTicks : std::min(group.oldestTicks, stat.startTicks);
    group.processes += 1;
    group.threads += stat.threads;
    group.residentPages += stat.residentPages;
    group.virtualBytes += stat.virtualBytes;
    group.states[stat.state] += 1;
    group.seenNs = nowNs;
}

void ProcessGroups::update(const std::vector<Process> &processes, qint64 nowNs)
{
    ++m_round;
    m_nowNs = nowNs;
    for (auto &[name, group] : m_groups) {
        Group fresh;
        fresh.total = group.total;
        fresh.seenNs = group.seenNs;
        fresh.toldNs = group.toldNs;
        group = std::move(fresh);
    }
    for (const auto &process : processes)
        count(process, nowNs);
    std::erase_if(m_known, [this](const auto &entry) { return entry.second.seenIn != m_round; });
    std::erase_if(m_groups, [&](const auto &entry) { return nowNs - entry.second.seenNs >= keepNs; });
    choose(nowNs);
}

void ProcessGroups::choose(qint64 nowNs)
{
    std::vector<Group *> all;
    for (auto &[name, group] : m_groups)
        all.push_back(&group);
    for (const auto by : {&Group::recentTicks, &Group::residentPages}) {
        const auto end = all.begin() + static_cast<std::ptrdiff_t>(std::min(m_most, all.size()));
        std::partial_sort(all.begin(), end, all.end(),
                          [by](const Group *a, const Group *b) { return a->*by > b->*by; });
        for (auto it = all.begin(); it != end; ++it)
            (*it)->toldNs = nowNs;
    }
    std::ranges::sort(all, std::greater<>(), &Group::toldNs);
    for (std::size_t i = 3 * m_most; i < all.size(); ++i)
        all[i]->toldNs = 0;
}

void ProcessGroups::write(const Units &units, HostWriter &out) const
{
    const auto each = [&](const char *name, MetricType type, const char *help, auto write) {
        out.family(name, type, help);
        for (const auto &[groupName, group] : m_groups)
            if (group.toldNs > 0 && m_nowNs - group.toldNs < keepNs)
                write(groupName, group);
    };
    const auto add = [&out](const std::string &name, double value, const char *key = nullptr,
                            const char *text = nullptr) {
        key ? out.add(value, {{"groupname", name}, {key, text}}) : out.add(value, {{"groupname", name}});
    };
    each("namedprocess_namegroup_num_procs", MetricType::Gauge, "number of processes in this group",
         [&](const auto &name, const Group &g) { add(name, g.processes); });
    each("namedprocess_namegroup_cpu_seconds_total", MetricType::Counter, "Cpu user usage in seconds",
         [&](const auto &name, const Group &g) {
             add(name, g.total.user / units.ticksPerSecond, "mode", "user");
             add(name, g.total.system / units.ticksPerSecond, "mode", "system");
         });
    each("namedprocess_namegroup_memory_bytes", MetricType::Gauge, "number of bytes of memory in use",
         [&](const auto &name, const Group &g) {
             add(name, g.residentPages * units.pageBytes, "memtype", "resident");
             add(name, g.virtualBytes, "memtype", "virtual");
         });
    each("namedprocess_namegroup_num_threads", MetricType::Gauge, "Number of threads",
         [&](const auto &name, const Group &g) { add(name, g.threads); });
    each("namedprocess_namegroup_minor_page_faults_total", MetricType::Counter, "Minor page faults",
         [&](const auto &name, const Group &g) { add(name, g.total.minorFaults); });
    each("namedprocess_namegroup_major_page_faults_total", MetricType::Counter, "Major page faults",
         [&](const auto &name, const Group &g) { add(name, g.total.majorFaults); });
    each("namedprocess_namegroup_oldest_start_time_seconds", MetricType::Gauge,
         "start time in seconds since 1970/01/01 of oldest process in group", [&](const auto &name, const Group &g) {
             if (g.processes > 0)
                 add(name, units.bootSeconds + g.oldestTicks / units.ticksPerSecond);
         });
    each("namedprocess_namegroup_states", MetricType::Gauge,
         "Number of processes in states Running, Sleeping, Waiting, Zombie, or Other",
         [&](const auto &name, const Group &g) {
             std::map<std::string_view, double> states;
             for (const char *state : {"Running", "Sleeping", "Waiting", "Zombie", "Other"})
                 states[state] = 0;
             for (const auto &[state, n] : g.states)
                 states[stateName(state)] += n;
             for (const auto &[state, n] : states)
                 out.add(n, {{"groupname", name}, {"state", state}});
         });
}

} // namespace wf::station
