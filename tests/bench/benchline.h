// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <unistd.h>
#include <vector>

// What measuring programs share: CPU time and the line they print.
namespace wf::bench {

inline double cpuMs()
{
    timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
}

// Median CPU milliseconds of `runs` calls, after one that warms up.
template<class Work>
double medianCpuMs(int runs, Work work)
{
    work();
    std::vector<double> each;
    for (int i = 0; i < runs; ++i) {
        const double before = cpuMs();
        work();
        each.push_back(cpuMs() - before);
    }
    std::nth_element(each.begin(), each.begin() + runs / 2, each.end());
    return each[static_cast<std::size_t>(runs / 2)];
}

// Memory of this process that is really there.
inline double residentMiB()
{
    long pages = 0;
    if (FILE *file = std::fopen("/proc/self/statm", "r")) {
        if (std::fscanf(file, "%*d %ld", &pages) != 1)
            pages = 0;
        std::fclose(file);
    }
    return static_cast<double>(pages) * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1048576.0;
}

// ratio = peer / ours: how many times better we are where less is better.
inline void record(const char *name, double value, const char *unit, const char *peer, double peerValue)
{
    std::printf("{\"name\":\"%s\",\"value\":%.4g,\"unit\":\"%s\",\"peer\":\"%s\",\"peer_value\":%.4g,\"ratio\":%.4g}\n",
                name, value, unit, peer, peerValue, value > 0 ? peerValue / value : 0.0);
    std::fflush(stdout);
}

// A figure without a peer in this run.
inline void record(const char *name, double value, const char *unit)
{
    std::printf("{\"name\":\"%s\",\"value\":%.4g,\"unit\":\"%s\"}\n", name, value, unit);
    std::fflush(stdout);
}

} // namespace wf::bench
