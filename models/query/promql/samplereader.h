// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/signals/labelmatcher.h"
#include "models/signals/rawseries.h"

#include <stop_token>
#include <vector>

namespace wf::query {

// What one selector needs: both ends inclusive, UTC milliseconds.
struct SampleRequest {
    std::vector<signals::LabelMatcher> matchers;
    qint64 startMs = 0;
    qint64 endMs = 0;
};

// Where PromQL's samples come from. Answers with every matching series that has samples in the range, in any order.
// May be called from several threads at once.
class SampleReader {
public:
    virtual ~SampleReader() = default;
    [[nodiscard]] virtual base::Result<std::vector<signals::RawSeries>> read(const SampleRequest &request,
                                                                             std::stop_token stop) const = 0;
};

} // namespace wf::query
