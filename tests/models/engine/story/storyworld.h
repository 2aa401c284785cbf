// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/alerts/watch/alertrecorder.h"
#include "models/engine/story/storyteller.h"
#include "models/store/store.h"
#include "tests/models/store/asking.h"
#include "tests/support/fakealertsource.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakemetricsource.h"
#include "tests/support/firing.h"

#include <QTemporaryDir>

#include <optional>

namespace wf::tests {

// One incident at one service, over a store on disk.
struct StoryWorld {
    base::ManualClock clock = support::clockAt();
    QTemporaryDir dir;
    async::Pools pools;
    support::FakeAlertSource server{clock, QStringLiteral("am")};
    support::FakeMetricSource metrics{QStringLiteral("prom")};
    sources::SourceSet set{{&metrics}, {&server}, {}, {}};
    store::Store files{test::quietOptions(dir.path()), clock};
    engine::AlertWatch watch{set, clock, pools, {}};
    engine::ServiceCatalog services{set, {}, clock};
    engine::AlertRecorder recorder{watch, files.alerts(), {}};
    engine::IncidentKeeper keeper{
        {watch, services, files.alerts(), files.ledger()}, {}, clock, pools, QStringLiteral("mara")};
    engine::MetricReader reader{set, nullptr, clock};
    engine::CauseDesk causes{{keeper, services, reader, set, files.ledger()}, clock, pools, QStringLiteral("mara")};
    engine::Storyteller story{{keeper, services, causes, files.ledger()}, clock, QStringLiteral("mara")};

    StoryWorld()
    {
        fire("LatencyHigh");
        keeper.start();
        causes.start();
        watch.pollNow();
    }
    void fire(const char *name)
    {
        server.alertList.push_back(
            support::firing({{"alertname", name}, {"service", "payment"}, {"severity", "critical"}},
                            clock.nowNs() - 5 * base::nsPerMinute));
    }
    [[nodiscard]] bool isOpen() const { return keeper.isSettled() && !keeper.snapshot()->open.empty(); }
    [[nodiscard]] const engine::Incident &incident() const { return *keeper.snapshot()->open.front(); }
};

} // namespace wf::tests
