// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/station/config/stationfile.h"
#include "models/station/host/filesystems.h"
#include "models/station/host/processgroups.h"
#include "models/station/scrape/collector.h"

#include <functional>
#include <vector>

namespace wf::station {

// The machine this program runs on, under the names, labels, types and help of node_exporter 1.5 (its default
// collectors where they have something to tell on an ordinary machine), and its processes by name. Linux only:
// elsewhere there is nothing to read. A few milliseconds; see tests/bench/host.
class HostCollector final : public Collector {
public:
    HostCollector(HostSettings settings, const base::Clock &clock);
    HostCollector(const HostCollector &) = delete;
    HostCollector &operator=(const HostCollector &) = delete;
    [[nodiscard]] base::Result<wire::Exposition> collect(std::stop_token stop) override;

private:
    struct Part {
        const char *name; // as node_exporter calls the collector
        std::function<void(HostWriter &)> write;
    };
    void addKernelParts();
    void addNetworkParts();
    void addDeviceParts();
    void stat(HostWriter &out);
    void processes(HostWriter &out);

    HostSettings m_settings;
    const base::Clock &m_clock;
    std::string m_procfs;
    std::string m_sysfs;
    std::string m_rootfs; // without a slash at its end
    double m_ticksPerSecond = 100;
    double m_pageBytes = 4096;
    double m_bootSeconds = 0; // since 1970
    Filesystems m_filesystems;
    ProcessGroups m_processes;
    std::vector<Part> m_parts;
};

// What the label instance says: the configured one, or the host's name.
[[nodiscard]] QString hostInstance(const HostSettings &settings);

} // namespace wf::station
