// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/host/text/hostwriter.h"
#include "models/station/scrape/collector.h"

#include <functional>
#include <vector>

namespace wf::station {

// This very program as a target: process_* as every Prometheus client library tells them, watchfloor_build_info, and
// what other parts of the station add.
class SelfCollector final : public Collector {
public:
    // `write` is called on a pool; it must be thread-safe and quick. Before the first collection.
    void add(std::function<void(HostWriter &)> write) { m_more.push_back(std::move(write)); }
    [[nodiscard]] base::Result<wire::Exposition> collect(std::stop_token stop) override;

private:
    std::vector<std::function<void(HostWriter &)>> m_more;
};

} // namespace wf::station
