// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/logql/linereader.h"
#include "models/store/logs/logstore.h"

namespace wf::station {

// LogQL's lines from the station's store. Any thread; keeps the store alive while a question is worked out.
class StoreLines final : public query::LineReader {
public:
    explicit StoreLines(std::shared_ptr<const store::LogStore> store) : m_store(std::move(store)) {}
    [[nodiscard]] base::Result<query::ReadReport> read(const query::LineRequest &request, const Take &take,
                                                       std::stop_token stop) const override;

private:
    std::shared_ptr<const store::LogStore> m_store;
};

} // namespace wf::station
