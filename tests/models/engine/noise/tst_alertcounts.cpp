// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/noise/alertcounts.h"

#include <QTest>

using namespace wf;
using namespace wf::engine;

class TestAlertCounts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachAlertIsCountedOnce()
    {
        AlertSnapshot alerts;
        const auto add = [&alerts](const char *severity, Handling handling) {
            WatchedAlert one;
            one.alert.labels = base::Labels{{"alertname", "A"}, {"severity", severity}};
            one.handling = handling;
            one.key = alerts.alerts.size() + 1;
            alerts.alerts.push_back(one);
        };
        for (const char *severity : {"critical", "page", "warning", "info"})
            add(severity, Handling::Open);
        add("critical", Handling::Open); // quiet
        add("critical", Handling::Pending);
        add("critical", Handling::Acknowledged);
        add("warning", Handling::Silenced);
        add("warning", Handling::Inhibited);
        NoiseSnapshot noise;
        noise.quiet.insert(5, {analysis::NoiseReason::Flapping, QStringLiteral("it flaps"), 0});
        const AlertCounts expected{4, 2, 1, 1, 1, 1, 2};
        QVERIFY(countAlerts(alerts, noise) == expected);
        QVERIFY(countAlerts({}, {}) == AlertCounts());
    }
};

QTEST_APPLESS_MAIN(TestAlertCounts)
#include "tst_alertcounts.moc"
