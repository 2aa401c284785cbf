// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/host/text/hosttext.h"

#include <map>
#include <string>
#include <vector>

namespace wf::station {

// Processes by name, as process_exporter counts them (namedprocess_namegroup_*, group = comm). Counters of a group go
// on when its processes end. Only the groups that use most CPU or memory are told, at most three times `most`; one that
// was told stays for five minutes. Kernel threads do not count. Pure but for nothing; one thread at a time.
class ProcessGroups {
public:
    explicit ProcessGroups(int most) : m_most(static_cast<std::size_t>(most)) {}

    struct Process {
        int pid = 0;
        hosttext::ProcessStat stat;
    };
    struct Units {
        double ticksPerSecond = 100;
        double pageBytes = 4096;
        double bootSeconds = 0; // since 1970
    };
    void update(const std::vector<Process> &processes, qint64 nowNs);
    void write(const Units &units, HostWriter &out) const;

private:
    struct Counters {
        double user = 0, system = 0, minorFaults = 0, majorFaults = 0; // ticks and counts
    };
    struct Known { // one process
        double startTicks = 0;
        Counters last;
        quint64 seenIn = 0;
    };
    struct Group {
        Counters total;
        double recentTicks = 0; // of this round
        double processes = 0, threads = 0, residentPages = 0, virtualBytes = 0, oldestTicks = 0;
        std::map<char, double> states;
        qint64 seenNs = 0;
        qint64 toldNs = 0;
    };
    void count(const Process &process, qint64 nowNs);
    void choose(qint64 nowNs);

    std::size_t m_most;
    quint64 m_round = 0;
    qint64 m_nowNs = 0;
    std::map<int, Known> m_known;
    std::map<std::string, Group> m_groups;
};

} // namespace wf::station
