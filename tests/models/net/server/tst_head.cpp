// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/server/head.h"

#include <QTest>

using namespace wf::net::server;

namespace {

int statusOf(std::string_view text)
{
    const auto read = readHead(text, {});
    if (const auto *refused = std::get_if<Refused>(&read))
        return refused->status;
    return std::holds_alternative<HeadRead>(read) ? 200 : 0;
}

} // namespace

class HeadTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsARequestWhole()
    {
        const auto read = readHead(
            "POST /a%20b?x=1 HTTP/1.1\r\nHost: LocalHost:80\r\nContent-Length: 3\r\nX-A:  b c \r\n\r\nabc", {});
        const auto *whole = std::get_if<HeadRead>(&read);
        QVERIFY(whole);
        QCOMPARE(whole->head.method, std::string("POST"));
        QCOMPARE(whole->head.path, std::string("/a%20b"));
        QCOMPARE(whole->head.query, std::string("x=1"));
        QCOMPARE(whole->head.host, std::string("localhost:80"));
        QCOMPARE(whole->head.contentLength.value(), std::uint64_t{3});
        QCOMPARE(whole->head.fields.at(2).second, std::string("b c"));
        QVERIFY(whole->head.keepsAlive && !whole->head.isChunked);
        QCOMPARE(whole->bytes, std::size_t{79});
    }

    void refusesWhatCouldBeUnderstoodInTwoWays_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("status");
        const QByteArray start = "GET / HTTP/1.1\r\nHost: x\r\n";
        QTest::newRow("plain") << start + "\r\n" << 200;
        QTest::newRow("one empty line first") << "\r\n" + start + "\r\n" << 200;
        QTest::newRow("two empty lines first") << "\r\n\r\n" + start + "\r\n" << 400;
        QTest::newRow("length and chunked") << start + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n" << 400;
        QTest::newRow("chunked and length") << start + "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n" << 400;
        QTest::newRow("two lengths") << start + "Content-Length: 1\r\nContent-Length: 1\r\n\r\n" << 400;
        QTest::newRow("list of lengths") << start + "Content-Length: 1, 1\r\n\r\n" << 400;
        QTest::newRow("signed length") << start + "Content-Length: +1\r\n\r\n" << 400;
        QTest::newRow("negative length") << start + "Content-Length: -1\r\n\r\n" << 400;
        QTest::newRow("length in hex") << start + "Content-Length: 0x1\r\n\r\n" << 400;
        QTest::newRow("huge length") << start + "Content-Length: 99999999999999999999\r\n\r\n" << 400;
        QTest::newRow("two encodings") << start + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n"
                                       << 400;
        QTest::newRow("gzip, chunked") << start + "Transfer-Encoding: gzip, chunked\r\n\r\n" << 501;
        QTest::newRow("chunked in 1.0") << QByteArray("GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n") << 400;
        QTest::newRow("line feeds only") << QByteArray("GET / HTTP/1.1\nHost: x\n\n") << 400;
        QTest::newRow("one line feed alone") << start + "A: b\n\r\n" << 400;
        QTest::newRow("NUL in a value") << start + QByteArray("A: b\0c\r\n\r\n", 10) << 400;
        QTest::newRow("carriage return in a value") << start + "A: b\rc\r\n\r\n" << 400;
        QTest::newRow("space before the colon") << start + "A : b\r\n\r\n" << 400;
        QTest::newRow("no colon") << start + "A\r\n\r\n" << 400;
        QTest::newRow("folded") << start + "A: b\r\n c\r\n\r\n" << 400;
        QTest::newRow("no host") << QByteArray("GET / HTTP/1.1\r\n\r\n") << 400;
        QTest::newRow("two hosts") << start + "Host: y\r\n\r\n" << 400;
        QTest::newRow("old and no host") << QByteArray("GET / HTTP/1.0\r\n\r\n") << 200;
        QTest::newRow("HTTP/2") << QByteArray("GET / HTTP/2.0\r\nHost: x\r\n\r\n") << 505;
        QTest::newRow("no version") << QByteArray("GET /\r\n\r\n") << 400;
        QTest::newRow("space in the target") << QByteArray("GET /a b HTTP/1.1\r\nHost: x\r\n\r\n") << 400;
        QTest::newRow("high byte in the target") << QByteArray("GET /\xc3\xa4 HTTP/1.1\r\nHost: x\r\n\r\n") << 400;
        QTest::newRow("relative target") << QByteArray("GET a HTTP/1.1\r\nHost: x\r\n\r\n") << 400;
        QTest::newRow("TLS hello") << QByteArray("\x16\x03\x01\x02") << 400;
        QTest::newRow("garbage in front of a line") << QByteArray("\x01\x02\r\n\r\n") << 400;
        QTest::newRow("other expectation") << start + "Expect: wonders\r\n\r\n" << 417;
        QTest::newRow("many lines") << start + QByteArray("A: b\r\n").repeated(100) + "\r\n" << 431;
        QTest::newRow("long and unfinished") << start + "A: " + QByteArray(20'000, 'x') << 431;
        QTest::newRow("unfinished") << start + "A: b" << 0;
        QTest::newRow("nothing") << QByteArray() << 0;
    }
    void refusesWhatCouldBeUnderstoodInTwoWays()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, status);
        QCOMPARE(statusOf({text.constData(), static_cast<std::size_t>(text.size())}), status);
    }

    void everyBeginningOfAGoodHeadNeedsMore()
    {
        const std::string whole = "GET /x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n";
        for (std::size_t i = 0; i < whole.size(); ++i)
            QCOMPARE(statusOf(std::string_view(whole).substr(0, i)), 0);
        QCOMPARE(statusOf(whole), 200);
    }

    void cutsAnAbsoluteAddressToItsPathAndTakesItsHost()
    {
        const auto read = readHead("GET http://Evil.example/x?y HTTP/1.1\r\nHost: localhost\r\n\r\n", {});
        const auto *whole = std::get_if<HeadRead>(&read);
        QVERIFY(whole);
        QCOMPARE(whole->head.path, std::string("/x"));
        QCOMPARE(whole->head.host, std::string("evil.example"));
    }

    void connectionOptionsDecideWhetherItStays()
    {
        const auto keeps = [](std::string_view version, std::string_view option) {
            const std::string text =
                "GET / " + std::string(version) + "\r\nHost: a\r\nConnection: " + std::string(option) + "\r\n\r\n";
            const auto read = readHead(text, {});
            return std::get<HeadRead>(read).head.keepsAlive;
        };
        QVERIFY(keeps("HTTP/1.1", "Upgrade"));
        QVERIFY(!keeps("HTTP/1.1", "foo, Close"));
        QVERIFY(keeps("HTTP/1.0", "Keep-Alive"));
        QVERIFY(!keeps("HTTP/1.0", "foo"));
    }
};

QTEST_GUILESS_MAIN(HeadTest)
#include "tst_head.moc"
