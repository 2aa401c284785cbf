// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/explain/explainer.h"
#include "tests/models/engine/fakemetricsource.h"
#include "tests/support/failonwarning.h"

using namespace wf;
using namespace Qt::StringLiterals;
using support::FakeMetricSource;

namespace {
signals::QueryAnswerPtr count(double value)
{
    auto answer = std::make_shared<signals::QueryAnswer>();
    if (value > 0)
        answer->series.push_back({{}, {1'700'000'000'000}, {value}});
    return answer;
}
} // namespace

class TestExplainDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void countsOnePartAfterTheOther()
    {
        FakeMetricSource source(u"eu"_s);
        const sources::SourceSet set{{&source}, {}, {}, {}};
        const base::ManualClock clock(1'700'000'000LL * base::nsPerSecond);
        engine::MetricReader reader(set, nullptr, clock);
        engine::ExplainDesk desk(reader, clock);
        const base::TimeRange range{clock.nowNs() - base::nsPerHour, clock.nowNs()};
        desk.show(u"sum(rate(x[$__rate_interval]))"_s, range, 15 * base::nsPerSecond, false);
        QCOMPARE(desk.explanation().steps.size(), 3U);
        QCOMPARE(source.instants.size(), 1U); // never all at once
        QCOMPARE(source.instants.front().expr, u"count(sum(rate(x[1m])))"_s);
        FakeMetricSource::answer(source.instants, count(1));
        QTRY_COMPARE(source.instants.size(), 1U);
        FakeMetricSource::answer(source.instants, count(6));
        QTRY_COMPARE(source.instants.size(), 1U);
        QCOMPARE(source.instants.front().expr, u"count(x)"_s);
        QVERIFY(!desk.cost());
        FakeMetricSource::answer(source.instants, count(0));
        QTRY_VERIFY(!desk.isAsking());
        QCOMPARE(desk.seriesOf(0), 1);
        QCOMPARE(desk.seriesOf(1), 6);
        QCOMPARE(desk.seriesOf(2), 0);
        QVERIFY(desk.cost());
        QCOMPARE(desk.cost()->samples, 0);
        desk.show(u"sum(rate(x[$__rate_interval]))"_s, range, 15 * base::nsPerSecond, false);
        QCOMPARE(source.instants.size(), 1U); // nothing is not trusted for long; what was counted is
        QCOMPARE(source.instants.front().expr, u"count(x)"_s);
        FakeMetricSource::answer(source.instants, count(6));
        QTRY_VERIFY(!desk.isAsking());
        QCOMPARE(desk.seriesOf(2), 6);
    }

    void noPartIsAskedWithAPlaceholder()
    {
        FakeMetricSource source(u"eu"_s);
        const sources::SourceSet set{{&source}, {}, {}, {}};
        const base::ManualClock clock(1'700'000'000LL * base::nsPerSecond);
        engine::MetricReader reader(set, nullptr, clock);
        reader.setScrapeInterval(0);
        engine::ExplainDesk desk(reader, clock);
        const QString query = u"sum by (job) (rate(x[$__rate_interval] offset 1s)) > on () "
                              "max_over_time(y[${__range}]) + avg_over_time(z{a=\"$__x\"}[${__interval}])"_s;
        desk.show(query, {clock.nowNs() - base::nsPerHour, clock.nowNs()}, 0, false);
        int asked = 0;
        while (desk.isAsking()) {
            const QString expr = source.instants.front().expr;
            QVERIFY2(!expr.contains(u"__rate_interval"_s) && !expr.contains(u"__range"_s) &&
                         !expr.contains(u"__interval"_s),
                     qPrintable(expr));
            ++asked;
            FakeMetricSource::answer(source.instants, count(1));
            QTRY_VERIFY(!source.instants.empty() || !desk.isAsking());
        }
        QCOMPARE(asked, 9);
    }

    void costAloneCountsOnlySelectors()
    {
        FakeMetricSource source(u"eu"_s);
        const sources::SourceSet set{{&source}, {}, {}, {}};
        const base::ManualClock clock(1'700'000'000LL * base::nsPerSecond);
        engine::MetricReader reader(set, nullptr, clock);
        engine::ExplainDesk desk(reader, clock);
        desk.show(u"sum(rate(x[5m])) > 3"_s, {0, base::nsPerHour}, 15 * base::nsPerSecond, true);
        QCOMPARE(source.instants.front().expr, u"count(x)"_s);
        FakeMetricSource::answer(source.instants, count(4));
        QTRY_VERIFY(!desk.isAsking());
        QVERIFY(source.instants.empty());
        QCOMPARE(desk.cost()->series, 4);
    }

    void aFailureEndsTheCounting()
    {
        FakeMetricSource source(u"eu"_s);
        const sources::SourceSet set{{&source}, {}, {}, {}};
        const base::ManualClock clock(1'700'000'000LL * base::nsPerSecond);
        engine::MetricReader reader(set, nullptr, clock);
        engine::ExplainDesk desk(reader, clock);
        desk.show(u"a + b"_s, {0, base::nsPerHour}, 15 * base::nsPerSecond, false);
        auto asked = source.instants.front();
        source.instants.pop_front();
        asked.reply(base::makeError(base::ErrorKind::Timeout, u"Too slow"_s));
        QTRY_VERIFY(desk.error());
        QCOMPARE(desk.error()->summary, u"Too slow"_s);
        QVERIFY(source.instants.empty());
    }
};

QTEST_GUILESS_MAIN(TestExplainDesk)
#include "tst_explaindesk.moc"
