// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/index/metricindex.h"
#include "models/engine/explore/index/metricshape.h"
#include "tests/support/failonwarning.h"

using namespace wf;
using namespace Qt::StringLiterals;
using engine::MatchClass;
using engine::MetricIndex;
using signals::MetricType;

namespace {
QStringList found(const MetricIndex &index, const char *typed, std::size_t most = 10)
{
    QStringList out;
    for (const auto i : index.search(typed, most))
        out << index.at(i).text();
    return out;
}
} // namespace

class TestMetricIndex : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void classesOfMatches()
    {
        using engine::matchClass;
        QCOMPARE(matchClass("up", "up"), MatchClass::Whole);
        QCOMPARE(matchClass("http_r", "http_requests_total"), MatchClass::Prefix);
        QCOMPARE(matchClass("requests", "http_requests_total"), MatchClass::Word);
        QCOMPARE(matchClass("quest", "http_requests_total"), MatchClass::Inside);
        QCOMPARE(matchClass("hrt", "http_requests_total"), MatchClass::Letters);
        QCOMPARE(matchClass("ttp", "http_requests_total"), MatchClass::Inside);
        QCOMPARE(matchClass("xyz", "http_requests_total"), MatchClass::None);
        QCOMPARE(matchClass("rt", "http_requests_total"), MatchClass::Letters);
        QCOMPARE(matchClass("heap", "jvmHeapUsed"), MatchClass::Word);
    }

    void whatWasTypedIsMarked()
    {
        QCOMPARE(engine::matchedBytes("hrt", "http_requests_total"), (std::vector<int>{0, 5, 14}));
        QCOMPARE(engine::matchedBytes("requ", "http_requests_total"), (std::vector<int>{5, 6, 7, 8}));
    }

    void betterClassesComeFirstAndWithinThemMoreSeries()
    {
        const MetricIndex index({u"http_requests_total"_s, u"http_requests_created"_s, u"requests"_s,
                                 u"requests_in_flight"_s, u"my_requests"_s, u"prerequests"_s, u"up"_s},
                                {}, {{u"my_requests"_s, 3}, {u"http_requests_total"_s, 400}});
        QCOMPARE(found(index, "requests"),
                 (QStringList{u"requests"_s, u"requests_in_flight"_s, u"http_requests_total"_s, u"my_requests"_s,
                              u"http_requests_created"_s, u"prerequests"_s}));
        QCOMPARE(found(index, "REQUESTS", 2), (QStringList{u"requests"_s, u"requests_in_flight"_s}));
        QCOMPARE(found(index, "htt", 1), QStringList{u"http_requests_total"_s});
        QCOMPARE(found(index, "nothing"), QStringList());
    }

    // The signatures only leave out what cannot match: the same as looking at every name.
    void signaturesNeverHideAMatch()
    {
        QStringList names;
        for (int i = 0; i < 4000; ++i)
            names << u"m%1_%2_seconds_%3"_s.arg(i * 7919 % 997).arg(i % 13 ? u"Request"_s : u"queue.depth"_s).arg(i);
        const MetricIndex index(names, {}, {});
        for (const char *typed : {"7", "request", "q.d", "m1_r", "mrs", "seconds_39", "epth", "zz"}) {
            QSet<QString> expected;
            for (const QString &name : names)
                if (engine::matchClass(typed, name.toStdString()) != MatchClass::None &&
                    !(QByteArray(typed).size() == 1 &&
                      engine::matchClass(typed, name.toStdString()) == MatchClass::Letters))
                    expected << name;
            const QStringList all = found(index, typed, 10'000);
            QCOMPARE(QSet<QString>(all.begin(), all.end()), expected);
        }
    }

    void metadataOfAFamilyReachesItsParts()
    {
        const MetricIndex index(
            {u"lat_bucket"_s, u"lat_count"_s, u"lat_sum"_s, u"done_total"_s, u"mem"_s, u"load_count"_s},
            {{u"lat"_s, MetricType::Histogram, u"How long"_s, u"seconds"_s},
             {u"done"_s, MetricType::Counter, u"Done"_s, u""_s},
             {u"mem"_s, MetricType::Gauge, u"Memory"_s, u"bytes"_s},
             {u"load"_s, MetricType::Gauge, u"Load"_s, u""_s}},
            {});
        QCOMPARE(index.metric("lat_bucket")->type, MetricType::Counter);
        QCOMPARE(index.metric("lat_bucket")->unit, QString());
        QCOMPARE(index.metric("lat_sum")->unit, u"seconds"_s);
        QCOMPARE(index.metric("lat_sum")->help, u"How long"_s);
        QCOMPARE(index.metric("done_total")->type, MetricType::Counter);
        QCOMPARE(index.metric("mem")->type, MetricType::Gauge);
        QCOMPARE(index.metric("load_count")->type, MetricType::Unknown); // a gauge has no parts
        QVERIFY(!index.metric("lat"));
        QCOMPARE(index.metric("mem")->series, -1);
    }

    void stopsWhenAsked()
    {
        QStringList names;
        for (int i = 0; i < 20'000; ++i)
            names << u"metric_%1"_s.arg(i);
        const MetricIndex index(names, {}, {});
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(index.search("etric", 10, stop.get_token()).empty());
    }

    void shapesCountValues()
    {
        const auto shape = engine::shapeOf(u"m"_s, {{{"__name__", "m"}, {"region", "eu"}, {"pod", "a"}},
                                                    {{"__name__", "m"}, {"region", "eu"}, {"pod", "b"}},
                                                    {{"__name__", "m"}, {"region", "us"}}});
        QCOMPARE(shape.series, 3);
        QCOMPARE(shape.labels.size(), 2U);
        QCOMPARE(shape.label(u"region")->values[0].name, u"eu"_s);
        QCOMPARE(shape.label(u"region")->values[0].count, 2);
        QCOMPARE(shape.label(u"pod")->valueCount, 2);
        QVERIFY(!shape.label(u"__name__"));
    }
};

QTEST_GUILESS_MAIN(TestMetricIndex)
#include "tst_metricindex.moc"
