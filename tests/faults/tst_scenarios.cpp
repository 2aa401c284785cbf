// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/core/matrixquestion.h"
#include "tests/faults/scenarios.h"
#include "tests/models/net/netfixture.h"
#include "tests/support/failonwarning.h"
#include "tests/support/rawserver/certificates.h"

#include <QElapsedTimer>
#include <QTest>
#include <QTimer>

using namespace wf;
using namespace wf::sources;
using namespace wf::tests;
using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

const QByteArray body =
    R"({"status":"success","data":{"resultType":"matrix","result":[{"metric":{"job":"x"},"values":[[1795244400,"1"],[1795244415,"2"]]}]}})";

} // namespace

class TestScenarios : public QObject {
    Q_OBJECT
    base::SystemClock m_clock;
    async::Pools m_pools;
    SourceEnvironment m_env{m_clock, m_pools, nullptr, [] { return 0.0; }};

    net::HttpOptions options(const QUrl &url)
    {
        auto o = quickOptions(url);
        o.name = u"faulty"_s;
        o.maxBodyBytes = 4 << 20;
        o.maxCompressionRatio = 2000;
        o.idleTimeout = net::milliseconds(500);
        return o;
    }

private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void everyFaultIsToldForWhatItIsAndRecoveredFrom_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < faults().size(); ++i)
            QTest::newRow(faults()[i].name) << i;
    }
    void everyFaultIsToldForWhatItIsAndRecoveredFrom()
    {
        QFETCH(int, index);
        const Fault &fault = faults()[index];
        bool isIll = true;
        RawServer server([&](const SeenRequest &request, RawPeer &peer) {
            if (!isIll)
                peer.respond(200, body);
            else if (request.path().endsWith(u"query_range"_s))
                fault.does(peer, body);
            else
                peer.respond(404, "not now");
        });
        QVERIFY(server.start());
        // The heartbeat of the GUI thread.
        QElapsedTimer sinceBeat, whole;
        qint64 longestGap = 0;
        QTimer beat;
        sinceBeat.start();
        QObject::connect(&beat, &QTimer::timeout, this,
                         [&] { longestGap = std::max(longestGap, sinceBeat.restart()); });
        beat.start(5);

        SourceCore core({u"a"_s, u"faulty"_s, signals::SourceKind::Metrics, {}}, options(server.url()), m_env, nullptr);
        std::optional<base::Result<signals::QueryAnswerPtr>> result;
        Question question;
        question.path = u"/api/v1/query_range"_s;
        question.deadline = net::milliseconds(1500);
        whole.start();
        const auto request = askMatrix(
            core, question, 15'000, [&](base::Result<signals::QueryAnswerPtr> answer) { result = std::move(answer); });
        QTRY_VERIFY_WITH_TIMEOUT(result.has_value(), 6000);
        const qint64 took = whole.elapsed();
        if (fault.kind) {
            QVERIFY(!result->ok());
            QVERIFY2(result->error().kind == *fault.kind,
                     qPrintable(base::errorKindName(result->error().kind) + u": "_s + result->error().summary));
            QVERIFY(result->error().summary.contains(u"faulty"_s));
            QVERIFY2(result->error().summary.contains(QLatin1String(fault.says)), qPrintable(result->error().summary));
        } else {
            QVERIFY2(result->ok(), result->ok() ? "" : qPrintable(result->error().summary));
            QCOMPARE(result->value()->series.size(), 1U);
        }
        QVERIFY2(took <= 1500 + 150 + 300, qPrintable(QString::number(took)));
        QVERIFY2(longestGap <= 250, qPrintable(QString::number(longestGap)));
        isIll = false;
        result.reset();
        core.retryNow();
        const auto again = askMatrix(core, question, 15'000,
                                     [&](base::Result<signals::QueryAnswerPtr> answer) { result = std::move(answer); });
        QTRY_VERIFY(result.has_value());
        QVERIFY2(result->ok(), result->ok() ? "" : qPrintable(result->error().summary));
    }

    void halfOfAllAnswersFailing_everyQuestionStillEndsAndMostSucceed()
    {
        int count = 0;
        RawServer server([&](const SeenRequest &, RawPeer &peer) {
            switch (++count % 6) {
            case 0:
                peer.reset();
                break;
            case 2:
                peer.respond(503);
                break;
            case 4:
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" +
                           body.left(20));
                peer.close();
                break;
            default:
                peer.respond(200, body);
            }
        });
        QVERIFY(server.start());
        net::HttpClient client(options(server.url()), {m_clock, [] { return 0.0; }, nullptr, &m_pools.parse()});
        int ended = 0, good = 0;
        for (int i = 0; i < 40; ++i) {
            const auto asked = ask(client, get(server.url(u"/%1"_s.arg(i)), 1500));
            QTRY_VERIFY(asked->isDone());
            ++ended;
            good += asked->result->ok() && asked->response().status == 200 ? 1 : 0;
        }
        QCOMPARE(ended, 40);
        QVERIFY2(good >= 25, qPrintable(QString::number(good)));
    }

    void certificatesAreTrustedOnlyForAReason_data()
    {
        QTest::addColumn<QString>("server");
        QTest::addColumn<QString>("trust"); // none, ca, pin, wrongpin
        QTest::addColumn<bool>("works");
        QTest::newRow("known authority") << u"good"_s << u"ca"_s << true;
        QTest::newRow("unknown authority") << u"good"_s << u"none"_s << false;
        QTest::newRow("self-signed") << u"selfsigned"_s << u"none"_s << false;
        QTest::newRow("self-signed and pinned") << u"selfsigned"_s << u"pin"_s << true;
        QTest::newRow("self-signed with another's pin") << u"selfsigned"_s << u"wrongpin"_s << false;
        QTest::newRow("wrong host") << u"other"_s << u"ca"_s << false;
        QTest::newRow("wrong host but pinned") << u"other"_s << u"pin"_s << true;
        QTest::newRow("expired") << u"expired"_s << u"ca"_s << false;
        QTest::newRow("expired and pinned") << u"expired"_s << u"pin"_s << false;
        QTest::newRow("trusted but not the pinned one") << u"good"_s << u"cawrongpin"_s << false;
    }
    void certificatesAreTrustedOnlyForAReason()
    {
        QFETCH(QString, server);
        QFETCH(QString, trust);
        QFETCH(bool, works);
        static Certificates certificates;
        static const bool isMade = certificates.make();
        if (!isMade)
            QSKIP("the openssl program is not here");
        RawServer secure([](const SeenRequest &, RawPeer &peer) { peer.respond(200, "secret"); });
        secure.useTls(certificates.server(server));
        QVERIFY(secure.start());
        auto o = options(secure.url());
        o.tries = 1;
        if (trust.startsWith(u"ca"_s))
            o.tls.caFile = certificates.file(u"ca.pem"_s);
        if (trust == u"pin"_s)
            o.tls.pinSha256 = certificates.pin(server);
        if (trust.endsWith(u"wrongpin"_s))
            o.tls.pinSha256 = certificates.pin(u"client"_s);
        o.auth = {net::AuthOptions::Kind::Bearer, {}, {net::SecretRef::Kind::Literal, u"t"_s}, {}, {}, {}, {}};
        net::HttpClient client(o, {m_clock, [] { return 0.0; }, nullptr, nullptr});
        const auto asked = ask(client, get(secure.url(u"/x"_s)));
        QTRY_VERIFY(asked->isDone());
        QVERIFY2(asked->result->ok() == works,
                 asked->result->ok() ? "worked" : qPrintable(asked->result->error().summary));
        if (!works) {
            QCOMPARE(asked->kind(), ErrorKind::Tls);
            QCOMPARE(secure.requests().size(), 0); // no login was sent to whoever that is
        }
    }

    void clientCertificateOpensAServerThatWantsOne()
    {
        Certificates certificates;
        if (!certificates.make())
            QSKIP("the openssl program is not here");
        RawServer secure([](const SeenRequest &, RawPeer &peer) { peer.respond(200, "in"); });
        secure.useTls(certificates.server(u"good"_s, true));
        QVERIFY(secure.start());
        auto o = options(secure.url());
        o.tries = 1;
        o.tls.caFile = certificates.file(u"ca.pem"_s);
        net::HttpClient without(o, {m_clock, [] { return 0.0; }, nullptr, nullptr});
        o.tls.certFile = certificates.file(u"client.pem"_s);
        o.tls.keyFile = certificates.file(u"client.key"_s);
        net::HttpClient with(o, {m_clock, [] { return 0.0; }, nullptr, nullptr});
        const auto refused = ask(without, get(secure.url(u"/x"_s)));
        const auto let = ask(with, get(secure.url(u"/x"_s)));
        QTRY_VERIFY(refused->isDone() && let->isDone());
        QVERIFY(!refused->result->ok());
        QVERIFY2(let->result->ok(), let->result->ok() ? "" : qPrintable(let->result->error().summary));
    }

    void aTlsHandshakeThatHangsEndsWithTheConnectTimer()
    {
        RawServer mute;
        mute.rawHandler = [](QTcpSocket *) {};
        QVERIFY(mute.start());
        QUrl url = mute.url(u"/x"_s);
        url.setScheme(u"https"_s);
        auto o = options(url);
        o.tries = 1;
        net::HttpClient client(o, {m_clock, [] { return 0.0; }, nullptr, nullptr});
        const auto asked = ask(client, get(url));
        QTRY_VERIFY(asked->isDone());
        QCOMPARE(asked->kind(), ErrorKind::Timeout);
    }

    void aServerThatKnowsOnlyTls10IsRefused()
    {
        // Its answer to whatever it is greeted with: the handshake goes on in version 3.1, which is TLS 1.0.
        const QByteArray hello = QByteArray::fromHex("160301002a02000026"
                                                     "0301") +
                                 QByteArray(32, 'r') + QByteArray::fromHex("00002f00");
        int bytesAfterwards = 0;
        RawServer old;
        old.rawHandler = [&](QTcpSocket *socket) {
            connect(socket, &QTcpSocket::readyRead, socket,
                    [&bytesAfterwards, socket, hello, greeted = false]() mutable {
                        const qsizetype seen = socket->readAll().size();
                        if (std::exchange(greeted, true))
                            bytesAfterwards += static_cast<int>(seen);
                        else
                            socket->write(hello);
                    });
        };
        QVERIFY(old.start());
        QUrl url = old.url(u"/x"_s);
        url.setScheme(u"https"_s);
        auto o = options(url);
        o.tries = 1;
        o.auth = {net::AuthOptions::Kind::Bearer, {}, {net::SecretRef::Kind::Literal, u"t"_s}, {}, {}, {}, {}};
        net::HttpClient client(o, {m_clock, [] { return 0.0; }, nullptr, nullptr});
        const auto asked = ask(client, get(url));
        QTRY_VERIFY(asked->isDone());
        QCOMPARE(asked->kind(), ErrorKind::Tls);
        QCOMPARE(asked->result->error().summary, u"No secure connection to faulty: the handshake failed."_s);
        QVERIFY2(bytesAfterwards <= 7, "more than an alert was sent"); // no login to whoever that is
    }

    void anUnknownNameIsSaidSo()
    {
        const QUrl url(u"http://no-such-host.invalid:9090/x"_s);
        auto o = options(url);
        o.tries = 1;
        o.connectTimeout = o.idleTimeout = net::milliseconds(4000);
        net::HttpClient client(o, {m_clock, [] { return 0.0; }, nullptr, nullptr});
        const auto asked = ask(client, get(url, 4500));
        QTRY_VERIFY_WITH_TIMEOUT(asked->isDone(), 6000);
        // Where no name server can be reached, the same takes longer than the connect timer.
        const QString &said = asked->result->error().summary;
        QVERIFY2(said == u"The host no-such-host.invalid is not known. Check its name."_s ||
                     asked->kind() == ErrorKind::Timeout,
                 qPrintable(said));
    }

    void serverKilledAndBackIsFoundAgainWithinSeconds()
    {
        RawServer server([](const SeenRequest &, RawPeer &peer) { peer.respond(200, body); });
        QVERIFY(server.start());
        net::HttpClient client(options(server.url()), {m_clock, [] { return 0.5; }, nullptr, nullptr});
        auto asked = ask(client, get(server.url(u"/x"_s)));
        QTRY_VERIFY(asked->isDone() && asked->result->ok());
        server.stop();
        for (int i = 0; client.breaker() != net::BreakerPhase::Open && i < 10; ++i) {
            asked = ask(client, get(server.url(u"/x"_s), 300));
            QTRY_VERIFY(asked->isDone());
            QVERIFY(!asked->result->ok());
        }
        QCOMPARE(client.breaker(), net::BreakerPhase::Open);
        const qint64 before = client.stats().requests;
        for (int i = 0; i < 20; ++i) {
            asked = ask(client, get(server.url(u"/x"_s), 300));
            QTRY_VERIFY(asked->isDone());
            QCOMPARE(asked->kind(), ErrorKind::BreakerOpen);
        }
        QCOMPARE(client.stats().requests, before); // nothing goes out meanwhile
        QVERIFY(server.start());
        QTRY_COMPARE(client.breaker(), net::BreakerPhase::Closed);
        asked = ask(client, get(server.url(u"/x"_s)));
        QTRY_VERIFY(asked->isDone() && asked->result->ok());
    }
};

QTEST_GUILESS_MAIN(TestScenarios)
#include "tst_scenarios.moc"
