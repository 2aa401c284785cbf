// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/prometheus/prometheus.h"

#include "models/wire/failure.h"
#include "tests/models/wire/fixtures.h"

#include <QTest>

#include <cmath>

using namespace wf::wire::prometheus;
using namespace wf::wiretest;
using wf::base::ErrorKind;
using wf::signals::AlertState;
using wf::signals::MetricType;
using wf::signals::ResultType;

namespace {

QString v3()
{
    return QStringLiteral("prometheus-3.5");
}

// What a good answer to this path decodes to: "" = decoded, else what went wrong.
QString decodeByPath(const Exchange &e)
{
    const auto verdict = [](const auto &result) {
        return result.ok() ? QString() : result.error().summary + u": " + result.error().detail;
    };
    QString path = e.path;
    path.remove(0, path.indexOf(QStringLiteral("/api/v1")) + 7);
    if (path.startsWith(u"/query") && !path.endsWith(u"exemplars"))
        return verdict(decodeQuery(e.text()));
    if (path.endsWith(u"exemplars"))
        return verdict(decodeExemplars(e.text()));
    if (path == u"/labels" || path.startsWith(u"/label/") || path == u"/scrape_pools")
        return verdict(decodeNames(e.text()));
    if (path == u"/series")
        return verdict(decodeSeries(e.text()));
    if (path == u"/metadata")
        return verdict(decodeMetadata(e.text()));
    if (path == u"/rules")
        return verdict(decodeRules(e.text()));
    if (path == u"/alerts")
        return verdict(decodeAlerts(e.text()));
    if (path == u"/targets")
        return verdict(decodeTargets(e.text()));
    if (path.endsWith(u"buildinfo"))
        return verdict(decodeBuildInfo(e.text()));
    if (path.endsWith(u"walreplay"))
        return verdict(decodeWalReplay(e.text()));
    if (path.endsWith(u"runtimeinfo"))
        return verdict(decodeRuntimeInfo(e.text()));
    if (path.endsWith(u"status/tsdb"))
        return verdict(decodeTsdb(e.text()));
    if (path.endsWith(u"status/flags"))
        return verdict(decodeFlags(e.text()));
    if (path.endsWith(u"status/config"))
        return verdict(decodeText(e.text(), "yaml"));
    if (path.endsWith(u"format_query"))
        return verdict(decodeText(e.text()));
    return QStringLiteral("untested");
}

} // namespace

class PrometheusTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void decodesEveryRecordedAnswer();
    void turnsEveryRecordedErrorIntoAnError();
    void readsMatricesIntoColumns();
    void keepsGapsAsAbsentSamples();
    void readsSpecialFloatsScalarsAndStrings();
    void readsEscapedAndUtf8Labels();
    void readsNativeHistograms();
    void notesWarningsInfosAndTruncation();
    void readsWarningsInsideData();
    void readsRulesWithTheirAlerts();
    void pagesThroughRuleGroups();
    void readsMetadataExemplarsTargetsAndStatus();
    void acceptsMissingDataAndNullAlerts();
    void ignoresUnknownKeysAndTheirOrder();
    void refusesSamplesThatAreNone_data();
    void refusesSamplesThatAreNone();
    void saysWhichBoundWasHit();
    void neverAcceptsATruncatedAnswer();
};

void PrometheusTest::decodesEveryRecordedAnswer()
{
    WF_NEED_CORPUS();
    int decoded = 0;
    for (const auto *folder : {"prometheus-2.42", "prometheus-3.5", "cortex-1.19"})
        for (const auto &e : exchangesIn(QString::fromLatin1(folder))) {
            if (e.status != 200 || e.body.isEmpty() || (!e.path.contains(u"/api/v1/")) || e.body.startsWith("\x1f\x8b"))
                continue;
            if (QString::fromLatin1(folder) == u"cortex-1.19" && !e.path.startsWith(u"/prometheus/"))
                continue;
            const QString verdict = decodeByPath(e);
            if (verdict == u"untested")
                continue;
            QVERIFY2(verdict.isEmpty(), qPrintable(QString::fromLatin1(folder) + u'/' + e.name + u": " + verdict));
            ++decoded;
        }
    QVERIFY2(decoded > 110, qPrintable(QString::number(decoded)));
}

void PrometheusTest::turnsEveryRecordedErrorIntoAnError()
{
    WF_NEED_CORPUS();
    int errors = 0;
    for (const auto *folder : {"prometheus-2.42", "prometheus-3.5"})
        for (const auto &e : exchangesIn(QString::fromLatin1(folder))) {
            if (e.status < 400)
                continue;
            ++errors;
            const auto answer = decodeQuery(e.text());
            QVERIFY2(!answer.ok(), qPrintable(e.name));
            if (e.body.startsWith('{')) {
                // The envelope alone says the same as status and body together.
                QCOMPARE(answer.error().kind, wf::wire::failureOf(e.status, e.text()).kind);
                QVERIFY(!answer.error().detail.isEmpty());
            } else {
                QCOMPARE(answer.error().kind, ErrorKind::NotUnderstood);
            }
        }
    QVERIFY(errors >= 30);
}

void PrometheusTest::readsMatricesIntoColumns()
{
    WF_NEED_CORPUS();
    const auto answer = decodeQuery(view(bodyOf(v3(), QStringLiteral("query_range_rate"))), 30000);
    QVERIFY(answer.ok());
    QCOMPARE(answer->type, ResultType::Matrix);
    QCOMPARE(answer->stepMs, 30000);
    QCOMPARE(answer->series.size(), std::size_t{3});
    std::size_t points = 0;
    for (const auto &series : answer->series) {
        QCOMPARE(series.timesMs.size(), series.values.size());
        QVERIFY(std::is_sorted(series.timesMs.begin(), series.timesMs.end()));
        QVERIFY(!series.labels.isEmpty());
        points += series.size();
    }
    QCOMPARE(points, std::size_t{102});
}

void PrometheusTest::keepsGapsAsAbsentSamples()
{
    WF_NEED_CORPUS();
    const auto answer = decodeQuery(view(bodyOf(v3(), QStringLiteral("query_range_gap"))));
    QVERIFY(answer.ok());
    std::size_t points = 0;
    for (const auto &series : answer->series)
        points += series.size();
    QCOMPARE(points, std::size_t{52});
}

void PrometheusTest::readsSpecialFloatsScalarsAndStrings()
{
    WF_NEED_CORPUS();
    const auto special = decodeQuery(view(bodyOf(v3(), QStringLiteral("query_special_floats"))));
    QVERIFY(special.ok());
    QCOMPARE(special->type, ResultType::Vector);
    bool nan = false;
    bool plus = false;
    for (const auto &series : special->series) {
        QCOMPARE(series.size(), std::size_t{1});
        nan |= series.labels.value("kind") == "nan" && std::isnan(series.values[0]);
        plus |= series.labels.value("kind") == "pinf" && series.values[0] > 1e308;
    }
    QVERIFY(nan && plus);
    const auto text = decodeQuery(view(bodyOf(v3(), QStringLiteral("query_string"))));
    QCOMPARE(text->type, ResultType::String);
    QCOMPARE(text->string, QStringLiteral("hello ☂"));
    const auto scalar = decodeQuery(view(bodyOf(v3(), QStringLiteral("query_scalar"))));
    QCOMPARE(scalar->type, ResultType::Scalar);
    QCOMPARE(scalar->series.size(), std::size_t{1});
    QCOMPARE(scalar->series[0].size(), std::size_t{1});
}

void PrometheusTest::readsEscapedAndUtf8Labels()
{
    WF_NEED_CORPUS();
    const auto answer = decodeQuery(view(bodyOf(v3(), QStringLiteral("query_label_escapes"))));
    const auto &labels = answer->series.at(0).labels;
    QCOMPARE(labels.value("bs"), std::string_view("c\\d"));
    QCOMPARE(labels.value("nl"), std::string_view("e\nf"));
    QCOMPARE(labels.value("q"), std::string_view("a\"b"));
    QCOMPARE(labels.text("uni"), QStringLiteral("naïve ☂"));
}

void PrometheusTest::readsNativeHistograms()
{
    WF_NEED_CORPUS();
    const auto answer = decodeQuery(view(bodyOf(v3(), QStringLiteral("query_native_histogram"))));
    QVERIFY(answer.ok());
    QVERIFY(answer->series.empty());
    QVERIFY(!answer->histograms.empty());
    const auto &h = answer->histograms[0].samples.at(0);
    QCOMPARE(h.count, 86567.0);
    QCOMPARE(h.timeMs, 1795246668857LL);
    QCOMPARE(h.buckets.at(0).boundaryRule, 3);
    QCOMPARE(h.buckets.at(0).lower, -0.000001);
    QCOMPARE(h.buckets.at(0).count, 250.0);
    double sum = 0;
    for (const auto &b : h.buckets)
        sum += b.count;
    QCOMPARE(sum, h.count); // per bucket, not cumulative
    const auto none = decodeQuery(
        R"({"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"histograms":[[1,{"count":"0","sum":"0"}]]}]}})");
    QVERIFY(none.ok());
    QVERIFY(none->histograms.at(0).samples.at(0).buckets.empty());
}

void PrometheusTest::notesWarningsInfosAndTruncation()
{
    WF_NEED_CORPUS();
    const auto limited = decodeQuery(view(bodyOf(v3(), QStringLiteral("query_limit_2"))));
    QVERIFY(limited->completeness.truncated);
    QVERIFY(!limited->completeness.partial);
    const auto warned = decodeQuery(view(bodyOf(v3(), QStringLiteral("query_warn_annotation"))));
    QVERIFY(!warned->completeness.notes.isEmpty());
    QVERIFY(warned->completeness.isComplete()); // an annotation of the expression says nothing about missing data
    const auto informed = decodeQuery(view(bodyOf(v3(), QStringLiteral("query_info_annotation"))));
    QVERIFY(informed->completeness.notes.join(u' ').contains(QStringLiteral("PromQL info")));
    const auto series = decodeSeries(view(bodyOf(v3(), QStringLiteral("series_limit"))));
    QVERIFY(series->completeness.truncated);
}

void PrometheusTest::readsWarningsInsideData()
{
    const auto answer = decodeQuery(
        R"({"status":"success","data":{"resultType":"vector","result":[],"warnings":["store a: unavailable"]},"warnings":["top"]})");
    QCOMPARE(answer->completeness.notes, (QStringList{QStringLiteral("top"), QStringLiteral("store a: unavailable")}));
    QVERIFY(answer->completeness.partial);
    const auto vm = decodeQuery(R"({"isPartial":true,"status":"success","data":{"resultType":"vector","result":[]}})");
    QVERIFY(vm->completeness.partial);
}

void PrometheusTest::readsRulesWithTheirAlerts()
{
    WF_NEED_CORPUS();
    const auto page = decodeRules(view(bodyOf(v3(), QStringLiteral("rules"))));
    QVERIFY(page.ok());
    QCOMPARE(page->rules.size(), std::size_t{11});
    int alerts = 0;
    for (const auto &rule : page->rules) {
        QVERIFY(!rule.name.isEmpty() && !rule.group.isEmpty() && !rule.query.isEmpty() && !rule.file.isEmpty());
        QVERIFY(rule.intervalNs > 0);
        for (const auto &alert : rule.alerts) {
            ++alerts;
            QVERIFY(alert.value.has_value());
            QVERIFY(alert.startsNs > 1'700'000'000'000'000'000);
            QVERIFY(alert.state == AlertState::Firing || alert.state == AlertState::Pending);
            QCOMPARE(alert.name(), rule.name);
        }
        if (rule.name == u"BrokenTemplate")
            QVERIFY(rule.health == u"err" && rule.lastError.contains(QStringLiteral("duplicate series")));
    }
    QVERIFY(alerts > 0);
}

void PrometheusTest::pagesThroughRuleGroups()
{
    WF_NEED_CORPUS();
    const auto first = decodeRules(view(bodyOf(v3(), QStringLiteral("rules_group_limit_p1"))));
    QVERIFY(first.ok());
    QVERIFY(!first->nextToken.isEmpty());
    QVERIFY(decodeRules(view(bodyOf(v3(), QStringLiteral("rules"))))->nextToken.isEmpty());
}

void PrometheusTest::readsMetadataExemplarsTargetsAndStatus()
{
    WF_NEED_CORPUS();
    const auto metadata = decodeMetadata(view(bodyOf(v3(), QStringLiteral("metadata"))));
    const auto it = std::find_if(metadata->items.begin(), metadata->items.end(),
                                 [](const auto &m) { return m.name == u"http_requests_total"; });
    QVERIFY(it != metadata->items.end());
    QCOMPARE(it->type, MetricType::Counter);
    QVERIFY(!it->help.isEmpty());

    const auto exemplars = decodeExemplars(view(bodyOf(v3(), QStringLiteral("exemplars"))));
    QVERIFY(!exemplars->items.empty());
    QCOMPARE(exemplars->items[0].traceId(), QStringLiteral("27861dc82bc95fcc9c0b4acdc91da9f4"));
    QCOMPARE(exemplars->items[0].value, 0.003729);
    QCOMPARE(exemplars->items[0].timeMs, 1795246583488LL);

    const auto targets = decodeTargets(view(bodyOf(v3(), QStringLiteral("targets"))));
    QVERIFY(!targets->items.empty());
    QVERIFY(targets->items[0].intervalNs > 0);
    QVERIFY(targets->items[0].lastScrapeNs > 0);

    QCOMPARE(decodeBuildInfo(view(bodyOf(v3(), QStringLiteral("status_buildinfo"))))->version,
             QStringLiteral("3.5.3+ds1"));
    QVERIFY(decodeRuntimeInfo(view(bodyOf(v3(), QStringLiteral("status_runtimeinfo"))))->startedNs > 0);
    QVERIFY(decodeTsdb(view(bodyOf(v3(), QStringLiteral("status_tsdb"))))->series > 0);
    QVERIFY(decodeFlags(view(bodyOf(v3(), QStringLiteral("status_flags"))))->has("query.timeout"));
    QVERIFY(decodeText(view(bodyOf(v3(), QStringLiteral("status_config"))), "yaml")
                ->contains(QStringLiteral("scrape_configs")));
    const auto replay =
        decodeWalReplay(R"({"status":"success","data":{"min":10,"max":20,"current":15,"state":"in progress"}})");
    QCOMPARE(replay->progress(), 0.5);
}

void PrometheusTest::acceptsMissingDataAndNullAlerts()
{
    QVERIFY(decodeNames(R"({"status":"success"})")->names.isEmpty());
    QVERIFY(decodeNames(R"({"status":"success","data":null})")->names.isEmpty());
    const auto rules = decodeRules(
        R"({"status":"success","data":{"groups":[{"name":"g","rules":[{"type":"alerting","name":"a","query":"x","alerts":null}]}]}})");
    QCOMPARE(rules->rules.size(), std::size_t{1});
    QVERIFY(decodeAlerts(R"({"status":"success","data":{"alerts":null}})")->alerts.empty());
    QVERIFY(decodeQuery(R"({"status":"success","data":{"resultType":"vector","result":null}})")->series.empty());
}

void PrometheusTest::ignoresUnknownKeysAndTheirOrder()
{
    const auto answer = decodeQuery(
        R"({"x":[{"y":1}],"data":{"result":[{"extra":null,"values":[[1.5,"2"],[2,3]],"metric":{"a":"b"}}],"stats":{},"resultType":"matrix"},"status":"success"})");
    QVERIFY(answer.ok());
    QCOMPARE(answer->series.at(0).timesMs, (std::vector<qint64>{1500, 2000}));
    QCOMPARE(answer->series.at(0).values, (std::vector<double>{2, 3}));
    QCOMPARE(answer->series.at(0).labels, (wf::base::Labels{{"a", "b"}}));
}

void PrometheusTest::refusesSamplesThatAreNone_data()
{
    QTest::addColumn<QByteArray>("values");
    for (const char *v : {R"([["x","1"]])", R"([[1,"one"]])", R"([[1]])", R"([[]])", R"([1,2])", R"([[1,""]])",
                          R"([[1e300,"1"]])", R"([[null,"1"]])", R"([[1,"1 "]])", R"([{}])"})
        QTest::newRow(v) << QByteArray(v);
}
void PrometheusTest::refusesSamplesThatAreNone()
{
    QFETCH(QByteArray, values);
    const QByteArray body =
        R"({"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":)" + values + "}]}}";
    const auto answer = decodeQuery(view(body));
    QVERIFY(!answer.ok());
    QCOMPARE(answer.error().kind, ErrorKind::NotUnderstood);
}

void PrometheusTest::saysWhichBoundWasHit()
{
    wf::wire::Limits limits;
    limits.samples = 2;
    const auto samples = decodeQuery(
        R"({"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[1,"1"],[2,"1"],[3,"1"]]}]}})",
        0, limits);
    QCOMPARE(samples.error().kind, ErrorKind::TooLarge);
    limits = {};
    limits.series = 1;
    const auto series = decodeQuery(
        R"({"status":"success","data":{"resultType":"vector","result":[{"metric":{"a":"1"},"value":[1,"1"]},{"metric":{"a":"2"},"value":[1,"1"]}]}})",
        0, limits);
    QCOMPARE(series.error().kind, ErrorKind::TooLarge);
    QVERIFY(series.error().detail != samples.error().detail);
    limits = {};
    limits.entries = 1;
    QCOMPARE(decodeNames(R"({"status":"success","data":["a","b"]})", limits).error().kind, ErrorKind::TooLarge);
}

void PrometheusTest::neverAcceptsATruncatedAnswer()
{
    WF_NEED_CORPUS();
    for (const auto *name :
         {"query_up", "query_range_rate", "query_native_histogram", "rules", "targets", "metadata", "exemplars"}) {
        const QByteArray body = bodyOf(v3(), QString::fromLatin1(name)).trimmed();
        QVERIFY(!body.isEmpty());
        truncations(body, 300, [&](std::string_view part) {
            QVERIFY(!decodeQuery(part).ok());
            QVERIFY(!decodeRules(part).ok());
            QVERIFY(!decodeTargets(part).ok());
        });
    }
}

QTEST_GUILESS_MAIN(PrometheusTest)
#include "tst_prometheus.moc"
