// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/logtext/mask/pseudonyms.h"

#include <QRegularExpression>
#include <QTest>

using namespace wf;
using wire::logtext::Pseudonyms;

class TestPseudonyms : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void theSameValueHasTheSameMaskEverywhere();
    void valuesBehindKeysAreMaskedInTextsAndLabels();
    void whatIsMaskedStaysMasked();
    void numbersInJsonBecomeTexts();
    void idsOfTracesStay();
    void countsSayWhatWasMasked();
    void namesThatCannotBeUsedAreRefused();
    void whatIsMaskedAndWhatStays_data();
    void whatIsMaskedAndWhatStays();
    void spellingsOfOneValueHaveOneMask();
    void oneNameInManySpellings();
    void whoWasNamedIsMaskedEverywhere();
    void publicWordsStayAndSentencesToo();
    void expressionsStayExpressions();
    void whatLooksMaskedAlreadyIsMasked();
    void valuesOfLabelsAreMaskedByTheirNames();

private:
    static Pseudonyms made(const std::vector<std::string> &keys = {"user_id"})
    {
        auto out = Pseudonyms::create(keys);
        return std::move(*out);
    }
};

void TestPseudonyms::theSameValueHasTheSameMaskEverywhere()
{
    auto mask = made();
    QCOMPARE(mask.masked(std::string("from 10.1.2.3 to 10.1.2.4, again 10.1.2.3")),
             std::string("from masked-ip-1 to masked-ip-2, again masked-ip-1"));
    const base::Labels labels{{"instance", "10.1.2.3:9100"}, {"service", "checkout"}};
    QCOMPARE(mask.masked(labels), (base::Labels{{"instance", "masked-ip-1:9100"}, {"service", "checkout"}}));
    QCOMPARE(mask.masked(QStringLiteral("mail ada@example.org")), QStringLiteral("mail masked-email-1"));
    QCOMPARE(mask.masked(QStringLiteral("ada@example.org and bob@example.org")),
             QStringLiteral("masked-email-1 and masked-email-2"));
}

void TestPseudonyms::valuesBehindKeysAreMaskedInTextsAndLabels()
{
    auto mask = made();
    QCOMPARE(
        mask.masked(std::string("order user_id=u-77 paid, user_id: \"u-78\", USER_ID=u-77")),
        std::string("order user_id=masked-user_id-1 paid, user_id: \"masked-user_id-2\", USER_ID=masked-user_id-1"));
    QCOMPARE(mask.masked(base::Labels{{"user_id", "u-78"}}), (base::Labels{{"user_id", "masked-user_id-2"}}));
    QCOMPARE(mask.masked(std::string("superuser_id=5")), std::string("superuser_id=5"));
}

void TestPseudonyms::whatIsMaskedStaysMasked()
{
    auto mask = made();
    const std::string once = mask.masked(std::string("user_id=u-77 10.0.0.1 ada@example.org"));
    QCOMPARE(mask.masked(once), once);
}

void TestPseudonyms::numbersInJsonBecomeTexts()
{
    auto mask = made();
    QCOMPARE(mask.masked(std::string(R"({"user_id":4711,"n":1})")),
             std::string(R"({"user_id":"masked-user_id-1","n":1})"));
}

void TestPseudonyms::idsOfTracesStay()
{
    auto mask = made();
    const base::Labels labels{{"trace_id", "41111111111111114111111111111111"}};
    QCOMPARE(mask.masked(labels), labels);
}

void TestPseudonyms::countsSayWhatWasMasked()
{
    auto mask = made();
    QVERIFY(mask.counts().empty());
    const auto text = mask.masked(std::string("10.0.0.1 10.0.0.2 10.0.0.1"));
    QVERIFY(!text.empty());
    const auto counts = mask.counts();
    QCOMPARE(counts.size(), std::size_t(1));
    QCOMPARE(counts[0].kind, std::string("ip"));
    QCOMPARE(counts[0].times, 3);
    QCOMPARE(counts[0].distinct, 2);
    QCOMPARE(counts[0].example, std::string("10.0.0.1"));
    QCOMPARE(counts[0].mask, std::string_view("masked-ip-1"));
}

void TestPseudonyms::namesThatCannotBeUsedAreRefused()
{
    QVERIFY(!Pseudonyms::create({""}).ok());
    QVERIFY(!Pseudonyms::create(std::vector<std::string>(51, "x")).ok());
    QVERIFY(Pseudonyms::create({"a.b[c"}).ok());
}

// ⟦…⟧ is masked; what stands outside stays as it is.
void TestPseudonyms::whatIsMaskedAndWhatStays_data()
{
    QTest::addColumn<QString>("marked");
    const auto row = [](const char *name, const char *text) { QTest::newRow(name) << QString::fromUtf8(text); };
    // Addresses of people
    row("mail in a summary", "Checkout fails for ⟦ada@example.org⟧ since 02:04");
    row("mail in an address", "GET /reset?mail=⟦ada%40example.org⟧&step=2");
    row("mail in escaped JSON", R"({"m":"{\"to\":\"⟦ada\u0040example.org⟧\"}"})");
    row("mail after %3D", "redirect=/x%3Fm%3D&for=⟦ada.l+1@mail.example.co.uk⟧");
    // Machines
    row("ipv4 with port", "dial tcp ⟦10.1.2.3⟧:5432: refused");
    row("ipv4 of a client", "client=/⟦192.168.7.9⟧:51234");
    row("ipv6", "peer ⟦2001:db8::8a2e:370:7334⟧ closed");
    row("ipv6 with port", "[⟦fe80::1ff:fe23:4567:890a⟧]:9100");
    row("forwarded", "X-Forwarded-For: ⟦203.0.113.7⟧, ⟦198.51.100.23⟧");
    row("network card", "DHCPACK to ⟦00:1a:2b:3c:4d:5e⟧ via eth0");
    row("network card with dashes", "mac=⟦00-1A-2B-3C-4D-5E⟧,⟦00-1A-2B-3C-4D-5F⟧");
    // Users
    row("logfmt", "level=info user_id=⟦ann-7⟧ took=3ms");
    row("JSON", R"({"user_id":"⟦Ann Lee⟧","n":1})");
    row("JSON with quotes in it", R"({"user_id":"⟦Ann \"Q\" Lee⟧","n":1})");
    row("JSON in a string", R"({"m":"{\"user_id\":\"⟦Ann Lee⟧\"}"})");
    row("single quotes", "user_id='⟦Ann Lee⟧' ok");
    row("a number", R"({"user_id": "⟦4711⟧"})");
    row("an account of a domain", R"(user_id=⟦CORP\jdoe⟧ logged in)");
    row("a home folder", "open /home/⟦jdoe⟧/.ssh/id: denied");
    row("a Windows folder", R"(C:\Users\⟦jdoe⟧\AppData)");
    row("a path of a user", "GET /api/v2/users/⟦84211⟧/orders 500");
    row("a customer's path", "http://shop.example/customers/⟦c-84211⟧?page=2");
    // Parameters of addresses
    row("names in an address", "GET /find?name=⟦Ann+Lee⟧&dob=⟦1990-02-01⟧&page=2");
    row("a code of a login", "GET /cb?code=⟦SplxlOBeZQQYbYS6WxSbIA⟧&state=⟦af0ifjsldkjsdf⟧ 302");
    row("a signed address", "PUT /b/k?X-Amz-Signature=⟦fe5f80f77d5fa3beca038a248ff027⟧&X-Amz-Expires=60");
    // Secrets
    row("bearer", "Authorization: Bearer ⟦mF_9.B5f-4.1JqM⟧");
    row("jwt", "t=⟦eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl⟧ ok");
    row("password in a DSN", "postgres://shop:⟦s3cr3t⟧@db.internal:5432/shop");
    row("api key", "GET /v1?api_key=⟦abc123DEF⟧");
    // Money and telephones
    row("card", "charge ⟦4111 1111 1111 1111⟧ failed");
    row("iban", "refund to ⟦DE89 3704 0044 0532 0130 00⟧");
    row("phone", "sms to ⟦+41 79 123 45 67⟧ failed");
    // What stays
    row("a version", "payment v2.31.0 and version 1.2.3.4 and release=10.0.19.2");
    row("a browser", "Mozilla/5.0 Chrome/120.0.0.0 Safari/537.36");
    row("a trace id", "trace_id=4bf92f3577b34da6a3ce929d0e0e4736 span=00f067aa0ba902b7");
    row("a pod", "pod payment-7d9f8c6b5-x2x4q restarted");
    row("a pod of a set", "redis-0.redis.shop.svc.cluster.local");
    row("an image", "registry.example/shop/payment@sha256:9f86d081884c7d659a2feaa0c55ad015");
    row("the loopback", "listening on 127.0.0.1:9090 and 0.0.0.0:80 and ::1");
    row("a network", "route 10.0.0.0/8");
    row("times", "2026-05-14T02:14:07.123Z took 00:12:34 at 1795880216123");
    row("a uuid", "order 550e8400-e29b-41d4-a716-446655440000");
    row("sizes", "heap 1073741824 of 2147483648");
    row("nobody", "user_id=- user_id=null user_id=\"\" user_id={id}");
    row("a path without one", "GET /users/search /users/{id} /accounts/");
    row("a status in an address", "GET /x?code=404&state=ok&page=12345678901234");
    row("a fingerprint of a certificate", "9f:86:d0:81:88:4c:7d:65:9a:2f:ea:a0:c5:5a:d0:15:a3:bf:4f:1b");
    row("words", "user not found; the user_identity plugin failed");
}

void TestPseudonyms::whatIsMaskedAndWhatStays()
{
    QFETCH(QString, marked);
    QString plain = marked, pattern = QRegularExpression::escape(marked);
    plain.remove(u'⟦').remove(u'⟧');
    static const QRegularExpression secret(QStringLiteral("⟦(.*?)⟧"));
    QStringList secrets;
    for (auto it = secret.globalMatch(marked); it.hasNext();)
        secrets << it.next().captured(1);
    QString wanted = QRegularExpression::escape(marked.replace(secret, QStringLiteral("@@@")));
    wanted.replace(QRegularExpression::escape(QStringLiteral("@@@")), QStringLiteral("masked-[a-z_]+-[0-9]+"));
    auto mask = made();
    const QString now = mask.masked(plain);
    QVERIFY2(QRegularExpression(QRegularExpression::anchoredPattern(wanted)).match(now).hasMatch(), qPrintable(now));
    for (const QString &one : secrets)
        QVERIFY2(!now.contains(one), qPrintable(now));
    mask.spread({});
    QCOMPARE(mask.masked(now), now); // a second round finds nothing more in it
}

void TestPseudonyms::spellingsOfOneValueHaveOneMask()
{
    auto mask = made();
    QCOMPARE(mask.masked(std::string("Ada@Example.org ada%40example.org ada@example.org")),
             std::string("masked-email-1 masked-email-1 masked-email-1"));
    QCOMPARE(mask.masked(std::string("DE89370400440532013000 is DE89 3704 0044 0532 0130 00")),
             std::string("masked-iban-1 is masked-iban-1"));
    QCOMPARE(mask.masked(std::string("4111111111111111 4111-1111-1111-1111")),
             std::string("masked-card-1 masked-card-1"));
    QCOMPARE(mask.masked(std::string("2001:DB8::1 2001:db8::1")), std::string("masked-ip-1 masked-ip-1"));
}

void TestPseudonyms::oneNameInManySpellings()
{
    auto mask = made({"user_id", "user"});
    const base::Labels span{{"user.id", "ann-7"}, {"userId", "ann-8"}};
    QCOMPARE(mask.masked(span), (base::Labels{{"user.id", "masked-user_id-1"}, {"userId", "masked-user_id-2"}}));
    // Whoever it is has one mask, under whatever name.
    QCOMPARE(mask.masked(std::string("user=ann-8 in /home/ann-7/")),
             std::string("user=masked-user_id-2 in /home/masked-user_id-1/"));
}

void TestPseudonyms::whoWasNamedIsMaskedEverywhere()
{
    auto mask = made();
    const auto twice = [&mask](const std::string &text) { return mask.masked(mask.masked(text)); };
    QCOMPARE(mask.masked(base::Labels{{"user_id", "jdoe"}}).value("user_id"), std::string_view("masked-user_id-1"));
    QCOMPARE(mask.person(QStringLiteral("Mara Lindqvist")), QStringLiteral("masked-person-1"));
    QCOMPARE(mask.masked(std::string("from ann.lee@example.org at 10.1.2.3")),
             std::string("from masked-email-1 at masked-ip-1"));
    mask.spread({});
    QCOMPARE(twice("ssh jdoe-laptop:22 for jdoe (JDOE stays, jdoes too)"),
             std::string("ssh masked-user_id-1-laptop:22 for masked-user_id-1 (JDOE stays, jdoes too)"));
    QCOMPARE(twice("Mara said so, and Mara Lindqvist wrote it down; Lindqvist agreed"),
             std::string("masked-person-1 said so, and masked-person-1 wrote it down; masked-person-1 agreed"));
    QCOMPARE(twice("/srv/ann.lee/x"), std::string("/srv/masked-email-1/x"));
    QCOMPARE(twice("g0.expr=up%7Bname%3D%22jdoe%22%7D"), std::string("g0.expr=up%7Bname%3D%22masked-user_id-1%22%7D"));
    QCOMPARE(twice(R"(up{instance=~"10\\.1\\.2\\.3:.*"} or `10\.1\.2\.3`)"),
             std::string(R"(up{instance=~"masked-ip-1:.*"} or `masked-ip-1`)"));
    qint64 times = 0;
    for (const auto &count : mask.counts())
        times += count.kind == "user_id" ? count.times : 0;
    QCOMPARE(times, 4);
}

void TestPseudonyms::publicWordsStayAndSentencesToo()
{
    auto mask = made();
    QVERIFY(mask.masked(base::Labels{{"user_id", "payment"}}).value("user_id") == "masked-user_id-1");
    QVERIFY(mask.masked(base::Labels{{"user_id", "root"}}).value("user_id") == "masked-user_id-2");
    (void)mask.masked(std::string("user_id: session expired"));
    (void)mask.masked(std::string("user_id=ab user_id=42"));
    mask.spread({"payment"});
    const std::string text = "payment root session expired ab 42";
    QCOMPARE(mask.masked(text), text);
}

void TestPseudonyms::expressionsStayExpressions()
{
    auto mask = made();
    QCOMPARE(mask.person(QStringLiteral("floor")), QStringLiteral("masked-person-1"));
    mask.spread({});
    QCOMPARE(mask.maskedQuery(QStringLiteral("floor(sum by (user_id) (x{by=\"floor\"}))")),
             QStringLiteral("floor(sum by (user_id) (x{by=\"masked-person-1\"}))"));
}

void TestPseudonyms::whatLooksMaskedAlreadyIsMasked()
{
    auto mask = made();
    QCOMPARE(mask.masked(std::string("masked-ann@example.org user_id=masked-bob")),
             std::string("masked-email-1 user_id=masked-user_id-1"));
}

void TestPseudonyms::valuesOfLabelsAreMaskedByTheirNames()
{
    auto mask = made();
    const base::Labels tags{{"http.request.header.authorization", "Bearer abc def"},
                            {"db.password", "correct horse, battery"},
                            {"http.request.header.cookie", "sid=1; theme=dark"},
                            {"app.version", "1.2.3.4"},
                            {"user_id", "ada@example.org"},
                            {"url.full", "https://shop/x?token=abc123&page=2"}};
    const auto now = mask.masked(tags);
    QCOMPARE(now.value("http.request.header.authorization"), std::string_view("masked-token-1"));
    QCOMPARE(now.value("db.password"), std::string_view("masked-password-1"));
    QCOMPARE(now.value("http.request.header.cookie"), std::string_view("masked-token-2"));
    QCOMPARE(now.value("app.version"), std::string_view("1.2.3.4"));
    QCOMPARE(now.value("user_id"), std::string_view("masked-email-1")); // one mask wherever it stands
    QCOMPARE(now.value("url.full"), std::string_view("https://shop/x?token=masked-password-2&page=2"));
}

QTEST_GUILESS_MAIN(TestPseudonyms)
#include "tst_pseudonyms.moc"
