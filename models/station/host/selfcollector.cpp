// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/host/selfcollector.h"

#include "models/station/host/hostfiles_p.h"
#include "models/station/host/text/hosttext.h"

#include <sys/resource.h>
#include <unistd.h>

#include <charconv>

namespace wf::station {

namespace {

// btime of /proc/stat: when the machine started, in seconds since 1970.
double bootSeconds()
{
    const std::string stat = hostfiles::text("/proc/stat");
    const auto at = stat.find("\nbtime ");
    double seconds = 0;
    if (at != std::string::npos)
        std::from_chars(stat.data() + at + 7, stat.data() + stat.size(), seconds);
    return seconds;
}

void process(HostWriter &out)
{
    const auto stat = hosttext::processStat(hostfiles::text("/proc/self/stat"));
    if (!stat)
        return;
    const auto ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
    const auto page = static_cast<double>(::sysconf(_SC_PAGESIZE));
    out.one("process_cpu_seconds_total", MetricType::Counter, "Total user and system CPU time spent in seconds.",
            (stat->userTicks + stat->systemTicks) / ticks);
    out.one("process_resident_memory_bytes", MetricType::Gauge, "Resident memory size in bytes.",
            stat->residentPages * page);
    out.one("process_virtual_memory_bytes", MetricType::Gauge, "Virtual memory size in bytes.", stat->virtualBytes);
    out.one("process_start_time_seconds", MetricType::Gauge, "Start time of the process since unix epoch in seconds.",
            bootSeconds() + stat->startTicks / ticks);
    out.one("process_open_fds", MetricType::Gauge, "Number of open file descriptors.",
            static_cast<double>(hostfiles::list("/proc/self/fd").size()));
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0)
        out.one("process_max_fds", MetricType::Gauge, "Maximum number of open file descriptors.",
                static_cast<double>(limit.rlim_cur));
    out.one("process_threads", MetricType::Gauge, "Number of threads.", stat->threads);
}

} // namespace

base::Result<wire::Exposition> SelfCollector::collect(std::stop_token)
{
    HostWriter out;
    process(out);
    out.family("watchfloor_build_info", MetricType::Gauge, "1, labelled with the version of the program.");
    out.add(1, {{"version", WF_VERSION}});
    for (const auto &write : m_more)
        write(out);
    return out.take();
}

} // namespace wf::station
