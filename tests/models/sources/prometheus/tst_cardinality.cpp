// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/prometheus/prometheussource.h"
#include "tests/support/failonwarning.h"
#include "tests/support/httpserver.h"

#include <QTest>

using namespace wf;
using namespace wf::sources;
using namespace Qt::StringLiterals;
using support::HttpRequest;
using support::HttpResponse;

namespace {

QByteArray told(int series, const QByteArray &byMetric)
{
    return "{\"status\":\"success\",\"data\":{\"headStats\":{\"numSeries\":" + QByteArray::number(series) +
           "},\"seriesCountByMetricName\":[" + byMetric +
           "],\"labelValueCountByLabelName\":[{\"name\":\"pod\",\"value\":4}]}}";
}

const QByteArray counted = "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":["
                           "{\"metric\":{\"__name__\":\"up\"},\"value\":[1700000000,\"3\"]},"
                           "{\"metric\":{\"__name__\":\"big\"},\"value\":[1700000000,\"88\"]},"
                           "{\"metric\":{\"__name__\":\"small\"},\"value\":[1700000000,\"7\"]}]}}";

struct World {
    support::HttpServer server;
    base::SystemClock clock;
    async::Pools pools;
    std::unique_ptr<PrometheusSource> source;

    explicit World(const QByteArray &tsdb, const HttpResponse &count = HttpResponse::json(counted))
    {
        server.on(u"/-/ready"_s, HttpResponse::text("ok"));
        server.on(u"/api/v1/status/buildinfo"_s,
                  HttpResponse::json("{\"status\":\"success\",\"data\":{\"version\":\"2.42.0\"}}"));
        server.on(u"/api/v1/status/tsdb"_s, HttpResponse::json(tsdb));
        server.on(u"/api/v1/query"_s, [count](const HttpRequest &asked) {
            return asked.parameter(u"query"_s).startsWith(u"count by (__name__)"_s)
                       ? count
                       : HttpResponse::json(R"({"status":"success","data":{"resultType":"vector","result":[]}})");
        });
        net::HttpOptions options;
        options.name = u"eu"_s;
        options.base = server.url();
        options.tries = 1;
        source = std::make_unique<PrometheusSource>(SourceIdentity{u"eu"_s, u"eu"_s, signals::SourceKind::Metrics, {}},
                                                    options, SourceEnvironment{clock, pools});
    }
    base::Result<signals::Cardinality> ask()
    {
        std::optional<base::Result<signals::Cardinality>> answer;
        const auto request =
            source->cardinality([&answer](base::Result<signals::Cardinality> got) { answer = std::move(got); });
        if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, 10'000))
            return base::makeError(base::ErrorKind::Timeout, u"no answer"_s);
        return *answer;
    }
    [[nodiscard]] qsizetype counts() const
    {
        return std::count_if(server.requests().begin(), server.requests().end(), [](const HttpRequest &one) {
            return one.parameter(u"query"_s).startsWith(u"count by"_s);
        });
    }
};

QString shown(const signals::Cardinality &counts)
{
    QStringList out;
    for (const auto &one : counts.seriesByMetric)
        out << u"%1=%2"_s.arg(one.name).arg(one.count);
    return out.join(u' ');
}

} // namespace

class TestCardinality : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatTheListLeavesOutIsCounted()
    {
        World world(told(110, R"({"name":"big","value":100})"));
        const auto counts = world.ask();
        QVERIFY2(counts.ok(), counts.ok() ? "" : qPrintable(counts.error().summary));
        QCOMPARE(shown(*counts), u"big=100 small=7 up=3"_s); // what the server told of its head stays
        QCOMPARE(counts->series, 110);
        QCOMPARE(world.counts(), 1);
    }

    void aWholeListAsksNothingMore()
    {
        World world(told(110, R"({"name":"big","value":100},{"name":"up","value":10})"));
        const auto counts = world.ask();
        QVERIFY(counts.ok());
        QCOMPARE(shown(*counts), u"big=100 up=10"_s);
        QCOMPARE(world.counts(), 0);
    }

    void veryManySeriesAreNotWalkedOver()
    {
        World world(told(500'001, R"({"name":"big","value":100})"));
        const auto counts = world.ask();
        QVERIFY(counts.ok());
        QCOMPARE(shown(*counts), u"big=100"_s);
        QCOMPARE(world.counts(), 0);
    }

    void whatCannotBeCountedStaysUnknown()
    {
        World world(told(110, R"({"name":"big","value":100})"),
                    HttpResponse::json(R"({"status":"error","errorType":"bad_data","error":"no"})", 400));
        const auto counts = world.ask();
        QVERIFY(counts.ok());
        QCOMPARE(shown(*counts), u"big=100"_s);
        QCOMPARE(world.counts(), 1);
    }

    void givenUpBetweenTheTwoQuestionsNothingIsAnswered()
    {
        World world(told(110, R"({"name":"big","value":100})"),
                    HttpResponse::json(counted).delayed(std::chrono::milliseconds(200)));
        bool isAnswered = false;
        auto request = world.source->cardinality([&isAnswered](const auto &) { isAnswered = true; });
        QTRY_COMPARE(world.counts(), 1);
        request.cancel();
        QVERIFY(!QTest::qWaitFor([&isAnswered] { return isAnswered; }, 500));
    }
};

QTEST_GUILESS_MAIN(TestCardinality)
#include "tst_cardinality.moc"
