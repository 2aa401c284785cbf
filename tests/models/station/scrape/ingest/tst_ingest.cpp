// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/scrape/ingest/ingest.h"

#include "models/signals/rawseries.h"
#include "models/station/scrape/ingest/report.h"
#include "tests/support/failonwarning.h"

#include <QTest>

#include <map>

using namespace wf;
using namespace wf::station;
using base::Labels;

namespace {

constexpr auto plain = wire::ExpositionFormat::Text;
constexpr auto openMetrics = wire::ExpositionFormat::OpenMetrics;

IngestRules rules()
{
    IngestRules out;
    out.target = QStringLiteral("shop:8080");
    out.labels = {{"job", "web"}, {"instance", "shop:8080"}};
    return out;
}

// "name{labels} value @time" lines, sorted; "stale" for markers.
QStringList lines(const MetricBatch &batch)
{
    QStringList out;
    for (const auto &point : batch.points)
        out << point.labels.without({"job", "instance"}).toString() + u' ' +
                   (signals::isStaleMarker(point.value) ? QStringLiteral("stale") : QString::number(point.value)) +
                   u'@' + QString::number(point.timeMs);
    out.sort();
    return out;
}
QStringList list(std::initializer_list<const char *> texts)
{
    QStringList out;
    for (const char *text : texts)
        out << QString::fromLatin1(text);
    return out;
}

} // namespace

class IngestTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { wf::support::failOnAnyWarning(); }

    void addsTheTargetsLabels()
    {
        Ingest ingest(rules());
        const auto out = ingest.text("up_time{a=\"b\"} 5\n", plain, 1000);
        QVERIFY(!out.error);
        QCOMPARE(out.batch.points.at(0).labels,
                 (Labels{{"__name__", "up_time"}, {"a", "b"}, {"instance", "shop:8080"}, {"job", "web"}}));
        QCOMPARE(out.batch.points[0].timeMs, 1000);
    }

    void keepsClashingLabelsAsExportedOnesUnlessHonoured()
    {
        Ingest strict(rules());
        QCOMPARE(
            strict.text("x{job=\"mine\",exported_job=\"older\",instance=\"\"} 1\n", plain, 1).batch.points.at(0).labels,
            (Labels{{"__name__", "x"},
                    {"exported_exported_job", "mine"},
                    {"exported_job", "older"},
                    {"instance", "shop:8080"},
                    {"job", "web"}}));
        IngestRules honouring = rules();
        honouring.honorLabels = true;
        Ingest lenient(honouring);
        QCOMPARE(lenient.text("x{job=\"mine\",instance=\"\"} 1\n", plain, 1).batch.points.at(0).labels,
                 (Labels{{"__name__", "x"}, {"job", "mine"}}));
    }

    void endsSeriesThatVanish()
    {
        Ingest ingest(rules());
        QCOMPARE(ingest.text("a 1\nb 2\n", plain, 1000).added, 2);
        const auto second = ingest.text("a 3\nc 4\n", plain, 2000);
        QCOMPARE(lines(second.batch), list({"a 3@2000", "b stale@2000", "c 4@2000"}));
        QCOMPARE(second.added, 1);
        QCOMPARE(lines(ingest.text("a 5\nb 6\nc 7\n", plain, 3000).batch), list({"a 5@3000", "b 6@3000", "c 7@3000"}));
    }

    void endsEverythingWhenAScrapeFails()
    {
        Ingest ingest(rules());
        (void)ingest.text("a 1\nb 2\n", plain, 1000);
        const auto broken = ingest.text("a 3\nc 4\nb {\n", plain, 2000);
        QVERIFY(broken.error);
        QCOMPARE(lines(broken.batch), list({"a stale@2000", "b stale@2000"}));
        QVERIFY(ingest.nothing(base::makeError(base::ErrorKind::Timeout, {}), 3000).batch.points.empty());
        QCOMPARE(ingest.text("a 3\n", plain, 4000).added, 1);
    }

    void leavesSeriesWithTimesOfTheirOwnAlone()
    {
        Ingest ingest(rules());
        QCOMPARE(lines(ingest.text("a 1 500\nb 2\n", plain, 1000).batch), list({"a 1@500", "b 2@1000"}));
        QCOMPARE(lines(ingest.text("c 1\n", plain, 2000).batch), list({"b stale@2000", "c 1@2000"}));
        IngestRules without = rules();
        without.honorTimestamps = false;
        Ingest other(without);
        QCOMPARE(lines(other.text("a 1 500\n", plain, 1000).batch), list({"a 1@1000"}));
    }

    void countsTheSameSeriesTwice()
    {
        Ingest ingest(rules());
        const auto out =
            ingest.text("a{x=\"1\",y=\"2\"} 1\na{y=\"2\",x=\"1\"} 2\nb 1 10\nb 2 20\nb 3 20\n", plain, 1000);
        QCOMPARE(lines(out.batch), list({"a{x=\"1\", y=\"2\"} 1@1000", "b 1@10", "b 2@20"}));
        QCOMPARE(out.duplicates, 2);
        QVERIFY(out.duplicateExample.startsWith(QStringLiteral("a{")));
        QCOMPARE(out.scraped, 5);
    }

    void relabelsAndForgetsWhatIsDropped()
    {
        IngestRules with = rules();
        with.metricRelabel = {
            RelabelRule::make({.action = RelabelOptions::Action::Drop, .sourceLabels = {"__name__"}, .regex = "go_.*"})
                .value(),
            RelabelRule::make({.action = RelabelOptions::Action::LabelDrop, .regex = "pod"}).value()};
        Ingest ingest(with);
        for (const qint64 at : {1000, 2000}) {
            const auto out = ingest.text("go_x 1\na{pod=\"1\"} 2\na{pod=\"2\"} 3\n", plain, at);
            QCOMPARE(out.scraped, 3);
            QCOMPARE(out.kept, 1);
            QCOMPARE(out.duplicates, 1);
            QCOMPARE(out.batch.points.at(0).labels.value("pod"), std::string_view());
        }
    }

    void holdsTheLimitsOfLabels_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<QString>("told");
        QTest::newRow("count") << 0 << QStringLiteral("6 labels, more than the label_limit of 5");
        QTest::newRow("name") << 1 << QStringLiteral("a label name of 12 bytes (long_label_n), more than");
        QTest::newRow("value") << 2 << QStringLiteral("a value of 15 bytes in the label c, more than");
    }
    void holdsTheLimitsOfLabels()
    {
        QFETCH(int, which);
        QFETCH(QString, told);
        IngestRules with = rules();
        (which == 0   ? with.limits.labels
         : which == 1 ? with.limits.labelNameLength
                      : with.limits.labelValueLength) = which == 0   ? 5
                                                        : which == 1 ? 11
                                                                     : 14;
        Ingest ingest(with);
        const auto out = ingest.text("m{long_label_n=\"1\",b=\"2\",c=\"a value of 15 by\"} 1\n", plain, 1000);
        QVERIFY(out.error);
        if (which != 2)
            QVERIFY2(out.error->summary.contains(told), qPrintable(out.error->summary));
        else
            QVERIFY2(out.error->summary.contains(
                         QStringLiteral("in the label c, more than the label_value_length_limit of 14")),
                     qPrintable(out.error->summary));
    }

    void namesTheLabelOfAnExplosion()
    {
        IngestRules with = rules();
        with.limits.series = 1000;
        Ingest ingest(with);
        (void)ingest.text("kept 1\n", plain, 500);
        std::string body = "kept 1\n";
        for (int i = 0; i < 3000; ++i)
            body += "requests{path=\"/p" + std::to_string(i % 7) + "\",user_id=\"" + std::to_string(i) + "\"} 1\n";
        const auto out = ingest.text(body, plain, 1000);
        QVERIFY(out.error);
        QCOMPARE(out.error->kind, base::ErrorKind::TooLarge);
        QCOMPARE(out.error->summary,
                 QStringLiteral("shop:8080 exposes more than 1000 series; the label user_id has the most values"));
        QVERIFY(out.error->detail.contains(QStringLiteral("requests")));
        QCOMPARE(lines(out.batch), list({"kept stale@1000"}));
    }

    void startsACounterThatBeganMeanwhileAtZero()
    {
        Ingest ingest(rules());
        const auto body = [](int created) {
            return "# TYPE j counter\nj_total{q=\"a\"} 3\nj_created{q=\"a\"} " + std::to_string(created) +
                   "\n# TYPE h histogram\nh_bucket{le=\"+Inf\"} 2\nh_count 2\nh_sum 5\nh_created " +
                   std::to_string(created) + "\n# EOF\n";
        };
        QCOMPARE(ingest.text(body(5), openMetrics, 10'000).batch.points.size(), std::size_t{4});
        QCOMPARE(lines(ingest.text(body(12), openMetrics, 20'000).batch),
                 list({"h_bucket{le=\"+Inf\"} 0@12000", "h_bucket{le=\"+Inf\"} 2@20000", "h_count 0@12000",
                       "h_count 2@20000", "h_sum 0@12000", "h_sum 5@20000", "j_total{q=\"a\"} 0@12000",
                       "j_total{q=\"a\"} 3@20000"}));
        QCOMPARE(ingest.text(body(12), openMetrics, 30'000).batch.points.size(), std::size_t{4});
    }

    void keepsCreatedLinesWhenAsked()
    {
        IngestRules with = rules();
        with.keepsCreated = true;
        Ingest ingest(with);
        QCOMPARE(lines(ingest.text("# TYPE j counter\nj_total 3\nj_created 5\n# EOF\n", openMetrics, 1000).batch),
                 list({"j_created 5@1000", "j_total 3@1000"}));
    }

    void handsOnExemplars()
    {
        Ingest ingest(rules());
        const auto out = ingest.text("a_bucket{le=\"1\"} 5 # {trace_id=\"abc\"} 0.5\n# EOF\n", openMetrics, 1000);
        const auto &exemplar = out.batch.points.at(0).exemplar;
        QVERIFY(exemplar);
        QCOMPARE(exemplar->traceId(), QStringLiteral("abc"));
        QCOMPARE(exemplar->timeMs, 1000);
        QCOMPARE(exemplar->series.value("job"), std::string_view("web"));
    }

    void tellsFamiliesOnlyWhenTheyChange()
    {
        Ingest ingest(rules());
        QCOMPARE(ingest.text("# TYPE a gauge\na 1\n", plain, 1).batch.families.size(), std::size_t{1});
        QVERIFY(ingest.text("# TYPE a gauge\na 2\n", plain, 2).batch.families.empty());
        QCOMPARE(ingest.text("# TYPE a counter\na 3\n", plain, 3).batch.families.at(0).type,
                 signals::MetricType::Counter);
    }

    void reportsTheScrape()
    {
        Ingest ingest(rules());
        Ingested result = ingest.text("a 1\nb 2\n", plain, 1000);
        ScrapeFacts facts;
        facts.timeMs = 1000;
        facts.durationNs = 1'500'000'000;
        facts.bodyBytes = 8;
        facts.isUp = true;
        appendReport(result.batch, ingest.rules(), result, facts);
        std::map<std::string, double> told;
        for (const auto &point : result.batch.points) {
            QCOMPARE(point.labels.value("job"), std::string_view("web"));
            told[std::string(point.labels.metricName())] = point.value;
        }
        QCOMPARE(told["up"], 1.0);
        QCOMPARE(told["scrape_duration_seconds"], 1.5);
        QCOMPARE(told["scrape_samples_scraped"], 2.0);
        QCOMPARE(told["scrape_samples_post_metric_relabeling"], 2.0);
        QCOMPARE(told["scrape_series_added"], 2.0);
        QCOMPARE(told["scrape_body_size_bytes"], 8.0);
        MetricBatch end;
        endReport(end, ingest.rules(), 2000);
        QCOMPARE(end.points.size() + 2, result.batch.points.size());
        QVERIFY(signals::isStaleMarker(end.points.at(0).value));
    }
};

QTEST_GUILESS_MAIN(IngestTest)
#include "tst_ingest.moc"
