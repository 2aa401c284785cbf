// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/logs/storelines.h"
#include "models/station/stores/stationstores.h"

namespace wf::station {

// LogQL's lines from the station's store, once it is open. Any thread but the GUI's.
class KeptLines final : public query::LineReader {
public:
    explicit KeptLines(std::shared_ptr<const StationStores> stores) : m_stores(std::move(stores)) {}
    [[nodiscard]] base::Result<query::ReadReport> read(const query::LineRequest &request, const Take &take,
                                                       std::stop_token stop) const override
    {
        const auto store = m_stores->logs();
        if (!store)
            return store.error();
        return StoreLines(*store).read(request, take, stop);
    }

private:
    std::shared_ptr<const StationStores> m_stores;
};

} // namespace wf::station
