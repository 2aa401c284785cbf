// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/scrape/scraper.h"

#include "models/async/jobscope.h"
#include "tests/models/station/recordingintake.h"
#include "tests/support/httpserver.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

using namespace wf;
using namespace wf::station;
using base::Labels;

// The same prometheus.yml, the same targets: the series must be the same.
class ScrapeLikePrometheusTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void makesTheSameSeries();

private:
    [[nodiscard]] QJsonArray ask(const QString &address, const QByteArray &what);
    QNetworkAccessManager m_manager;
};

namespace {

constexpr auto exposition = R"(# HELP requests_total Requests.
# TYPE requests_total counter
requests_total{method="GET",path="/a b",job="inner"} 5
requests_total{method="POST",path="/c\"d\\e",instance="mine"} 6
requests_total{method="PUT",path="",exported_job="older",job="inner"} 7
# TYPE latency histogram
latency_bucket{le="0.1"} 1
latency_bucket{le="+Inf"} 2
latency_sum 0.5
latency_count 2
go_goroutines 12
stamped 3 1
Mixed_Case{Zone="EU-West"} NaN
)";

// Each job is one thing on which an implementation could differ. %1 = the target's address, %2 = its port.
constexpr auto configuration = R"(global: {scrape_interval: 1s, scrape_timeout: 1s}
scrape_configs:
- job_name: plain
  static_configs: [{targets: ['%1'], labels: {env: prod}}]
- job_name: honest
  honor_labels: true
  honor_timestamps: false
  static_configs: [{targets: ['%1']}]
- job_name: probe
  metrics_path: /probe
  params: {module: [one, two]}
  static_configs: [{targets: ['https://shop.example.com/x?y=1']}]
  relabel_configs:
  - {source_labels: [__address__], target_label: __param_target}
  - {source_labels: [__param_target], target_label: instance}
  - {target_label: __address__, replacement: '%1'}
- job_name: many
  file_sd_configs: [{files: ['targets-*.json']}]
  relabel_configs:
  - {source_labels: [role], regex: 'skip|none', action: drop}
  - {source_labels: [role, zone], separator: '/', regex: '(w.*)/(?P<where>.+)', target_label: place, replacement: '$where-${1}-$1x-$$'}
  - {action: labelmap, regex: 'meta_(.+)', replacement: 'm_$1'}
  - {action: labeldrop, regex: 'meta_.+'}
  - {source_labels: [role], action: hashmod, modulus: 7, target_label: shard}
  - {source_labels: [zone], action: lowercase, target_label: zone_low}
  - {source_labels: [role], action: uppercase, target_label: role_up}
  - {source_labels: [role], regex: 'nomatch', target_label: never}
  - {source_labels: [zone], regex: '(eu).*', target_label: '${1}_label', replacement: 'yes'}
  metric_relabel_configs:
  - {source_labels: [__name__], regex: 'go_.*|.*_bucket', action: drop}
  - {source_labels: [__name__, method], regex: 'requests_total;(.*)', target_label: __name__, replacement: 'requests_${1}_total'}
  - {regex: 'method', action: labeldrop}
- job_name: keeps
  static_configs: [{targets: ['%1'], labels: {a: x, b: x}}, {targets: ['127.0.0.2:%2'], labels: {a: x, b: y}}]
  relabel_configs:
  - {source_labels: [a], target_label: b, action: keepequal}
  metric_relabel_configs:
  - {source_labels: [__name__], regex: 'latency_.+', action: keep}
  - {action: labelkeep, regex: '__name__|le|job|instance'}
- job_name: limited
  sample_limit: 5
  static_configs: [{targets: ['%1']}]
)";

bool isAboutTheScrape(std::string_view name)
{
    return name == "scrape_timeout_seconds" || name == "scrape_sample_limit" || name == "scrape_body_size_bytes";
}

QStringList texts(const std::set<Labels> &all, const std::set<Labels> &without)
{
    QStringList out;
    for (const auto &labels : all)
        if (!without.contains(labels))
            out << labels.toString();
    return out;
}

} // namespace

QJsonArray ScrapeLikePrometheusTest::ask(const QString &address, const QByteArray &what)
{
    std::unique_ptr<QNetworkReply> reply(
        m_manager.get(QNetworkRequest(QUrl::fromEncoded("http://" + address.toLatin1() + "/api/v1/" + what))));
    QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    if (!finished.wait(5000))
        return {};
    const auto data = QJsonDocument::fromJson(reply->readAll()).object().value(u"data");
    return data.isArray() ? data.toArray() : data.toObject().value(u"result").toArray();
}

void ScrapeLikePrometheusTest::makesTheSameSeries()
{
    const QString program = QStandardPaths::findExecutable(QStringLiteral("prometheus"));
    if (program.isEmpty())
        QSKIP("prometheus is not installed");
    support::HttpServer server;
    support::HttpResponse page;
    page.headers = {{"Content-Type", "text/plain; version=0.0.4"}};
    page.body = exposition;
    server.on(QStringLiteral("/metrics"), page);
    server.on(QStringLiteral("/probe"), [](const support::HttpRequest &request) {
        support::HttpResponse out;
        out.headers = {{"Content-Type", "text/plain"}};
        out.body = "probe_target{target=\"" + request.parameter(QStringLiteral("target")).toUtf8() + "\",modules=\"" +
                   request.query.allQueryItemValues(QStringLiteral("module")).join(u'+').toUtf8() + "\"} 1\n";
        return out;
    });
    const QString target = QStringLiteral("127.0.0.1:%1").arg(server.serverPort());
    QTemporaryDir folder;
    const auto write = [&](const QString &name, const QByteArray &text) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    };
    QByteArray yaml = QByteArray(configuration).replace("%1", target.toLatin1());
    yaml.replace("%2", QByteArray::number(server.serverPort()));
    write(QStringLiteral("prometheus.yml"), yaml);
    write(QStringLiteral("targets-a.json"),
          QByteArray(R"([{"targets": ["%1"], "labels": {"role": "web", "zone": "EU-1", "meta_rack": "r1"}},
                         {"targets": ["%1"], "labels": {"role": "worker", "zone": "eu-2", "meta_rack": "r2"}},
                         {"targets": ["%1"], "labels": {"role": "skip"}}])")
              .replace("%1", target.toLatin1()));

    QTcpServer free;
    QVERIFY(free.listen(QHostAddress::LocalHost));
    const QString address = QStringLiteral("127.0.0.1:%1").arg(free.serverPort());
    free.close();
    QProcess prometheus;
    const auto stop = qScopeGuard([&] {
        prometheus.kill();
        prometheus.waitForFinished();
    });
    prometheus.start(program, {QStringLiteral("--config.file=") + folder.filePath(QStringLiteral("prometheus.yml")),
                               QStringLiteral("--storage.tsdb.path=") + folder.filePath(QStringLiteral("data")),
                               QStringLiteral("--web.listen-address=") + address});
    QVERIFY(prometheus.waitForStarted());

    const auto read = readPrometheusFile(yaml, folder.path());
    QVERIFY(read.ok());
    QVERIFY2(read->problems.empty(), read->problems.empty() ? "" : qPrintable(read->problems[0].what));
    base::SystemClock clock;
    support::RecordingIntake intake;
    async::Pools pools;
    Scraper scraper({clock, pools.parse(), intake, nullptr});
    scraper.apply(read->scrape);

    constexpr qsizetype targets = 7;
    QTRY_COMPARE_WITH_TIMEOUT(ask(address, "query?query=up").size(), targets, 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(scraper.snapshot()->targets.size(), static_cast<std::size_t>(targets), 5000);
    QTRY_VERIFY_WITH_TIMEOUT(
        std::ranges::all_of(scraper.snapshot()->targets, [](const auto &t) { return t.scrapes > 1; }), 10'000);
    std::set<Labels> theirs;
    for (const auto &one : ask(address, "series?match[]=%7Bjob!%3D%22%22%7D")) {
        std::vector<Labels::Pair> pairs;
        const QJsonObject labels = one.toObject();
        for (auto it = labels.begin(); it != labels.end(); ++it)
            pairs.emplace_back(it.key().toStdString(), it.value().toString().toStdString());
        theirs.insert(Labels(std::move(pairs)));
    }
    std::set<Labels> ours;
    for (const auto &point : intake.points())
        if (!isAboutTheScrape(point.labels.metricName()))
            ours.insert(point.labels);
    QVERIFY(theirs.size() > 70);
    // A sample dated 1970 is out of bounds for them; here the store says so.
    std::erase_if(ours, [](const Labels &l) { return l.metricName() == "stamped" && l.value("job") != "honest"; });
    const QString missing = texts(theirs, ours).join(u'\n');
    QVERIFY2(missing.isEmpty(), qPrintable(missing));
    const QString invented = texts(ours, theirs).join(u'\n');
    QVERIFY2(invented.isEmpty(), qPrintable(invented));

    for (const auto &one : ask(address, "query?query=up")) {
        const QJsonObject labels = one.toObject().value(u"metric").toObject();
        const double up = one.toObject().value(u"value").toArray().at(1).toString().toDouble();
        const auto points = intake.points({{"__name__", "up"},
                                           {"job", labels.value(u"job").toString().toStdString()},
                                           {"instance", labels.value(u"instance").toString().toStdString()}});
        QVERIFY(!points.empty());
        QCOMPARE(points.back().value, up);
    }
}

QTEST_GUILESS_MAIN(ScrapeLikePrometheusTest)
#include "tst_scrapelikeprometheus.moc"
