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
    QCOMPARE(counts[0].mask, std::string("masked-ip-1"));
}

void TestPseudonyms::namesThatCannotBeUsedAreRefused()
{
    QVERIFY(!Pseudonyms::create({""}).ok());
    QVERIFY(!Pseudonyms::create(std::vector<std::string>(51, "x")).ok());
    QVERIFY(Pseudonyms::create({"a.b[c"}).ok());
}

QTEST_GUILESS_MAIN(TestPseudonyms)
#include "tst_pseudonyms.moc"
