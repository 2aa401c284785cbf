// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/emit/nodes.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace wf::app::demo {

namespace {

constexpr double gibi = 1024.0 * 1024.0 * 1024.0;
constexpr double day = 86400.0;
constexpr double bootEvery = 9.0 * day;
constexpr int processors = 4;

class NodeTarget final : public Target {
public:
    NodeTarget(const World &world, RegionId where, std::string node, double boot)
        : Target(node,
                 {{"instance", node}, {"job", "node"}, {"node", node}, {"region", std::string(region(where).name)}},
                 nullptr, boot, boot + bootEvery),
          m_region(where),
          m_node(node),
          m_labels(where == EuWest && node == region(EuWest).nodes[(Shipping * 3U) % 6U]),
          m_dice(world.dice().with("node").with(node))
    {
        nameProcessor(pages());
        nameMemory(pages());
        nameDisk(pages());
        nameRest(pages());
    }

private:
    void nameProcessor(Sheet &sheet)
    {
        for (int cpu = 0; cpu < processors; ++cpu)
            for (const char *mode : {"idle", "user", "system", "iowait", "steal", "softirq"})
                m_cpu.push_back(sheet.counter("node_cpu_seconds_total", "Seconds the CPUs spent in each mode.",
                                              {{"cpu", std::to_string(cpu)}, {"mode", mode}}, false));
        for (const char *name : {"node_load1", "node_load5", "node_load15"})
            m_load.push_back(sheet.gauge(name, "Load average."));
        m_switches = sheet.counter("node_context_switches_total", "Context switches.");
    }

    void nameMemory(Sheet &sheet)
    {
        for (const char *name : {"MemTotal", "MemAvailable", "MemFree", "Cached", "Buffers", "SwapTotal", "SwapFree"})
            m_memory.push_back(sheet.gauge("node_memory_" + std::string(name) + "_bytes",
                                           "Memory information field " + std::string(name) + "."));
    }

    void nameDisk(Sheet &sheet)
    {
        std::vector<LabelList> mounts{{{"device", "/dev/nvme0n1p1"}, {"fstype", "ext4"}, {"mountpoint", "/"}}};
        if (m_labels)
            mounts.push_back({{"device", "/dev/nvme1n1"}, {"fstype", "xfs"}, {"mountpoint", "/var/lib/labels"}});
        for (const LabelList &mount : mounts) {
            m_files.push_back(sheet.gauge("node_filesystem_size_bytes", "Filesystem size.", mount));
            m_files.push_back(sheet.gauge("node_filesystem_avail_bytes", "Space available to users.", mount));
            m_files.push_back(sheet.gauge("node_filesystem_free_bytes", "Free space.", mount));
            m_files.push_back(sheet.gauge("node_filesystem_files_free", "Free inodes.", mount));
        }
        const LabelList device{{"device", "nvme0n1"}};
        m_disk = {sheet.counter("node_disk_read_bytes_total", "Bytes read.", device),
                  sheet.counter("node_disk_written_bytes_total", "Bytes written.", device),
                  sheet.counter("node_disk_reads_completed_total", "Reads completed.", device),
                  sheet.counter("node_disk_writes_completed_total", "Writes completed.", device),
                  sheet.counter("node_disk_io_time_seconds_total", "Seconds spent doing I/O.", device, false)};
    }

    void nameRest(Sheet &sheet)
    {
        const LabelList device{{"device", "eth0"}};
        m_network = {sheet.counter("node_network_receive_bytes_total", "Bytes received.", device),
                     sheet.counter("node_network_transmit_bytes_total", "Bytes sent.", device),
                     sheet.counter("node_network_receive_errs_total", "Receive errors.", device),
                     sheet.counter("node_network_transmit_drop_total", "Packets dropped.", device)};
        m_boot = sheet.gauge("node_boot_time_seconds", "Boot time since 1970.");
        m_time = sheet.gauge("node_time_seconds", "System time since 1970.");
        m_offset = sheet.gauge("node_timex_offset_seconds", "Offset to the reference clock.");
        m_name = sheet.gauge(
            "node_uname_info", "What uname says.",
            {{"machine", "x86_64"}, {"nodename", m_node}, {"release", "6.1.0-31-amd64"}, {"sysname", "Linux"}});
    }

    void book(const World &world, const Tick &tick) override
    {
        const double t = tick.start + tickSeconds / 2.0;
        const double strain = tick.quiet ? 0.0 : world.strain(m_node, t);
        const double traffic = world.expectedOrdersPerMinute(m_region, t) / 900.0;
        const double user =
            std::min(0.93, (0.10 + 0.16 * traffic) * (1.0 + 0.15 * m_dice.wave(t, 70.0)) + 0.52 * strain);
        bookProcessor(user, strain, t);
        bookDisk(world, traffic, t);
        Sheet &sheet = pages();
        const double total = 15.6 * gibi;
        const double available = total * (0.46 - 0.05 * traffic + 0.02 * m_dice.with(3).wave(t, 1800.0));
        const std::array<double, 7> memory{total, available, available * 0.31, available * 0.6, 0.2 * gibi, 0.0, 0.0};
        for (std::size_t i = 0; i < memory.size(); ++i)
            sheet.set(m_memory[i], std::round(memory[i]));
        sheet.add(m_network[0], 3.1e6 * traffic * tickSeconds);
        sheet.add(m_network[1], 4.4e6 * traffic * tickSeconds);
        sheet.add(m_network[3], 0.002 * tickSeconds * strain);
        sheet.set(m_boot, start());
        sheet.set(m_time, t);
        sheet.set(m_offset, 0.0004 * m_dice.with(4).wave(t, 600.0));
        sheet.set(m_name, 1.0);
    }

    void bookProcessor(double user, double strain, double t)
    {
        Sheet &sheet = pages();
        const double system = 0.22 * user;
        const double steal = 0.21 * strain;
        const double wait = 0.006 + 0.03 * strain;
        const std::array<double, 6> modes{
            std::max(0.0, 1.0 - user - system - steal - wait - 0.004), user, system, wait, steal, 0.004};
        for (std::size_t i = 0; i < m_cpu.size(); ++i)
            sheet.add(m_cpu[i], modes[i % modes.size()] * tickSeconds);
        const double load = processors * (user + system) * (1.0 + 1.4 * strain);
        for (std::size_t i = 0; i < m_load.size(); ++i)
            sheet.set(m_load[i],
                      load * (1.0 + 0.08 * m_dice.with(10 + i).wave(t, 60.0 * static_cast<double>(1 + 4 * i))));
        sheet.add(m_switches, 14000.0 * (0.6 + user) * tickSeconds);
    }

    void bookDisk(const World &world, double traffic, double t)
    {
        Sheet &sheet = pages();
        const auto fill = [&](std::size_t first, double size, double used) {
            sheet.set(m_files[first], size);
            sheet.set(m_files[first + 1], std::round(size * (1.0 - used)));
            sheet.set(m_files[first + 2], std::round(size * (1.0 - used) + 0.02 * size));
            sheet.set(m_files[first + 3], 2.9e6);
        };
        fill(0, 98.0 * gibi, 0.41 + 0.02 * m_dice.with(5).wave(t, 7200.0));
        if (m_labels)
            fill(4, 64.0 * gibi, labelDisk(world.timeline(), t));
        sheet.add(m_disk[0], 0.4e6 * tickSeconds * traffic);
        sheet.add(m_disk[1], 2.2e6 * tickSeconds * traffic);
        sheet.add(m_disk[2], 14.0 * tickSeconds * traffic);
        sheet.add(m_disk[3], 96.0 * tickSeconds * traffic);
        sheet.add(m_disk[4], 0.031 * tickSeconds * traffic);
    }

    // Grows by 2.6 % a day and is cleared every 24 days; 83 % at the anchor. The disk story writes it nearly full.
    [[nodiscard]] static double labelDisk(const Timeline &time, double t)
    {
        const double days = (t - time.anchor()) / day;
        const double sinceCleared = std::fmod(std::fmod(days + 18.0, 24.0) + 24.0, 24.0);
        const double slow = 0.362 + 0.026 * sinceCleared;
        return slow + (0.985 - slow) * std::sqrt(time.progress(Story::Disk, t));
    }

    RegionId m_region;
    std::string m_node;
    bool m_labels;
    Dice m_dice;
    std::vector<int> m_cpu, m_load, m_memory, m_files, m_disk, m_network;
    int m_switches = 0, m_boot = 0, m_time = 0, m_offset = 0, m_name = 0;
};

class ProbeTarget final : public Target {
public:
    ProbeTarget(const World &world, RegionId where, double start, double end)
        : Target("synthetic-checkout-" + std::string(region(where).name),
                 {{"instance", "https://" + std::string(region(where).name) + ".halcyon.example/checkout"},
                  {"job", "blackbox"},
                  {"region", std::string(region(where).name)},
                  {"service", "checkout"}},
                 nullptr, start, end),
          m_region(where),
          m_dice(world.dice().with("probe").with(where)),
          m_success(pages().gauge("probe_success", "Whether the probe succeeded.")),
          m_duration(pages().gauge("probe_duration_seconds", "How long the probe took.")),
          m_status(pages().gauge("probe_http_status_code", "Status of the answer.")),
          m_expiry(pages().gauge("probe_ssl_earliest_cert_expiry", "When the certificate ends, since 1970."))
    {
    }

private:
    void book(const World &, const Tick &tick) override
    {
        const RouteFlow &route = tick.flow(Gateway, m_region).routes[0];
        const double u = m_dice.with(static_cast<std::uint64_t>(tick.index / 2)).unit(); // one probe in half a minute
        const bool late = u < route.shares[3];
        const double level = std::min(0.98, 0.35 + 0.5 * u + route.latency.slowShare * 0.3);
        pages().set(m_success, late ? 0.0 : 1.0);
        pages().set(m_status, late ? 504.0 : 200.0);
        pages().set(m_duration,
                    0.09 + (late ? 6.012 : route.latency.quantile(level) * (1.0 + 0.9 * route.latency.slowShare)));
        pages().set(m_expiry, std::ceil(tick.start / 5184000.0 + 1.0) * 5184000.0);
    }

    RegionId m_region;
    Dice m_dice;
    int m_success, m_duration, m_status, m_expiry;
};

} // namespace

void addNodeTargets(std::vector<std::unique_ptr<Target>> &list, const World &world, double from, double to)
{
    for (RegionId where : {EuWest, UsEast}) {
        for (std::string_view node : region(where).nodes) {
            const double phase = onGrid(bootEvery * Dice(7).with(node).unit());
            for (double boot = std::floor((from - phase) / bootEvery) * bootEvery + phase; boot < to; boot += bootEvery)
                list.push_back(std::make_unique<NodeTarget>(world, where, std::string(node), boot));
        }
    }
}

void addProbeTargets(std::vector<std::unique_ptr<Target>> &list, const World &world, double from, double to)
{
    for (RegionId where : {EuWest, UsEast})
        list.push_back(std::make_unique<ProbeTarget>(world, where, onGrid(from), to));
}

} // namespace wf::app::demo
