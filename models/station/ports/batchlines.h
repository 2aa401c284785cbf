// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/logql/linereader.h"
#include "models/station/ports/linefeed.h"

namespace wf::station {

// A batch that was just taken, for LogQL: what a live tail's question finds among the newest lines. Hints are ignored.
class BatchLines final : public query::LineReader {
public:
    explicit BatchLines(LineBatchPtr batch) : m_batch(std::move(batch)) {}
    [[nodiscard]] base::Result<query::ReadReport> read(const query::LineRequest &request, const Take &take,
                                                       std::stop_token stop) const override;

private:
    LineBatchPtr m_batch;
};

} // namespace wf::station
