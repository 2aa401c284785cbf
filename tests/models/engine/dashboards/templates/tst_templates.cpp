// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/dashboards/templates/templates.h"

#include "models/engine/dashboards/templates/templateparts.h"
#include "models/query/promql/parse/parse.h"

#include <QElapsedTimer>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;
using Kind = DashboardTemplate;
using signals::MetricType;

namespace {

constexpr qint64 nowNs = 1'763'700'000 * base::nsPerSecond;

ServiceMetric metric(const char *name, MetricType type, QHash<QString, QStringList> labels = {})
{
    ServiceMetric m;
    m.name = QString::fromLatin1(name);
    m.type = type;
    m.seriesCount = 2;
    m.labels = std::move(labels);
    return m;
}

// A shop's checkout: requests, latency, a queue, a pool and orders.
ServiceMetrics checkout()
{
    ServiceMetrics in;
    in.title = u"checkout"_s;
    in.matcher = u"service=\"checkout\""_s;
    const QHash<QString, QStringList> request{{u"code"_s, {u"200"_s, u"500"_s}}, {u"version"_s, {u"1.1"_s, u"1.2"_s}}};
    in.metrics = {
        metric("http_requests_total", MetricType::Counter, request),
        metric("http_request_duration_seconds_bucket", MetricType::Histogram, {{u"le"_s, {u"0.1"_s, u"1"_s}}}),
        metric("http_request_duration_seconds_count", MetricType::Histogram),
        metric("http_request_duration_seconds_sum", MetricType::Histogram),
        metric("process_cpu_seconds_total", MetricType::Counter),
        metric("process_resident_memory_bytes", MetricType::Gauge),
        metric("orders_placed_total", MetricType::Counter),
        metric("psp_pool_in_use", MetricType::Gauge),
        metric("psp_pool_max", MetricType::Gauge),
        metric("email_queue_depth", MetricType::Gauge)};
    signals::Rule rule;
    rule.name = u"CheckoutErrors"_s;
    rule.query = u"sum(rate(http_requests_total{code=~\"5..\"}[5m])) > 3"_s;
    rule.forNs = 5 * base::nsPerMinute;
    rule.labels = base::Labels{{"severity", "critical"}};
    in.rules = {rule};
    return in;
}

const signals::PanelSpec *panel(const TemplateBoard &board, const QString &title)
{
    for (const auto &row : board.spec.rows)
        for (const auto &p : row.panels)
            if (p.title == title)
                return &p;
    return nullptr;
}

const MissingPanel *missing(const TemplateBoard &board, const QString &title)
{
    for (const MissingPanel &one : board.missing)
        if (one.title == title)
            return &one;
    return nullptr;
}

void parses(const TemplateBoard &board)
{
    QSet<QString> ids;
    for (const auto &row : board.spec.rows) {
        QVERIFY(!row.panels.empty() && !row.title.isEmpty());
        for (const auto &p : row.panels) {
            QVERIFY2(!ids.contains(p.id), qPrintable(p.id));
            ids << p.id;
            QVERIFY(!p.why.isEmpty());
            for (const auto &q : p.queries) {
                if (p.told)
                    continue;
                const QString expr = QString(q.expr).replace(u"$__rate_interval"_s, u"5m"_s);
                QVERIFY2(query::parsePromql(expr.toStdString()).ok(), qPrintable(p.title + u": "_s + q.expr));
            }
        }
    }
    for (const MissingPanel &one : board.missing)
        QVERIFY(!one.title.isEmpty() && !one.why.isEmpty());
}

TemplateBoard made(Kind kind, const ServiceMetrics &input, const ServiceMetrics &around = {},
                   const TemplateFacts &facts = {})
{
    return generateTemplate(kind, input, around, facts);
}

} // namespace

class tst_Templates : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachHasANameAndIsFoundByIt()
    {
        const auto all = dashboardTemplates();
        QCOMPARE(all.size(), 8U);
        for (const TemplateInfo &one : all) {
            QCOMPARE(templateOf(one.id), one.kind);
            QVERIFY(!one.title.isEmpty() && !one.about.isEmpty());
        }
        QVERIFY(!templateOf(u"nonsense"_s));
    }
    void everyTemplateOfEverythingAsksWhatCanBeRead()
    {
        for (const TemplateInfo &one : dashboardTemplates())
            if (one.kind != Kind::Health) {
                parses(made(one.kind, checkout()));
                parses(made(one.kind, ServiceMetrics()));
            }
    }
    void performanceIsWhatItDoesHowFastAndWhatItWaitsFor()
    {
        const auto board = made(Kind::Performance, checkout());
        QStringList rows;
        for (const auto &row : board.spec.rows)
            rows << row.title;
        QVERIFY(rows.contains(u"Throughput, errors, latency"_s) && rows.contains(u"What work waits for"_s));
        QVERIFY(!rows.contains(u"Dependencies"_s)); // it calls nobody
        QVERIFY(missing(board, u"Calls of other services"_s));
        QCOMPARE(missing(board, u"Garbage collection"_s)->why, u"no metric of garbage collection found"_s);
        QVERIFY(!missing(board, u"Queue depth"_s));
    }
    void businessTurnsErrorsIntoSuccess()
    {
        const auto board = made(Kind::Business, checkout());
        const auto *success = panel(board, u"Success rate"_s);
        QVERIFY(success);
        QVERIFY(success->queries[0].expr.startsWith(u"1 - ("_s));
        QVERIFY(panel(board, u"Orders placed"_s));
        auto other = checkout();
        std::erase_if(other.metrics, [](const auto &m) { return m.name.contains(u"queue"_s); });
        QCOMPARE(missing(made(Kind::Business, other), u"Queue depth"_s)->why, u"no metric of queue depth found"_s);
    }
    void repairsAndDeploymentsAreTheConsolesOwn()
    {
        auto board = made(Kind::Business, checkout());
        QVERIFY(missing(board, u"Mean time to repair"_s)->why.contains(u"this console"_s));
        TemplateFacts facts;
        facts.incidentsKnown = {nowNs - 21 * base::nsPerDay, nowNs};
        facts.incidents = {{nowNs - 10 * base::nsPerDay, nowNs - 10 * base::nsPerDay + base::nsPerHour,
                            nowNs - 10 * base::nsPerDay + base::nsPerMinute},
                           {nowNs - base::nsPerDay, 0, 0}};
        facts.deploysKnown = {nowNs - base::nsPerDay, nowNs};
        facts.deploysNs = {nowNs - base::nsPerHour};
        board = made(Kind::Business, checkout(), {}, facts);
        const auto *repair = panel(board, u"Mean time to repair"_s);
        QVERIFY(repair && repair->told);
        QCOMPARE(repair->told->series[0].values, std::vector<double>{3600});
        QVERIFY(repair->why.contains(u"this console"_s));
        QCOMPARE(panel(board, u"Mean time to acknowledge"_s)->told->series[0].values, std::vector<double>{60});
        QCOMPARE(panel(board, u"Deployment frequency"_s)->told->series[0].values.back() +
                     panel(board, u"Deployment frequency"_s)->told->series[0].values.front(),
                 1.0);
        facts.versionLabel = u"version"_s; // then over any range
        board = made(Kind::Business, checkout(), {}, facts);
        QVERIFY(!panel(board, u"Deployment frequency"_s)->told);
        QVERIFY(panel(board, u"Deployment frequency"_s)->queries[0].expr.contains(u"by (version)"_s));
        parses(board);
    }
    void objectivesBurn()
    {
        TemplateFacts facts;
        signals::Objective o;
        o.id = u"availability"_s;
        o.target = 0.999;
        o.badQuery = u"http_requests_total{code=~\"5..\"}"_s;
        o.totalQuery = u"http_requests_total"_s;
        facts.objectives = {o};
        const auto board = made(Kind::Objectives, checkout(), {}, facts);
        const auto *burn = panel(board, u"Burn rate"_s);
        QVERIFY(burn);
        QCOMPARE(burn->queries.size(), 2U);
        QCOMPARE(burn->thresholds[0].value, 14.4);
        QVERIFY(burn->queries[0].expr.endsWith(u"/ 0.001"_s));
        parses(board);
        QVERIFY(made(Kind::Objectives, checkout()).spec.rows.empty());
        QCOMPARE(made(Kind::Objectives, checkout()).missing.size(), 1U);
    }
    void alertsShowTheirRules()
    {
        auto input = checkout();
        auto board = made(Kind::Alerts, input);
        const auto *rule = panel(board, u"CheckoutErrors"_s);
        QVERIFY(rule);
        QCOMPARE(rule->queries[0].expr, u"sum(rate(http_requests_total{code=~\"5..\"}[5m]))"_s);
        QCOMPARE(rule->thresholds[0].value, 3.0);
        QVERIFY(rule->thresholds[0].critical);
        QVERIFY2(rule->why.contains(u"> 3 for 5m"_s), qPrintable(rule->why));
        QVERIFY(missing(board, u"Firing alerts"_s)->why.contains(u"ALERTS"_s));
        input.metrics.push_back(metric("ALERTS", MetricType::Unknown));
        board = made(Kind::Alerts, input);
        QCOMPARE(panel(board, u"Firing alerts"_s)->queries[0].expr,
                 u"count by (severity) (ALERTS{alertstate=\"firing\",service=\"checkout\"})"_s);
        parses(board);
    }
    void machinesAndPodsAreAskedByTheirOwnNames()
    {
        QCOMPARE(matcherAround(Kind::Kubernetes, u"shop/checkout"_s, {}),
                 u"__name__=~\"kube_.+|container_.+|kubelet_.+\",pod=~\"checkout(-.+)?\""_s);
        QCOMPARE(matcherAround(Kind::Host, u"checkout"_s, {u"10.0.0.1:8080"_s, u"10.0.0.1:9090"_s, u"b:1"_s}),
                 u"__name__=~\"node_.+|windows_.+\",instance=~\"(10\\\\.0\\\\.0\\\\.1|b)(:[0-9]+)?\""_s);
        QVERIFY(matcherAround(Kind::Host, u"checkout"_s, {}).isEmpty());
        QVERIFY(matcherAround(Kind::Performance, u"checkout"_s, {u"a:1"_s}).isEmpty());
        const auto none = made(Kind::Host, checkout());
        QCOMPARE(none.missing.size(), 1U); // one sentence, not one for every panel
        QVERIFY(none.missing[0].why.contains(u"node_exporter"_s));
        ServiceMetrics around;
        around.matcher = u"instance=~\"a.*\""_s;
        around.metrics = {metric("node_cpu_seconds_total", MetricType::Counter, {{u"mode"_s, {u"idle"_s, u"user"_s}}}),
                          metric("node_memory_MemAvailable_bytes", MetricType::Gauge),
                          metric("node_memory_MemTotal_bytes", MetricType::Gauge)};
        const auto board = made(Kind::Host, checkout(), around);
        QVERIFY(panel(board, u"CPU"_s));
        QVERIFY(panel(board, u"CPU"_s)->queries[0].expr.contains(u"instance=~\"a.*\""_s));
        QVERIFY(!panel(board, u"Disk space"_s));
        QVERIFY(missing(board, u"Host, Disk space"_s)->why.contains(u"node_filesystem_avail_bytes"_s));
        parses(board);
    }
    void databasesThatAreNotThereAreNotMissed()
    {
        const auto board = made(Kind::Database, checkout());
        QCOMPARE(missing(board, u"Database server"_s)->why,
                 u"no metric of PostgreSQL, Redis, MySQL, MongoDB, Elasticsearch, etcd found"_s);
        auto redis = checkout();
        redis.metrics = {metric("redis_connected_clients", MetricType::Gauge)};
        for (const MissingPanel &one : made(Kind::Database, redis).missing)
            QVERIFY2(!one.title.startsWith(u"MySQL"_s), qPrintable(one.title));
    }
    void tenThousandNamesTakeLessThanASecond()
    {
        ServiceMetrics input = checkout();
        for (int i = 0; i < 10'000; ++i)
            input.metrics.push_back(metric(qPrintable(u"shop_%1_%2_total"_s.arg(i % 40).arg(i)), MetricType::Counter));
        for (int i = 0; i < 300; ++i) {
            input.rules.push_back(input.rules.front());
            input.rules.back().name += QString::number(i);
        }
        for (const TemplateInfo &one : dashboardTemplates()) {
            if (one.kind == Kind::Health)
                continue;
            QElapsedTimer watch;
            watch.start();
            const auto board = made(one.kind, input, input);
            qInfo("%s: %lld ms, %zu rows, %zu missing", qPrintable(one.id), watch.elapsed(), board.spec.rows.size(),
                  board.missing.size());
            QVERIFY(watch.elapsed() < 1000 * 3); // assertions are on here; the figure is in docs/performance.md
        }
    }
    void countsByDayAndMeansByWeek()
    {
        const base::TimeRange known{nowNs - 3 * base::nsPerDay, nowNs};
        const auto days = perDay({nowNs - base::nsPerDay, nowNs - base::nsPerDay, nowNs - 9 * base::nsPerDay}, known);
        QCOMPARE(days->series[0].values, (std::vector<double>{0, 0, 2, 0}));
        QVERIFY(!perDay({nowNs}, {}));
        QVERIFY(!meanPerWeek({}, known));
        const auto weeks = meanPerWeek({{nowNs, 10 * base::nsPerSecond}, {nowNs, 20 * base::nsPerSecond}}, known);
        QCOMPARE(weeks->series[0].values, std::vector<double>{15});
    }
};

QTEST_GUILESS_MAIN(tst_Templates)
#include "tst_templates.moc"
