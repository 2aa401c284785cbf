// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/dashboards/recipes/recipes.h"

#define WF_T(text) QT_TRANSLATE_NOOP("wf::engine::Dashboards", text)

namespace wf::engine {
namespace {

using base::Unit;
using signals::PanelKind;

constexpr Recipe recipes[] = {
    {RowKind::Saturation, "Host", WF_T("CPU"), WF_T("busy share of all cores"), Unit::Ratio,
     {{"1 - avg$BY(rate(node_cpu_seconds_total{mode=\"idle\",$M}[$R]))", "$L", nullptr}},
     WF_T("node_cpu_seconds_total counts seconds per mode; what is not idle is busy."), PanelKind::Lines, true},
    {RowKind::Saturation, "Host", WF_T("CPU by mode"), WF_T("share of all cores"), Unit::Ratio,
     {{"sum by (mode) (rate(node_cpu_seconds_total{mode!=\"idle\",$M}[$R])) / scalar(count(node_cpu_seconds_total{mode=\"idle\",$M}))", "{{mode}}", nullptr}},
     WF_T("node_cpu_seconds_total is split by mode: user, system, iowait and steal tell different troubles apart."), PanelKind::Stacked},
    {RowKind::Saturation, "Host", WF_T("Load per core"), WF_T("runnable tasks per core"), Unit::None,
     {{"avg$BY(node_load1{$M}) / count$BY(node_cpu_seconds_total{mode=\"idle\",$M})", "$L", nullptr}},
     WF_T("node_load1 above one task per core means work is waiting for the CPU.")},
    {RowKind::Saturation, "Host", WF_T("Memory"), WF_T("used share"), Unit::Ratio,
     {{"1 - sum$BY(node_memory_MemAvailable_bytes{$M}) / sum$BY(node_memory_MemTotal_bytes{$M})", "$L", nullptr}},
     WF_T("MemAvailable is what can still be given out without swapping; the rest is used."), PanelKind::Lines, true},
    {RowKind::Saturation, "Host", WF_T("Disk space"), WF_T("used share of the fullest file system"), Unit::Ratio,
     {{"max$BY(1 - node_filesystem_avail_bytes{fstype!~\"tmpfs|overlay|squashfs|ramfs\",$M} / node_filesystem_size_bytes{fstype!~\"tmpfs|overlay|squashfs|ramfs\",$M})", "$L", nullptr}},
     WF_T("node_filesystem_avail_bytes against node_filesystem_size_bytes, leaving out file systems in memory.")},
    {RowKind::Saturation, "Host", WF_T("File system inodes"), WF_T("used share of the fullest file system"), Unit::Ratio,
     {{"max$BY(1 - node_filesystem_files_free{fstype!~\"tmpfs|overlay|squashfs|ramfs\",$M} / node_filesystem_files{fstype!~\"tmpfs|overlay|squashfs|ramfs\",$M})", "$L", nullptr}},
     WF_T("A file system without free inodes is full although bytes are left.")},
    {RowKind::Saturation, "Host", WF_T("Disk time"), WF_T("share of time the busiest disk works"), Unit::Ratio,
     {{"max$BY(rate(node_disk_io_time_seconds_total{$M}[$R]))", "$L", nullptr}},
     WF_T("node_disk_io_time_seconds_total grows by one second a second when a disk is never idle.")},
    {RowKind::Saturation, "Host", WF_T("Disk throughput"), WF_T("bytes per second"), Unit::BytesPerSecond,
     {{"sum(rate(node_disk_read_bytes_total{$M}[$R]))", WF_T("read"), nullptr},
      {"sum(rate(node_disk_written_bytes_total{$M}[$R]))", WF_T("written"), nullptr}},
     WF_T("Bytes read and written over all disks.")},
    {RowKind::Saturation, "Host", WF_T("Disk latency"), WF_T("mean time of one operation"), Unit::Seconds,
     {{"sum(rate(node_disk_read_time_seconds_total{$M}[$R])) / sum(rate(node_disk_reads_completed_total{$M}[$R]))", WF_T("read"), nullptr},
      {"sum(rate(node_disk_write_time_seconds_total{$M}[$R])) / sum(rate(node_disk_writes_completed_total{$M}[$R]))", WF_T("write"), nullptr}},
     WF_T("Time spent in operations divided by how many completed.")},
    {RowKind::Saturation, "Host", WF_T("Network"), WF_T("bytes per second"), Unit::BytesPerSecond,
     {{"sum(rate(node_network_receive_bytes_total{device!=\"lo\",$M}[$R]))", WF_T("received"), nullptr},
      {"sum(rate(node_network_transmit_bytes_total{device!=\"lo\",$M}[$R]))", WF_T("sent"), nullptr}},
     WF_T("Bytes over all devices but the loopback.")},
    {RowKind::Saturation, "Host", WF_T("Network trouble"), WF_T("per second"), Unit::PerSecond,
     {{"sum(rate(node_network_receive_drop_total{$M}[$R])) + sum(rate(node_network_transmit_drop_total{$M}[$R]))", WF_T("dropped"), nullptr},
      {"sum(rate(node_network_receive_errs_total{$M}[$R])) + sum(rate(node_network_transmit_errs_total{$M}[$R]))", WF_T("errors"), nullptr}},
     WF_T("Dropped and broken packets are lost work that is retried somewhere else.")},
    {RowKind::Saturation, "Host", WF_T("Swapping"), WF_T("pages per second"), Unit::PerSecond,
     {{"sum(rate(node_vmstat_pswpin{$M}[$R]))", WF_T("in"), nullptr},
      {"sum(rate(node_vmstat_pswpout{$M}[$R]))", WF_T("out"), nullptr}},
     WF_T("Pages that move to and from swap slow everything that waits for them.")},
    {RowKind::Saturation, "Host", WF_T("Killed for memory"), WF_T("per minute"), Unit::PerMinute,
     {{"60 * sum$BY(rate(node_vmstat_oom_kill{$M}[$R]))", "$L", nullptr}},
     WF_T("node_vmstat_oom_kill counts processes the kernel ended because memory was short.")},
    {RowKind::Saturation, "Host", WF_T("Pressure"), WF_T("share of time something waits"), Unit::Ratio,
     {{"avg(rate(node_pressure_cpu_waiting_seconds_total{$M}[$R]))", WF_T("CPU"), nullptr},
      {"avg(rate(node_pressure_memory_waiting_seconds_total{$M}[$R]))", WF_T("memory"), nullptr},
      {"avg(rate(node_pressure_io_waiting_seconds_total{$M}[$R]))", WF_T("disk"), nullptr}},
     WF_T("Pressure stall information of the kernel: how long tasks wait for a resource.")},
    {RowKind::Saturation, "Host", WF_T("Processes"), WF_T("running and blocked"), Unit::None,
     {{"sum(node_procs_running{$M})", WF_T("running"), nullptr},
      {"sum(node_procs_blocked{$M})", WF_T("blocked"), nullptr}},
     WF_T("Blocked processes wait for a disk or a network file system.")},
    {RowKind::Saturation, "Host", WF_T("Context switches"), WF_T("per second"), Unit::PerSecond,
     {{"sum$BY(rate(node_context_switches_total{$M}[$R]))", "$L", nullptr}},
     WF_T("Many switches at steady load mean that threads contend.")},
    {RowKind::Saturation, "Host", WF_T("File handles"), WF_T("used share"), Unit::Ratio,
     {{"max$BY(node_filefd_allocated{$M} / node_filefd_maximum{$M})", "$L", nullptr}},
     WF_T("When the kernel runs out of file handles nothing can be opened any more.")},
    {RowKind::Saturation, "Host", WF_T("Temperature"), WF_T("hottest sensor"), Unit::Celsius,
     {{"max$BY(node_hwmon_temp_celsius{$M})", "$L", nullptr}},
     WF_T("node_hwmon_temp_celsius of the hottest sensor.")},
    {RowKind::Saturation, "Host", WF_T("Connections tracked"), WF_T("used share"), Unit::Ratio,
     {{"max$BY(node_nf_conntrack_entries{$M} / node_nf_conntrack_entries_limit{$M})", "$L", nullptr}},
     WF_T("A full connection table drops new connections.")},
};

} // namespace

std::span<const Recipe> hostRecipes() { return recipes; }

} // namespace wf::engine
