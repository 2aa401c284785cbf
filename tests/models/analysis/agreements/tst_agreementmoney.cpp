// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/analysis/agreements/terms.h"

#include <QTest>

using namespace wf;
using namespace wf::analysis;
using namespace wf::agreementtest;
using namespace Qt::StringLiterals;
using signals::AgreementPeriod;
using signals::ClauseState;

// What a provider owes: tiers, caps, the fees of parts of the service, and when it is settled.
class TestAgreementMoney : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void saysWhenTheNextTierIsReached();
    void capsWhatIsOwed();
    void theYearsCapLeavesWhatIsNotUsed();
    void feesOfPartsAreAsTheContractSays_data();
    void feesOfPartsAreAsTheContractSays();
    void theYearsCapOfAPartIsOfThePartsFees();
    void aQuarterSettlesWithItsLastMonth();
};

void TestAgreementMoney::saysWhenTheNextTierIsReached()
{
    const auto a = downtimeContract();
    AgreementInput input{a, at("2026-05-10T12:00:00")};
    auto open = incident("INC-1", at("2026-05-10T11:50:00"), input.atNs);
    open.isOpen = true;
    input.incidents = {open};
    const auto out = judged(input);
    const auto &clause = out.clauses.at(0);
    QCOMPARE(clause.usedNs, 10 * nsPerMinute);
    QCOMPARE(clause.state, ClauseState::AtRisk);
    QCOMPARE(clause.ahead.size(), std::size_t{3});
    // Below 99.95 % of 44640 minutes: after 22.32 minutes, and the half nanosecond that nine decimals hide.
    QVERIFY(std::abs(static_cast<double>(clause.ahead[0].afterMoreNs) / 6e10 - 12.32) < 1e-6);
    QVERIFY(std::abs(static_cast<double>(clause.ahead[1].afterMoreNs) / 6e10 - 34.64) < 1e-6);
    QVERIFY(std::abs(static_cast<double>(clause.ahead[2].afterMoreNs) / 6e10 - 436.4) < 1e-6);
    QCOMPARE(clause.ahead[1].amount.text(), u"4200.00"_s);
    QCOMPARE(clause.ahead[0].reachedNs, std::optional(input.atNs + clause.ahead[0].afterMoreNs));
    QCOMPARE(clause.spentNs, clause.ahead[0].reachedNs);
    // All three would be reached within a day.
    QCOMPARE(out.due.text(), u"0.00"_s);
    QCOMPARE(out.atRisk.text(), u"10500.00"_s);
    // Exactly then, and not a nanosecond before.
    for (const qint64 off : {-1, 0}) {
        AgreementInput later{a, at("2026-06-01T00:00:00")};
        later.incidents = {incident("INC-1", 0, 0)};
        later.incidents[0].range = {at("2026-05-10T11:50:00"), *clause.spentNs + off};
        QCOMPARE(judged(later).clauses.at(0).state, off < 0 ? ClauseState::Met : ClauseState::Breached);
    }
}

void TestAgreementMoney::capsWhatIsOwed()
{
    auto a = contract();
    a.money.cap.feePercent = decimal("20");
    const auto out = ofEvents(a, at("2026-06-01T00:00:00"), 1000, 500);
    QCOMPARE(out.uncapped.text(), u"10500.00"_s);
    QVERIFY(out.isCapReached);
    QCOMPARE(out.due.text(), u"8400.00"_s);
    a.money.cap.amount = decimal("5000.00"); // the smaller one holds
    QCOMPARE(ofEvents(a, at("2026-06-01T00:00:00"), 1000, 500).due.text(), u"5000.00"_s);
    QVERIFY(!ofEvents(a, at("2026-06-01T00:00:00"), 100'000, 55).isCapReached);
}

void TestAgreementMoney::theYearsCapLeavesWhatIsNotUsed()
{
    auto a = contract();
    a.money.yearCap.feePercent = decimal("10"); // of 504 000
    AgreementInput input{a, at("2026-06-01T00:00:00")};
    input.measurements[u"availability"_s] = events(1000, 500);
    input.creditedThisYear = decimal("45000.00");
    QCOMPARE(judged(input).due.text(), u"5400.00"_s);
    input.creditedThisYear = decimal("60000.00");
    QCOMPARE(judged(input).due.text(), u"0"_s);
}

// By hand: the fee of 42 000.00 by the days of the month the contract is valid on, then the share of it that is due.
void TestAgreementMoney::feesOfPartsAreAsTheContractSays_data()
{
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("until");
    QTest::addColumn<QByteArray>("end");
    QTest::addColumn<bool>("isProrated");
    QTest::addColumn<double>("bad");
    QTest::addColumn<QString>("fee");
    QTest::addColumn<QString>("due");
    const auto row = [](const char *name, const char *zone, const char *from, const char *until, const char *end,
                        bool prorated, double bad, const char *fee, const char *due) {
        QTest::newRow(name) << QString::fromLatin1(zone) << QByteArray(from) << QByteArray(until) << QByteArray(end)
                            << prorated << bad << QString::fromLatin1(fee) << QString::fromLatin1(due);
    };
    // bad of 100 000 events: 60 is 99.94 % (5 %), 150 is 99.85 % (10 %), 2000 is 98 % (25 %).
    row("12 of May's 31 days", "UTC", "2026-05-20T00:00:00", "2028-01-01T00:00:00", "2026-06-01T00:00:00", true, 60,
        "16258.06", "812.90");
    row("whole, although only 12 days", "UTC", "2026-05-20T00:00:00", "2028-01-01T00:00:00", "2026-06-01T00:00:00",
        false, 60, "42000.00", "2100.00");
    row("10 of a leap February's 29 days", "UTC", "2025-01-01T00:00:00", "2028-02-11T00:00:00", "2028-03-01T00:00:00",
        true, 150, "14482.76", "1448.28");
    row("a quarter of a part", "UTC", "2026-05-20T00:00:00", "2028-01-01T00:00:00", "2026-06-01T00:00:00", true, 2000,
        "16258.06", "4064.52");
    row("a whole month", "UTC", "2026-05-01T00:00:00", "2028-01-01T00:00:00", "2026-06-01T00:00:00", true, 60,
        "42000.00", "2100.00");
    // Its 29th has 23 hours and is a day all the same: 3 of 31.
    row("days, not hours", "Europe/Zurich", "2026-03-29T00:00:00", "2028-01-01T00:00:00", "2026-04-01T00:00:00", true,
        60, "4064.52", "203.23");
}

void TestAgreementMoney::feesOfPartsAreAsTheContractSays()
{
    QFETCH(const QString, zone);
    QFETCH(const QByteArray, from);
    QFETCH(const QByteArray, until);
    QFETCH(const QByteArray, end);
    QFETCH(const bool, isProrated);
    QFETCH(const double, bad);
    const QTimeZone local(zone.toLatin1());
    auto a = contract();
    a.timeZone = zone;
    a.validity = {at(from, local), at(until, local)};
    a.money.isProrated = isProrated;
    const auto out = ofEvents(a, at(end, local), 100'000, bad);
    QVERIFY(out.isFinal);
    QTEST(out.fee.text(), "fee");
    QTEST(out.due.text(), "due");
}

void TestAgreementMoney::theYearsCapOfAPartIsOfThePartsFees()
{
    auto a = contract();
    a.validity.startNs = at("2026-05-20T00:00:00"); // 226 of 365 days: fees of 312 065.75
    a.money.isProrated = true;
    a.money.yearCap.feePercent = decimal("10"); // 31 206.58
    a.money.cap.feePercent = decimal("20");     // of 16 258.06
    AgreementInput input{a, at("2026-06-01T00:00:00")};
    input.measurements[u"availability"_s] = events(1000, 500);
    QCOMPARE(judged(input).due.text(), u"3251.61"_s);
    input.creditedThisYear = decimal("31000.00");
    QCOMPARE(judged(input).due.text(), u"206.58"_s);
}

void TestAgreementMoney::aQuarterSettlesWithItsLastMonth()
{
    auto a = contract();
    a.clauses[0].window = signals::AgreementWindow::Quarter;
    const auto may = ofEvents(a, at("2026-06-01T00:00:00"), 1000, 100);
    QCOMPARE(may.clauses.at(0).state, ClauseState::Breached);
    QCOMPARE(may.due.text(), u"0.00"_s);
    QCOMPARE(ofEvents(a, at("2026-07-01T00:00:00"), 1000, 100).due.text(), u"10500.00"_s);
}

QTEST_APPLESS_MAIN(TestAgreementMoney)
#include "tst_agreementmoney.moc"
