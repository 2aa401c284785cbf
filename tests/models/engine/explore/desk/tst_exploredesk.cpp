// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/desk/exploredesk.h"
#include "models/store/store.h"
#include "tests/models/engine/fakemetricsource.h"
#include "tests/support/failonwarning.h"

#include <QTemporaryDir>

using namespace wf;
using namespace Qt::StringLiterals;
using support::FakeMetricSource;

namespace {

store::StoreOptions optionsIn(const QTemporaryDir &folder)
{
    store::StoreOptions options;
    options.directory = folder.path();
    return options;
}

struct Fixture {
    QTemporaryDir folder;
    base::ManualClock clock{1'700'000'000LL * base::nsPerSecond};
    async::Pools pools;
    store::Store store{optionsIn(folder), clock};
    FakeMetricSource source{u"eu"_s};
    sources::SourceSet set{{&source}, {}, {}, {}};
    engine::MetricReader reader{set, nullptr, clock};
    engine::ExploreDesk desk{{set, reader, store.ledger()}, clock, pools};
    const base::TimeRange range{clock.nowNs() - base::nsPerHour, clock.nowNs()};

    void know(const QStringList &names, const std::vector<signals::MetricInfo> &infos)
    {
        desk.catalog().refresh();
        FakeMetricSource::answer(source.labelQuestions, names);
        FakeMetricSource::answer(source.metadataQuestions, infos);
    }
};

signals::QueryAnswerPtr answerOf(double value)
{
    auto answer = std::make_shared<signals::QueryAnswer>();
    answer->series.push_back({{{"pod", "a"}}, {1'700'000'000'000}, {value}});
    return answer;
}

} // namespace

class TestExploreDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void runsAndKeepsWhatRan()
    {
        Fixture f;
        f.know({u"wait_milliseconds"_s}, {});
        QTRY_VERIFY(!f.desk.catalog().isAsking());
        f.desk.run({u" wait_milliseconds "_s, f.range, 300, false, 0});
        QVERIFY(f.desk.answer().isAsking);
        QCOMPARE(f.source.ranges.front().expr, u"wait_milliseconds"_s);
        FakeMetricSource::answer(f.source.ranges, answerOf(1500));
        QTRY_VERIFY(!f.desk.answer().isAsking);
        QCOMPARE(f.desk.answer().unit.unit, base::Unit::Seconds);
        QCOMPARE(f.desk.answer().answer->series[0].values[0], 1.5);
        QCOMPARE(f.desk.book().queries()[0].text, u"wait_milliseconds"_s);
        QCOMPARE(f.desk.book().queries()[0].series, 1);
        f.desk.run({u"wait_milliseconds"_s, f.range, 300, false, 0}); // a refresh is no new query
        FakeMetricSource::answer(f.source.ranges, answerOf(2000));
        QTRY_VERIFY(!f.desk.answer().isAsking);
        QCOMPARE(f.desk.book().queries()[0].times, 1);
    }

    void anErrorLeavesTheLastAnswer()
    {
        Fixture f;
        f.desk.run({u"a"_s, f.range, 300, false, 0});
        FakeMetricSource::answer(f.source.ranges, answerOf(1));
        QTRY_VERIFY(!f.desk.answer().isAsking);
        f.desk.run({u"b"_s, f.range, 300, false, 0});
        auto asked = f.source.ranges.front();
        f.source.ranges.pop_front();
        asked.reply(base::makeError(base::ErrorKind::BadRequest, u"refused"_s));
        QTRY_VERIFY(f.desk.answer().error);
        QVERIFY(f.desk.answer().answer);
        QVERIFY(!f.desk.answer().isAsking);
        QCOMPARE(f.desk.book().queries().size(), 1U);
    }

    void theNewestRunWins()
    {
        Fixture f;
        f.desk.run({u"a"_s, f.range, 300, false, 0});
        f.desk.run({u"b"_s, f.range, 300, false, 0});
        QVERIFY(!FakeMetricSource::answer(f.source.ranges, answerOf(1))); // nobody waits for it
        FakeMetricSource::answer(f.source.ranges, answerOf(2));
        QTRY_VERIFY(!f.desk.answer().isAsking);
        QCOMPARE(f.desk.answer().answer->series[0].values[0], 2.0);
    }

    void anEarlierRangeIsMovedOntoThisOne()
    {
        Fixture f;
        f.desk.run({u"a"_s, f.range, 300, false, base::nsPerDay});
        QCOMPARE(f.source.ranges.size(), 2U);
        FakeMetricSource::answer(f.source.ranges, answerOf(1));
        QVERIFY(f.source.ranges.front().range.endNs <= f.range.endNs - base::nsPerDay);
        FakeMetricSource::answer(f.source.ranges, answerOf(2));
        QTRY_VERIFY(f.desk.answer().compare);
        QCOMPARE(f.desk.answer().compare->series[0].timesMs[0], 1'700'000'000'000 + 86'400'000);
        f.desk.run({u"a"_s, f.range, 300, false, 0});
        QVERIFY(!f.desk.answer().compare);
    }

    void instantQueriesFillTheirPlaceholders()
    {
        Fixture f;
        f.desk.run({u"rate(x[$__rate_interval])"_s, f.range, 300, true, 0});
        QCOMPARE(f.source.instants.front().expr, u"rate(x[1m])"_s);
        QCOMPARE(f.source.instants.front().range.endNs, f.range.endNs);
    }

    void histogramsBecomeLinesOfTheirQuantile()
    {
        Fixture f;
        auto answer = std::make_shared<signals::QueryAnswer>();
        answer->histograms.push_back({{{"pod", "a"}}, {{1'700'000'000'000, 100, 1, {{1, 2, 50, 0}, {2, 4, 50, 0}}}}});
        f.desk.run({u"rate(wait_seconds[5m])"_s, f.range, 300, false, 0});
        FakeMetricSource::answer(f.source.ranges, signals::QueryAnswerPtr(answer));
        QTRY_VERIFY(!f.desk.answer().isAsking);
        QCOMPARE(f.desk.answer().quantile, 0.99);
        QCOMPARE(f.desk.answer().lineQuery(), u"histogram_quantile(0.99, rate(wait_seconds[5m]))"_s);
        QCOMPARE(f.desk.answer().unit.unit, base::Unit::Seconds);
        QVERIFY(f.desk.answer().answer->series[0].values[0] > 3.9);
        f.desk.setQuantile(0.5);
        QTRY_COMPARE(f.desk.answer().quantile, 0.5);
        QCOMPARE(f.desk.answer().answer->series[0].values[0], 2.0);
        QVERIFY(!f.desk.answer().isAsking);
        QVERIFY(f.source.ranges.empty()); // nobody was asked again
        f.desk.run({u"a"_s, f.range, 300, false, 0});
        FakeMetricSource::answer(f.source.ranges, answerOf(1));
        QTRY_VERIFY(!f.desk.answer().isAsking);
        QCOMPARE(f.desk.answer().quantile, 0.0);
        QCOMPARE(f.desk.answer().lineQuery(), u"a"_s);
    }

    void checksAgainOnceLabelsAreKnown()
    {
        Fixture f;
        f.know({u"x_total"_s}, {{u"x_total"_s, signals::MetricType::Counter, {}, {}}});
        QTRY_VERIFY(!f.desk.catalog().isAsking());
        std::vector<std::vector<signals::ExpressionMark>> marks;
        f.desk.check(u"sum by (zone) (rate(x_total[5m]))"_s, [&marks](const auto &found) { marks.push_back(found); });
        QTRY_COMPARE(marks.size(), 1U);
        QVERIFY(marks[0].empty());
        FakeMetricSource::answer(f.source.seriesQuestions,
                                 std::vector<base::Labels>{{{"__name__", "x_total"}, {"region", "eu"}}});
        QTRY_COMPARE(marks.size(), 2U);
        QCOMPARE(marks[1].size(), 1U);
        QVERIFY(marks[1][0].message.contains(u"zone"_s));
    }
};

QTEST_GUILESS_MAIN(TestExploreDesk)
#include "tst_exploredesk.moc"
