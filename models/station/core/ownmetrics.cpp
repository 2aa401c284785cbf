// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/core/ownmetrics.h"

#include <QDir>
#include <QFile>

#include <sys/resource.h>
#include <unistd.h>

namespace wf::station {

namespace {

using signals::MetricType;

void add(wire::Exposition &page, const char *name, MetricType type, const char *help, double value,
         std::vector<base::Labels::Pair> labels = {})
{
    page.families.push_back({QString::fromLatin1(name), type, QString::fromLatin1(help), {}});
    labels.emplace_back("__name__", name);
    wire::ExpositionSample sample;
    sample.labels = base::Labels(std::move(labels));
    sample.value = value;
    page.samples.push_back(std::move(sample));
}

// Fields of /proc/self/statm in pages: size, resident.
std::pair<double, double> memoryPages()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return {0, 0};
    const auto fields = file.readAll().split(' ');
    return fields.size() < 2 ? std::pair{0.0, 0.0} : std::pair{fields.at(0).toDouble(), fields.at(1).toDouble()};
}

double seconds(const timeval &time)
{
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

} // namespace

base::Result<wire::Exposition> OwnMetrics::collect(std::stop_token)
{
    wire::Exposition page;
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto [size, resident] = memoryPages();
    const auto pageBytes = static_cast<double>(sysconf(_SC_PAGESIZE));
    add(page, "process_cpu_seconds_total", MetricType::Counter, "Total user and system CPU time spent in seconds.",
        seconds(used.ru_utime) + seconds(used.ru_stime));
    add(page, "process_resident_memory_bytes", MetricType::Gauge, "Resident memory size in bytes.",
        resident * pageBytes);
    add(page, "process_virtual_memory_bytes", MetricType::Gauge, "Virtual memory size in bytes.", size * pageBytes);
    add(page, "process_open_fds", MetricType::Gauge, "Number of open file descriptors.",
        static_cast<double>(
            QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::NoDotAndDotDot | QDir::System).size()));
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) == 0)
        add(page, "process_max_fds", MetricType::Gauge, "Maximum number of open file descriptors.",
            static_cast<double>(files.rlim_cur));
    add(page, "watchfloor_build_info", MetricType::Gauge, "What this console was built from.", 1,
        {{"version", WF_VERSION}});
    return page;
}

} // namespace wf::station
