// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/sendon/sendon.h"

#include "models/station/config/stationfile.h"
#include "models/wire/lokipush/lokipush.h"
#include "models/wire/otlp/requests.h"
#include "models/wire/remotewrite/remotewrite.h"
#include "tests/models/station/receive/recordingintake.h"
#include "tests/support/rawserver/rawserver.h"

#include <QTest>

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

    net::HttpEnvironment environment()
    {
        return {m_clock, [] { return 0.0; }, nullptr, nullptr};
    }
    static SendTarget target(const RawServer &server, SendTarget::Kind kind)
    {
        SendTarget t;
        t.kind = kind;
        t.http.name = QStringLiteral("there");
        t.http.base = server.url(QStringLiteral("/in"));
        return t;
    }

private Q_SLOTS:
    void sendsSamplesLinesAndSpans();
    void triesAgainWhatMayBeTakenLater();
    void givesUpWhatIsRefused();
    void keepsTheNewestWhenTheReceiverIsAway();
    void sendsOnOnlyWhatTheStationTook();
    void saysWhichErrorsPass_data();
    void saysWhichErrorsPass();
    void readsItsSection();
};

void SendOnTest::sendsSamplesLinesAndSpans()
{
    RawServer server([](const SeenRequest &, RawPeer &peer) { peer.respond(204); });
    QVERIFY(server.start());
    SendOnIntake intake(m_intake,
                        {target(server, SendTarget::Kind::RemoteWrite), target(server, SendTarget::Kind::Loki),
                         target(server, SendTarget::Kind::Otlp)},
                        environment());
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
    SendOnIntake intake(m_intake, {target(server, SendTarget::Kind::RemoteWrite)}, environment());
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
    QCOMPARE(state.waiting.parcels, 0);
}

void SendOnTest::givesUpWhatIsRefused()
{
    RawServer server([](const SeenRequest &, RawPeer &peer) { peer.respond(400, "out of order"); });
    QVERIFY(server.start());
    SendOnIntake intake(m_intake, {target(server, SendTarget::Kind::RemoteWrite)}, environment());
    (void)intake.takeMetrics(batchOf(5));
    intake.flush();
    QTRY_COMPARE(intake.states()[0].refusedItems, 5);
    QVERIFY(intake.states()[0].lastError.has_value());
    QCOMPARE(server.requests().size(), 1);
    QCOMPARE(intake.states()[0].waiting.parcels, 0);
}

void SendOnTest::keepsTheNewestWhenTheReceiverIsAway()
{
    Outbox outbox(100);
    outbox.push(QByteArray(60, 'a'), 1);
    outbox.push(QByteArray(40, 'b'), 2);
    QCOMPARE(outbox.state().parcels, 2);
    const auto first = outbox.first();
    outbox.push(QByteArray(50, 'c'), 4);
    QCOMPARE(outbox.state().droppedItems, 1);
    QVERIFY(!outbox.takeAway(first->number)); // it was pushed out while it was under way
    QCOMPARE(outbox.first()->items, 2);
    QVERIFY(outbox.takeAway(outbox.first()->number));
    QCOMPARE(outbox.state().items, 4);
    outbox.push(QByteArray(200, 'd'), 8); // larger than the whole box
    QCOMPARE(outbox.state().parcels, 0);
    QCOMPARE(outbox.state().bytes, 0);
    QCOMPARE(outbox.state().droppedItems, 13);

    RawServer server;
    QVERIFY(server.start());
    const SendTarget nowhere = target(server, SendTarget::Kind::RemoteWrite);
    server.stop();
    SendOnIntake intake(m_intake, {nowhere}, environment());
    (void)intake.takeMetrics(batchOf(5));
    intake.flush();
    QTRY_VERIFY(intake.states()[0].retries > 0);
    QCOMPARE(intake.states()[0].waiting.items, 5);
    QVERIFY(intake.states()[0].lastError.has_value());
}

void SendOnTest::sendsOnOnlyWhatTheStationTook()
{
    RawServer server([](const SeenRequest &, RawPeer &peer) { peer.respond(204); });
    QVERIFY(server.start());
    SendOnIntake intake(m_intake, {target(server, SendTarget::Kind::RemoteWrite)}, environment());
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
    QTest::newRow("bad request") << 400 << base::ErrorKind::BadRequest << false;
    QTest::newRow("unauthorised") << 401 << base::ErrorKind::Unauthorized << false;
    QTest::newRow("not found") << 404 << base::ErrorKind::NotFound << false;
    QTest::newRow("too large") << 413 << base::ErrorKind::TooLarge << false;
    QTest::newRow("too many") << 429 << base::ErrorKind::RateLimited << true;
    QTest::newRow("broken") << 500 << base::ErrorKind::Unavailable << true;
    QTest::newRow("gateway") << 502 << base::ErrorKind::Unavailable << true;
    QTest::newRow("no connection") << 0 << base::ErrorKind::Unreachable << true;
    QTest::newRow("timeout") << 0 << base::ErrorKind::Timeout << true;
    QTest::newRow("breaker") << 0 << base::ErrorKind::BreakerOpen << true;
    QTest::newRow("nonsense") << 0 << base::ErrorKind::Invalid << false;
}

void SendOnTest::saysWhichErrorsPass()
{
    QFETCH(int, status);
    QFETCH(base::ErrorKind, kind);
    QFETCH(bool, passes);
    base::Error error = base::makeError(kind, {});
    error.httpStatus = status;
    QCOMPARE(mayHelpLater(error), passes);
}

void SendOnTest::readsItsSection()
{
    auto file =
        StationFile::read("send_on:\n"
                          "  remote_write:\n"
                          "    - {url: \"http://prom:9090/api/v1/write\", token_env: T, tenant: team, queue: 8MiB}\n"
                          "    - {url: \"ftp://x\"}\n"
                          "  loki: [{url: \"https://loki/loki/api/v1/push\", user: ana, token_file: /x}]\n",
                          QStringLiteral("station.yaml"));
    QVERIFY(file.ok());
    const auto targets = readSendTargets(file->section("send_on"));
    file->finish();
    QCOMPARE(targets.size(), std::size_t{2});
    QCOMPARE(targets[0].http.base, QUrl(QStringLiteral("http://prom:9090/api/v1/write")));
    QCOMPARE(targets[0].http.auth.kind, net::AuthOptions::Kind::Bearer);
    QCOMPARE(targets[0].http.headers.at(0).value, QByteArray("team"));
    QCOMPARE(targets[0].queueBytes, 8LL << 20);
    QCOMPARE(targets[1].kind, SendTarget::Kind::Loki);
    QCOMPARE(targets[1].http.auth.kind, net::AuthOptions::Kind::Basic);
    QCOMPARE(file->problemTexts().size(), 1);
}

QTEST_GUILESS_MAIN(SendOnTest)
#include "tst_sendon.moc"
