// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/engine/history/alertseries.h"
#include "models/sources/ports.h"

namespace wf::engine {

// Firings by who tells them, and what could not be asked.
struct SeriesPast {
    struct Told {
        QString source; // name, as shown
        std::vector<SeriesFiring> firings;
    };
    std::vector<Told> told;
    qint64 stepNs = 0;
    QStringList missing; // in words; outside text
};

// Asks every metric source for what it wrote of its alerts, in pieces of at most `mostSteps` steps, the newest piece
// first and one at a time; at most `mostFirings` of a source. GUI thread.
class SeriesReader final {
public:
    explicit SeriesReader(const sources::SourceSet &sources) : m_sources(sources) {}

    // Once, later. Dropping the Request stops it.
    using Reply = std::function<void(SeriesPast)>;
    [[nodiscard]] async::Request read(base::TimeRange range, Reply reply) const;

    static constexpr qint64 mostSteps = 2'000;
    static constexpr std::size_t mostFirings = 200'000;

private:
    const sources::SourceSet &m_sources;
};

} // namespace wf::engine
