// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/server/answer_p.h"
#include "models/net/server/budget.h"
#include "models/net/server/contentcoding.h"
#include "models/net/server/routes.h"

#include <QTest>

#include <zlib.h>
#include <zstd.h>

using namespace wf;
using namespace wf::net::server;

namespace {

const auto always = [](std::size_t) { return true; };

std::string gzipped(const std::string &text)
{
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string in = text;
    std::string out(deflateBound(&stream, in.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef *>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::string zstded(const std::string &text)
{
    std::string out(ZSTD_compressBound(text.size()), '\0');
    out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
    return out;
}

base::ErrorKind kindOf(const base::Result<std::string> &result)
{
    return result.ok() ? base::ErrorKind::Cancelled : result.error().kind;
}

} // namespace

class MessagesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void decodesParametersOfAddressAndForm()
    {
        Request request;
        request.query = "match[]=a%7Bx%3D%22%2B%22%7D&match%5B%5D=b+c&empty=&flag&&=odd";
        request.headers = {{"content-type", "application/x-www-form-urlencoded; charset=utf-8"}};
        request.body = "limit=5&bad=%zz%4";
        const auto parameters = Parameters::of(request);
        QCOMPARE(parameters.all("match[]"), (std::vector<std::string>{"a{x=\"+\"}", "b c"}));
        QVERIFY(parameters.has("empty") && parameters.has("flag") && !parameters.has("other"));
        QCOMPARE(parameters.value("limit"), std::string_view("5"));
        QCOMPARE(parameters.value("bad"), std::string_view("%zz%4"));
        request.headers.clear();
        QVERIFY(!Parameters::of(request).has("limit"));
    }

    void routesByMethodAndSegments()
    {
        const auto nothing = [](const Request &, std::stop_token) { return Response(); };
        const Routes routes({{"GET", "/label/{name}/values", nothing, 1, 1, {}}, {"POST", "/x", nothing, 1, 1, {}}});
        const auto found = routes.find("GET", "/label/http%2Froute/values");
        QVERIFY(found.route);
        QCOMPARE(found.captures.at(0).second, std::string("http/route"));
        QVERIFY(routes.find("HEAD", "/label/a/values").route);
        QVERIFY(!routes.find("GET", "/label//values").route);
        QVERIFY(!routes.find("GET", "/label/a/values/").route);
        QVERIFY(!routes.find("GET", "/label/a").route);
        QVERIFY(routes.find("GET", "/label/../values").route); // a name like any other: there are no files here
        QCOMPARE(routes.find("GET", "/x").methods, std::vector<std::string>{"POST"});
        QVERIFY(routes.find("GET", "/y").methods.empty());
    }

    void undoesEveryEncoding_data()
    {
        QTest::addColumn<QString>("encoding");
        QTest::newRow("identity") << QString();
        QTest::newRow("gzip") << QStringLiteral("GZIP");
        QTest::newRow("zstd") << QStringLiteral("zstd");
    }
    void undoesEveryEncoding()
    {
        QFETCH(QString, encoding);
        std::string text;
        for (int i = 0; i < 20'000; ++i)
            text += std::to_string(i * 7919);
        const std::string sent = encoding == u"GZIP" ? gzipped(text) : encoding == u"zstd" ? zstded(text) : text;
        const auto whole = decodeContent(encoding.toStdString(), sent, 1 << 20, always);
        QVERIFY(whole.ok());
        QCOMPARE(*whole, text);
        if (encoding.isEmpty())
            return;
        QCOMPARE(kindOf(decodeContent(encoding.toStdString(), sent, text.size() - 1, always)),
                 base::ErrorKind::TooLarge);
        QVERIFY(decodeContent(encoding.toStdString(), sent, text.size(), always).ok());
        for (const std::size_t cut : {std::size_t{0}, std::size_t{5}, sent.size() / 2, sent.size() - 1})
            QCOMPARE(kindOf(decodeContent(encoding.toStdString(), sent.substr(0, cut), 1 << 20, always)),
                     base::ErrorKind::NotUnderstood);
        QCOMPARE(kindOf(decodeContent(encoding.toStdString(), sent, 1 << 20, [](std::size_t n) { return n < 50'000; })),
                 base::ErrorKind::RateLimited);
    }

    void aBombIsStoppedAtItsBound()
    {
        const std::string zeros(64 << 20, '\0');
        QCOMPARE(kindOf(decodeContent("gzip", gzipped(zeros), 1 << 20, always)), base::ErrorKind::TooLarge);
        QCOMPARE(kindOf(decodeContent("zstd", zstded(zeros), 1 << 20, always)), base::ErrorKind::TooLarge);
    }

    void doesNotGuessUnknownEncodings()
    {
        QCOMPARE(kindOf(decodeContent("br", "x", 10, always)), base::ErrorKind::Unsupported);
        QCOMPARE(kindOf(decodeContent("gzip, gzip", "x", 10, always)), base::ErrorKind::Unsupported);
        QVERIFY(decodeContent("snappy", "x", 10, always).ok());
    }

    void sharesOfTheBudgetAreGivenBack()
    {
        const auto budget = std::make_shared<Budget>(100);
        {
            Budget::Share a(budget);
            QVERIFY(a.growTo(60) && a.growTo(30));
            Budget::Share b(budget);
            QVERIFY(!b.growTo(41));
            QVERIFY(b.growTo(40));
            QVERIFY(!a.growTo(61));
            Budget::Share c(std::move(b));
            QCOMPARE(budget->used(), std::size_t{100});
        }
        QCOMPARE(budget->used(), std::size_t{0});
    }

    void anAnswerCannotBreakOutOfItsHeaders()
    {
        const std::string text =
            serialised({200, "text/plain\r\nX: y", "hi", {{"A", "b"}, {"C\r\nD", "e"}, {"F", "g\nh"}}}, {});
        QVERIFY(text.find("X: y") == std::string::npos);
        QVERIFY(text.find("\r\nA: b\r\n") != std::string::npos);
        QVERIFY(text.find("D: e") == std::string::npos && text.find("h\r\n\r\n") == std::string::npos);
        QVERIFY(text.ends_with("\r\n\r\nhi"));
        QVERIFY(serialised({200, {}, "hi", {}}, {true, true}).ends_with("keep-alive\r\n\r\n"));
        QVERIFY(serialised({204, {}, {}, {}}, {}).find("Content-Length") == std::string::npos);
        QCOMPARE(retryAfterSeconds(std::chrono::milliseconds(10)), std::string("1"));
        QCOMPARE(retryAfterSeconds(std::chrono::milliseconds(2'001)), std::string("3"));
    }
};

QTEST_GUILESS_MAIN(MessagesTest)
#include "tst_messages.moc"
