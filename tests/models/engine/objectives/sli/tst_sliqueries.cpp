// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/sli/sliqueries.h"

#include "models/base/clock.h"

#include <QTest>

using namespace wf;
using engine::sliQueries;
using signals::Objective;
using signals::SliKind;

class SliQueriesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void countsAPlainCounterWithIncrease()
    {
        const auto q = sliQueries(ratio("ok_total{a=\"b\"}", "all_total"), 30 * base::nsPerMinute);
        QCOMPARE(q.part, QStringLiteral("sum(increase(ok_total{a=\"b\"}[30m]))"));
        QCOMPARE(q.total, QStringLiteral("sum(increase(all_total[30m]))"));
        QVERIFY(q.partIsGood);
    }
    void countsASumSeriesBySeriesSoThatResetsAreSeen()
    {
        const auto q = sliQueries(ratio("sum by (job) (ok_total offset 1h)", "(sum(all_total))"), base::nsPerHour);
        QCOMPARE(q.part, QStringLiteral("sum(increase(ok_total[1h] offset 1h))"));
        QCOMPARE(q.total, QStringLiteral("sum(increase(all_total[1h]))"));
    }
    void countsOtherExpressionsThroughASubquery()
    {
        const auto q = sliQueries(ratio("max(ok_total)", "sum(rate(all_total[5m]))"), base::nsPerMinute);
        QCOMPARE(q.part, QStringLiteral("sum(increase((max(ok_total))[1m:1m]))"));
        QCOMPARE(q.total, QStringLiteral("sum(avg_over_time((sum(rate(all_total[5m])))[1m:1m])) * 60"));
    }
    void fillsTheWindowIntoTemplates()
    {
        Objective o = ratio("", "sum(rate(t[{{.window}}]))");
        o.badQuery = QStringLiteral("sum(rate(e[{{.window}}]))");
        const auto q = sliQueries(o, base::nsPerHour);
        QCOMPARE(q.total, QStringLiteral("sum(sum(rate(t[1h]))) * 3600"));
        QCOMPARE(q.part, QStringLiteral("sum(sum(rate(e[1h]))) * 3600"));
        QVERIFY(!q.partIsGood);
    }
    void knowsNoEventsOfAShare()
    {
        Objective o;
        o.kind = SliKind::Raw;
        o.rawIsBadShare = true;
        o.rawQuery = QStringLiteral("a[{{.window}}]");
        QVERIFY(sliQueries(o, base::nsPerHour).isShare);
        o.rawQuery = QStringLiteral("share");
        QCOMPARE(sliQueries(o, base::nsPerHour).total, QStringLiteral("sum(count_over_time((share)[1h:1m]))"));
        QVERIFY(!sliQueries(o, base::nsPerHour).partIsGood);
    }
    void countsSamplesOfGaugesAndObservationsOfHistograms()
    {
        Objective o;
        o.kind = SliKind::BoolGauge;
        o.totalQuery = QStringLiteral("up{job=\"a\"}");
        QCOMPARE(sliQueries(o, base::nsPerHour).part, QStringLiteral("sum(sum_over_time(up{job=\"a\"}[1h]))"));
        o.kind = SliKind::NativeLatency;
        o.totalQuery = QStringLiteral("h");
        o.thresholdValue = 0.25;
        QCOMPARE(sliQueries(o, base::nsPerHour).part,
                 QStringLiteral("histogram_fraction(0, 0.25, sum(increase(h[1h]))) * "
                                "histogram_count(sum(increase(h[1h])))"));
    }
    void saysWhenAnIndicatorCannotBeCounted()
    {
        QVERIFY(!sliQueries(ratio("", "x"), base::nsPerMinute).problem.isEmpty());
        QVERIFY(!sliQueries(ratio("a", "x"), 0).problem.isEmpty());
        QVERIFY(!sliQueries(ratio("a b", "x"), base::nsPerMinute).problem.isEmpty());
    }
    void saysTheShareOfBadEventsAsOneQuery()
    {
        Objective o = ratio("good", "all");
        QCOMPARE(engine::badShareQuery(o, base::nsPerHour),
                 QStringLiteral("1 - sum(increase(good[1h])) / sum(increase(all[1h]))"));
        std::swap(o.goodQuery, o.badQuery);
        QCOMPARE(engine::badShareQuery(o, base::nsPerHour),
                 QStringLiteral("sum(increase(good[1h])) / sum(increase(all[1h]))"));
        Objective share;
        share.kind = SliKind::Raw;
        share.rawIsBadShare = true;
        share.rawQuery = QStringLiteral("bad:share{{.window}}");
        QCOMPARE(engine::badShareQuery(share, base::nsPerHour), QStringLiteral("avg(bad:share1h)"));
        QVERIFY(engine::badShareQuery(ratio("", "x"), base::nsPerMinute).isEmpty());
    }
    void namesTheSelectorsItCountsFrom()
    {
        const auto found = engine::eventSelectors(ratio("g", "sum(rate(a{x=\"1\"}[{{.window}}])) + sum(b offset 5m)"));
        QCOMPARE(found, (std::vector<QString>{QStringLiteral("a{x=\"1\"}"), QStringLiteral("b")}));
    }

private:
    static Objective ratio(const char *good, const char *total)
    {
        Objective o;
        o.goodQuery = QString::fromLatin1(good);
        o.totalQuery = QString::fromLatin1(total);
        return o;
    }
};

QTEST_GUILESS_MAIN(SliQueriesTest)
#include "tst_sliqueries.moc"
