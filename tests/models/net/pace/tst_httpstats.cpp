// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/pace/httpstats.h"

#include <QTest>

using namespace wf;
using net::SkewEstimate;

namespace {

constexpr qint64 ms = base::nsPerMs;
constexpr qint64 start = 1'778'723'840 * base::nsPerSecond;

// An exchange that begins at `sentNs` by our clock; the server's is `aheadNs` ahead and tells whole seconds.
void exchange(SkewEstimate &skew, qint64 sentNs, qint64 roundTripNs, qint64 aheadNs)
{
    const qint64 server = sentNs + roundTripNs / 2 + aheadNs;
    skew.add(server - server % base::nsPerSecond, sentNs, sentNs + roundTripNs);
}

bool isAbout(const SkewEstimate &skew, qint64 ns)
{
    return std::abs(skew.skewNs() - ns) <= base::nsPerSecond;
}

} // namespace

class TestHttpStats : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theShortestExchangeCounts()
    {
        SkewEstimate skew;
        exchange(skew, start, 20 * ms, 10 * base::nsPerSecond);
        skew.add(start + 22 * base::nsPerSecond, start + base::nsPerSecond, start + 13 * base::nsPerSecond); // slow
        QVERIFY(isAbout(skew, 10 * base::nsPerSecond));
    }
    void aClockThatWasSetIsSeenInTheNextAnswer_data()
    {
        QTest::addColumn<qint64>("jumpNs");
        QTest::newRow("an hour ahead") << base::nsPerHour;
        QTest::newRow("an hour back") << -base::nsPerHour;
        QTest::newRow("ten seconds") << 10 * base::nsPerSecond;
    }
    void aClockThatWasSetIsSeenInTheNextAnswer()
    {
        QFETCH(qint64, jumpNs);
        SkewEstimate skew;
        for (int i = 0; i < 20; ++i)
            exchange(skew, start + i * base::nsPerSecond, 2 * ms, 0);
        QVERIFY(isAbout(skew, 0));
        exchange(skew, start + jumpNs + 20 * base::nsPerSecond, 30 * ms, -jumpNs); // slower than all before
        QVERIFY(isAbout(skew, -jumpNs));
        exchange(skew, start + 21 * base::nsPerSecond, 40 * ms, 0);
        QVERIFY(isAbout(skew, 0));
    }
    void aClockThatIsSetDuringAnExchangeDeceivesNobody()
    {
        SkewEstimate skew;
        exchange(skew, start, 2 * ms, 0);
        skew.add(start + base::nsPerSecond, start + base::nsPerSecond, start + base::nsPerSecond - base::nsPerHour);
        QVERIFY(isAbout(skew, 0));
        skew.add(start + 2 * base::nsPerSecond, start + 2 * base::nsPerSecond,
                 start + 2 * base::nsPerSecond + base::nsPerHour);
        QVERIFY(isAbout(skew, 0));
    }
};

QTEST_GUILESS_MAIN(TestHttpStats)
#include "tst_httpstats.moc"
