// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/receive/receiveservice.h"

#include "models/station/config/stationfile.h"
#include "tests/models/net/server/rawclient.h"
#include "tests/models/station/receive/recordingintake.h"

#include <QTest>

using namespace wf;
using namespace wf::station;
using namespace wf::tests;

namespace {

QByteArray push(const QByteArray &more = {})
{
    const QByteArray body = R"({"streams":[{"stream":{"app":"x"},"values":[["5","hello"]]}]})";
    return "POST /loki/api/v1/push HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + more +
           "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

} // namespace

class ReceiveServiceTest : public QObject {
    Q_OBJECT
    base::SystemClock m_clock;

    static ReceiveSettings read(const QByteArray &yaml, QStringList *problems = nullptr)
    {
        auto file = StationFile::read(yaml, QStringLiteral("station.yaml"));
        if (!file)
            return {};
        auto settings = readReceiveSettings(file->section("receive"));
        file->finish();
        if (problems)
            *problems = file->problemTexts();
        return settings;
    }

private Q_SLOTS:
    void opensTheUsualPortsOnLoopbackByDefault();
    void readsItsSection();
    void warnsOfAnOpenDoor();
    void takesWhatIsSentToItsPort();
    void aPortInUseIsToldAndTheOthersServe();
    void asksForTheToken();
};

void ReceiveServiceTest::opensTheUsualPortsOnLoopbackByDefault()
{
    QStringList problems;
    const auto settings = read("", &problems);
    QVERIFY(settings.isOn);
    QVERIFY((settings.server.endpoints == std::vector<net::server::Endpoint>{{QStringLiteral("127.0.0.1"), 4318},
                                                                             {QStringLiteral("127.0.0.1"), 9411},
                                                                             {QStringLiteral("127.0.0.1"), 3100}}));
    QVERIFY(settings.server.hosts.empty());
    QCOMPARE(settings.receiver.sampling, SamplingOptions());
    QVERIFY(problems.isEmpty());
}

void ReceiveServiceTest::readsItsSection()
{
    QStringList problems;
    const auto settings =
        read("receive:\n  enabled: false\n  ports: [4318, x]\n  memory: 8MiB\n  promote: [k8s.pod.name]\n  token_env: "
             "WF_TOKEN\n"
             "  sampling: {probability: 0.5, spans_per_second: 100, keep_slow: false, slow_quantile: 7, hold: 2s}\n",
             &problems);
    QVERIFY(!settings.isOn);
    QCOMPARE(settings.server.endpoints.size(), std::size_t{1});
    QCOMPARE(settings.server.maxBytesInFlight, std::size_t{8} << 20);
    QCOMPARE(settings.receiver.metrics.promoted, std::vector<std::string>{"k8s.pod.name"});
    QCOMPARE(settings.token.value, u"WF_TOKEN");
    QCOMPARE(settings.receiver.sampling.probability, 0.5);
    QCOMPARE(settings.receiver.sampling.holdNs, 2 * base::nsPerSecond);
    QVERIFY(!settings.receiver.sampling.keepsSlow);
    QCOMPARE(settings.receiver.sampling.slowQuantile, 0.99);
    QCOMPARE(problems.size(), 2);
}

void ReceiveServiceTest::warnsOfAnOpenDoor()
{
    QStringList problems;
    QCOMPARE(read("receive: {address: 0.0.0.0}\n", &problems).server.hosts, std::vector<std::string>{"*"});
    QCOMPARE(problems.size(), 1);
    QVERIFY(problems.first().contains(QStringLiteral("no token")));
    (void)read("receive: {address: 0.0.0.0, token_file: /x}\n", &problems);
    QVERIFY(problems.isEmpty());
}

void ReceiveServiceTest::takesWhatIsSentToItsPort()
{
    RecordingIntake intake;
    ReceiveService service(read("receive: {ports: [0]}\n"), {}, {intake, m_clock});
    service.start();
    const auto before = service.snapshot();
    RawClient client(before->ports.at(0).port);
    QCOMPARE(statusOf(client.ask(push())), 204);
    QCOMPARE(intake.lines().size(), std::size_t{1});
    const auto after = service.snapshot();
    QCOMPARE(before->counts.logs.taken, 0); // a snapshot stays as it was
    QCOMPARE(after->counts.logs.taken, 1);
    QCOMPARE(after->server.requests, 1);
    service.stop();
    QVERIFY(client.endsWithin(1'000));
}

void ReceiveServiceTest::aPortInUseIsToldAndTheOthersServe()
{
    RecordingIntake intake;
    ReceiveService first(read("receive: {ports: [0]}\n"), {}, {intake, m_clock});
    first.start();
    const QByteArray port = QByteArray::number(first.snapshot()->ports.at(0).port);
    ReceiveService second(read("receive: {ports: [" + port + ", 0]}\n"), {}, {intake, m_clock});
    second.start();
    const auto ports = second.snapshot()->ports;
    QVERIFY(ports.at(0).trouble.has_value());
    RawClient client(ports.at(1).port);
    QCOMPARE(statusOf(client.ask(push())), 204);
}

void ReceiveServiceTest::asksForTheToken()
{
    RecordingIntake intake;
    ReceiveService service(read("receive: {ports: [0]}\n"), net::Secret("t0ken"), {intake, m_clock});
    service.start();
    const quint16 port = service.snapshot()->ports.at(0).port;
    QCOMPARE(statusOf(RawClient(port).ask(push())), 401);
    QCOMPARE(statusOf(RawClient(port).ask(push("Authorization: Bearer t0ken\r\n"))), 204);
}

QTEST_GUILESS_MAIN(ReceiveServiceTest)
#include "tst_receiveservice.moc"
