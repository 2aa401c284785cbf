// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/duration.h"
#include "models/engine/dashboards/grammar/metricunits.h"
#include "models/engine/dashboards/grammar/promtext.h"
#include "models/engine/dashboards/grammar/thresholds.h"
#include "models/engine/dashboards/panels/generate.h"
#include "models/engine/dashboards/panels/requests.h"
#include "models/engine/dashboards/recipes/recipes.h"
#include "models/engine/metrics/stepping.h"
#include "tests/models/engine/dashboards/generatefixture.h"
#include "tests/support/corpus.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace wf::engine::dashboardtest;
using namespace Qt::StringLiterals;
using signals::MetricType;

class GenerateTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void scansMetricNames_data()
    {
        QTest::addColumn<QString>("expr");
        QTest::addColumn<QStringList>("names");
        QTest::newRow("plain") << u"up"_s << QStringList{u"up"_s};
        QTest::newRow("rate")
            << u"sum by (le, region) (rate(a_total{x=\"by(b)\"}[5m])) / on(x) group_left(y) b:c:d > bool 1e5"_s
            << QStringList{u"a_total"_s, u"b:c:d"_s};
        QTest::newRow("trailing by") << u"sum(rate(x[1m])) by (le) unless y offset 5m"_s << QStringList{u"x"_s, u"y"_s};
        QTest::newRow("utf8") << u"rate({\"http.server.request.duration\",a=\"b\"}[1m]) + {__name__=\"z\"}"_s
                              << QStringList{u"http.server.request.duration"_s};
        QTest::newRow("strings") << u"label_replace(up, \"a\", \"$1\", \"b\", \"(down)\")"_s << QStringList{u"up"_s};
        QTest::newRow("subquery") << u"max_over_time(rate(x[1m])[1h:5m])"_s << QStringList{u"x"_s};
    }
    void scansMetricNames()
    {
        QFETCH(QString, expr);
        QFETCH(QStringList, names);
        QCOMPARE(metricNamesIn(expr), names);
    }

    void titlesComeFromTheName_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("title");
        const auto row = [](const char *name, const QString &title) {
            QTest::newRow(name) << QString::fromLatin1(name) << title;
        };
        row("psp_pool_wait_seconds_total", u"Psp pool wait"_s);
        row("objective:checkout_latency_burn:rate1h", u"Checkout latency burn rate, 1\u2009h"_s);
        row("slo:burn_rate:1h", u"Burn rate, 1\u2009h"_s);
        row("http_requests:burnrate5m", u"HTTP requests burn rate, 5\u2009min"_s);
        row("slo:sli_error:ratio_rate30m", u"Sli error ratio rate, 30\u2009min"_s);
        row("job:http_requests:sum_rate5m", u"HTTP requests rate, 5\u2009min"_s);
        row("namespace:container_cpu_usage_seconds_total:sum_rate", u"Container CPU usage rate"_s);
        row("instance:node_load1:avg", u"Node load1 avg"_s);
        row("node_namespace_pod:kube_pod_info:", u"Kube pod info"_s);
        row("job:up", u"Up"_s);
        row("slo:time_period:days", u"Time period days"_s);
        row("a:b", u"B"_s);
        row(":", u":"_s);
    }
    void titlesComeFromTheName()
    {
        QFETCH(QString, name);
        QFETCH(QString, title);
        QCOMPARE(titleOf(name), title);
    }

    void unitsComeFromTheName_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("unit");
        QTest::addColumn<double>("divisor");
        QTest::newRow("seconds") << u"x_duration_seconds_bucket"_s << int(base::Unit::Seconds) << 1.0;
        QTest::newRow("ms") << u"istio_request_duration_milliseconds_bucket"_s << int(base::Unit::Seconds) << 1000.0;
        QTest::newRow("bytes") << u"go_memstats_alloc_bytes_total"_s << int(base::Unit::Bytes) << 1.0;
        QTest::newRow("moment") << u"process_start_time_seconds"_s << int(base::Unit::Timestamp) << 1.0;
        QTest::newRow("ratio") << u"cache_hit_ratio"_s << int(base::Unit::Ratio) << 1.0;
        QTest::newRow("a lookup takes time") << u"probe_dns_lookup_time_seconds"_s << int(base::Unit::Seconds) << 1.0;
        QTest::newRow("seconds, short") << u"redis_rdb_last_bgsave_duration_sec"_s << int(base::Unit::Seconds) << 1.0;
        QTest::newRow("a moment in ms") << u"last_seen_timestamp_ms"_s << int(base::Unit::Timestamp) << 1e3;
        QTest::newRow("no underscore") << u"varnish_main_s_resp_bodybytes"_s << int(base::Unit::Bytes) << 1.0;
        QTest::newRow("none") << u"go_goroutines"_s << int(base::Unit::None) << 1.0;
    }
    void unitsComeFromTheName()
    {
        QFETCH(QString, name);
        QFETCH(int, unit);
        QFETCH(double, divisor);
        const MetricUnit u = unitOf(name, {}, MetricType::Gauge);
        QCOMPARE(int(u.unit), unit);
        QCOMPARE(u.divisor, divisor);
    }

    void aHelpTellsTheUnitThatANameDoesNot_data()
    {
        QTest::addColumn<QString>("help");
        QTest::addColumn<int>("unit");
        QTest::addColumn<double>("divisor");
        const auto row = [](const QString &help, base::Unit unit, double divisor) {
            QTest::newRow(qPrintable(help)) << help << int(unit) << divisor;
        };
        row(u"Time spent reading blocks, in milliseconds"_s, base::Unit::Seconds, 1e3);
        row(u"Total number of bytes received"_s, base::Unit::Bytes, 1);
        row(u"Number of slow queries in seconds of the day"_s, base::Unit::None, 1);
        row(u"Unix timestamp of the last backup"_s, base::Unit::Timestamp, 1);
        row(u"How many are open"_s, base::Unit::None, 1);
    }
    void aHelpTellsTheUnitThatANameDoesNot()
    {
        QFETCH(QString, help);
        QFETCH(int, unit);
        QFETCH(double, divisor);
        const MetricUnit u = unitOf(u"pg_stat_thing"_s, {}, MetricType::Gauge, help);
        QCOMPARE(int(u.unit), unit);
        QCOMPARE(u.divisor, divisor);
    }

    // An exporter that is known by nothing but its names.
    void anUnknownExporterIsShownByWhatItTellsAbout()
    {
        std::vector<base::Labels> series;
        std::vector<signals::MetricInfo> metadata;
        const auto has = [&](const QString &name, MetricType type, const QString &help = {},
                             std::vector<base::Labels::Pair> more = {}) {
            more.emplace_back("job", "frob");
            more.emplace_back("instance", "a:1");
            series.push_back(labelsOf(name, std::move(more)));
            metadata.push_back({name, type, help, {}});
        };
        has(u"frob_up"_s, MetricType::Gauge);
        has(u"frob_exporter_build_info"_s, MetricType::Gauge);
        has(u"frob_requests_total"_s, MetricType::Counter);
        has(u"frob_connect_errors_total"_s, MetricType::Counter, u"Connections that failed."_s);
        has(u"frob_cache_hit_ratio"_s, MetricType::Gauge);
        has(u"frob_cache_bytes"_s, MetricType::Gauge);
        has(u"frob_cache_ratio"_s, MetricType::Gauge);
        has(u"frob_queue_length"_s, MetricType::Gauge);
        has(u"frob_last_save_timestamp_seconds"_s, MetricType::Gauge);
        has(u"frob_cert_expiry_timestamp_seconds"_s, MetricType::Gauge);
        has(u"frob_uptime_seconds_total"_s, MetricType::Counter);
        has(u"frob_work_seconds_sum"_s, MetricType::Counter);
        has(u"frob_work_seconds_count"_s, MetricType::Counter);
        has(u"go_goroutines"_s, MetricType::Gauge);
        has(u"process_cpu_seconds_total"_s, MetricType::Counter);
        for (int i = 0; i < 20; ++i)
            has(u"frob_items"_s, MetricType::Gauge, {}, {{"shard", std::to_string(i)}});
        ServiceMetrics in;
        in.matcher = u"job=\"frob\""_s;
        in.metrics = collectMetrics(series, metadata);
        const auto spec = generate(in);
        QCOMPARE(hidden(in, spec), QStringList{});
        QCOMPARE(spec.rows[0].panels[0].title, u"Frob up"_s); // before all else: does it answer
        QCOMPARE(spec.rows[0].panels[0].yMax, std::optional<double>(1));
        QVERIFY(panel(spec, u"Rate"_s, u"Requests"_s));
        const auto *errors = panel(spec, u"Rate"_s, u"Connect errors"_s);
        QVERIFY(errors);
        QVERIFY2(errors->why.endsWith(u": Connections that failed."_s), qPrintable(errors->why));
        QVERIFY(panel(spec, u"Saturation"_s, u"Queue length"_s));
        const auto expr = [&](const QString &title) {
            const auto *found = panel(spec, u"Frob"_s, title);
            return found ? found->queries[0].expr : QString();
        };
        QCOMPARE(expr(u"Last save"_s), u"time() - (frob_last_save_timestamp_seconds{job=\"frob\"} > 0)"_s);
        QCOMPARE(expr(u"Cert expiry"_s), u"(frob_cert_expiry_timestamp_seconds{job=\"frob\"} > 0) - time()"_s);
        QCOMPARE(expr(u"Uptime"_s), u"min(frob_uptime_seconds_total{job=\"frob\"})"_s);
        QCOMPARE(expr(u"Items"_s), u"topk(10, sum by (shard) (frob_items{job=\"frob\"}))"_s);
        const auto isMean = [](const auto &p) { return p.quantity == u"mean"_s; };
        QString mean;
        for (const auto &row : spec.rows)
            for (const auto &p : row.panels)
                if (isMean(p))
                    mean = p.queries[0].expr;
        QCOMPARE(mean, u"sum(rate(frob_work_seconds_sum{job=\"frob\"}[$__rate_interval])) / "
                       "sum(rate(frob_work_seconds_count{job=\"frob\"}[$__rate_interval]))"_s);
        QVERIFY(panel(spec, u"Frob"_s, u"Cache bytes"_s)); // two would be called "Cache"
        QVERIFY(!panel(spec, u"Saturation"_s, u"Process CPU"_s));
        QVERIFY(panel(spec, u"The exporter itself"_s, u"Process CPU"_s));
        for (const auto &row : spec.rows) {
            QVERIFY2(row.title != u"Business"_s, qPrintable(row.title));
            if (row.title == u"Frob"_s)
                QVERIFY(!row.collapsed);
        }
        if (!QStandardPaths::findExecutable(u"promtool"_s).isEmpty())
            QCOMPARE(complaints(allQueries(spec)), QString());
    }

    // "by region" over lines of instances would be untrue.
    void fewSeriesAreCalledByWhatTellsThemApart()
    {
        std::vector<base::Labels> series;
        for (const auto &[instance, region] : {std::pair{"a:1", "eu"}, {"b:1", "eu"}, {"c:1", "us"}})
            for (const char *name : {"lane_depth", "lane_width"})
                series.push_back(labelsOf(QLatin1String(name), {{"instance", instance}, {"region", region}}));
        series.push_back(labelsOf(u"lane_width"_s, {{"instance", "a:1"}, {"region", "us"}}));
        ServiceMetrics in;
        in.metrics = collectMetrics(
            series, {{u"lane_depth"_s, MetricType::Gauge, {}, {}}, {u"lane_width"_s, MetricType::Gauge, {}, {}}});
        in.splitLabel = u"region"_s;
        const auto spec = generate(in);
        const auto of = [&spec](QLatin1String metric) {
            for (const auto &row : spec.rows)
                for (const auto &p : row.panels)
                    if (!p.queries.empty() && p.queries[0].expr.contains(metric))
                        return p;
            return signals::PanelSpec();
        };
        QCOMPARE(of("lane_depth"_L1).quantity, u"by instance"_s);
        QCOMPARE(of("lane_depth"_L1).queries.at(0).legend, u"{{instance}}"_s);
        QCOMPARE(of("lane_width"_L1).quantity, u"each series"_s); // no label alone tells them apart
        QCOMPARE(of("lane_width"_L1).queries.at(0).legend, QString());
    }

    // A server of version 3 may keep no buckets of their own.
    void aNativeHistogramIsAskedForItsCountAndQuantiles()
    {
        std::vector<base::Labels> series;
        for (const char *code : {"200", "500"})
            series.push_back(labelsOf(u"http_request_duration_seconds"_s, {{"code", code}}));
        ServiceMetrics in;
        in.metrics = collectMetrics(series, {{u"http_request_duration_seconds"_s, MetricType::Histogram, {}, {}}});
        const auto spec = generate(in);
        const auto *requests = panel(spec, u"Rate"_s, u"Requests"_s);
        const auto *errors = panel(spec, u"Rate"_s, u"Errors"_s);
        QVERIFY(requests && errors);
        QCOMPARE(requests->queries[0].expr,
                 u"sum(histogram_count(rate(http_request_duration_seconds[$__rate_interval])))"_s);
        QVERIFY2(errors->queries[0].expr.contains(
                     u"histogram_count(rate(http_request_duration_seconds{code=~\"5..\"}[$__rate_interval]))"_s),
                 qPrintable(errors->queries[0].expr));
        QCOMPARE(hidden(in, spec), QStringList{});
    }

    // The recipe of Loki is written for buckets.
    void aRecipeAsksTheNativeHistogramWhereThereAreNoBuckets()
    {
        ServiceMetrics in;
        in.matcher = u"job=\"loki\""_s;
        in.metrics = collectMetrics(
            {labelsOf(u"loki_request_duration_seconds"_s), labelsOf(u"apiserver_request_duration_seconds"_s)},
            {{u"loki_request_duration_seconds"_s, MetricType::Histogram, {}, {}}});
        const auto spec = generate(in);
        QVERIFY(allQueries(spec).contains(
            u"histogram_quantile(0.99, sum(rate(loki_request_duration_seconds{job=\"loki\"}[$__rate_interval])))"_s));
        QCOMPARE(hidden(in, spec), QStringList{});
    }

    void whatAServerDoesWithinItselfIsNoDependency()
    {
        std::vector<base::Labels> series;
        for (const char *name : {"redis_up", "redis_commands_failed_calls_total", "redis_commands_processed_total",
                                 "redis_snap_db_fsync_duration_seconds_bucket"})
            series.push_back(labelsOf(QString::fromLatin1(name), {{"le", "1"}}));
        ServiceMetrics in;
        in.metrics = collectMetrics(series, {});
        const auto spec = generate(in);
        for (const auto &row : spec.rows)
            QVERIFY2(row.title != u"Dependencies"_s, qPrintable(row.title));
        QVERIFY(panel(spec, u"Rate"_s, u"Commands failed calls"_s));
        QCOMPARE(hidden(in, spec), QStringList{});
    }

    void aLargeFamilyIsPartedIntoRows()
    {
        std::vector<base::Labels> series{labelsOf(u"frob_up"_s)};
        for (int i = 0; i < 30; ++i) {
            series.push_back(labelsOf(u"frob_settings_thing%1"_s.arg(i)));
            series.push_back(labelsOf(u"frob_stat_thing%1"_s.arg(i)));
        }
        ServiceMetrics in;
        in.metrics = collectMetrics(series, {});
        const auto spec = generate(in);
        QVERIFY(panel(spec, u"Frob settings"_s, u"Thing3"_s));
        QVERIFY(panel(spec, u"Frob stat"_s, u"Thing3"_s));
        QCOMPARE(hidden(in, spec), QStringList{});
    }

    void aHostHasNoRequestsButAnswers()
    {
        ServiceMetrics in;
        in.metrics = collectMetrics({labelsOf(u"up"_s), labelsOf(u"node_load1"_s), labelsOf(u"node_time_seconds"_s),
                                     labelsOf(u"node_exporter_build_info"_s)},
                                    {});
        const auto spec = generate(in);
        QCOMPARE(spec.rows[0].title, u"Whether it answers"_s);
        QCOMPARE(spec.rows[0].panels[0].title, u"Targets"_s);
        QCOMPARE(hidden(in, spec), QStringList{});
    }

    void whatRunsAServiceIsNotWhatItIsAbout()
    {
        ServiceMetrics in;
        in.metrics = collectMetrics({labelsOf(u"orders_total"_s), labelsOf(u"carts"_s), labelsOf(u"baskets"_s),
                                     labelsOf(u"container_last_seen"_s), labelsOf(u"redis_pool_size"_s)},
                                    {});
        const auto spec = generate(in);
        QVERIFY(panel(spec, u"Other, container"_s, u"Last seen"_s));
        QVERIFY(panel(spec, u"Business"_s, u"Carts"_s));
        for (const auto &row : spec.rows)
            QVERIFY2(row.title != u"Redis"_s && row.title != u"Container"_s, qPrintable(row.title));
    }

    void whatARuleRecordsIsNoBusiness()
    {
        ServiceMetrics in;
        in.metrics = collectMetrics(
            {labelsOf(u"job:up:avg"_s), labelsOf(u"instance:node_cpu_utilisation:rate5m"_s), labelsOf(u"up"_s)}, {});
        const auto spec = generate(in);
        QVERIFY(panel(spec, u"Saturation"_s, u"Node CPU utilisation rate, 5\u2009min"_s));
        for (const auto &row : spec.rows)
            QVERIFY2(row.title != u"Business"_s, qPrintable(row.title));
    }

    void aServiceGetsRateErrorsAndDuration()
    {
        const ServiceMetrics in = shop();
        const auto spec = generate(in);
        const auto *requests = panel(spec, u"Rate"_s, u"Requests"_s);
        const auto *errors = panel(spec, u"Rate"_s, u"Errors"_s);
        const auto *duration = panel(spec, u"Rate"_s, u"Duration"_s);
        QVERIFY(requests && errors && duration);
        QCOMPARE(requests->queries[0].expr,
                 u"sum by (region) (rate(http_requests_total{service=\"checkout\"}[$__rate_interval]))"_s);
        QCOMPARE(requests->queries[0].legend, u"{{region}}"_s);
        QVERIFY(errors->queries[0].expr.contains(u"code=~\"5..\""_s));
        QCOMPARE(errors->unit, base::Unit::Ratio);
        QCOMPARE(duration->queries.size(), std::size_t(3));
        QCOMPARE(duration->queries[2].role, u"p99"_s);
        QVERIFY(duration->queries[2].expr.startsWith(
            u"histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket"_s));
        for (const auto &row : spec.rows)
            for (const auto &p : row.panels)
                QVERIFY2(!p.why.isEmpty() && !p.title.isEmpty() && !p.id.isEmpty(), qPrintable(p.id));
    }

    void theSameRequestsAreShownOnce()
    {
        ServiceMetrics in = shop();
        for (ServiceMetric &m : in.metrics)
            if (m.name == u"http_request_duration_seconds_count"_s)
                m.labels.insert(u"code"_s, {u"200"_s, u"500"_s});
        const auto spec = generate(in);
        QCOMPARE(spec.rows[0].panels.size(), std::size_t(3));
        QVERIFY(spec.rows[0].panels[0].queries[0].expr.contains(u"http_request_duration_seconds_count"_s));
        QCOMPARE(hidden(in, spec), QStringList{}); // the other counter is still there, further down
    }

    void thresholdsComeFromTheRulesThatReadTheSameMetrics()
    {
        const auto spec = generate(shop());
        const auto *errors = panel(spec, u"Rate"_s, u"Errors"_s);
        QCOMPARE(errors->thresholds.size(), std::size_t(1));
        QCOMPARE(errors->thresholds[0].value, 0.01);
        QVERIFY(errors->thresholds[0].critical);
        QVERIFY2(errors->thresholds[0].label.startsWith(u"alert 1"), qPrintable(errors->thresholds[0].label));
        QVERIFY(panel(spec, u"Rate"_s, u"Duration"_s)->thresholds.empty());
        QVERIFY(panel(spec, u"Rate"_s, u"Requests"_s)->thresholds.empty()); // a share is no rate
    }

    void aThresholdIsDrawnOnlyWhereTheSameQuantityIsShown_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("query");
        QTest::addColumn<bool>("drawn");
        const QString free = u"sum(node_memory_MemAvailable_bytes) / sum(node_memory_MemTotal_bytes)"_s;
        const QString freeHere = u"sum by (job) (node_memory_MemAvailable_bytes{job=\"a-1\"}) / "
                                 u"sum by (job) (node_memory_MemTotal_bytes)"_s;
        QTest::newRow("the same share") << free + u" < 0.1"_s << freeHere << true;
        QTest::newRow("what is left of it") << free + u" < 0.1"_s << u"1 - "_s + freeHere << false;
        QTest::newRow("both what is left") << u"(1 - "_s + free + u") > 0.9"_s << u"1 - "_s + freeHere << true;
        QTest::newRow("per cent") << free + u" * 100 < 10"_s << freeHere << false;
        QTest::newRow("per cent, written two ways") << u"100 * max(held_items) > 30"_s << u"held_items * 100"_s << true;
        QTest::newRow("upside down") << u"limit_x / used_x < 2"_s << u"used_x / limit_x"_s << false;
        QTest::newRow("how fast it grows") << u"deriv(held_items[10m]) > 30"_s << u"held_items"_s << false;
        QTest::newRow("where it will be") << u"predict_linear(held_items[1h], 3600) > 30"_s << u"held_items"_s << false;
        QTest::newRow("the thing itself") << u"max(held_items) > 30"_s << u"sum by (region) (held_items)"_s << true;
    }
    void aThresholdIsDrawnOnlyWhereTheSameQuantityIsShown()
    {
        QFETCH(QString, rule);
        QFETCH(QString, query);
        QFETCH(bool, drawn);
        signals::Rule one;
        one.query = rule;
        const RuleThresholds known({one});
        QCOMPARE(!known.forQuery(query, metricNamesIn(query), base::Unit::Ratio).empty(), drawn);
    }

    void theRestGoesWhereItBelongsAndNothingIsHidden()
    {
        const ServiceMetrics in = shop();
        const auto spec = generate(in);
        QVERIFY(panel(spec, u"Saturation"_s, u"Psp pool"_s));
        QVERIFY(panel(spec, u"Runtime, Go"_s, u"Goroutines"_s));
        QVERIFY(panel(spec, u"Business"_s, u"Orders placed"_s));
        QVERIFY(panel(spec, u"Dependencies"_s, u"Payment client, duration"_s));
        QCOMPARE(hidden(in, spec), QStringList{});
        QVERIFY2(spec.facts.contains(u"panels"_s), qPrintable(spec.facts));
    }

    void outcomesAreRecognised_data()
    {
        QTest::addColumn<QString>("label");
        QTest::addColumn<QStringList>("values");
        QTest::addColumn<QString>("errors");
        QTest::newRow("code") << u"code"_s << QStringList{u"200"_s, u"503"_s} << u"5.."_s;
        QTest::newRow("class") << u"status"_s << QStringList{u"2xx"_s} << u"5.."_s;
        QTest::newRow("grpc")
            << u"grpc_code"_s << QStringList{u"OK"_s}
            << u"Unknown|DeadlineExceeded|Unimplemented|Internal|Unavailable|DataLoss|ResourceExhausted"_s;
        QTest::newRow("otel rpc") << u"rpc_grpc_status_code"_s << QStringList{u"0"_s} << u"2|4|8|12|13|14|15"_s;
        QTest::newRow("otel http") << u"http.response.status_code"_s << QStringList{u"200"_s} << u"5.."_s;
        QTest::newRow("span") << u"status_code"_s << QStringList{u"STATUS_CODE_UNSET"_s} << u"STATUS_CODE_ERROR"_s;
        QTest::newRow("nothing") << u"code"_s << QStringList{u"DE"_s, u"FR"_s} << QString();
    }
    void outcomesAreRecognised();

    void openTelemetryNamesInUtf8AreQuoted()
    {
        ServiceMetrics in;
        in.title = u"cart"_s;
        in.matcher = u"service_name=\"cart\""_s;
        std::vector<base::Labels> series;
        for (const char *le : {"0.1", "+Inf"})
            series.push_back(
                labelsOf(u"http.server.request.duration_bucket"_s, {{"le", le}, {"http.response.status_code", "200"}}));
        series.push_back(labelsOf(u"http.server.request.duration_count"_s, {{"http.response.status_code", "200"}}));
        in.metrics = collectMetrics(series, {{u"http.server.request.duration"_s, MetricType::Histogram, {}, u"s"_s}});
        const auto spec = generate(in);
        const auto *errors = panel(spec, u"Rate"_s, u"Errors"_s);
        QVERIFY(errors);
        QVERIFY2(
            errors->queries[0].expr.contains(
                u"{\"http.server.request.duration_count\",\"http.response.status_code\"=~\"5..\",service_name=\"cart\"}"_s),
            qPrintable(errors->queries[0].expr));
        QVERIFY(panel(spec, u"Rate"_s, u"Duration"_s));
    }

    void nodeExporterGetsAHostDashboard()
    {
        const auto file = support::corpusPath(u"api-fixtures/exposition/node_exporter.body.txt"_s);
        if (file.isEmpty())
            QSKIP("corpus absent: set WF_CORPUS");
        const Exposed exposed = readExposition(file, {{"instance", "host:9100"}, {"job", "node"}});
        ServiceMetrics in;
        in.title = u"node"_s;
        in.matcher = u"job=\"node\""_s;
        in.metrics = collectMetrics(exposed.series, exposed.metadata);
        const auto spec = generate(in);
        for (const char *title : {"CPU", "Memory", "Disk space", "Disk time", "Network", "Load per core"})
            QVERIFY2(panel(spec, u"Saturation"_s, QString::fromLatin1(title)), title);
        QVERIFY(panel(spec, u"The exporter itself"_s, u"GC pause"_s));
        QVERIFY(!panel(spec, u"Rate"_s, u"Requests"_s)); // flushing a disk is no request to a service
        QCOMPARE(hidden(in, spec), QStringList{});
        if (!QStandardPaths::findExecutable(u"promtool"_s).isEmpty())
            QCOMPARE(complaints(allQueries(spec)), QString());
    }

    void aRealExpositionGetsRequestsAndDurations()
    {
        const auto file = support::corpusPath(u"api-fixtures/exposition/metrics_text.body.txt"_s);
        if (file.isEmpty())
            QSKIP("corpus absent: set WF_CORPUS");
        const Exposed exposed = readExposition(file, {{"job", "app"}});
        ServiceMetrics in;
        in.matcher = u"job=\"app\""_s;
        in.metrics = collectMetrics(exposed.series, exposed.metadata);
        const auto spec = generate(in);
        QVERIFY(panel(spec, u"Rate"_s, u"Requests"_s));
        QVERIFY(panel(spec, u"Rate"_s, u"Duration"_s));
        QCOMPARE(hidden(in, spec), QStringList{});
        if (!QStandardPaths::findExecutable(u"promtool"_s).isEmpty())
            QCOMPARE(complaints(allQueries(spec)), QString());
    }

    void everyMetricOfAServersMetadataHasAPanel()
    {
        const auto path = support::corpusPath(u"api-fixtures/prometheus-3.5/metadata.body.json"_s);
        if (path.isEmpty())
            QSKIP("corpus absent: set WF_CORPUS");
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject data = QJsonDocument::fromJson(file.readAll()).object()[u"data"_s].toObject();
        std::vector<base::Labels> series;
        std::vector<signals::MetricInfo> metadata;
        const QHash<QString, MetricType> types{{u"counter"_s, MetricType::Counter},
                                               {u"gauge"_s, MetricType::Gauge},
                                               {u"histogram"_s, MetricType::Histogram},
                                               {u"summary"_s, MetricType::Summary}};
        for (auto it = data.begin(); it != data.end(); ++it) {
            const MetricType type =
                types.value(it.value().toArray().first().toObject()[u"type"_s].toString(), MetricType::Unknown);
            metadata.push_back({it.key(), type, {}, {}});
            if (type == MetricType::Histogram) {
                series.push_back(labelsOf(it.key() + u"_bucket"_s, {{"le", "1"}}));
                series.push_back(labelsOf(it.key() + u"_count"_s));
            } else if (type == MetricType::Summary) {
                series.push_back(labelsOf(it.key(), {{"quantile", "0.99"}}));
            } else {
                series.push_back(labelsOf(it.key(), {{"instance", "a"}}));
            }
        }
        ServiceMetrics in;
        in.metrics = collectMetrics(series, metadata);
        const auto spec = generate(in);
        QCOMPARE(hidden(in, spec), QStringList{});
        QStringList classic;
        for (const QString &q : allQueries(spec))
            if (!q.contains(u"{\""_s))
                classic << q; // names in UTF-8 need a server of version 3
        if (!QStandardPaths::findExecutable(u"promtool"_s).isEmpty())
            QCOMPARE(complaints(classic), QString());
    }

    void allRecipesTogetherParse()
    {
        std::vector<base::Labels> series;
        for (const auto recipes :
             {hostRecipes(), runtimeRecipes(), serverRecipes(), kubernetesRecipes(), databaseRecipes(), brokerRecipes(),
              proxyRecipes(), watcherRecipes(), machineRecipes()})
            for (const Recipe &r : recipes)
                for (const RecipeQuery &q : r.queries)
                    if (q.expr) {
                        QString bare = QString::fromUtf8(q.expr);
                        bare.replace(u"$BY"_s, u""_s).replace(u"$LE"_s, u""_s);
                        for (const QString &name : metricNamesIn(bare))
                            for (const char *region : {"eu", "us"})
                                series.push_back(labelsOf(name, {{"region", region}}));
                    }
        for (const QString &matcher : {QString(), u"service=\"a\\\"b\""_s}) {
            ServiceMetrics in;
            in.matcher = matcher;
            in.splitLabel = u"region"_s;
            in.metrics = collectMetrics(series, {});
            const auto spec = generate(in);
            QVERIFY(allQueries(spec).size() > 180);
            for (const QString &q : allQueries(spec))
                QVERIFY2(!q.contains(u"$M"_s) && !q.contains(u"$BY"_s) && !q.contains(u"$L"_s) && !q.contains(u"$R]"_s),
                         qPrintable(q));
            if (!QStandardPaths::findExecutable(u"promtool"_s).isEmpty())
                QCOMPARE(complaints(allQueries(spec)), QString());
        }
    }

    void ofTenThousandNamesNoneIsHidden() // how long it takes: tests/bench/dashboards
    {
        std::vector<base::Labels> series;
        std::vector<signals::MetricInfo> metadata;
        static constexpr std::array endings{"_total", "_seconds_bucket", "_bytes", "_in_use", "_requests_total"};
        for (int i = 0; i < 10'000; ++i) {
            const QString name =
                u"area%1_thing%2"_s.arg(i / 100).arg(i) + QLatin1String(endings[std::size_t(i) % endings.size()]);
            series.push_back(labelsOf(name, {{"le", "1"}, {"region", "eu"}, {"code", "200"}}));
            series.push_back(labelsOf(name, {{"le", "2"}, {"region", "us"}, {"code", "500"}}));
        }
        ServiceMetrics in;
        in.metrics = collectMetrics(series, metadata);
        const auto spec = generate(in);
        QCOMPARE(hidden(in, spec), QStringList{});
    }

    void panelIdsAreUniqueAndStable()
    {
        const auto a = generate(shop()), b = generate(shop());
        QSet<QString> ids;
        int count = 0;
        for (const auto &row : a.rows)
            for (const auto &p : row.panels) {
                ids.insert(p.id);
                ++count;
            }
        QCOMPARE(ids.size(), count);
        QCOMPARE(a.rows[0].panels[0].id, b.rows[0].panels[0].id);
    }

    void aServiceWithoutMetricsGetsAnEmptyDashboard() { QVERIFY(generate({}).rows.empty()); }
};

void GenerateTest::outcomesAreRecognised()
{
    QFETCH(QString, label);
    QFETCH(QStringList, values);
    QFETCH(QString, errors);
    ServiceMetric metric;
    metric.labels.insert(label, values);
    QCOMPARE(outcomeOf(metric).errors, errors);
    QCOMPARE(outcomeOf(metric).label, errors.isEmpty() ? QString() : label);
}

QTEST_GUILESS_MAIN(GenerateTest)
#include "tst_generate.moc"
