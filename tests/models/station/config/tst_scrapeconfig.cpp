// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/config/scrapeconfig.h"

#include "tests/support/failonwarning.h"

#include <QTest>

using namespace wf;
using namespace wf::station;

namespace {

PrometheusFile file(const QByteArray &yaml)
{
    const auto read = readPrometheusFile(yaml, QStringLiteral("/etc/prometheus"));
    if (!read)
        qFatal("%s", qPrintable(read.error().detail));
    return *read;
}

QStringList problems(const PrometheusFile &read)
{
    QStringList out;
    for (const auto &problem : read.problems)
        out << problem.text(QStringLiteral("p.yml"));
    return out;
}

} // namespace

class ScrapeConfigTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { wf::support::failOnAnyWarning(); }

    void readsEverythingOfAJob()
    {
        const auto read = file(R"(
global:
  scrape_interval: 30s
  scrape_timeout: 5s
  evaluation_interval: 1m
  external_labels: {cluster: one}
  sample_limit: 7
rule_files: [rules/*.yml]
scrape_configs:
  - job_name: web
    scheme: https
    metrics_path: /probe
    params: {module: [http_2xx, icmp], target: a b}
    honor_labels: true
    honor_timestamps: false
    static_configs:
      - targets: ['a:1', 'b:2']
        labels: {env: prod}
    file_sd_configs:
      - files: [targets/*.json, /srv/t.yml]
        refresh_interval: 1m
    dns_sd_configs:
      - names: [_prom._tcp.example.com]
      - {names: [x.example.com], type: A, port: 9100}
    basic_auth: {username: u, password_file: secret}
    tls_config: {ca_file: ca.pem}
    relabel_configs:
      - {source_labels: [__address__], target_label: __param_target}
    metric_relabel_configs:
      - {source_labels: [__name__], regex: go_.*, action: drop}
    sample_limit: 1000
    label_limit: 30
    label_name_length_limit: 100
    label_value_length_limit: 200
    body_size_limit: 10MB
    target_limit: 5
  - job_name: plain
)");
        QCOMPARE(problems(read), QStringList());
        QCOMPARE(read.scrape.externalLabels, (base::Labels{{"cluster", "one"}}));
        QCOMPARE(read.scrape.jobs.size(), std::size_t{2});
        const ScrapeJob &web = read.scrape.jobs[0];
        QCOMPARE(web.intervalNs, 30 * base::nsPerSecond);
        QCOMPARE(web.timeoutNs, 5 * base::nsPerSecond);
        QCOMPARE(web.scheme, QStringLiteral("https"));
        QCOMPARE(web.params[0].second, (QStringList{QStringLiteral("http_2xx"), QStringLiteral("icmp")}));
        QCOMPARE(web.params[1].second, QStringList{QStringLiteral("a b")});
        QVERIFY(web.honorLabels && !web.honorTimestamps);
        QCOMPARE(web.groups[0].targets, (QStringList{QStringLiteral("a:1"), QStringLiteral("b:2")}));
        QCOMPARE(web.groups[0].labels, (base::Labels{{"env", "prod"}}));
        QCOMPARE(web.files.size(), std::size_t{2});
        QCOMPARE(web.files[0].pattern, QStringLiteral("/etc/prometheus/targets/*.json"));
        QCOMPARE(web.files[1].refreshNs, base::nsPerMinute);
        QCOMPARE(web.dns[0].type, DnsDiscovery::Type::SRV);
        QCOMPARE(web.dns[1].port, 9100);
        QCOMPARE(web.auth.secret.toString(), QStringLiteral("file:/etc/prometheus/secret"));
        QCOMPARE(web.tls.caFile, QStringLiteral("/etc/prometheus/ca.pem"));
        QCOMPARE(web.relabel.size() + web.metricRelabel.size(), std::size_t{2});
        QCOMPARE(web.limits.samples, 1000);
        QCOMPARE(web.limits.bodyBytes, 10LL << 20);
        QCOMPARE(web.limits.targets, 5);
        QCOMPARE(read.scrape.jobs[1].limits.samples, 7);
        QCOMPARE(read.scrape.jobs[1].path, QStringLiteral("/metrics"));
    }

    void namesUnknownKeysWithTheirLine()
    {
        const auto read = file("scrape_configs:\n- job_name: a\n  scrape_intervall: 5s\n  kubernetes_sd_configs:\n"
                               "  - role: pod\n  tls_config:\n    insecure_skip_verify: true\nwhatever: 1\n");
        const QStringList told = problems(read);
        QCOMPARE(told.size(), 4);
        QVERIFY2(told.join(u'\n').contains(QStringLiteral(
                     "p.yml:3: scrape_configs[0].scrape_intervall: this key is not known; it is left out")),
                 qPrintable(told.join(u'\n')));
        QVERIFY(told.join(u'\n').contains(QStringLiteral("p.yml:4: scrape_configs[0].kubernetes_sd_configs")));
        QVERIFY(
            told.join(u'\n').contains(QStringLiteral("p.yml:7: scrape_configs[0].tls_config.insecure_skip_verify")));
        QVERIFY(told.join(u'\n').contains(QStringLiteral("p.yml:8: whatever")));
        QCOMPARE(read.scrape.jobs.size(), std::size_t{1});
    }

    void leavesOutAJobThatCouldCollectTooMuch_data()
    {
        QTest::addColumn<QByteArray>("job");
        for (const char *job :
             {"metric_relabel_configs: [{regex: '(', action: drop}]", "relabel_configs: [{action: nonsense}]",
              "relabel_configs: [{source_labels: [a]}]", "scheme: ftp", "authorization: {type: Digest}",
              "dns_sd_configs: [{names: [a], type: MX}]", "dns_sd_configs: [{names: [a], type: A}]",
              "oauth2: {client_id: a}", "proxy_url: 'nonsense'"})
            QTest::newRow(job) << QByteArray(job);
    }
    void leavesOutAJobThatCouldCollectTooMuch()
    {
        QFETCH(QByteArray, job);
        const auto read = file("scrape_configs:\n- job_name: good\n- job_name: bad\n  " + job + '\n');
        QCOMPARE(read.scrape.jobs.size(), std::size_t{1});
        QCOMPARE(read.scrape.jobs[0].name, QStringLiteral("good"));
        QVERIFY2(problems(read).join(u'\n').contains(QStringLiteral("the job is not scraped")),
                 qPrintable(problems(read).join(u'\n')));
    }

    void takesTheDefaultForAWrongValue()
    {
        const auto read = file("scrape_configs:\n- job_name: a\n  scrape_interval: soon\n  sample_limit: -1\n"
                               "  honor_labels: maybe\n- job_name: a\n- job_name: b\n  scrape_interval: 5s\n"
                               "  scrape_timeout: 10s\n");
        QCOMPARE(read.scrape.jobs.size(), std::size_t{2});
        QCOMPARE(read.scrape.jobs[0].intervalNs, base::nsPerMinute);
        QCOMPARE(read.scrape.jobs[0].limits.samples, 0);
        QCOMPARE(read.scrape.jobs[1].timeoutNs, 5 * base::nsPerSecond);
        QCOMPARE(problems(read).size(), 5);
    }

    void readsTargetFiles_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("JSON") << QByteArray(
            "[\n\t{\"targets\": [\"a:1\", \"b:2\"], \"labels\": {\"x\": \"y\\/z\"}},\n\t{\"targets\": [\"c:3\"]}\n]");
        QTest::newRow("YAML") << QByteArray("- targets: ['a:1', b:2]\n  labels: {x: y/z}\n- targets: [c:3]\n");
    }
    void readsTargetFiles()
    {
        QFETCH(QByteArray, text);
        const auto groups = readTargetFile(text, QStringLiteral("/t/web.json"));
        QVERIFY2(groups.ok(), groups.ok() ? "" : qPrintable(groups.error().detail));
        QCOMPARE(groups->size(), std::size_t{2});
        QCOMPARE((*groups)[0].targets, (QStringList{QStringLiteral("a:1"), QStringLiteral("b:2")}));
        QCOMPARE((*groups)[0].labels, (base::Labels{{"x", "y/z"}}));
        QVERIFY(!readTargetFile("{}", QStringLiteral("x.json")).ok());
        QVERIFY(!readTargetFile("[", QStringLiteral("x.json")).ok());
        QVERIFY(readTargetFile("", QStringLiteral("x.json"))->empty());
    }
};

QTEST_GUILESS_MAIN(ScrapeConfigTest)
#include "tst_scrapeconfig.moc"
