// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/sendon/sendon.h"

#include "models/station/config/stationfile.h"
#include "models/wire/lokipush/lokipush.h"
#include "models/wire/otlp/reply.h"
#include "models/wire/otlp/requests.h"
#include "models/wire/remotewrite/remotewrite.h"
#include "tests/models/station/receive/recordingintake.h"
#include "tests/support/rawserver/rawserver.h"

#include <QTemporaryDir>
#include <QTest>

#include <QThreadPool>
#include <numeric>

using namespace wf;
using namespace wf::station;
using namespace wf::tests;

namespace {

std::string_view bodyOf(const SeenRequest &request)
{
    return {request.body.constData(), static_cast<std::size_t>(request.body.size())};
}

MetricBatch batchOf(int points, const char *name = "up")
{
    MetricBatch batch;
    for (int i = 0; i < points; ++i)
        batch.points.push_back(
            {base::Labels{{"__name__", name}, {"i", std::to_string(i % 10)}}, i, static_cast<double>(i), nullptr, {}});
    return batch;
}

} // namespace

class SendOnTest : public QObject {
    Q_OBJECT
    base::SystemClock m_clock;
    RecordingIntake m_intake;
    QThreadPool m_pool;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<OutboxShelf> m_shelf;

    std::unique_ptr<SendOnIntake> sendOn(const std::vector<SendTarget> &targets)
    {
        const Sender::Environment environment{{m_clock, [] { return 0.0; }, nullptr, nullptr}, m_pool};
        return std::make_unique<SendOnIntake>(m_intake, targets, *m_shelf, environment);
    }
    static SendTarget target(const RawServer &server, SendKind kind)
    {
        SendTarget t;
        t.kind = kind;
        t.http.name = QStringLiteral("there");
        t.http.base = server.url(QStringLiteral("/in"));
        return t;
    }

private Q_SLOTS:
    void init();
    void sendsSamplesLinesAndSpans();
    void sendsAllThreeToACollector();
    void triesAgainWhatMayBeTakenLater();
    void givesUpWhatIsRefused();
    void saysWhatWasRefusedOfAnAnsweredRequest_data();
    void saysWhatWasRefusedOfAnAnsweredRequest();
    void waitsAsLongAsTheReceiverAsks();
    void keepsWhatWaitsWhenItIsBuiltAnew();
    void keepsWhatWaitsWhileTheReceiverIsAway();
    void tellsOfAFamilyOnceAMinute();
    void sendsOnOnlyWhatTheStationTook();
    void saysWhichErrorsPass_data();
    void saysWhichErrorsPass();
    void readsItsSection();
};

void SendOnTest::init()
{
    m_shelf.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_shelf = std::make_unique<OutboxShelf>(m_folder->path());
}

void SendOnTest::sendsSamplesLinesAndSpans()
{
    RawServer server([](const SeenRequest &, RawPeer &peer) { peer.respond(204); });
    QVERIFY(server.start());
    const auto way = sendOn(
        {target(server, SendKind::RemoteWrite), target(server, SendKind::Loki), target(server, SendKind::OtlpTraces)});
    SendOnIntake &intake = *way;
    QCOMPARE(intake.takeMetrics(batchOf(30)).value().taken, 30);
    signals::LogLine line;
    line.text = "hello";
    line.timeNs = 5;
    line.stream = base::Labels{{"app", "x"}};
    QVERIFY(intake.takeLogs({line}).ok());
    signals::Trace trace;
    trace.traceId = QStringLiteral("5b8efff798038103d269b633813fc60c");
    trace.processes = {{QStringLiteral("cart"), {}}};
    trace.spans.emplace_back().spanId = signals::SpanId(quint64{7});
    QVERIFY(intake.takeSpans({trace}).ok());
    intake.flush();
    QTRY_COMPARE(server.requests().size(), 3);
    for (const auto &request : server.requests())
        QCOMPARE(request.header("content-type"), QByteArray("application/x-protobuf"));
    const auto find = [&](auto check) {
        return std::any_of(server.requests().begin(), server.requests().end(), check);
    };
    QVERIFY(find([](const SeenRequest &request) {
        const auto written = wire::remotewrite::decode(bodyOf(request), wire::remotewrite::Version::One);
        return request.header("content-encoding") == "snappy" &&
               request.header("x-prometheus-remote-write-version") == "0.1.0" && written.ok() &&
               written->samples == 30 && written->series.size() == 10;
    }));
    QVERIFY(find([](const SeenRequest &request) {
        const auto pushed = wire::lokipush::decodeSnappy(bodyOf(request));
        return pushed.ok() && pushed->lines.size() == 1 && pushed->lines[0].text == "hello";
    }));
    QVERIFY(find([](const SeenRequest &request) {
        const auto spans = wire::otlp::decodeTraceRequest(bodyOf(request), wire::otlp::Encoding::Protobuf);
        return spans.ok() && spans->spans == 1;
    }));
    const auto states = intake.states();
    QTRY_COMPARE(intake.states()[0].sentItems, 30);
    QTRY_COMPARE(intake.states()[2].sentItems, 1);
    QCOMPARE(states[0].refusedItems, 0);
}

void SendOnTest::triesAgainWhatMayBeTakenLater()
{
    int asked = 0;
    RawServer server([&](const SeenRequest &, RawPeer &peer) {
        const int status = ++asked == 1 ? 503 : asked == 2 ? 429 : 204;
        peer.respond(status);
    });
    QVERIFY(server.start());
    const auto way = sendOn({target(server, SendKind::RemoteWrite)});
    SendOnIntake &intake = *way;
    (void)intake.takeMetrics(batchOf(2'000)); // full: goes without a flush
    (void)intake.takeMetrics(batchOf(2'000, "second"));
    QTRY_VERIFY2(intake.states()[0].sentItems == 4000,
                 qPrintable(intake.states()[0].lastError
                                ? intake.states()[0].lastError->summary + intake.states()[0].lastError->detail
                                : QString()));
    QCOMPARE(asked, 4);
    QCOMPARE(server.requests()[0].body, server.requests()[2].body); // the first one, until it is taken
    const auto state = intake.states()[0];
    QCOMPARE(state.retries, 2);
    QVERIFY(!state.lastError && state.lastOkNs > 0);
    QCOMPARE(state.waiting.items, 0);
}

void SendOnTest::givesUpWhatIsRefused()
{
    RawServer server([](const SeenRequest &, RawPeer &peer) { peer.respond(400, "out of order"); });
    QVERIFY(server.start());
    const auto way = sendOn({target(server, SendKind::RemoteWrite)});
    SendOnIntake &intake = *way;
    (void)intake.takeMetrics(batchOf(5));
    intake.flush();
    QTRY_COMPARE(intake.states()[0].refusedItems, 5);
    QVERIFY(intake.states()[0].lastError.has_value());
    QCOMPARE(server.requests().size(), 1);
    QCOMPARE(intake.states()[0].waiting.items, 0);
}

void SendOnTest::sendsAllThreeToACollector()
{
    RawServer server([](const SeenRequest &, RawPeer &peer) { peer.respond(200); });
    QVERIFY(server.start());
    const auto way = sendOn({target(server, SendKind::OtlpMetrics), target(server, SendKind::OtlpLogs)});
    QCOMPARE(way->takeMetrics(batchOf(3)).value().taken, 3);
    signals::LogLine line;
    line.text = "hello";
    line.stream = base::Labels{{"service_name", "cart"}};
    QVERIFY(way->takeLogs({line, line}).ok());
    way->flush();
    QTRY_COMPARE(way->states()[0].sentItems, 3);
    QTRY_COMPARE(way->states()[1].sentItems, 2);
    const auto encoding = wire::otlp::Encoding::Protobuf;
    QVERIFY(std::ranges::any_of(server.requests(), [&](const SeenRequest &request) {
        const auto sent = wire::otlp::decodeMetricRequest(bodyOf(request), encoding);
        return sent.ok() && sent->points == 3;
    }));
    QVERIFY(std::ranges::any_of(server.requests(), [&](const SeenRequest &request) {
        const auto sent = wire::otlp::decodeLogRequest(bodyOf(request), encoding);
        return sent.ok() && sent->records == 2 && sent->resources[0].resource.value("service.name") == "cart";
    }));
}

void SendOnTest::saysWhatWasRefusedOfAnAnsweredRequest_data()
{
    QTest::addColumn<SendKind>("kind");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<qint64>("refused");
    const auto partial = [](qint64 rejected, const char *message) {
        return QByteArray::fromStdString(
            wire::otlp::acceptedReply(wire::otlp::Signal::Metrics, rejected, message, wire::otlp::Encoding::Protobuf));
    };
    const SendKind otlp = SendKind::OtlpMetrics;
    QTest::newRow("all taken") << otlp << 200 << QByteArray() << QByteArray() << qint64{0};
    QTest::newRow("some rejected") << otlp << 200 << QByteArray() << partial(4, "why: too old") << qint64{4};
    QTest::newRow("only a warning") << otlp << 200 << QByteArray() << partial(0, "why: odd") << qint64{0};
    QTest::newRow("more than was sent") << otlp << 200 << QByteArray() << partial(400, "why") << qint64{10};
    QTest::newRow("not an answer at all") << otlp << 200 << QByteArray() << QByteArray("<html>") << qint64{0};
    QTest::newRow("remote write, refused")
        << SendKind::RemoteWrite << 400 << QByteArray() << QByteArray("why") << qint64{10};
    QTest::newRow("remote write, partly")
        << SendKind::RemoteWrite << 400 << QByteArray("7") << QByteArray("why: out of order") << qint64{3};
    QTest::newRow("loki, partly") << SendKind::Loki << 400 << QByteArray()
                                  << QByteArray("why: too far behind, user 'fake', total ignored: 2 out of 5 for "
                                                "stream: {a=\"b\"}\nwhy, total ignored: 1 out of 5 for stream: {}")
                                  << qint64{3};
    QTest::newRow("loki, some too old")
        << SendKind::Loki << 400 << QByteArray()
        << QByteArray(
               "4 errors like: entry for stream '{why=\"x\"}' has timestamp too old: 2026-11-01T00:00:00Z, oldest "
               "acceptable timestamp is: 2026-11-21T00:00:00Z")
        << qint64{4};
    QTest::newRow("loki, refused") << SendKind::Loki << 400 << QByteArray() << QByteArray("why: labels") << qint64{10};
}

void SendOnTest::saysWhatWasRefusedOfAnAnsweredRequest()
{
    QFETCH(SendKind, kind);
    QFETCH(int, status);
    QFETCH(QByteArray, written);
    QFETCH(QByteArray, body);
    QFETCH(qint64, refused);
    HeaderList headers;
    if (!written.isEmpty())
        headers = {{"X-Prometheus-Remote-Write-Samples-Written", written}};
    RawServer server([&](const SeenRequest &, RawPeer &peer) { peer.respond(status, body, headers); });
    QVERIFY(server.start());
    const auto way = sendOn({target(server, kind)});
    (void)way->takeMetrics(batchOf(10));
    (void)way->takeLogs(std::vector<signals::LogLine>(10));
    way->flush();
    QTRY_COMPARE(way->states()[0].sentItems + way->states()[0].refusedItems, 10);
    QCOMPARE(way->states()[0].refusedItems, refused);
    QCOMPARE(way->states()[0].lastRefusal.contains(u"why"), body.contains("why"));
    const auto reasons = way->states()[0].refusedFor;
    QCOMPARE(std::accumulate(reasons.begin(), reasons.end(), qint64{0}), refused);
    QCOMPARE(way->states()[0].lastError.has_value(), refused == 10 && status >= 300); // else it took the others
    QCOMPARE(server.requests().size(), 1);
}

void SendOnTest::waitsAsLongAsTheReceiverAsks()
{
    int asked = 0;
    RawServer server([&](const SeenRequest &, RawPeer &peer) {
        if (++asked == 1)
            peer.respond(429, {}, {{"Retry-After", "2"}});
        else
            peer.respond(204);
    });
    QVERIFY(server.start());
    const auto way = sendOn({target(server, SendKind::RemoteWrite)});
    QElapsedTimer timer;
    timer.start();
    (void)way->takeMetrics(batchOf(1));
    way->flush();
    QTRY_COMPARE(way->states()[0].retries, 1);
    QCOMPARE(way->states()[0].lastError->retryAfter, std::chrono::milliseconds(2'000));
    way->flush(); // does not help
    QTRY_COMPARE_WITH_TIMEOUT(way->states()[0].sentItems, 1, 30'000);
    QVERIFY(timer.elapsed() >= 2'000);
    QCOMPARE(asked, 2);
}

void SendOnTest::keepsWhatWaitsWhenItIsBuiltAnew()
{
    RawServer server([](const SeenRequest &, RawPeer &peer) { peer.respond(204); });
    QVERIFY(server.start());
    const SendTarget there = target(server, SendKind::RemoteWrite);
    server.stop();
    auto before = sendOn({there});
    (void)before->takeMetrics(batchOf(5, "before"));
    before->flush();
    QTRY_VERIFY(before->states()[0].retries > 0);
    before->stop();
    auto after = sendOn({there}); // while somebody still holds the one before
    (void)before->takeMetrics(batchOf(3, "late"));
    before.reset();
    QCOMPARE(after->states()[0].waiting.items, 8);
    after->stop();
    after.reset();
    m_shelf = std::make_unique<OutboxShelf>(m_folder->path()); // as after a restart
    const auto last = sendOn({there});
    QTRY_COMPARE(last->states()[0].waiting.items, 8);
}

void SendOnTest::keepsWhatWaitsWhileTheReceiverIsAway()
{
    RawServer server;
    QVERIFY(server.start());
    const SendTarget nowhere = target(server, SendKind::RemoteWrite);
    server.stop();
    const auto way = sendOn({nowhere});
    (void)way->takeMetrics(batchOf(5));
    way->flush();
    QTRY_VERIFY(way->states()[0].retries > 0);
    QCOMPARE(way->states()[0].waiting.items, 5);
    QVERIFY(way->states()[0].lastError.has_value());
}

void SendOnTest::tellsOfAFamilyOnceAMinute()
{
    RawServer server([](const SeenRequest &, RawPeer &peer) { peer.respond(204); });
    QVERIFY(server.start());
    const auto way = sendOn({target(server, SendKind::RemoteWrite)});
    for (int i = 0; i < 2; ++i) {
        MetricBatch batch = batchOf(1);
        batch.families = {{QStringLiteral("up"), signals::MetricType::Gauge, {}, {}}};
        (void)way->takeMetrics(std::move(batch));
    }
    way->flush();
    QTRY_COMPARE(way->states()[0].sentItems, 2);
    const auto written = wire::remotewrite::decode(bodyOf(server.requests()[0]), wire::remotewrite::Version::One);
    QCOMPARE(written->families.size(), std::size_t(1));
}

void SendOnTest::sendsOnOnlyWhatTheStationTook()
{
    RawServer server([](const SeenRequest &, RawPeer &peer) { peer.respond(204); });
    QVERIFY(server.start());
    const auto way = sendOn({target(server, SendKind::RemoteWrite)});
    SendOnIntake &intake = *way;
    m_intake.fail(base::makeError(base::ErrorKind::Storage, QStringLiteral("the disk is full")));
    QVERIFY(!intake.takeMetrics(batchOf(3)).ok());
    m_intake.fail({});
    QVERIFY(intake.takeMetrics(batchOf(2)).ok());
    intake.flush();
    QTRY_COMPARE(intake.states()[0].sentItems, 2);
}

void SendOnTest::saysWhichErrorsPass_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<base::ErrorKind>("kind");
    QTest::addColumn<bool>("passes");
    QTest::addColumn<bool>("passesOtlp");
    QTest::newRow("bad request") << 400 << base::ErrorKind::BadRequest << false << false;
    QTest::newRow("unauthorised") << 401 << base::ErrorKind::Unauthorized << false << false;
    QTest::newRow("not found") << 404 << base::ErrorKind::NotFound << false << false;
    QTest::newRow("too large") << 413 << base::ErrorKind::TooLarge << false << false;
    QTest::newRow("request timeout") << 408 << base::ErrorKind::Timeout << false << false;
    QTest::newRow("too many") << 429 << base::ErrorKind::RateLimited << true << true;
    QTest::newRow("broken") << 500 << base::ErrorKind::Unavailable << true << false;
    QTest::newRow("gateway") << 502 << base::ErrorKind::Unavailable << true << true;
    QTest::newRow("no connection") << 0 << base::ErrorKind::Unreachable << true << true;
    QTest::newRow("timeout") << 0 << base::ErrorKind::Timeout << true << true;
    QTest::newRow("breaker") << 0 << base::ErrorKind::BreakerOpen << true << true;
    QTest::newRow("nonsense") << 0 << base::ErrorKind::Invalid << false << false;
}

void SendOnTest::saysWhichErrorsPass()
{
    QFETCH(int, status);
    QFETCH(base::ErrorKind, kind);
    QFETCH(bool, passes);
    QFETCH(bool, passesOtlp);
    base::Error error = base::makeError(kind, {});
    error.httpStatus = status;
    QCOMPARE(mayHelpLater(SendKind::RemoteWrite, error), passes);
    QCOMPARE(mayHelpLater(SendKind::Loki, error), passes);
    QCOMPARE(mayHelpLater(SendKind::OtlpLogs, error), passesOtlp);
}

void SendOnTest::readsItsSection()
{
    auto file =
        StationFile::read("send_on:\n"
                          "  remote_write:\n"
                          "    - {url: \"http://prom:9090/api/v1/write\", token_env: T, tenant: team, queue: 8MiB}\n"
                          "    - {url: \"ftp://x\"}\n"
                          "  loki: [{url: \"https://loki/loki/api/v1/push\", user: ana, token_file: /x}]\n"
                          "  otlp:\n"
                          "    - {url: \"http://c:4318/\"}\n"
                          "    - {url: \"http://d:4318/otlp\", signals: [logs]}\n"
                          "    - {url: \"http://e:4318/v1/traces\"}\n"
                          "    - {url: \"http://f:4318\", signals: [logs, profiles]}\n",
                          QStringLiteral("station.yaml"));
    QVERIFY(file.ok());
    const auto targets = readSendTargets(file->section("send_on"));
    file->finish();
    QCOMPARE(targets.size(), std::size_t{8});
    QCOMPARE(targets[0].http.base, QUrl(QStringLiteral("http://prom:9090/api/v1/write")));
    QCOMPARE(targets[0].http.auth.kind, net::AuthOptions::Kind::Bearer);
    QCOMPARE(targets[0].http.headers.at(0).value, QByteArray("team"));
    QCOMPARE(targets[0].queueBytes, 8LL << 20);
    QCOMPARE(targets[1].kind, SendKind::Loki);
    QCOMPARE(targets[1].http.auth.kind, net::AuthOptions::Kind::Basic);
    const auto addressOf = [&](std::size_t i) { return targets[i].http.base.toString(); };
    QCOMPARE(targets[2].kind, SendKind::OtlpTraces);
    QCOMPARE(addressOf(2), QStringLiteral("http://c:4318/v1/traces"));
    QCOMPARE(targets[3].kind, SendKind::OtlpMetrics);
    QCOMPARE(targets[3].http.name, QStringLiteral("c metrics"));
    QCOMPARE(addressOf(4), QStringLiteral("http://c:4318/v1/logs"));
    QCOMPARE(addressOf(5), QStringLiteral("http://d:4318/otlp/v1/logs"));
    QCOMPARE(targets[6].kind, SendKind::OtlpTraces);
    QCOMPARE(addressOf(6), QStringLiteral("http://e:4318/v1/traces"));
    QCOMPARE(file->problemTexts().size(), 2);
    SendTarget other = targets[0];
    QCOMPARE(other.key(), targets[0].key());
    other.http.headers[0].value = "another team";
    QVERIFY(other.key() != targets[0].key());
}

QTEST_GUILESS_MAIN(SendOnTest)
#include "tst_sendon.moc"
