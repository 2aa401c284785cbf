// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/request.h"

#include <QTest>

using namespace wf::wire;

class RequestTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void encodesPlusSpaceAndReservedCharacters();
    void repeatsKeys();
    void writesSecondsExactly();
    void keepsPathPrefixes_data();
    void keepsPathPrefixes();
    void refusesAddressesThatAreNone();
    void keepsEncodedSegmentsEncoded();
    void escapesLabelNamesWithSlashes();
};

void RequestTest::encodesPlusSpaceAndReservedCharacters()
{
    Form form;
    form.add(QStringLiteral("query"), QStringLiteral("a + b{x=~\".+&y\"}")).addIfAny(QStringLiteral("none"), {});
    QCOMPARE(form.encoded(), QByteArray("query=a%20%2B%20b%7Bx%3D~%22.%2B%26y%22%7D"));
}

void RequestTest::repeatsKeys()
{
    Form form;
    form.add(QStringLiteral("match[]"), QStringLiteral("a"))
        .add(QStringLiteral("match[]"), QStringLiteral("ü"))
        .add(QStringLiteral("n"), 7);
    QCOMPARE(form.encoded(), QByteArray("match%5B%5D=a&match%5B%5D=%C3%BC&n=7"));
}

void RequestTest::writesSecondsExactly()
{
    const auto seconds = [](qint64 ns) { return Form().addSeconds(QStringLiteral("t"), ns).encoded(); };
    QCOMPARE(seconds(1795245516967000000), QByteArray("t=1795245516.967"));
    QCOMPARE(seconds(1795245516005000000), QByteArray("t=1795245516.005"));
    QCOMPARE(seconds(1795245516000000000), QByteArray("t=1795245516"));
    QCOMPARE(seconds(-1500000000), QByteArray("t=-1.500"));
}

void RequestTest::keepsPathPrefixes_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QByteArray>("url");
    const auto row = [](const char *base, const char *url) {
        QTest::newRow(base) << QString::fromUtf8(base) << QByteArray(url);
    };
    row("https://host", "https://host/api/v1/query");
    row("https://host/", "https://host/api/v1/query");
    row("https://host:9090/prometheus/", "https://host:9090/prometheus/api/v1/query");
    row("https://host/prometheus", "https://host/prometheus/api/v1/query");
    row(" https://host/prometheus/graph ", "https://host/prometheus/api/v1/query");
    row("https://host/prometheus/api/v1/", "https://host/prometheus/api/v1/query");
    row("https://host/x/graph?g0.expr=up&g0.tab=1", "https://host/x/api/v1/query");
    row("https://host/x/query?g0.expr=up", "https://host/x/api/v1/query");
    row("https://host/x/query", "https://host/x/query/api/v1/query");
    row("https://host/am/#/alerts", "https://host/am/api/v1/query");
    row("https://host/loki/api/v1", "https://host/api/v1/query");
    row("https://user:secret@host/p", "https://host/p/api/v1/query");
    row("http://[::1]:9090/p", "http://[::1]:9090/p/api/v1/query");
    row("HTTPS://Host/select/0/prometheus", "https://host/select/0/prometheus/api/v1/query");
}
void RequestTest::keepsPathPrefixes()
{
    QFETCH(QString, base);
    QFETCH(QByteArray, url);
    QCOMPARE(joinUrl(base, "/api/v1/query"), url);
}

void RequestTest::refusesAddressesThatAreNone()
{
    for (const auto &base :
         {QStringLiteral(""), QStringLiteral("host:9090"), QStringLiteral("ftp://host"), QStringLiteral("http://"),
          QStringLiteral("file:///etc/passwd"), QStringLiteral("javascript:alert(1)")})
        QVERIFY2(joinUrl(base, "/x").isEmpty(), qPrintable(base));
}

void RequestTest::keepsEncodedSegmentsEncoded()
{
    QCOMPARE(pathSegment(QStringLiteral("my ns/sub")), QByteArray("my%20ns%2Fsub"));
    QCOMPARE(joinUrl(QStringLiteral("http://h/p"), "/rules/" + pathSegment(QStringLiteral("a/b")),
                     Form().add(QStringLiteral("k"), 1)),
             QByteArray("http://h/p/rules/a%2Fb?k=1"));
}

void RequestTest::escapesLabelNamesWithSlashes()
{
    QCOMPARE(labelPathSegment(QStringLiteral("http.route")), QByteArray("http.route"));
    QCOMPARE(labelPathSegment(QStringLiteral("app/http_x")), QByteArray("U__app_2f_http__x"));
}

QTEST_GUILESS_MAIN(RequestTest)
#include "tst_request.moc"
