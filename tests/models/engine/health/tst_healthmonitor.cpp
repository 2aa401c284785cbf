// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/health/healthmonitor.h"

#include "tests/support/fakeclock.h"

#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

class HealthMonitorTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatCountsOnIsOneEvent();
};

void HealthMonitorTest::whatCountsOnIsOneEvent()
{
    auto clock = support::clockAt();
    const sources::SourceSet none;
    engine::HealthMonitor health(none, clock);
    const auto note = [&](const QString &what) {
        health.note({clock.nowNs(), signals::Severity::Info, u"Watchfloor"_s, what});
        clock.advance(base::nsPerSecond);
    };
    note(u"Filling: 10 %"_s);
    note(u"Filling: 20 %"_s);
    note(u"Note kept."_s);
    note(u"Note kept."_s); // twice is twice
    note(u"Filling: 30 %"_s);
    clock.advance(2 * base::nsPerMinute);
    note(u"Filling: 40 %"_s);
    QStringList said;
    for (const auto &event : health.snapshot()->events)
        said << event.what;
    QCOMPARE(said, QStringList(
                       {u"Filling: 40 %"_s, u"Filling: 30 %"_s, u"Note kept."_s, u"Note kept."_s, u"Filling: 20 %"_s}));
}

QTEST_GUILESS_MAIN(HealthMonitorTest)
#include "tst_healthmonitor.moc"
