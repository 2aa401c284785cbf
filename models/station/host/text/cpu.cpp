// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/host/text/hosttext.h"
#include "models/station/host/text/tokens_p.h"

#include <array>

namespace wf::station::hosttext {

void cpu(std::string_view stat, double ticksPerSecond, HostWriter &out)
{
    static constexpr std::array<std::string_view, 8> modes{"user",   "nice", "system",  "idle",
                                                           "iowait", "irq",  "softirq", "steal"};
    static constexpr std::array<std::string_view, 2> guests{"user", "nice"};
    forEachLine(stat, [&](std::string_view line) {
        if (!line.starts_with("cpu") || line.size() < 4 || line[3] == ' ')
            return;
        const auto parts = words(line);
        const auto name = parts[0].substr(3);
        const auto seconds = [&](std::size_t i) {
            return i < parts.size() ? number(parts[i]).value_or(0) / ticksPerSecond : 0.0;
        };
        out.family("node_cpu_seconds_total", MetricType::Counter, "Seconds the CPUs spent in each mode.");
        for (std::size_t i = 0; i < modes.size(); ++i)
            out.add(seconds(1 + i), {{"cpu", name}, {"mode", modes.at(i)}});
        out.family("node_cpu_guest_seconds_total", MetricType::Counter,
                   "Seconds the CPUs spent in guests (VMs) for each mode.");
        for (std::size_t i = 0; i < guests.size(); ++i)
            out.add(seconds(1 + modes.size() + i), {{"cpu", name}, {"mode", guests.at(i)}});
    });
}

} // namespace wf::station::hosttext
