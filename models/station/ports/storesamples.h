// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/promql/samplereader.h"
#include "models/store/series/seriesstore.h"

namespace wf::station {

// PromQL's samples from the station's store. Any thread; keeps the store alive while a question is worked out.
class StoreSamples final : public query::SampleReader {
public:
    explicit StoreSamples(std::shared_ptr<const store::SeriesStore> store) : m_store(std::move(store)) {}
    [[nodiscard]] base::Result<std::vector<signals::RawSeries>> read(const query::SampleRequest &request,
                                                                     std::stop_token stop) const override
    {
        return m_store->read(request.matchers, request.startMs, request.endMs, stop);
    }

private:
    std::shared_ptr<const store::SeriesStore> m_store;
};

} // namespace wf::station
