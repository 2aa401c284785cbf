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

std::pair<QStringList, std::vector<engine::CountedName>> manyNames()
{
    QStringList names{u"up"_s, u"Up"_s, u"UP_total"_s, u"zähler_ä"_s};
    std::vector<engine::CountedName> counts;
    for (int i = 0; i < 4000; ++i) {
        names << u"m%1_%2_seconds_%3"_s.arg(i * 7919 % 997).arg(i % 13 ? u"Request"_s : u"queue.depth"_s).arg(i);
        if (i % 7 == 0)
            counts.push_back({names.back(), i % 29});
        if (i % 50 == 0)
            names << u"jvmHeapUsed%1"_s.arg(i) << u"JVM_used_%1"_s.arg(i) << u"jvm:tree:%1"_s.arg(i);
    }
    return {names, counts};
}

// By looking at every name.
QStringList ranked(const QStringList &names, const std::vector<engine::CountedName> &counts, const char *typed)
{
    std::vector<std::tuple<MatchClass, qint64, std::size_t, std::string>> all;
    for (const QString &text : names) {
        const std::string name = text.toStdString();
        const MatchClass kind = engine::matchClass(typed, name);
        if (kind == MatchClass::None || (kind == MatchClass::Letters && std::string_view(typed).size() < 2))
            continue;
        const auto counted = std::ranges::find(counts, text, &engine::CountedName::name);
        all.emplace_back(kind, counted == counts.end() ? 1 : -counted->count, name.size(), name);
    }
    std::ranges::sort(all);
    QStringList out;
    for (const auto &one : all)
        out << QString::fromStdString(std::get<3>(one));
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

    // What is passed over cannot match, and where a search ends nothing better was left: the same as ranking every
    // name.
    void aSearchIsTheSameAsRankingEveryName()
    {
        const auto [names, counts] = manyNames();
        const MetricIndex index(names, {}, counts);
        for (const char *typed : {"7",
                                  "m",
                                  "request",
                                  "q.d",
                                  "m1_r",
                                  "mrs",
                                  "seconds_39",
                                  "epth",
                                  "zz",
                                  "econds",
                                  "est_",
                                  "heapused",
                                  "used",
                                  "jvm",
                                  "ee",
                                  "eeee",
                                  "qd",
                                  "up",
                                  "m7_request_seconds_7",
                                  "\xc3\xa4"}) {
            const QStringList all = ranked(names, counts, typed);
            for (const std::size_t most : {std::size_t{1}, std::size_t{50}, std::size_t{700}, std::size_t{10'000}})
                QVERIFY2(found(index, typed, most) == all.mid(0, static_cast<qsizetype>(most)), typed);
        }
        QCOMPARE(found(index, "", 3).size(), 3);
        QCOMPARE(found(index, "", 10'000).size(), static_cast<qsizetype>(index.size()));
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
