// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/intake/intake.h"

namespace wf::stationtest {

// Everything but takeMarkedLogs and logMarks, which make the difference for readers of logs.
class LogsOnlyIntake : public station::Intake {
public:
    [[nodiscard]] base::Result<station::Accepted> takeMetrics(station::MetricBatch) override
    {
        return station::Accepted{};
    }
    [[nodiscard]] base::Result<station::Accepted> takeSpans(std::vector<signals::Trace>) override
    {
        return station::Accepted{};
    }
    [[nodiscard]] base::Result<station::Accepted> takeLogs(std::vector<signals::LogLine> lines) override
    {
        return takeMarkedLogs(std::move(lines), {});
    }
};

} // namespace wf::stationtest
