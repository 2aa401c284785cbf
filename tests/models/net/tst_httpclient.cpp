// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/net/netfixture.h"

#include "models/net/httpclient_p.h"

#include <QSignalSpy>

using namespace wf;
using namespace wf::tests;
using namespace Qt::StringLiterals;
using base::ErrorKind;
using net::milliseconds;

// Questions, answers, joining, waiting in line, giving up, asking again, redirects, bodies.
class TestHttpClient : public QObject {
    Q_OBJECT
    base::SystemClock m_clock;
    async::Pools m_pools;

    net::HttpEnvironment environment()
    {
        return {m_clock, [] { return 0.0; }, nullptr, &m_pools.parse()};
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void deliversTheAnswerLaterWithStatusHeadersAndBody()
    {
        RawServer server([](const SeenRequest &, RawPeer &peer) {
            peer.respond(200, "hello", {{"Content-Type", "text/plain"}, {"Date", "Sat, 21 Nov 2026 07:00:00 GMT"}});
        });
        QVERIFY(server.start());
        net::HttpClient client(quickOptions(server.url()), environment());
        const auto asked = ask(client, get(server.url(u"/x"_s)));
        QVERIFY(!asked->isDone());
        QTRY_VERIFY(asked->isDone());
        QVERIFY(asked->result->ok());
        QCOMPARE(asked->response().body, QByteArray("hello"));
        QCOMPARE(asked->response().contentType, QByteArray("text/plain"));
        QCOMPARE(asked->response().serverTimeNs, 1795244400LL * base::nsPerSecond);
        QCOMPARE(server.requests().first().header("user-agent"), QByteArray("watchfloor/" WF_VERSION));
        QCOMPARE(server.requests().first().header("accept-encoding"), QByteArray("identity"));
        QCOMPARE(client.stats().requests, 1);
        QVERIFY(client.stats().lastOkNs > 0);
    }

    void equalQuestionsInFlightAreOneRequest()
    {
        RawServer server([](const SeenRequest &, RawPeer &peer) {
            QTimer::singleShot(50, &peer, [&peer] { peer.respond(200, "one"); });
        });
        QVERIFY(server.start());
        net::HttpClient client(quickOptions(server.url()), environment());
        const auto a = ask(client, get(server.url(u"/same"_s)));
        const auto b = ask(client, get(server.url(u"/same"_s)));
        const auto other = ask(client, get(server.url(u"/other"_s)));
        QTRY_VERIFY(a->isDone() && b->isDone() && other->isDone());
        QCOMPARE(server.requests().size(), 2);
        QCOMPARE(a->response().body, QByteArray("one"));
        QCOMPARE(b->result->value(), a->result->value());
        QCOMPARE(client.stats().joined, 1);
        const auto later = ask(client, get(server.url(u"/same"_s)));
        QTRY_VERIFY(later->isDone());
        QCOMPARE(server.requests().size(), 3); // not a cache
    }

    void formsAreJoinedToo_writesNever()
    {
        RawServer server([](const SeenRequest &, RawPeer &peer) {
            QTimer::singleShot(50, &peer, [&peer] { peer.respond(200, "ok"); });
        });
        QVERIFY(server.start());
        net::HttpClient client(quickOptions(server.url()), environment());
        auto form = get(server.url(u"/q"_s));
        form.method = net::Method::Form;
        form.contentType = "application/x-www-form-urlencoded";
        form.body = net::encodeForm({{u"query"_s, u"a+b c"_s}});
        const auto a = ask(client, form);
        const auto b = ask(client, form);
        auto write = form;
        write.method = net::Method::Post;
        const auto c = ask(client, write);
        const auto d = ask(client, write);
        QTRY_VERIFY(a->isDone() && b->isDone() && c->isDone() && d->isDone());
        QCOMPARE(server.requests().size(), 3);
        QCOMPARE(server.requests().first().body, QByteArray("query=a%2Bb%20c"));
    }

    void writesThatBeginWhileOthersAreUnderWayAreAllAnswered()
    {
        RawServer server([](const SeenRequest &, RawPeer &peer) { peer.respond(200, "ok"); });
        QVERIFY(server.start());
        net::HttpClient client(quickOptions(server.url()), environment());
        auto write = get(server.url(u"/w"_s));
        write.method = net::Method::Post;
        write.contentType = "application/json";
        write.body = "{}";
        std::vector<decltype(ask(client, write))> all;
        for (int i = 0; i < 40; ++i) {
            all.push_back(ask(client, write));
            for (int turns = i % 7; turns > 0; --turns)
                QCoreApplication::processEvents();
        }
        QTRY_VERIFY(std::ranges::all_of(all, [](const auto &one) { return one->isDone() && one->result->ok(); }));
        QCOMPARE(server.requests().size(), 40);
    }

    void droppingTheLastListenerAbortsAndNothingIsDelivered()
    {
        RawServer server([](const SeenRequest &, RawPeer &) {});
        QVERIFY(server.start());
        net::HttpClient client(quickOptions(server.url()), environment());
        const auto a = ask(client, get(server.url(u"/same"_s)));
        const auto b = ask(client, get(server.url(u"/same"_s)));
        QTRY_COMPARE(server.requests().size(), 1);
        a->request.cancel();
        QCOMPARE(client.stats().inFlight, 1);
        QCOMPARE(server.openConnections(), 1);
        b->request.cancel();
        QCOMPARE(client.stats().inFlight, 0);
        QTRY_COMPARE(server.openConnections(), 0);
        QVERIFY(!a->isDone() && !b->isDone());
        QCOMPARE(client.stats().failures, 0);
    }

    void aRequestMayBeDroppedAndTheClientDeletedInsideAnAnswer()
    {
        RawServer server([](const SeenRequest &, RawPeer &peer) { peer.respond(200, QByteArray(200'000, 'x')); });
        QVERIFY(server.start());
        auto client = std::make_unique<net::HttpClient>(quickOptions(server.url()), environment());
        int answers = 0;
        async::Request first, second;
        first = client->send(get(server.url()), [&](const auto &) {
            ++answers;
            second.cancel();
            client.reset();
        });
        second = client->send(get(server.url()), [&](const auto &) { ++answers; });
        QTRY_COMPARE(answers, 1);
        QVERIFY(!client);
    }

    void onlySoManyGoOutAtOnceAndTheRestWaitInLineWithoutTimingOut()
    {
        QList<QPointer<RawPeer>> waiting;
        RawServer server([&](const SeenRequest &, RawPeer &peer) { waiting << &peer; });
        QVERIFY(server.start());
        auto options = quickOptions(server.url());
        options.concurrency = 2;
        net::HttpClient client(options, environment());
        QList<std::shared_ptr<Asked>> all;
        for (int i = 0; i < 6; ++i)
            all << ask(client, get(server.url(u"/%1"_s.arg(i)), 350));
        auto urgent = get(server.url(u"/urgent"_s), 350);
        urgent.urgent = true;
        QTRY_COMPARE(waiting.size(), 2);
        QCOMPARE(client.stats().queued, 4);
        const auto first = ask(client, urgent);
        int answered = 0;
        while (answered < 7) {
            QTRY_VERIFY(waiting.size() > answered);
            QVERIFY(client.stats().inFlight <= 2);
            QElapsedTimer pause;
            pause.start();
            QTRY_VERIFY(pause.hasExpired(60)); // seven in pairs take longer than one deadline
            waiting[answered++]->respond(200, "x");
        }
        QTRY_VERIFY(std::all_of(all.begin(), all.end(), [](const auto &a) { return a->isDone() && a->result->ok(); }));
        QTRY_VERIFY(first->isDone());
        QCOMPARE(server.requests()[2].path(), u"/urgent"_s);
    }

    void unsafeStatusesAreAskedAgainAndFinalOnesAreNot_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("tries");
        QTest::addColumn<bool>("write");
        for (const int status : {429, 502, 503, 504})
            QTest::newRow(qPrintable(QString::number(status))) << status << 3 << false;
        for (const int status : {400, 401, 403, 404, 405, 409, 413, 422, 499, 500, 501})
            QTest::newRow(qPrintable(QString::number(status))) << status << 1 << false;
        QTest::newRow("write 503") << 503 << 1 << true;
    }
    void unsafeStatusesAreAskedAgainAndFinalOnesAreNot()
    {
        QFETCH(int, status);
        QFETCH(int, tries);
        QFETCH(bool, write);
        RawServer server([&](const SeenRequest &, RawPeer &peer) { peer.respond(status, "why"); });
        QVERIFY(server.start());
        net::HttpClient client(quickOptions(server.url()), environment());
        auto request = get(server.url(u"/x"_s));
        if (write) {
            request.method = net::Method::Post;
            request.body = "{}";
            request.contentType = "application/json";
        }
        const auto asked = ask(client, request);
        QTRY_VERIFY(asked->isDone());
        QCOMPARE(server.requests().size(), tries);
        QVERIFY(asked->result->ok());
        QCOMPARE(asked->response().status, status);
        QCOMPARE(asked->response().body, QByteArray("why"));
        QCOMPARE(client.stats().retries, tries - 1);
    }

    void aConsideredAnswerIsNeitherAskedAgainNorCounted()
    {
        RawServer server([&](const SeenRequest &, RawPeer &peer) { peer.respond(503, R"({"errorType":"timeout"})"); });
        QVERIFY(server.start());
        auto options = quickOptions(server.url());
        options.isConsideredAnswer = [](int, const QByteArray &body) { return body.contains("errorType"); };
        net::HttpClient client(options, environment());
        for (int i = 0; i < 7; ++i) {
            const auto asked = ask(client, get(server.url(u"/%1"_s.arg(i))));
            QTRY_VERIFY(asked->isDone());
        }
        QCOMPARE(server.requests().size(), 7);
        QCOMPARE(client.breaker(), net::BreakerPhase::Closed);
    }

    void recoversByAskingAgain()
    {
        int count = 0;
        RawServer server([&](const SeenRequest &, RawPeer &peer) {
            if (++count == 1)
                peer.reset();
            else
                peer.respond(count == 2 ? 503 : 200, "fine");
        });
        QVERIFY(server.start());
        net::HttpClient client(quickOptions(server.url()), environment());
        const auto asked = ask(client, get(server.url(u"/x"_s)));
        QTRY_VERIFY(asked->isDone());
        QVERIFY(asked->result->ok());
        QCOMPARE(asked->response().body, QByteArray("fine"));
    }

    void retryAfterIsHonouredAndNotWaitedForBeyondTheDeadline()
    {
        int count = 0;
        RawServer server([&](const SeenRequest &, RawPeer &peer) {
            if (++count == 1)
                peer.respond(429, "slow down", {{"Retry-After", "1"}});
            else
                peer.respond(200, "now");
        });
        QVERIFY(server.start());
        net::HttpClient client(quickOptions(server.url()), environment());
        QElapsedTimer timer;
        timer.start();
        const auto patient = ask(client, get(server.url(u"/x"_s), 5000));
        QTRY_VERIFY(patient->isDone());
        QVERIFY(timer.elapsed() >= 990);
        QCOMPARE(patient->response().status, 200);
        count = 0;
        const auto hurried = ask(client, get(server.url(u"/y"_s), 500));
        QTRY_VERIFY(hurried->isDone());
        QCOMPARE(hurried->response().status, 429);
        QCOMPARE(net::statusError(hurried->response(), u"p"_s).kind, ErrorKind::RateLimited);
        QCOMPARE(net::statusError(hurried->response(), u"p"_s).retryAfter->count(), 1000);
    }

    void theRetryBudgetBoundsTheLoadOnAServerInTrouble()
    {
        RawServer server([&](const SeenRequest &request, RawPeer &peer) {
            peer.respond(request.path() == u"/-/ready"_s ? 503 : 429);
        });
        QVERIFY(server.start());
        net::HttpClient client(quickOptions(server.url()), environment());
        QList<std::shared_ptr<Asked>> all;
        for (int i = 0; i < 60; ++i)
            all << ask(client, get(server.url(u"/%1"_s.arg(i))));
        QTRY_VERIFY(std::all_of(all.begin(), all.end(), [](const auto &a) { return a->isDone(); }));
        // 60 questions: ten saved up, a fifth of the rest, one a second; never three times as many.
        QVERIFY2(server.requests().size() <= 60 + 10 + 20 + 4, qPrintable(QString::number(server.requests().size())));
        QVERIFY(server.requests().size() > 60);
    }

    void breakerOpensOnFiveFailuresRefusesAndTheHealthProbeClosesIt()
    {
        bool isIll = true;
        RawServer server([&](const SeenRequest &, RawPeer &peer) { peer.respond(isIll ? 500 : 200, "x"); });
        QVERIFY(server.start());
        net::HttpClient client(quickOptions(server.url()), environment());
        QSignalSpy opened(&client, &net::HttpClient::breakerOpened);
        QSignalSpy recovered(&client, &net::HttpClient::recovered);
        for (int i = 0; i < 5; ++i) {
            const auto asked = ask(client, get(server.url(u"/%1"_s.arg(i))));
            QTRY_VERIFY(asked->isDone());
        }
        QCOMPARE(client.breaker(), net::BreakerPhase::Open);
        QTRY_COMPARE(opened.size(), 1);
        QVERIFY(client.breakerUntilNs() > m_clock.nowNs() + 40 * base::nsPerSecond);
        const auto refused = ask(client, get(server.url(u"/refused"_s)));
        QVERIFY(!refused->isDone());
        QTRY_VERIFY(refused->isDone());
        QCOMPARE(refused->kind(), ErrorKind::BreakerOpen);
        QVERIFY2(refused->result->error().summary.contains(u"500"_s), qPrintable(refused->result->error().summary));
        QVERIFY(refused->result->error().detail.contains(u"left alone"_s));
        QVERIFY(refused->result->error().retryAfter->count() > 40'000);
        QVERIFY(std::none_of(server.requests().begin(), server.requests().end(),
                             [](const auto &r) { return r.path() == u"/refused"_s; }));
        isIll = false;
        QTRY_COMPARE(recovered.size(), 1);
        QCOMPARE(client.breaker(), net::BreakerPhase::Closed);
        const auto fine = ask(client, get(server.url(u"/fine"_s)));
        QTRY_VERIFY(fine->isDone());
        QVERIFY(fine->result->ok());
    }

    void halfOpenLetsOneThroughAfterItsTime()
    {
        base::ManualClock clock(0);
        bool isIll = true;
        RawServer server([&](const SeenRequest &request, RawPeer &peer) {
            if (request.path() != u"/-/ready"_s) // the health path hangs
                peer.respond(isIll ? 500 : 200, "x");
        });
        QVERIFY(server.start());
        net::HttpClient client(quickOptions(server.url()), {clock, [] { return 0.0; }, nullptr, nullptr});
        for (int i = 0; i < 5; ++i) {
            const auto asked = ask(client, get(server.url(u"/%1"_s.arg(i))));
            QTRY_VERIFY(asked->isDone());
        }
        clock.advance(61 * base::nsPerSecond);
        isIll = false;
        const auto probe = ask(client, get(server.url(u"/probe"_s)));
        const auto second = ask(client, get(server.url(u"/second"_s)));
        QTRY_VERIFY(probe->isDone() && second->isDone());
        QVERIFY(probe->result->ok());
        QCOMPARE(second->kind(), ErrorKind::BreakerOpen);
        QCOMPARE(client.breaker(), net::BreakerPhase::HalfOpen);
        const auto closing = ask(client, get(server.url(u"/closing"_s)));
        QTRY_VERIFY(closing->isDone());
        QCOMPARE(client.breaker(), net::BreakerPhase::Closed);
    }

    void redirectsStayAtTheOriginAndNeverCarryLoginsElsewhere()
    {
        RawServer elsewhere([](const SeenRequest &, RawPeer &peer) { peer.respond(200, "stolen"); });
        QVERIFY(elsewhere.start());
        RawServer server([&](const SeenRequest &request, RawPeer &peer) {
            if (request.path() == u"/near"_s)
                peer.respond(302, {}, {{"Location", "/here"}});
            else if (request.path() == u"/circle"_s)
                peer.respond(302, {}, {{"Location", "/circle"}});
            else if (request.path() == u"/file"_s)
                peer.respond(302, {}, {{"Location", "file:///etc/passwd"}});
            else if (request.path() == u"/far"_s || request.method == "POST")
                peer.respond(307, {}, {{"Location", elsewhere.url(u"/x"_s).toEncoded()}});
            else
                peer.respond(200, "here");
        });
        QVERIFY(server.start());
        auto options = quickOptions(server.url());
        options.auth.kind = net::AuthOptions::Kind::Bearer;
        options.auth.secret = {net::SecretRef::Kind::Literal, u"canary-token"_s};
        options.headers = {{"X-Scope-OrgID", "team"}};
        net::HttpClient client(options, environment());
        const auto near = ask(client, get(server.url(u"/near"_s)));
        const auto far = ask(client, get(server.url(u"/far"_s)));
        const auto circle = ask(client, get(server.url(u"/circle"_s)));
        const auto file = ask(client, get(server.url(u"/file"_s)));
        auto form = get(server.url(u"/form"_s));
        form.method = net::Method::Form;
        form.contentType = "application/x-www-form-urlencoded";
        form.body = "query=up";
        const auto posted = ask(client, form);
        QTRY_VERIFY(near->isDone() && far->isDone() && circle->isDone() && file->isDone() && posted->isDone());
        QCOMPARE(near->response().body, QByteArray("here"));
        QCOMPARE(far->kind(), ErrorKind::Redirected);
        QVERIFY(far->result->error().summary.contains(net::hostAndPort(elsewhere.url())));
        QCOMPARE(circle->kind(), ErrorKind::Redirected);
        QCOMPARE(file->kind(), ErrorKind::Redirected);
        QCOMPARE(posted->kind(), ErrorKind::Redirected);
        QCOMPARE(elsewhere.requests().size(), 0);
        QCOMPARE(elsewhere.connections(), 0);
        const auto circled = std::count_if(server.requests().begin(), server.requests().end(),
                                           [](const auto &r) { return r.path() == u"/circle"_s; });
        QCOMPARE(circled, 4);
        QCOMPARE(server.requests().first().header("authorization"), QByteArray("Bearer canary-token"));
        QCOMPARE(server.requests().first().header("x-scope-orgid"), QByteArray("team"));
    }

    void headersThatWouldBeginANewLineAreRefused()
    {
        RawServer server([](const SeenRequest &, RawPeer &peer) { peer.respond(200); });
        QVERIFY(server.start());
        auto options = quickOptions(server.url());
        options.headers = {{"X-Scope-OrgID", "a\r\nX-Injected: yes"}};
        net::HttpClient client(options, environment());
        const auto tenant = ask(client, get(server.url()));
        QTRY_VERIFY(tenant->isDone());
        QCOMPARE(tenant->kind(), ErrorKind::Invalid);
        net::HttpClient plain(quickOptions(server.url()), environment());
        auto request = get(server.url());
        request.headers = {{"X-A", "b\nc"}};
        const auto asked = ask(plain, request);
        QTRY_VERIFY(asked->isDone());
        QCOMPARE(asked->kind(), ErrorKind::Invalid);
        QCOMPARE(server.requests().size(), 0);
    }

    void http2AndQtsOwnConvenienceAreOff()
    {
        // Seen from outside: no upgrade is offered, no cookie comes back, no keep of a cache.
        RawServer server([](const SeenRequest &, RawPeer &peer) {
            peer.respond(200, "x", {{"Set-Cookie", "id=1"}, {"Cache-Control", "max-age=100"}});
        });
        QVERIFY(server.start());
        net::HttpClient client(quickOptions(server.url()), environment());
        for (int i = 0; i < 2; ++i) {
            const auto asked = ask(client, get(server.url(u"/x"_s)));
            QTRY_VERIFY(asked->isDone());
        }
        QCOMPARE(server.requests().size(), 2);
        QVERIFY(server.requests()[1].header("cookie").isEmpty());
        QVERIFY(server.requests()[0].header("upgrade").isEmpty());
    }

    void aWriteReachesTheServerExactlyOnceWhenTheConnectionDies()
    {
        int applied = 0;
        RawServer server([&](const SeenRequest &request, RawPeer &peer) {
            if (request.method == "POST") {
                ++applied;
                applied % 2 ? peer.reset() : peer.close();
            } else {
                peer.respond(200, "x");
            }
        });
        QVERIFY(server.start());
        net::HttpClient client(quickOptions(server.url()), environment());
        for (int i = 1; i <= 20; ++i) {
            // A kept-alive connection first: that is where Qt would send again.
            const auto read = ask(client, get(server.url(u"/%1"_s.arg(i))));
            QTRY_VERIFY(read->isDone());
            auto write = get(server.url(u"/silences"_s));
            write.method = net::Method::Post;
            write.contentType = "application/json";
            write.body = "{\"n\":" + QByteArray::number(i) + '}';
            const auto asked = ask(client, write);
            QTRY_VERIFY(asked->isDone());
            QVERIFY(!asked->result->ok());
            QCOMPARE(asked->kind(), ErrorKind::NotUnderstood);
            QCOMPARE(applied, i);
            QCOMPARE(server.requests().last().body, write.body);
        }
    }

    void skewIsTakenFromTheDateHeader()
    {
        RawServer server([this](const SeenRequest &, RawPeer &peer) {
            const QDateTime ahead =
                QDateTime::fromMSecsSinceEpoch(m_clock.nowNs() / base::nsPerMs + 3'600'000, Qt::UTC);
            peer.respond(200, "x",
                         {{"Date", QLocale::c().toString(ahead, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s).toLatin1()}});
        });
        QVERIFY(server.start());
        net::HttpClient client(quickOptions(server.url()), environment());
        for (int i = 0; i < 4; ++i) {
            const auto asked = ask(client, get(server.url(u"/%1"_s.arg(i))));
            QTRY_VERIFY(asked->isDone());
        }
        QVERIFY2(std::abs(client.stats().clockSkewNs - base::nsPerHour) < base::nsPerSecond,
                 qPrintable(QString::number(client.stats().clockSkewNs)));
    }
};

QTEST_GUILESS_MAIN(TestHttpClient)
#include "tst_httpclient.moc"
