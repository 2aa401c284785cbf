// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/promql/samplereader.h"
#include "models/station/stores/stationstores.h"

namespace wf::station {

// PromQL's samples from the station's store. Any thread but the GUI's; keeps the stores alive meanwhile.
class StoreSamples final : public query::SampleReader {
public:
    explicit StoreSamples(std::shared_ptr<const StationStores> stores) : m_stores(std::move(stores)) {}
    [[nodiscard]] base::Result<std::vector<signals::RawSeries>> read(const query::SampleRequest &request,
                                                                     std::stop_token stop) const override
    {
        const auto store = m_stores->series();
        if (!store)
            return store.error();
        return (*store)->read(request.matchers, request.startMs, request.endMs, stop);
    }

private:
    std::shared_ptr<const StationStores> m_stores;
};

} // namespace wf::station
