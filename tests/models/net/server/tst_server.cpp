// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/server/server.h"

#include "tests/models/net/server/rawclient.h"

#include <QFile>
#include <QTest>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

using namespace wf;
using namespace wf::net::server;
using namespace wf::tests;
using namespace std::chrono_literals;

namespace {

Response echo(const Request &request, std::stop_token)
{
    return {200,
            "application/octet-stream",
            request.method + ' ' + request.path + '?' + request.query + '|' + request.body,
            {}};
}

std::vector<Route> plainRoutes()
{
    return {{"GET", "/ping", echo, 0, 0, {}}, {"POST", "/echo", echo, 1'000, 5'000, {}}};
}

Options quick()
{
    Options options;
    options.endpoints = {{}};
    options.headTimeout = 300ms;
    options.bodyTimeout = 300ms;
    options.idleTimeout = 600ms;
    options.answerTimeout = 300ms;
    return options;
}

// A server with the port it was given.
struct Running {
    explicit Running(Options options = quick(), std::vector<Route> routes = plainRoutes())
        : server(std::move(options), std::move(routes)), port(server.start().at(0).port)
    {
    }
    Server server;
    quint16 port;
};

const QByteArray host = " HTTP/1.1\r\nHost: localhost\r\n";

qint64 residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').at(1).toLongLong() * 4096 : 0;
}

// Lets a handler wait until the test says so.
class Gate {
public:
    void open()
    {
        const std::lock_guard lock(m_mutex);
        m_isOpen = true;
        m_changed.notify_all();
    }
    void pass(const std::stop_token &stop)
    {
        std::unique_lock lock(m_mutex);
        m_entered.fetch_add(1);
        m_changed.wait(lock, stop, [this] { return m_isOpen; });
    }
    [[nodiscard]] int entered() const { return m_entered; }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_isOpen = false;
    std::atomic<int> m_entered{0};
};

} // namespace

class ServerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answersSeveralRequestsOfOneConnection()
    {
        const Running running;
        RawClient client(running.port);
        const QByteArray first = client.ask("GET /ping?a=1" + host + "\r\n");
        QVERIFY2(first.endsWith("GET /ping?a=1|"), first);
        QVERIFY(first.contains("Connection: keep-alive"));
        QVERIFY(client.ask("POST /echo" + host + "Content-Length: 3\r\n\r\nabc").endsWith("|abc"));
        QVERIFY(client.ask("POST /echo" + host + "Transfer-Encoding: chunked\r\n\r\n2\r\nde\r\n1;x=y\r\nf\r\n0\r\n\r\n")
                    .endsWith("|def"));
        const QByteArray head = client.ask("HEAD /ping" + host + "Connection: close\r\n\r\n");
        QVERIFY(head.endsWith("\r\n\r\n"));
        QVERIFY(client.endsWithin(1'000));
        QCOMPARE(running.server.stats().requests, 4);
        QCOMPARE(running.server.stats().refused, 0);
    }

    void answersWhatIsSentInOneGoInOrder()
    {
        const Running running;
        RawClient client(running.port);
        client.send("GET /ping?1" + host + "\r\nPOST /echo" + host + "Content-Length: 1\r\n\r\nxGET /ping?3" + host +
                    "\r\n");
        QVERIFY(client.answer().endsWith("?1|"));
        QVERIFY(client.answer().endsWith("|x"));
        QVERIFY(client.answer().endsWith("?3|"));
    }

    void refusesHostileRequestsAndEndsTheConnection_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("status");
        QTest::newRow("length and chunked")
            << "POST /echo" + host + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /ping" +
                   host + "\r\n"
            << 400;
        QTest::newRow("two lengths") << "POST /echo" + host + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab" << 400;
        QTest::newRow("line feeds only") << QByteArray("GET /ping HTTP/1.1\nHost: localhost\n\n") << 400;
        QTest::newRow("garbage") << QByteArray("\x16\x03\x01\x02\x00\x01", 6) << 400;
        QTest::newRow("folded") << "GET /ping" + host + "A: b\r\n c\r\n\r\n" << 400;
        QTest::newRow("long head") << "GET /ping" + host + "A: " + QByteArray(30'000, 'x') + "\r\n\r\n" << 431;
        QTest::newRow("long body") << "POST /echo" + host + "Content-Length: 1001\r\n\r\n" + QByteArray(1'001, 'x')
                                   << 413;
        QTest::newRow("absurd length") << "POST /echo" + host + "Content-Length: 18446744073709551615\r\n\r\n" << 413;
        QTest::newRow("long chunks") << "POST /echo" + host + "Transfer-Encoding: chunked\r\n\r\n" +
                                            QByteArray("100\r\n" + QByteArray(256, 'x') + "\r\n").repeated(9)
                                     << 413;
        QTest::newRow("bad chunk") << "POST /echo" + host + "Transfer-Encoding: chunked\r\n\r\nzz\r\n" << 400;
        QTest::newRow("unknown encoding")
            << "POST /echo" + host + "Content-Encoding: br\r\nContent-Length: 1\r\n\r\nx" << 415;
        QTest::newRow("damaged gzip") << "POST /echo" + host + "Content-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx"
                                      << 400;
        QTest::newRow("foreign host") << QByteArray("GET /ping HTTP/1.1\r\nHost: evil.example\r\n\r\n") << 421;
        QTest::newRow("foreign page") << "GET /ping" + host + "Origin: http://evil.example\r\n\r\n" << 403;
        QTest::newRow("page without an origin") << "GET /ping" + host + "Origin: null\r\n\r\n" << 403;
        QTest::newRow("other method") << "DELETE /ping" + host + "\r\n" << 405;
        QTest::newRow("other path") << "GET /../etc/passwd" + host + "\r\n" << 404;
        QTest::newRow("body nobody asked for") << "POST /other" + host + "Content-Length: 5\r\n\r\nhello" << 404;
    }
    void refusesHostileRequestsAndEndsTheConnection()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, status);
        const Running running;
        RawClient client(running.port);
        const QByteArray answer = client.ask(text);
        QCOMPARE(statusOf(answer), status);
        QTRY_COMPARE(running.server.stats().refused, 1);
        // Nothing of what followed was served.
        QVERIFY(statusOf(client.answer(100)) == 0);
        QCOMPARE(running.server.stats().bytesInFlight, 0);
        RawClient next(running.port);
        QCOMPARE(statusOf(next.ask("GET /ping" + host + "\r\n")), 200);
    }

    void saysWhichMethodsAnAddressKnows()
    {
        const Running running;
        RawClient client(running.port);
        QVERIFY(client.ask("GET /echo" + host + "\r\n").contains("\r\nAllow: POST\r\n"));
        QCOMPARE(statusOf(client.ask("GET /ping" + host + "\r\n")), 200); // nothing was lost: it stays open
    }

    void asksForTheBodyOnlyWhenItWillBeTaken()
    {
        const Running running;
        RawClient client(running.port);
        client.send("POST /echo" + host + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
        QCOMPARE(client.answer(), QByteArray("HTTP/1.1 100 Continue\r\n\r\n"));
        client.send("ok");
        QVERIFY(client.answer().endsWith("|ok"));
        client.send("POST /echo" + host + "Expect: 100-continue\r\nContent-Length: 2000\r\n\r\n");
        QCOMPARE(statusOf(client.answer()), 413);
    }

    void dropsSlowClientsAndServesTheOthersMeanwhile()
    {
        const Running running;
        std::vector<std::unique_ptr<RawClient>> slow;
        for (int i = 0; i < 50; ++i) {
            slow.push_back(std::make_unique<RawClient>(running.port));
            slow.back()->send(i % 2 == 0 ? QByteArray("GET /pi")
                                         : "POST /echo" + host + "Content-Length: 10\r\n\r\nabc");
        }
        RawClient quickOne(running.port);
        QCOMPARE(statusOf(quickOne.ask("GET /ping" + host + "\r\n")), 200);
        for (const auto &client : slow)
            QVERIFY(client->endsWithin(3'000));
        QTRY_COMPARE(running.server.stats().timedOut, 50);
    }

    void dropsIdleConnections()
    {
        const Running running;
        RawClient client(running.port);
        QCOMPARE(statusOf(client.ask("GET /ping" + host + "\r\n")), 200);
        QVERIFY(client.endsWithin(3'000));
        QTRY_COMPARE(running.server.stats().open, 0);
    }

    void dropsAClientThatDoesNotTakeItsAnswer()
    {
        auto routes = plainRoutes();
        routes.push_back({"GET",
                          "/huge",
                          [](const Request &, std::stop_token) {
                              return Response{200, {}, std::string(64 << 20, 'x'), {}};
                          },
                          0,
                          0,
                          {}});
        const Running running(quick(), routes);
        RawClient client(running.port);
        client.send("GET /huge" + host + "\r\n");
        QTRY_COMPARE(running.server.stats().timedOut, 1);
        QTRY_COMPARE(running.server.stats().open, 0);
    }

    void turnsAwayWhatIsOverTheCap()
    {
        Options options = quick();
        options.maxConnections = 2;
        const Running running(options);
        RawClient a(running.port);
        RawClient b(running.port);
        QTRY_COMPARE(running.server.stats().open, 2);
        RawClient c(running.port);
        QVERIFY(c.endsWithin(1'000));
        QCOMPARE(running.server.stats().turnedAway, 1);
        QCOMPARE(statusOf(a.ask("GET /ping" + host + "\r\n")), 200);
    }

    void pushesBackWhenTooMuchIsInFlight()
    {
        Gate gate;
        Options options = quick();
        options.maxBytesInFlight = 1'500;
        std::vector<Route> routes{{"POST", "/hold",
                                   [&](const Request &request, std::stop_token stop) {
                                       gate.pass(stop);
                                       return echo(request, stop);
                                   },
                                   1'000, 1'000,
                                   [](const Request &, int status, std::string_view reason) {
                                       return Response{status, "application/json", '"' + std::string(reason) + '"', {}};
                                   }}};
        Running running(options, routes);
        RawClient first(running.port);
        first.send("POST /hold" + host + "Content-Length: 900\r\n\r\n" + QByteArray(900, 'x'));
        QTRY_COMPARE(gate.entered(), 1);
        QCOMPARE(running.server.stats().bytesInFlight, 900);
        RawClient second(running.port);
        const QByteArray no = second.ask("POST /hold" + host + "Content-Length: 900\r\n\r\n" + QByteArray(900, 'x'));
        QCOMPARE(statusOf(no), 429);
        QVERIFY(no.contains("\r\nRetry-After: 2\r\n"));
        QVERIFY(no.contains("application/json"));
        RawClient chunked(running.port);
        QCOMPARE(statusOf(chunked.ask("POST /hold" + host + "Transfer-Encoding: chunked\r\n\r\n3e8\r\n" +
                                      QByteArray(1'000, 'x') + "\r\n0\r\n\r\n")),
                 429);
        gate.open();
        QCOMPARE(statusOf(first.answer()), 200);
        QCOMPARE(running.server.stats().bytesInFlight, 0);
        RawClient third(running.port);
        QCOMPARE(statusOf(third.ask("POST /hold" + host + "Content-Length: 900\r\n\r\n" + QByteArray(900, 'x'))), 200);
    }

    void letsInOnlyWhoKnowsAToken()
    {
        Options options = quick();
        options.authorise = bearerCheck({net::Secret("s3cret"), net::Secret()});
        const Running running(options);
        RawClient client(running.port);
        QVERIFY(client.ask("GET /ping" + host + "\r\n").contains("WWW-Authenticate: Bearer"));
        for (const auto *wrong : {"s3cre", "s3crets", "", "S3cret"})
            QCOMPARE(statusOf(client.ask("GET /ping" + host + "Authorization: Bearer " + wrong + "\r\n\r\n")), 401);
        QCOMPARE(statusOf(client.ask("GET /nothere" + host + "\r\n")), 401); // says nothing about what there is
        for (const auto &right : {QByteArray("Bearer s3cret"), QByteArray("bearer s3cret"),
                                  QByteArray("Basic " + QByteArray("anybody:s3cret").toBase64())})
            QCOMPARE(statusOf(client.ask("GET /ping" + host + "Authorization: " + right + "\r\n\r\n")), 200);
    }

    void saysWhenAPortIsTakenAndServesTheOther()
    {
        const Running first;
        Options options = quick();
        options.endpoints = {{QStringLiteral("127.0.0.1"), first.port}, {}, {QStringLiteral("nonsense"), 1}};
        Server server(options, plainRoutes());
        const auto doors = server.start();
        QVERIFY(doors.at(0).trouble &&
                doors.at(0).trouble->summary.contains(QStringLiteral("in use by another program")));
        QCOMPARE(doors.at(0).port, quint16{0});
        QVERIFY(!doors.at(1).trouble && doors.at(2).trouble);
        RawClient client(doors.at(1).port);
        QCOMPARE(statusOf(client.ask("GET /ping" + host + "\r\n")), 200);
    }

    void stopsCleanlyWhileAHandlerRuns()
    {
        Gate gate;
        auto running =
            std::make_unique<Running>(quick(), std::vector<Route>{{"GET",
                                                                   "/wait",
                                                                   [&](const Request &request, std::stop_token stop) {
                                                                       gate.pass(stop);
                                                                       return echo(request, stop);
                                                                   },
                                                                   0,
                                                                   0,
                                                                   {}}});
        RawClient waiting(running->port);
        RawClient idle(running->port);
        waiting.send("GET /wait" + host + "\r\n");
        QTRY_COMPARE(gate.entered(), 1);
        QElapsedTimer since;
        since.start();
        running.reset();
        QVERIFY(since.elapsed() < 2'000);
        const QByteArray last = waiting.answer();
        QCOMPARE(statusOf(last), 200);
        QVERIFY(last.contains("Connection: close"));
        QVERIFY(idle.endsWithin(500));
    }

    void aHugeBodyCostsNoMemory()
    {
        const Running running;
        const qint64 before = residentBytes();
        RawClient client(running.port);
        client.send("POST /nowhere" + host + "Content-Length: 600000000\r\n\r\n");
        const QByteArray piece(1 << 20, 'x');
        for (int i = 0; i < 64; ++i)
            client.send(piece);
        QVERIFY(client.endsWithin(3'000));
        QVERIFY2(residentBytes() - before < (16 << 20), qPrintable(QString::number(residentBytes() - before)));
    }

    void manyThreadsAskAtOnce()
    {
        const Running running;
        std::atomic<int> good{0};
        std::vector<std::thread> threads;
        for (int t = 0; t < 8; ++t)
            threads.emplace_back([&] {
                RawClient client(running.port);
                for (int i = 0; i < 200; ++i)
                    good += statusOf(client.ask("POST /echo" + host + "Content-Length: 3\r\n\r\nabc")) == 200 ? 1 : 0;
            });
        for (auto &thread : threads)
            thread.join();
        QCOMPARE(good.load(), 1'600);
        QTRY_COMPARE(running.server.stats().open, 0);
    }
};

QTEST_GUILESS_MAIN(ServerTest)
#include "tst_server.moc"
