// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/host/text/hosttext.h"
#include "models/station/host/text/tokens_p.h"

#include <algorithm>
#include <array>
#include <map>

namespace wf::station::hosttext {

void stat(std::string_view text, HostWriter &out)
{
    struct Known {
        std::string_view key;
        const char *name;
        MetricType type;
        const char *help;
    };
    static constexpr std::array<Known, 6> known{
        {{"intr", "node_intr_total", MetricType::Counter, "Total number of interrupts serviced."},
         {"ctxt", "node_context_switches_total", MetricType::Counter, "Total number of context switches."},
         {"btime", "node_boot_time_seconds", MetricType::Gauge, "Node boot time, in unixtime."},
         {"processes", "node_forks_total", MetricType::Counter, "Total number of forks."},
         {"procs_running", "node_procs_running", MetricType::Gauge, "Number of processes in runnable state."},
         {"procs_blocked", "node_procs_blocked", MetricType::Gauge,
          "Number of processes blocked waiting for I/O to complete."}}};
    forEachLine(text, [&](std::string_view line) {
        const auto key = line.substr(0, line.find(' '));
        const auto found = std::ranges::find(known, key, &Known::key);
        if (found == known.end() || key.size() == line.size())
            return;
        const auto rest = line.substr(key.size() + 1);
        if (const auto value = number(rest.substr(0, rest.find(' '))))
            out.one(found->name, found->type, found->help, *value);
    });
}

void loadavg(std::string_view text, HostWriter &out)
{
    const auto parts = words(text);
    static constexpr std::array<std::pair<const char *, const char *>, 3> names{
        {{"node_load1", "1m load average."}, {"node_load5", "5m load average."}, {"node_load15", "15m load average."}}};
    for (std::size_t i = 0; i < names.size() && i < parts.size(); ++i)
        if (const auto value = number(parts[i]))
            out.one(names.at(i).first, MetricType::Gauge, names.at(i).second, *value);
}

void vmstat(std::string_view text, HostWriter &out)
{
    forEachLine(text, [&](std::string_view line) {
        const auto parts = words(line);
        if (parts.size() != 2)
            return;
        // node_exporter: ^(oom_kill|pgpg|pswp|pg.*fault).*
        const auto key = parts[0];
        const bool isWanted = key.starts_with("oom_kill") || key.starts_with("pgpg") || key.starts_with("pswp") ||
                              (key.starts_with("pg") && key.find("fault", 2) != std::string_view::npos);
        const auto value = isWanted ? number(parts[1]) : std::nullopt;
        if (value)
            out.one("node_vmstat_" + std::string(key), MetricType::Unknown,
                    "/proc/vmstat information field " + std::string(key) + ".", *value);
    });
}

void fileNr(std::string_view text, HostWriter &out)
{
    const auto parts = words(text.substr(0, text.find('\n')));
    if (parts.size() < 3)
        return;
    if (const auto value = number(parts[0]))
        out.one("node_filefd_allocated", MetricType::Gauge, "File descriptor statistics: allocated.", *value);
    if (const auto value = number(parts[2]))
        out.one("node_filefd_maximum", MetricType::Gauge, "File descriptor statistics: maximum.", *value);
}

void pressure(std::string_view resource, std::string_view text, HostWriter &out)
{
    struct Known {
        std::string_view resource, line;
        const char *name, *help;
    };
    static constexpr std::array<Known, 5> known{
        {{"cpu", "some", "node_pressure_cpu_waiting_seconds_total",
          "Total time in seconds that processes have waited for CPU time"},
         {"io", "some", "node_pressure_io_waiting_seconds_total",
          "Total time in seconds that processes have waited due to IO congestion"},
         {"io", "full", "node_pressure_io_stalled_seconds_total",
          "Total time in seconds no process could make progress due to IO congestion"},
         {"memory", "some", "node_pressure_memory_waiting_seconds_total",
          "Total time in seconds that processes have waited for memory"},
         {"memory", "full", "node_pressure_memory_stalled_seconds_total",
          "Total time in seconds no process could make progress due to memory congestion"}}};
    constexpr std::string_view total = "total=";
    forEachLine(text, [&](std::string_view line) {
        for (const auto &one : known) {
            const auto at = line.find(total);
            if (one.resource != resource || !line.starts_with(one.line) || at == std::string_view::npos)
                continue;
            if (const auto microseconds = number(line.substr(at + total.size())))
                out.one(one.name, MetricType::Counter, one.help, *microseconds / 1e6);
        }
    });
}

void osRelease(std::string_view text, HostWriter &out)
{
    std::map<std::string, std::string> values;
    forEachLine(text, [&](std::string_view line) {
        const auto equals = line.find('=');
        if (line.starts_with('#') || equals == std::string_view::npos)
            return;
        auto value = line.substr(equals + 1);
        if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front())
            value = value.substr(1, value.size() - 2);
        values[std::string(line.substr(0, equals))] = value;
    });
    if (values.empty())
        return;
    out.family("node_os_info", MetricType::Gauge,
               "A metric with a constant '1' value labeled by build_id, id, id_like, image_id, image_version, name, "
               "pretty_name, variant, variant_id, version, version_codename, version_id.");
    out.add(1, {{"build_id", values["BUILD_ID"]},
                {"id", values["ID"]},
                {"id_like", values["ID_LIKE"]},
                {"image_id", values["IMAGE_ID"]},
                {"image_version", values["IMAGE_VERSION"]},
                {"name", values["NAME"]},
                {"pretty_name", values["PRETTY_NAME"]},
                {"variant", values["VARIANT"]},
                {"variant_id", values["VARIANT_ID"]},
                {"version", values["VERSION"]},
                {"version_codename", values["VERSION_CODENAME"]},
                {"version_id", values["VERSION_ID"]}});
    // "22.04.3" -> 22.04
    const std::string &version = values["VERSION_ID"];
    const auto dot = version.find('.');
    const auto second = dot == std::string::npos ? dot : version.find('.', dot + 1);
    if (const auto value = number(std::string_view(version).substr(0, second))) {
        out.family("node_os_version", MetricType::Gauge, "Metric containing the major.minor part of the OS version.");
        out.add(*value, {{"id", values["ID"]}, {"id_like", values["ID_LIKE"]}, {"name", values["NAME"]}});
    }
}

} // namespace wf::station::hosttext
