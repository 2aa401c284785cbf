// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/net/netfixture.h"

#include "models/net/body/inflate.h"
#include "tests/support/failonwarning.h"

#include <QFile>
#include <QTemporaryDir>

using namespace wf;
using namespace wf::tests;
using namespace Qt::StringLiterals;
using base::ErrorKind;

// Logins, proxies and what may never happen to them.
class TestLogin : public QObject {
    Q_OBJECT
    base::SystemClock m_clock;
    net::HttpEnvironment environment()
    {
        return {m_clock, [] { return 0.0; }, nullptr, nullptr};
    }
    static net::SecretRef literal(const QString &text) { return {net::SecretRef::Kind::Literal, text}; }

private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void basicAndBearerAndSecretHeadersAreSent()
    {
        RawServer server([](const SeenRequest &, RawPeer &peer) { peer.respond(200); });
        QVERIFY(server.start());
        auto o = quickOptions(server.url());
        o.auth = {net::AuthOptions::Kind::Basic, u"ana"_s, literal(u"pässword"_s), {}, {}, {}, {}};
        o.secretHeaders = {{"X-Api-Key", literal(u"key-1"_s)}};
        net::HttpClient basic(o, environment());
        const auto asked = ask(basic, get(server.url()));
        QTRY_VERIFY(asked->isDone());
        QCOMPARE(server.requests().last().header("authorization"), "Basic " + u"ana:pässword"_s.toUtf8().toBase64());
        QCOMPARE(server.requests().last().header("x-api-key"), QByteArray("key-1"));
    }

    void aTokenFileIsReadAgainAfterARefusal()
    {
        QTemporaryDir folder;
        const auto write = [&](const char *token) {
            QFile file(folder.filePath(u"token"_s));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(token);
        };
        RawServer server([](const SeenRequest &request, RawPeer &peer) {
            peer.respond(request.header("authorization") == "Bearer second" ? 200 : 401);
        });
        QVERIFY(server.start());
        auto o = quickOptions(server.url());
        o.auth = {net::AuthOptions::Kind::Bearer,
                  {},
                  {net::SecretRef::Kind::File, folder.filePath(u"token"_s)},
                  {},
                  {},
                  {},
                  {}};
        write("first");
        net::HttpClient client(o, environment());
        auto asked = ask(client, get(server.url(u"/a"_s)));
        QTRY_VERIFY(asked->isDone());
        QCOMPARE(asked->response().status, 401);
        write("second");
        asked = ask(client, get(server.url(u"/b"_s)));
        QTRY_VERIFY(asked->isDone());
        QCOMPARE(asked->response().status, 200);
    }

    void oauthTokensAreFetchedOnceSharedAndRenewedWhenRejected()
    {
        int given = 0;
        RawServer login([&](const SeenRequest &request, RawPeer &peer) {
            const bool isRight =
                request.header("authorization") == "Basic " + QByteArray("console:s%2Bcret").toBase64() &&
                request.parameters().queryItemValue(u"grant_type"_s) == u"client_credentials"_s;
            if (isRight)
                peer.respond(200, "{\"access_token\":\"token-" + QByteArray::number(++given) +
                                      "\",\"expires_in\":3600,\"token_type\":\"Bearer\"}");
            else
                peer.respond(401, R"({"error":"invalid_client"})");
        });
        QVERIFY(login.start());
        RawServer server([&](const SeenRequest &request, RawPeer &peer) {
            peer.respond(request.header("authorization") == "Bearer token-" + QByteArray::number(given) ? 200 : 401);
        });
        QVERIFY(server.start());
        auto o = quickOptions(server.url());
        o.auth = {net::AuthOptions::Kind::OAuth2,
                  {},
                  literal(u"s+cret"_s),
                  login.url(u"/token"_s),
                  u"console"_s,
                  u"read"_s,
                  {}};
        net::HttpClient client(o, environment());
        const auto a = ask(client, get(server.url(u"/a"_s)));
        const auto b = ask(client, get(server.url(u"/b"_s)));
        QTRY_VERIFY(a->isDone() && b->isDone());
        QCOMPARE(a->response().status, 200);
        QCOMPARE(b->response().status, 200);
        QCOMPARE(given, 1);
        given = 5; // the server forgot its tokens
        const auto c = ask(client, get(server.url(u"/c"_s)));
        QTRY_VERIFY(c->isDone());
        QCOMPARE(c->response().status, 200);
        QCOMPARE(given, 6);
        QCOMPARE(login.requests().size(), 2);
        o.auth.secret = literal(u"wrong"_s);
        net::HttpClient stranger(o, environment());
        const auto d = ask(stranger, get(server.url(u"/d"_s)));
        QTRY_VERIFY(d->isDone());
        QCOMPARE(d->kind(), ErrorKind::Unauthorized);
        QVERIFY(d->result->error().detail.contains(u"invalid_client"_s));
        QVERIFY(!d->result->error().summary.contains(u"wrong"_s));
    }

    void aMissingSecretIsSaidAndNothingIsSent()
    {
        RawServer server([](const SeenRequest &, RawPeer &peer) { peer.respond(200); });
        QVERIFY(server.start());
        auto o = quickOptions(server.url());
        o.auth = {net::AuthOptions::Kind::Bearer,
                  {},
                  {net::SecretRef::Kind::Environment, u"WF_NO_SUCH_VARIABLE"_s},
                  {},
                  {},
                  {},
                  {}};
        net::HttpClient client(o, environment());
        const auto asked = ask(client, get(server.url()));
        QTRY_VERIFY(asked->isDone());
        QVERIFY(asked->result->error().summary.contains(u"WF_NO_SUCH_VARIABLE"_s));
        QCOMPARE(server.requests().size(), 0);
    }

    void theProxyIsAsked()
    {
        RawServer proxy([](const SeenRequest &, RawPeer &peer) { peer.respond(200, "through"); });
        QVERIFY(proxy.start());
        auto o = quickOptions(QUrl(u"http://prometheus.invalid:9090"_s));
        o.proxy = proxy.url();
        net::HttpClient client(o, environment());
        const auto asked = ask(client, get(QUrl(u"http://prometheus.invalid:9090/x"_s)));
        QTRY_VERIFY(asked->isDone());
        QVERIFY2(asked->result->ok(), asked->result->ok() ? "" : qPrintable(asked->result->error().summary));
        QCOMPARE(asked->response().body, QByteArray("through"));
        QCOMPARE(proxy.requests().first().target, QByteArray("http://prometheus.invalid:9090/x"));
    }

    void inflatingIsBoundedAndWantsItsEnd()
    {
        const QByteArray plain = QByteArray("0123456789").repeated(50'000);
        const QByteArray packed = gzipped(plain);
        for (const qsizetype piece : {qsizetype(1), qsizetype(7), packed.size()}) {
            net::Inflater inflater(net::Inflater::Format::Gzip, {});
            QByteArray out;
            for (qsizetype at = 0; at < packed.size(); at += piece) {
                const QByteArray part = packed.mid(at, piece);
                QVERIFY(inflater
                            .feed({part.constData(), static_cast<std::size_t>(part.size())},
                                  [&](std::string_view v) {
                                      out.append(v.data(), static_cast<qsizetype>(v.size()));
                                      return true;
                                  })
                            .ok());
            }
            QVERIFY(inflater.finish().ok());
            QCOMPARE(out, plain);
        }
        net::Inflater bounded(net::Inflater::Format::Gzip, {100'000, 5000});
        const auto tooLarge = bounded.feed({packed.constData(), static_cast<std::size_t>(packed.size())},
                                           [](std::string_view) { return true; });
        QVERIFY(!tooLarge.ok());
        QCOMPARE(tooLarge.error().kind, ErrorKind::TooLarge);
        net::Inflater cut(net::Inflater::Format::Gzip, {});
        QVERIFY(cut.feed({packed.constData(), static_cast<std::size_t>(packed.size() - 4)},
                         [](std::string_view) { return true; })
                    .ok());
        QVERIFY(!cut.finish().ok());
        net::Inflater nothing(net::Inflater::Format::Gzip, {});
        QVERIFY(!nothing.finish().ok());
    }
};

QTEST_GUILESS_MAIN(TestLogin)
#include "tst_login.moc"
