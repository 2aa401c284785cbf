// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The station's doors with the real programs at the other end: a Prometheus that writes to it, one it writes to, and
// promtool, amtool and curl that ask it. Programs of Debian's packages; each test skips what is not installed.
#include "models/station/receive/receiveservice.h"
#include "models/station/sendon/sendon.h"
#include "models/station/serve/serveservice.h"
#include "tests/models/station/receive/recordingintake.h"
#include "tests/models/station/serve/answersfixture.h"
#include "tests/support/peerlist.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>
#include <QTimer>

using namespace wf;
using namespace wf::station;
using namespace wf::tests;

namespace {

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

struct Said {
    int code = -1;
    QByteArray out, err;
    [[nodiscard]] QByteArray all() const { return out + err; }
};

// A Prometheus on a free port with a folder of its own; ends with the test.
class OwnPrometheus {
public:
    explicit OwnPrometheus(const QByteArray &config, const QStringList &more = {}) : m_port(freePort())
    {
        const QString file = m_folder.filePath(QStringLiteral("prometheus.yml"));
        QFile out(file);
        if (out.open(QIODevice::WriteOnly))
            out.write(config);
        out.close();
        m_process.setStandardErrorFile(m_folder.filePath(QStringLiteral("log")));
        m_process.start(QStringLiteral("prometheus"),
                        QStringList{QStringLiteral("--config.file=") + file,
                                    QStringLiteral("--storage.tsdb.path=") + m_folder.filePath(QStringLiteral("data")),
                                    QStringLiteral("--web.listen-address=127.0.0.1:%1").arg(m_port)} +
                            more);
    }
    ~OwnPrometheus()
    {
        m_process.kill();
        m_process.waitForFinished(5'000);
    }
    [[nodiscard]] quint16 port() const { return m_port; }

private:
    QTemporaryDir m_folder;
    quint16 m_port;
    QProcess m_process;
};

} // namespace

class StationDoorsTest : public QObject {
    Q_OBJECT
    base::SystemClock m_clock;
    base::ManualClock m_served{servedNow};
    QTemporaryDir m_folder;

    // Runs a program; our own event loop goes on meanwhile.
    static Said run(const QString &program, const QStringList &arguments)
    {
        QProcess process;
        process.start(program, arguments);
        Said said;
        if (QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 30'000))
            said.code = process.exitCode();
        said.out = process.readAllStandardOutput();
        said.err = process.readAllStandardError();
        return said;
    }
    std::unique_ptr<ServeService> serve(ServedStation &station, quint16 &port)
    {
        ServeSettings settings;
        settings.server.endpoints = {{}};
        auto service = ServeService::make(settings, net::Secret("t0ken"), station.answers(), m_served);
        (*service)->start();
        port = (*service)->ports().at(0).port;
        return std::move(*service);
    }

private Q_SLOTS:
    void aPrometheusWritesToTheStation();
    void theStationWritesToAPrometheus();
    void promtoolAsksTheStation();
    void amtoolAsksTheStation();
    void logcliAsksTheStationAndFollowsIt();
    void curlSendsCompressedToTheStation();
    void anOpenTelemetrySdkSendsToTheStation();
};

#define NEEDS(program)                                                                                                 \
    if (QStandardPaths::findExecutable(QStringLiteral(program)).isEmpty())                                             \
    QSKIP(program " is not installed")

void StationDoorsTest::aPrometheusWritesToTheStation()
{
    NEEDS("prometheus");
    RecordingIntake intake;
    ReceiveSettings settings;
    settings.server.endpoints = {{}};
    ReceiveService receive(settings, net::Secret("t0ken"), {intake, m_clock});
    receive.start();
    const QByteArray port = QByteArray::number(receive.snapshot()->ports.at(0).port);
    const OwnPrometheus prometheus(
        "global: {scrape_interval: 1s}\n"
        "scrape_configs: [{job_name: nothing, static_configs: [{targets: ['127.0.0.1:1']}]}]\n"
        "remote_write: [{url: 'http://127.0.0.1:" +
        port + "/api/v1/write', authorization: {credentials: t0ken}, queue_config: {batch_send_deadline: 1s}}]\n");
    const auto arrived = [&](const char *name) {
        const auto points = intake.points();
        return std::any_of(points.begin(), points.end(), [name](const MetricPoint &p) {
            return p.labels.metricName() == name && p.labels.value("job") == "nothing";
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(arrived("up") && arrived("scrape_duration_seconds"), 20'000);
    const auto counts = receive.snapshot()->counts.metrics;
    QCOMPARE(counts.refusedCount(), 0);
    QCOMPARE(counts.taken, counts.received);
}

void StationDoorsTest::theStationWritesToAPrometheus()
{
    NEEDS("prometheus");
    NEEDS("promtool");
    const OwnPrometheus prometheus("global: {}\n", {QStringLiteral("--web.enable-remote-write-receiver"),
                                                    QStringLiteral("--enable-feature=native-histograms")});
    const QString address = QStringLiteral("http://127.0.0.1:%1").arg(prometheus.port());
    RecordingIntake station;
    SendTarget target;
    target.http.name = QStringLiteral("prometheus");
    target.http.base = QUrl(address + QStringLiteral("/api/v1/write"));
    QThreadPool pool;
    OutboxShelf shelf(m_folder.filePath(QStringLiteral("sendon")));
    SendOnIntake intake(station, {target}, shelf, {{m_clock, [] { return 0.0; }, nullptr, nullptr}, pool});
    const qint64 nowMs = m_clock.nowNs() / base::nsPerMs;
    MetricBatch batch;
    for (int i = 0; i < 60; ++i)
        batch.points.push_back({base::Labels{{"__name__", "sent_on"}, {"from", "station"}},
                                nowMs - (60 - i) * 1'000,
                                i * 1.5,
                                nullptr,
                                {}});
    auto native = std::make_shared<signals::NativeHistogram>();
    native->schema = 0;
    native->count = 6;
    native->sum = 9;
    native->zeroThreshold = 1e-128;
    native->positiveSpans = {{0, 2}};
    native->positiveCounts = {2, 4};
    batch.points.push_back({base::Labels{{"__name__", "sent_histogram"}}, nowMs - 1'000, 0, native, {}});
    // The server may still be starting: what cannot be sent yet is sent later.
    QVERIFY(intake.takeMetrics(std::move(batch)).ok());
    intake.flush();
    QTRY_COMPARE_WITH_TIMEOUT(intake.states()[0].sentItems, 61, 30'000);
    QCOMPARE(intake.states()[0].refusedItems, 0);
    const Said value = run(QStringLiteral("promtool"), {QStringLiteral("query"), QStringLiteral("instant"), address,
                                                        QStringLiteral("max_over_time(sent_on[5m])")});
    QVERIFY2(value.out.contains("88.5"), value.all());
    const Said count = run(QStringLiteral("promtool"), {QStringLiteral("query"), QStringLiteral("instant"), address,
                                                        QStringLiteral("histogram_count(sent_histogram)")});
    QVERIFY2(count.out.contains("=> 6"), count.all());
}

void StationDoorsTest::promtoolAsksTheStation()
{
    NEEDS("promtool");
    ServedStation station;
    quint16 port = 0;
    const auto service = serve(station, port);
    const QString address = QStringLiteral("http://any:t0ken@127.0.0.1:%1").arg(port);
    const auto query = [&](const QStringList &words) {
        return run(QStringLiteral("promtool"), QStringList{QStringLiteral("query")} + words);
    };
    const Said instant = query({QStringLiteral("instant"), QStringLiteral("--time=1795245516"), address,
                                QStringLiteral("http_requests_total{job=\"api\"}")});
    QVERIFY2(instant.code == 0 && instant.out.contains("http_requests_total{job=\"api\"} => 600 @[1795245516]"),
             instant.all());
    const Said range =
        query({QStringLiteral("range"), QStringLiteral("--start=1795245456"), QStringLiteral("--end=1795245516"),
               QStringLiteral("--step=30s"), address, QStringLiteral("sum(http_requests_total)")});
    QVERIFY2(range.out.contains("1080 @[1795245456]") && range.out.contains("1200 @[1795245516]"), range.all());
    const Said series = query({QStringLiteral("series"), QStringLiteral("--match=http_requests_total"), address});
    QVERIFY2(series.out.contains("job=\"web\""), series.all());
    const Said labels = query({QStringLiteral("labels"), address, QStringLiteral("job")});
    QVERIFY2(labels.out.contains("api") && labels.out.contains("web"), labels.all());
    const Said broken = query({QStringLiteral("instant"), address, QStringLiteral("sum(")});
    QVERIFY2(broken.code != 0 && broken.err.contains("parse error"), broken.err);
    const Said stranger =
        query({QStringLiteral("instant"), QStringLiteral("http://127.0.0.1:%1").arg(port), QStringLiteral("1")});
    QVERIFY(stranger.code != 0);
}

void StationDoorsTest::amtoolAsksTheStation()
{
    NEEDS("amtool");
    ServedStation station;
    quint16 port = 0;
    const auto service = serve(station, port);
    QFile config(m_folder.filePath(QStringLiteral("http.yml")));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write("authorization: {credentials: t0ken}\n");
    config.close();
    const QStringList common{QStringLiteral("--alertmanager.url=http://127.0.0.1:%1").arg(port),
                             QStringLiteral("--http.config.file=") + config.fileName()};
    const auto ask = [&](const QStringList &words) { return run(QStringLiteral("amtool"), words + common); };
    const Said alerts = ask({QStringLiteral("alert"), QStringLiteral("query"), QStringLiteral("severity=critical")});
    QVERIFY2(alerts.code == 0 && alerts.out.contains("Down"), alerts.all());
    const Said none = ask({QStringLiteral("alert"), QStringLiteral("query"), QStringLiteral("severity=warning")});
    QVERIFY2(none.code == 0 && !none.out.contains("Down"), none.all());
    const Said added =
        ask({QStringLiteral("silence"), QStringLiteral("add"), QStringLiteral("alertname=Down"),
             QStringLiteral("--comment=planned"), QStringLiteral("--author=ana"), QStringLiteral("--duration=2h")});
    QVERIFY2(added.code == 0, added.all());
    const QString id = QString::fromUtf8(added.out.trimmed());
    QCOMPARE(station.silences.at(0).id, id);
    QCOMPARE(station.silences.at(0).matchers.at(0).value, u"Down");
    const Said listed = ask({QStringLiteral("silence"), QStringLiteral("query")});
    QVERIFY2(listed.out.contains("planned") && listed.out.contains("ana"), listed.all());
    const Said expired = ask({QStringLiteral("silence"), QStringLiteral("expire"), id});
    QVERIFY2(expired.code == 0, expired.all());
    QCOMPARE(station.silences.at(0).state, signals::SilenceState::Expired);
}

void StationDoorsTest::logcliAsksTheStationAndFollowsIt()
{
    const PeerList peers = PeerList::load();
    const QString logcli = peers.tool(QStringLiteral("logcli"));
    if (logcli.isEmpty())
        QSKIP(qUtf8Printable(peers.whyNoTool(QStringLiteral("logcli"))));
    ServedStation station;
    quint16 port = 0;
    const auto service = serve(station, port);
    const QStringList common{QStringLiteral("--addr=http://127.0.0.1:%1").arg(port),
                             QStringLiteral("--bearer-token=t0ken"), QStringLiteral("--quiet")};
    const QStringList hour{QStringLiteral("--from=2026-11-21T06:00:00Z"), QStringLiteral("--to=2026-11-21T08:00:00Z")};
    const auto ask = [&](const QStringList &words) { return run(logcli, words + common); };
    const QString query = QStringLiteral("{app=\"a\"}");
    const Said lines = ask(QStringList{QStringLiteral("query"), query, QStringLiteral("--output=raw")} + hour);
    QVERIFY2(lines.code == 0 && lines.out.contains("line 8") && !lines.out.contains("line 7"), lines.all());
    const Said count = ask({QStringLiteral("instant-query"), QStringLiteral("sum(count_over_time({app=\"a\"}[1h]))"),
                            QStringLiteral("--now=2026-11-21T07:20:00Z")});
    QVERIFY2(count.code == 0 && count.out.contains("\"5\""), count.all());
    const Said labels = ask(QStringList{QStringLiteral("labels"), QStringLiteral("app")} + hour);
    QVERIFY2(labels.out.contains("a") && labels.out.contains("b"), labels.all());
    const Said series = ask(QStringList{QStringLiteral("series"), query} + hour);
    QVERIFY2(series.out.contains("app=\"a\""), series.all());
    const Said broken = ask(QStringList{QStringLiteral("query"), QStringLiteral("{app=")} + hour);
    QVERIFY2(broken.code != 0 && broken.err.contains("parse error"), broken.all());
    QProcess tail;
    tail.start(logcli,
               QStringList{QStringLiteral("query"), query, QStringLiteral("--tail"), QStringLiteral("--output=raw")} +
                   common);
    QByteArray heard;
    auto batch = std::make_shared<std::vector<signals::LogLine>>(1);
    batch->front().text = "a live line";
    batch->front().timeNs = m_clock.nowNs();
    batch->front().stream = base::Labels{{"app", "a"}};
    QTimer again; // until it listens
    connect(&again, &QTimer::timeout, this, [&] { station.feed->publish(batch); });
    again.start(200);
    const bool isHeard = QTest::qWaitFor(
        [&] {
            heard += tail.readAllStandardOutput();
            return heard.contains("a live line");
        },
        30'000);
    tail.kill();
    QVERIFY(tail.waitForFinished());
    heard += tail.readAllStandardError();
    QVERIFY2(isHeard, heard);
}

void StationDoorsTest::curlSendsCompressedToTheStation()
{
    NEEDS("curl");
    NEEDS("gzip");
    RecordingIntake intake;
    ReceiveSettings settings;
    settings.server.endpoints = {{}};
    ReceiveService receive(settings, {}, {intake, m_clock});
    receive.start();
    const QString file = m_folder.filePath(QStringLiteral("push.json"));
    QFile out(file);
    QVERIFY(out.open(QIODevice::WriteOnly));
    QByteArray body = "{\"streams\":[{\"stream\":{\"app\":\"x\"},\"values\":[";
    for (int i = 0; i < 2'000; ++i)
        body += (i > 0 ? ",[\"" : "[\"") + QByteArray::number(m_clock.nowNs() + i) + "\",\"line\"]";
    out.write(body + "]}]}");
    out.close();
    QCOMPARE(run(QStringLiteral("gzip"), {file}).code, 0);
    // Larger than a kilobyte: curl asks first whether it will be taken.
    const Said said =
        run(QStringLiteral("curl"),
            {QStringLiteral("-sS"), QStringLiteral("-w"), QStringLiteral("%{http_code}"), QStringLiteral("-H"),
             QStringLiteral("Content-Type: application/json"), QStringLiteral("-H"),
             QStringLiteral("Content-Encoding: gzip"), QStringLiteral("-H"), QStringLiteral("Expect: 100-continue"),
             QStringLiteral("--data-binary"), QStringLiteral("@") + file + QStringLiteral(".gz"),
             QStringLiteral("http://127.0.0.1:%1/loki/api/v1/push").arg(receive.snapshot()->ports.at(0).port)});
    QCOMPARE(said.out, QByteArray("204"));
    QCOMPARE(intake.lines().size(), std::size_t{2'000});
}

void StationDoorsTest::anOpenTelemetrySdkSendsToTheStation()
{
    const PeerList peers = PeerList::load();
    const QString python = peers.tool(QStringLiteral("otel-python"));
    if (python.isEmpty())
        QSKIP(qUtf8Printable(peers.whyNoTool(QStringLiteral("otel-python"))));
    RecordingIntake intake;
    ReceiveSettings settings;
    settings.server.endpoints = {{}};
    ReceiveService receive(settings, net::Secret("t0ken"), {intake, m_clock});
    receive.start();
    const QString address = QStringLiteral("http://127.0.0.1:%1").arg(receive.snapshot()->ports.at(0).port);
    const Said said = run(python, {QFINDTESTDATA("servers/opentelemetry/send.py"), address, QStringLiteral("t0ken")});
    QVERIFY2(said.code == 0, said.all());
    std::size_t spans = 0;
    for (const auto &trace : intake.traces()) {
        QCOMPARE(trace.traceId.toUtf8(), said.out.trimmed());
        QCOMPARE(trace.processes.at(0).service, QStringLiteral("sdk-cart"));
        spans += trace.spans.size();
    }
    QCOMPARE(spans, std::size_t(2));
    const auto valueOf = [points = intake.points()](const char *name, const base::Labels &some) {
        for (const auto &point : points)
            if (point.labels.metricName() == name && point.labels.containsAll(some))
                return point.value;
        return -1.0;
    };
    const base::Labels job{{"job", "shop/sdk-cart"}, {"instance", "one"}};
    QCOMPARE(valueOf("checkouts_total", job.with("http_route", "/cart")), 7.0);
    QCOMPARE(valueOf("http_server_request_duration_seconds_bucket", job.with("le", "1.0")) +
                 valueOf("http_server_request_duration_seconds_bucket", job.with("le", "1")),
             1.0); // one of the two is not there
    QCOMPARE(valueOf("http_server_request_duration_seconds_count", job), 3.0);
    const auto lines = intake.lines();
    QCOMPARE(lines.size(), std::size_t(1));
    QCOMPARE(lines[0].text, "it failed");
    QCOMPARE(lines[0].level, signals::LogLevel::Error);
    QCOMPARE(lines[0].traceId.toUtf8(), said.out.trimmed());
    QCOMPARE(lines[0].metadata.value("user"), std::string_view("ana"));
    QCOMPARE(receive.snapshot()->counts.metrics.refusedCount(), 0);
}

QTEST_GUILESS_MAIN(StationDoorsTest)
#include "tst_stationdoors.moc"
