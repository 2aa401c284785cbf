// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/index/metriccatalog.h"
#include "tests/models/engine/fakemetricsource.h"
#include "tests/support/failonwarning.h"

#include <QSignalSpy>

using namespace wf;
using namespace Qt::StringLiterals;
using support::FakeMetricSource;

class TestMetricCatalog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void joinsWhatAllSourcesKnow()
    {
        FakeMetricSource eu(u"eu"_s), us(u"us"_s);
        const sources::SourceSet set{{&eu, &us}, {}, {}, {}};
        base::ManualClock clock(1'700'000'000LL * base::nsPerSecond);
        const async::Pools pools;
        engine::MetricCatalog catalog(set, clock, pools);
        QVERIFY(catalog.index()->isEmpty());
        catalog.refresh();
        QVERIFY(catalog.isAsking());
        FakeMetricSource::answer(eu.labelQuestions, QStringList{u"up"_s, u"a"_s});
        FakeMetricSource::answer(us.labelQuestions, QStringList{u"up"_s, u"b"_s});
        FakeMetricSource::answer(eu.metadataQuestions,
                                 std::vector<signals::MetricInfo>{{u"a"_s, signals::MetricType::Gauge, u"A"_s, u""_s}});
        FakeMetricSource::answer(us.metadataQuestions, std::vector<signals::MetricInfo>());
        QTRY_VERIFY(!catalog.isAsking());
        QCOMPARE(catalog.index()->size(), 3U);
        QCOMPARE(catalog.index()->metric("a")->help, u"A"_s);
        QCOMPARE(catalog.cardinality()->errors.size(), 2U); // these sources cannot count
        QCOMPARE(catalog.asOfNs(), clock.nowNs());
    }

    void aSourceThatFailsLeavesTheOthers()
    {
        FakeMetricSource eu(u"eu"_s), us(u"us"_s);
        const sources::SourceSet set{{&eu, &us}, {}, {}, {}};
        base::ManualClock clock(1'700'000'000LL * base::nsPerSecond);
        const async::Pools pools;
        engine::MetricCatalog catalog(set, clock, pools);
        catalog.refresh();
        FakeMetricSource::answer(eu.labelQuestions, QStringList{u"up"_s});
        auto asked = us.labelQuestions.front();
        asked.reply(base::makeError(base::ErrorKind::Unreachable, u"No connection"_s));
        FakeMetricSource::answer(eu.metadataQuestions, std::vector<signals::MetricInfo>());
        FakeMetricSource::answer(us.metadataQuestions, std::vector<signals::MetricInfo>());
        QTRY_VERIFY(!catalog.isAsking());
        QCOMPARE(catalog.index()->size(), 1U);
        QCOMPARE(catalog.errors().size(), 1U);
        QCOMPARE(catalog.errors()[0].summary, u"No connection"_s);
    }

    void nothingIsNotTrustedForLong()
    {
        FakeMetricSource source(u"eu"_s);
        const sources::SourceSet set{{&source}, {}, {}, {}};
        base::ManualClock clock(1'700'000'000LL * base::nsPerSecond);
        const async::Pools pools;
        engine::MetricCatalog catalog(set, clock, pools);
        const auto answer = [&](const QStringList &names) {
            FakeMetricSource::answer(source.labelQuestions, names);
            FakeMetricSource::answer(source.metadataQuestions, std::vector<signals::MetricInfo>());
        };
        catalog.refreshWhenOlder(5 * base::nsPerMinute);
        answer({}); // it has just begun
        QTRY_VERIFY(!catalog.isAsking());
        clock.advance(5 * base::nsPerSecond);
        catalog.refreshWhenOlder(5 * base::nsPerMinute);
        QVERIFY(!catalog.isAsking());
        clock.advance(6 * base::nsPerSecond);
        catalog.refreshWhenOlder(5 * base::nsPerMinute);
        QVERIFY(catalog.isAsking());
        answer({u"up"_s});
        QTRY_COMPARE(catalog.index()->size(), 1U);
        QTRY_VERIFY(!catalog.isAsking());
        clock.advance(base::nsPerMinute);
        catalog.refreshWhenOlder(5 * base::nsPerMinute);
        QVERIFY(!catalog.isAsking());
    }

    void labelsOfAMetricAreAskedOnceAndKept()
    {
        FakeMetricSource source(u"eu"_s);
        const sources::SourceSet set{{&source}, {}, {}, {}};
        base::ManualClock clock(1'700'000'000LL * base::nsPerSecond);
        const async::Pools pools;
        engine::MetricCatalog catalog(set, clock, pools);
        QSignalSpy changed(&catalog, &engine::MetricCatalog::shapeChanged);
        QVERIFY(!catalog.shape(u"up"_s));
        QVERIFY(!catalog.shape(u"up"_s));
        QCOMPARE(source.seriesQuestions.size(), 1U);
        QCOMPARE(source.seriesQuestions.front().expr, u"up"_s);
        FakeMetricSource::answer(
            source.seriesQuestions,
            std::vector<base::Labels>{{{"__name__", "up"}, {"job", "api"}}, {{"__name__", "up"}, {"job", "db"}}});
        QTRY_COMPARE(changed.count(), 1);
        const auto shape = catalog.shape(u"up"_s);
        QVERIFY(shape);
        QCOMPARE(shape->series, 2);
        QCOMPARE(shape->label(u"job")->valueCount, 2);
        QVERIFY(source.seriesQuestions.empty());
        clock.advance(engine::MetricCatalog::shapesTrustedNs + 1);
        QVERIFY(catalog.shape(u"up"_s)); // the old one serves while the new one is asked
        QCOMPARE(source.seriesQuestions.size(), 1U);
        FakeMetricSource::answer(source.seriesQuestions, std::vector<base::Labels>());
        QTRY_COMPARE(changed.count(), 2);
        QVERIFY(catalog.shape(u"up"_s)->labels.empty());
        QVERIFY(source.seriesQuestions.empty());
        clock.advance(engine::MetricCatalog::emptyTrustedNs + 1);
        QVERIFY(catalog.shape(u"up"_s)); // a source that has just begun soon has some
        QCOMPARE(source.seriesQuestions.size(), 1U);
    }

    void whatCannotBeAskedIsSaid()
    {
        FakeMetricSource source(u"eu"_s);
        const sources::SourceSet set{{&source}, {}, {}, {}};
        base::ManualClock clock(1'700'000'000LL * base::nsPerSecond);
        const async::Pools pools;
        engine::MetricCatalog catalog(set, clock, pools);
        QSignalSpy changed(&catalog, &engine::MetricCatalog::shapeChanged);
        (void)catalog.shape(u"up"_s);
        auto asked = source.seriesQuestions.front();
        asked.reply(base::makeError(base::ErrorKind::Timeout, u"Too slow"_s));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(catalog.shapeError(u"up"_s)->summary, u"Too slow"_s);
        QVERIFY(!catalog.isAskingShape(u"up"_s));
    }

    void allLabelsAreAskedByName()
    {
        FakeMetricSource source(u"eu"_s);
        const sources::SourceSet set{{&source}, {}, {}, {}};
        base::ManualClock clock(1'700'000'000LL * base::nsPerSecond);
        const async::Pools pools;
        engine::MetricCatalog catalog(set, clock, pools);
        QVERIFY(!catalog.shape({}));
        FakeMetricSource::answer(source.labelQuestions, QStringList{u"__name__"_s, u"job"_s});
        const auto shape = catalog.shape({});
        QVERIFY(shape && shape->labels.size() == 1);
        QVERIFY(shape->label(u"job")->values.empty());
        catalog.wantValues({}, u"job"_s);
        catalog.wantValues({}, u"job"_s);
        QCOMPARE(source.labelQuestions.size(), 1U);
        FakeMetricSource::answer(source.labelQuestions, QStringList{u"b"_s, u"a"_s});
        QCOMPARE(catalog.shape({})->label(u"job")->values[0].name, u"a"_s);
    }
};

QTEST_GUILESS_MAIN(TestMetricCatalog)
#include "tst_metriccatalog.moc"
