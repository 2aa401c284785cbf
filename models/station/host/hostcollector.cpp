// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/host/hostcollector.h"

#include "models/station/host/hostfiles_p.h"
#include "models/station/host/hostparts_p.h"
#include "models/station/host/text/hosttext.h"

#include <QCoreApplication>
#include <QSysInfo>

#include <charconv>
#include <chrono>

#include <unistd.h>

namespace wf::station {

namespace {

constexpr std::size_t mostProcesses = 20'000;

std::string withoutSlash(std::string path)
{
    while (path.ends_with('/'))
        path.pop_back();
    return path;
}

} // namespace

HostCollector::HostCollector(HostSettings settings, const base::Clock &clock)
    : m_settings(std::move(settings)),
      m_clock(clock),
      m_procfs(m_settings.procfs.toStdString()),
      m_sysfs(m_settings.sysfs.toStdString()),
      m_rootfs(withoutSlash(m_settings.rootfs.toStdString())),
      m_ticksPerSecond(static_cast<double>(::sysconf(_SC_CLK_TCK))),
      m_pageBytes(static_cast<double>(::sysconf(_SC_PAGESIZE))),
      m_filesystems(m_procfs, m_rootfs),
      m_processes(m_settings.processGroups)
{
    addKernelParts();
    addNetworkParts();
    addDeviceParts();
}

void HostCollector::addKernelParts()
{
    const auto file = [this](const char *name, const std::string &path, auto write) {
        m_parts.push_back({name, [path, write](HostWriter &out) { write(hostfiles::text(path), out); }});
    };
    m_parts.push_back({"stat", [this](HostWriter &out) { stat(out); }});
    file("loadavg", m_procfs + "/loadavg", hosttext::loadavg);
    file("meminfo", m_procfs + "/meminfo", hosttext::meminfo);
    file("vmstat", m_procfs + "/vmstat", hosttext::vmstat);
    file("filefd", m_procfs + "/sys/fs/file-nr", hosttext::fileNr);
    m_parts.push_back(
        {"entropy", [this](HostWriter &out) {
             const std::string folder = m_procfs + "/sys/kernel/random/";
             if (const auto bits = hostfiles::number(folder + "entropy_avail"))
                 out.one("node_entropy_available_bits", MetricType::Gauge, "Bits of available entropy.", *bits);
             if (const auto bits = hostfiles::number(folder + "poolsize"))
                 out.one("node_entropy_pool_size_bits", MetricType::Gauge, "Bits of entropy pool.", *bits);
         }});
    m_parts.push_back({"pressure", [this](HostWriter &out) {
                           for (const char *resource : {"cpu", "io", "memory"})
                               hosttext::pressure(resource, hostfiles::text(m_procfs + "/pressure/" + resource), out);
                       }});
    m_parts.push_back({"os", [this](HostWriter &out) {
                           std::string text = hostfiles::text(m_rootfs + "/etc/os-release");
                           if (text.empty())
                               text = hostfiles::text(m_rootfs + "/usr/lib/os-release");
                           hosttext::osRelease(text, out);
                       }});
    m_parts.push_back({"uname", [](HostWriter &out) { hostparts::uname(out); }});
    m_parts.push_back({"time", [this](HostWriter &out) {
                           hostparts::timeAndZone(m_clock.nowNs(), out);
                           hostparts::clockSources(m_sysfs, out);
                       }});
    m_parts.push_back({"selinux", [this](HostWriter &out) { hostparts::selinux(m_sysfs, out); }});
    m_parts.push_back({"timex", [](HostWriter &out) { hostparts::timex(out); }});
    if (m_settings.processGroups > 0)
        m_parts.push_back({"processes", [this](HostWriter &out) { processes(out); }});
}

void HostCollector::addNetworkParts()
{
    const auto net = [this](const char *file) { return hostfiles::text(m_procfs + "/net/" + file); };
    m_parts.push_back({"arp", [=](HostWriter &out) { hosttext::arp(net("arp"), out); }});
    m_parts.push_back({"netdev", [=, this](HostWriter &out) {
                           hosttext::netDev(net("dev"), out);
                           hostparts::netNoHandler(m_sysfs, out);
                       }});
    m_parts.push_back({"netclass", [this](HostWriter &out) { hostparts::netClass(m_sysfs, out); }});
    m_parts.push_back({"netstat", [=](HostWriter &out) {
                           hosttext::netstat(net("netstat"), out);
                           hosttext::netstat(net("snmp"), out);
                           hosttext::snmp6(net("snmp6"), out);
                       }});
    m_parts.push_back({"sockstat", [=, this](HostWriter &out) {
                           hosttext::sockstat(net("sockstat"), m_pageBytes, out);
                           hosttext::sockstat(net("sockstat6"), m_pageBytes, out);
                       }});
    m_parts.push_back({"softnet", [=](HostWriter &out) { hosttext::softnet(net("softnet_stat"), out); }});
    m_parts.push_back({"udp_queues", [=](HostWriter &out) {
                           hosttext::udpQueues("v4", net("udp"), out);
                           hosttext::udpQueues("v6", net("udp6"), out);
                       }});
    m_parts.push_back({"conntrack", [=, this](HostWriter &out) {
                           const std::string folder = m_procfs + "/sys/net/netfilter/";
                           const auto count = hostfiles::number(folder + "nf_conntrack_count");
                           if (!count)
                               return;
                           out.one("node_nf_conntrack_entries", MetricType::Gauge,
                                   "Number of currently allocated flow entries for connection tracking.", *count);
                           if (const auto most = hostfiles::number(folder + "nf_conntrack_max"))
                               out.one("node_nf_conntrack_entries_limit", MetricType::Gauge,
                                       "Maximum size of connection tracking table.", *most);
                           hosttext::conntrackStat(net("stat/nf_conntrack"), out);
                       }});
}

void HostCollector::addDeviceParts()
{
    m_parts.push_back(
        {"diskstats", [this](HostWriter &out) { hostparts::disks(m_procfs, m_rootfs + "/run/udev/data", out); }});
    m_parts.push_back({"filesystem", [this](HostWriter &out) { m_filesystems.write(out); }});
    m_parts.push_back({"cpufreq", [this](HostWriter &out) { hostparts::cpuFrequency(m_sysfs, out); }});
    m_parts.push_back({"hwmon", [this](HostWriter &out) { hostparts::hwmon(m_sysfs, out); }});
    m_parts.push_back({"thermal_zone", [this](HostWriter &out) { hostparts::thermalZones(m_sysfs, out); }});
}

void HostCollector::stat(HostWriter &out)
{
    const std::string text = hostfiles::text(m_procfs + "/stat");
    hosttext::cpu(text, m_ticksPerSecond, out);
    hostparts::cpuThrottles(m_sysfs, out);
    hosttext::stat(text, out);
    for (const auto &sample : out.seen().samples)
        if (sample.labels.metricName() == "node_boot_time_seconds")
            m_bootSeconds = sample.value;
}

void HostCollector::processes(HostWriter &out)
{
    std::vector<ProcessGroups::Process> all;
    std::string text;
    for (const auto &name : hostfiles::list(m_procfs)) {
        int pid = 0;
        const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), pid);
        if (error != std::errc() || end != name.data() + name.size() || all.size() >= mostProcesses)
            continue;
        if (hostfiles::read(m_procfs + '/' + name + "/stat", text))
            if (auto stat = hosttext::processStat(text))
                all.push_back({pid, std::move(*stat)});
    }
    m_processes.update(all, m_clock.monotonicNs());
    m_processes.write({m_ticksPerSecond, m_pageBytes, m_bootSeconds}, out);
}

base::Result<wire::Exposition> HostCollector::collect(std::stop_token stop)
{
    HostWriter out;
    std::vector<double> seconds;
    std::vector<bool> hadSomething;
    for (const auto &part : m_parts) {
        if (stop.stop_requested())
            break;
        const auto began = std::chrono::steady_clock::now();
        const std::size_t before = out.seen().samples.size();
        part.write(out);
        hadSomething.push_back(out.seen().samples.size() > before);
        seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count());
    }
    if (out.seen().samples.empty())
        return base::makeError(
            base::ErrorKind::Unsupported,
            QCoreApplication::translate("wf::station", "Nothing about this machine can be read below %1.")
                .arg(m_settings.procfs),
            QCoreApplication::translate("wf::station", "Switch the section host off, or set procfs."));
    out.family("node_scrape_collector_duration_seconds", MetricType::Gauge,
               "node_exporter: Duration of a collector scrape.");
    for (std::size_t i = 0; i < seconds.size(); ++i)
        out.add(seconds[i], {{"collector", m_parts[i].name}});
    out.family("node_scrape_collector_success", MetricType::Gauge, "node_exporter: Whether a collector succeeded.");
    for (std::size_t i = 0; i < seconds.size(); ++i)
        out.add(hadSomething[i] ? 1 : 0, {{"collector", m_parts[i].name}});
    return out.take();
}

QString hostInstance(const HostSettings &settings)
{
    return settings.instance.isEmpty() ? QSysInfo::machineHostName() : settings.instance;
}

} // namespace wf::station
