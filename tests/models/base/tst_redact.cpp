// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/redact.h"

#include <QElapsedTimer>
#include <QTest>

using namespace wf::base;
using namespace Qt::StringLiterals;

class tst_Redact : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void secretsGo_data();
    void secretsGo();
    void ordinaryTextStays_data();
    void ordinaryTextStays();
    void everySecretOfALineGoes();
    void hostileTextIsQuick_data();
    void hostileTextIsQuick();
};

void tst_Redact::secretsGo_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("clean");
    auto row = [n = 0](const char *text, const char *clean) mutable {
        QTest::addRow("%d", n++) << QString::fromUtf8(text) << QString::fromUtf8(clean);
    };
    row("Authorization: Bearer abc.def-123", "Authorization: [redacted]");
    row("authorization: Basic dXNlcjpwYXNz\nHost: x", "authorization: [redacted]\nHost: x");
    row("sent Bearer canaryToken42 to x", "sent Bearer [redacted] to x");
    row("http://ops:hunter2@prometheus:9090/api", "http://[redacted]@prometheus:9090/api");
    row("https://ops:p@ss@host/x", "https://[redacted]@host/x");
    row("password=hunter2 user=ops", "password=[redacted] user=ops");
    row("{\"password\":\"hun\\\"ter2\",\"user\":\"ops\"}", "{\"password\":[redacted],\"user\":\"ops\"}");
    row("body={\\\"client_secret\\\":\\\"hunter2\\\",\\\"x\\\":1}",
        "body={\\\"client_secret\\\":[redacted],\\\"x\\\":1}");
    row("?api_key=abc&x=1", "?api_key=[redacted]&x=1");
    row("X-Api-Key: abc def", "X-Api-Key: [redacted] def");
    row("Set-Cookie: sid=abc; Path=/; Secure", "Set-Cookie: [redacted]");
    row("session_id='a b c' ok", "session_id=[redacted] ok");
    row("got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln back", "got [redacted] back");
    row("push ghp_0123456789abcdefghij failed", "push [redacted] failed");
    row("aws AKIAIOSFODNN7EXAMPLE", "aws [redacted]");
    row("token = \"abc", "token = [redacted]");
}

void tst_Redact::secretsGo()
{
    QFETCH(QString, text);
    QTEST(redacted(text), "clean");
}

void tst_Redact::ordinaryTextStays_data()
{
    QTest::addColumn<QString>("text");
    for (const auto *text :
         {"", "GET http://prometheus:9090/api/v1/query?query=up", "the token expired", "password", "key",
          "monday: rain", "mail to ops@example.org", "10:14:07 basic test", "sum(rate(x[5m])) by (keyspace)",
          "{service=\"checkout\"}", "http://host/path@2", "eyJ short", "ünïcode 支付 🙂"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void tst_Redact::ordinaryTextStays()
{
    QFETCH(QString, text);
    QCOMPARE(redacted(text), text);
}

void tst_Redact::everySecretOfALineGoes()
{
    const QString canary = u"c4n4ry-Value"_s;
    const QString line = u"url=http://u:"_s + canary + u"@h token="_s + canary + u", \"secret\": \""_s + canary +
                         u"\" Bearer "_s + canary + u" cookie: "_s + canary;
    QVERIFY(!redacted(line).contains(canary));
}

void tst_Redact::hostileTextIsQuick_data()
{
    QTest::addColumn<QString>("unit");
    QTest::newRow("keys") << u"key"_s;
    QTest::newRow("assignments") << u"key="_s;
    QTest::newRow("slashes") << u"://"_s;
    QTest::newRow("slashes and words") << u"://a"_s;
    QTest::newRow("backslashes") << u"\\"_s;
    QTest::newRow("open quotes") << u"token\""_s;
    QTest::newRow("key and backslash") << u"key\\"_s;
    QTest::newRow("bearer") << u"bearer "_s;
}

void tst_Redact::hostileTextIsQuick()
{
    QFETCH(QString, unit);
    const QString text = unit.repeated((1 << 19) / unit.size());
    QElapsedTimer timer;
    timer.start();
    QVERIFY(!redacted(text).isEmpty());
    QVERIFY2(timer.elapsed() < 5000, "must be linear");
}

QTEST_GUILESS_MAIN(tst_Redact)
#include "tst_redact.moc"
