// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/scrape/collector.h"

namespace wf::station {

// This program's own process under the names every client library of Prometheus uses (process_*), and its version as
// watchfloor_build_info.
class OwnMetrics final : public Collector {
public:
    [[nodiscard]] base::Result<wire::Exposition> collect(std::stop_token stop) override;
};

} // namespace wf::station
