// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/server/server.h"

#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>
#include <QWebSocket>

#include <atomic>

using namespace wf;
using namespace wf::net::server;
using namespace std::chrono_literals;

namespace {

// Tells what it is given, once, and is over when told so.
class Said final : public MessageSource {
public:
    explicit Said(Step step, bool isEndless = false) : m_step(std::move(step)), m_isEndless(isEndless) {}
    [[nodiscard]] bool hasNews() const override { return m_isEndless || !m_isSaid; }
    [[nodiscard]] Step next(std::stop_token) override
    {
        m_isSaid = true;
        return m_step;
    }

private:
    Step m_step;
    bool m_isEndless;
    std::atomic<bool> m_isSaid{false};
};

Route following(const MessageSource::Step &step, bool isEndless = false)
{
    Route route{"GET", "/follow", {}, 0, 0, {}};
    route.follow = [step, isEndless](const Request &) { return std::make_shared<Said>(step, isEndless); };
    return route;
}

Options quick()
{
    Options options;
    options.endpoints = {{}};
    options.answerTimeout = 300ms;
    return options;
}

struct Running {
    explicit Running(std::vector<Route> routes, Options options = quick())
        : server(std::move(options), std::move(routes)), port(server.start().at(0).port)
    {
    }
    Server server;
    quint16 port;
    [[nodiscard]] QUrl url() const { return QUrl(QStringLiteral("ws://127.0.0.1:%1/follow").arg(port)); }
};

// What a plain connection hears.
QByteArray heard(quint16 port, const QByteArray &request)
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), port);
    socket.write(request);
    QByteArray all;
    (void)QTest::qWaitFor([&] {
        all += socket.readAll();
        return all.contains("\r\n\r\n");
    });
    return all;
}

const QByteArray upgrade = "GET /follow HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                           "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n";

} // namespace

class FollowersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatItsSourceFindsAndSaysGoodbye();
    void aRefusalComesBeforeTheUpgrade();
    void wantsAnUpgrade();
    void wantsTheTokenAndAKnownHost();
    void followersAreFew();
    void whoTakesNothingIsDropped();
    void ignoresWhatItsClientSays();
    void endsWithTheServer();
};

void FollowersTest::tellsWhatItsSourceFindsAndSaysGoodbye()
{
    const Running running({following({{"one", "zwei \u00fc"}, true, 1011, "that is all"})});
    QWebSocket client;
    QStringList texts;
    connect(&client, &QWebSocket::textMessageReceived, this, [&](const QString &text) { texts << text; });
    QSignalSpy closed(&client, &QWebSocket::disconnected);
    client.open(running.url());
    QTRY_COMPARE(closed.count(), 1);
    QCOMPARE(texts, (QStringList{QStringLiteral("one"), QStringLiteral("zwei ü")}));
    QCOMPARE(static_cast<int>(client.closeCode()), 1011);
    QCOMPARE(client.closeReason(), QStringLiteral("that is all"));
    QTRY_COMPARE(running.server.stats().open, 0);
}

void FollowersTest::aRefusalComesBeforeTheUpgrade()
{
    Route route{"GET", "/follow", {}, 0, 0, {}};
    route.follow = [](const Request &request) { return textResponse(400, "no: " + request.query); };
    const Running running({route});
    const QByteArray answer = heard(running.port, QByteArray(upgrade).replace("/follow", "/follow?q=x") + "\r\n");
    QVERIFY2(answer.startsWith("HTTP/1.1 400") && answer.contains("no: q=x"), answer);
}

void FollowersTest::wantsAnUpgrade()
{
    const Running running({following({})});
    const QByteArray answer = heard(running.port, "GET /follow HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QVERIFY2(answer.startsWith("HTTP/1.1 426 Upgrade Required") && answer.contains("Upgrade: websocket"), answer);
}

void FollowersTest::wantsTheTokenAndAKnownHost()
{
    Options options = quick();
    options.authorise = bearerCheck({net::Secret("t0ken")});
    const Running running({following({})}, options);
    QVERIFY(heard(running.port, upgrade + "\r\n").startsWith("HTTP/1.1 401"));
    QVERIFY(heard(running.port, upgrade + "Authorization: Bearer t0ken\r\n\r\n").startsWith("HTTP/1.1 101"));
    QVERIFY(heard(running.port,
                  QByteArray(upgrade).replace("localhost", "evil.example") + "Authorization: Bearer t0ken\r\n\r\n")
                .startsWith("HTTP/1.1 421"));
    QVERIFY(heard(running.port, upgrade + "Origin: https://evil.example\r\nAuthorization: Bearer t0ken\r\n\r\n")
                .startsWith("HTTP/1.1 403"));
}

void FollowersTest::followersAreFew()
{
    Options options = quick();
    options.maxFollowers = 1;
    const Running running({following({})}, options);
    QWebSocket first;
    QSignalSpy connected(&first, &QWebSocket::connected);
    first.open(running.url());
    QTRY_COMPARE(connected.count(), 1);
    const QByteArray answer = heard(running.port, upgrade + "\r\n");
    QVERIFY2(answer.startsWith("HTTP/1.1 503") && answer.contains("Retry-After"), answer);
    first.abort();
    QTRY_VERIFY(heard(running.port, upgrade + "\r\n").startsWith("HTTP/1.1 101"));
}

void FollowersTest::whoTakesNothingIsDropped()
{
    const Running running({following({{std::string(4 << 20, 'x')}, false, 1000, {}}, true)});
    QTcpSocket socket;
    socket.setReadBufferSize(1'024);
    socket.connectToHost(QStringLiteral("127.0.0.1"), running.port);
    socket.write(upgrade + "\r\n");
    QTRY_COMPARE_WITH_TIMEOUT(running.server.stats().timedOut, 1, 30'000);
    QTRY_COMPARE(running.server.stats().open, 0);
}

void FollowersTest::ignoresWhatItsClientSays()
{
    const Running running({following({})});
    QWebSocket client;
    QSignalSpy connected(&client, &QWebSocket::connected), closed(&client, &QWebSocket::disconnected),
        pong(&client, &QWebSocket::pong);
    client.open(running.url());
    QTRY_COMPARE(connected.count(), 1);
    client.sendTextMessage(QStringLiteral("hello"));
    client.ping();
    QTRY_COMPARE(pong.count(), 1);
    client.sendTextMessage(QString(100'000, QLatin1Char('x'))); // more than anybody may say
    QTRY_COMPARE(closed.count(), 1);
}

void FollowersTest::endsWithTheServer()
{
    Running running({following({{"x"}, false, 1000, {}}, true)});
    QWebSocket client;
    QSignalSpy heardSome(&client, &QWebSocket::textMessageReceived), closed(&client, &QWebSocket::disconnected);
    client.open(running.url());
    QTRY_VERIFY(!heardSome.isEmpty());
    running.server.stop();
    QTRY_COMPARE(closed.count(), 1);
}

QTEST_GUILESS_MAIN(FollowersTest)
#include "tst_followers.moc"
