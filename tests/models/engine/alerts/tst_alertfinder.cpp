// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/alerts/alertfinder.h"

#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

WatchedAlert alert(const char *name, const char *service, const char *severity, qint64 startNs)
{
    WatchedAlert out;
    out.alert.labels = base::Labels({{"alertname", name}, {"severity", severity}});
    out.alert.startsNs = startNs;
    out.service = QString::fromLatin1(service);
    return out;
}

AlertSnapshot night()
{
    AlertSnapshot out;
    out.alerts =
        std::vector{alert("PaymentSlow", "payment", "warning", 10), alert("DiskFull", "search", "info", 30),
                    alert("PaymentSlow", "payment", "critical", 5), alert("PaymentSlow", "payment", "warning", 20)};
    return out;
}

} // namespace

class tst_AlertFinder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theBestNameFirstThenTheWorstThenTheNewest()
    {
        using Places = std::vector<std::size_t>;
        QCOMPARE(findAlerts(night(), u"paysl"_s, 10, {}), (Places{2, 3, 0}));
        QCOMPARE(findAlerts(night(), u"search"_s, 10, {}), (Places{1}));
        QCOMPARE(findAlerts(night(), u"nothing so"_s, 10, {}), Places());
        QCOMPARE(findAlerts(night(), {}, 10, {}), (Places{2, 3, 0, 1})); // without letters: all
        QCOMPARE(findAlerts(night(), {}, 2, {}), (Places{2, 3}));
    }
    void itEndsWhenNobodyWaits()
    {
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(findAlerts(night(), {}, 10, stop.get_token()).empty());
    }
};

QTEST_APPLESS_MAIN(tst_AlertFinder)
#include "tst_alertfinder.moc"
