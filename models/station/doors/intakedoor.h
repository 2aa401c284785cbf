// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/sendon/sendon.h"

namespace wf::station {

// The one intake everybody in the station holds: straight to the stores, or through the way on when there is one. The
// way may be changed at any time; whoever is in it comes out first.
class IntakeDoor final : public Intake {
public:
    // folder: what waits to be sent on is kept there.
    IntakeDoor(std::shared_ptr<Intake> station, QString folder)
        : m_station(std::move(station)), m_shelf(std::move(folder))
    {
    }

    // Owner's thread. What waits for a target that was there before goes on waiting; for one that comes back within a
    // week, too. No targets: nothing is sent on.
    void sendOn(const std::vector<SendTarget> &targets, const Sender::Environment &environment);
    [[nodiscard]] std::vector<SenderState> states() const; // owner's thread

    [[nodiscard]] base::Result<Accepted> takeMetrics(MetricBatch batch) override;
    [[nodiscard]] base::Result<Accepted> takeLogs(std::vector<signals::LogLine> lines) override;
    [[nodiscard]] base::Result<Accepted> takeMarkedLogs(std::vector<signals::LogLine> lines,
                                                        std::vector<signals::LogMark> marks) override;
    [[nodiscard]] base::Result<std::vector<signals::LogMark>> logMarks() const override;
    [[nodiscard]] base::Result<Accepted> takeSpans(std::vector<signals::Trace> traces) override;

private:
    [[nodiscard]] std::shared_ptr<Intake> way() const;

    std::shared_ptr<Intake> m_station;
    OutboxShelf m_shelf;
    mutable std::mutex m_mutex;
    std::shared_ptr<SendOnIntake> m_sendOn;
};

} // namespace wf::station
