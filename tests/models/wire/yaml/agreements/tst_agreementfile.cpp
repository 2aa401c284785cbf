// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/agreements/agreementfile.h"

#include "tests/support/agreements/contract.h"

#include <QTest>

using namespace wf;
using namespace wf::wire;
using namespace Qt::StringLiterals;
using signals::Decimal;
using test::contractWith;
using test::goodContract;

namespace {

// "valid", or "line:column what" of the first error.
QString verdict(const AgreementDefinitions &read)
{
    for (const auto &document : read.documents)
        for (const auto &problem : document.problems)
            if (problem.weight == FileProblem::Weight::Error)
                return u"%1:%2 %3"_s.arg(problem.place.line).arg(problem.place.column).arg(problem.what);
    return u"valid"_s;
}

QString verdict(const QByteArray &text)
{
    return verdict(readAgreementFile(view(text), u"c.yaml"_s));
}

} // namespace

class TestAgreementFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void readsAWholeContract();
    void readsServiceHours();
    void tellsWhatIsWrongAtItsPlace_data();
    void tellsWhatIsWrongAtItsPlace();
    void readsWhatPartOfAFeeIsDue();
    void leavesAContractWithErrorsOutWhole();
    void knowsWhichNamesThereAre();
    void holdsVersionsApart();
    void findsAgreementsThatRestOnThemselves();
    void itsHashIsOfWhatItSaysAndNotHowItIsWritten();
    void doesNotGrowWithAYamlBomb();
    void passesOverDocumentsOfOtherKinds();
    void survivesAnyCutOfItself();
};

void TestAgreementFile::readsAWholeContract()
{
    const auto read = readAgreementFile(view(goodContract()), u"c.yaml"_s);
    QVERIFY2(read.problems().isEmpty(), qPrintable(read.problems().join(u'\n')));
    QCOMPARE(read.agreements.size(), std::size_t{1});
    const signals::Agreement &a = read.agreements[0];
    QCOMPARE(a.id, u"spa-114"_s);
    QCOMPARE(a.version, 3);
    QCOMPARE(a.counterpart().name, u"Fernhill Outdoor"_s);
    QCOMPARE(a.services, (QStringList{u"gateway"_s, u"checkout"_s}));
    QCOMPARE(a.money.fee.text(), u"42000.00"_s);
    QCOMPARE(a.money.currency, u"EUR"_s);
    QCOMPARE(a.money.cap.feePercent->text(), u"30"_s);
    QCOMPARE(a.validity.startNs, 1'735'689'600 * base::nsPerSecond);
    QCOMPARE(a.validity.endNs, 1'830'297'600 * base::nsPerSecond); // 2028-01-01: the last day counts
    QVERIFY(a.hours.isAlways());
    QCOMPARE(a.maintenanceNoticeNs, std::optional(5 * base::nsPerDay));
    QCOMPARE(a.clauses.size(), std::size_t{3});
    QCOMPARE(a.clauses[0].tiers.size(), std::size_t{3});
    QCOMPARE(a.clauses[0].tiers[0].feePercent->text(), u"5"_s);
    QCOMPARE(a.clauses[0].keptGapsUnderNs, 5 * base::nsPerMinute);
    QVERIFY(!a.clauses[0].tiers[2].notBelow);
    QCOMPARE(a.clauses[1].number, u"2"_s);
    QCOMPARE(a.clauses[1].measure, signals::ClauseMeasure::Downtime);
    QCOMPARE(a.clauses[1].tiers[0].amount->text(), u"500"_s);
    QCOMPARE(a.clauses[1].tiers[0].kind, signals::CompensationKind::Penalty);
    QCOMPARE(a.clauses[2].respondWithinNs, 15 * base::nsPerMinute);
    QCOMPARE(a.exclusions.size(), std::size_t{1});
    QCOMPARE(a.exclusions[0].approval.state, signals::ApprovalState::Approved);
    QCOMPARE(a.exclusions[0].window->spec().lengthNs, 30 * base::nsPerMinute);
    QCOMPARE(a.notices.at(0).withinNs, base::nsPerDay);
    QCOMPARE(a.sha256.size(), 64);
}

void TestAgreementFile::readsServiceHours()
{
    const auto read = readAgreementFile(view(contractWith(
        "  settlement: month\n", "  settlement: month\n  serviceHours:\n    - {days: mon-fri, from: \"08:30\", to: "
                                 "\"18:00\"}\n    - {days: \"sat, sun\", from: \"10:00\", to: \"24:00\"}\n"
                                 "  holidays: [2026-12-25, 2026-05-01]\n")));
    QVERIFY2(read.problems().isEmpty(), qPrintable(read.problems().join(u'\n')));
    const auto &hours = read.agreements.at(0).hours;
    QCOMPARE(hours.spans.size(), std::size_t{2});
    QCOMPARE(hours.spans[0].weekdays, 0x1FU);
    QCOMPARE(hours.spans[0].fromMinute, 510);
    QCOMPARE(hours.spans[1].weekdays, 0x60U);
    QCOMPARE(hours.spans[1].toMinute, 1440);
    QCOMPARE(hours.holidays.front(), QDate(2026, 5, 1));
}

void TestAgreementFile::tellsWhatIsWrongAtItsPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("wanted");
    const auto row = [](const char *name, const char *before, const char *after, const char *wanted) {
        QTest::newRow(name) << contractWith(before, after) << QString::fromUtf8(wanted);
    };
    row("target over 100", "target: 99.95", "target: 100.5", "28:15 target must lie between 0 and 100 %");
    row("target of 100", "target: 99.95", "target: 100", "28:15 A target of 100 % leaves no allowance");
    row("target no number", "target: 99.95", "target: high", "28:15 target must be a percentage");
    row("a gap between tiers", "below: 99.9, notBelow: 99,", "below: 99.8, notBelow: 99,",
        "32:19 Between 99.8 % and 99.9 % there is no tier");
    row("tiers that overlap", "below: 99.9, notBelow: 99,", "below: 99.92, notBelow: 99,",
        "32:19 This tier overlaps: it must begin below 99.9 %");
    row("tiers that begin above the target", "below: 99.95, notBelow", "below: 99.99, notBelow",
        "31:19 This tier overlaps");
    row("a tier upside down", "notBelow: 99,", "notBelow: 99.95,", "32:35 notBelow must be less than below");
    row("tiers that end too early", "{below: 99, credit: 25 %}", "{below: 99, notBelow: 95, credit: 25 %}",
        "31:9 Below 95 % there is no tier");
    row("a tier after the last", "below: 99.9, notBelow: 99,", "below: 99.9,", "33:11 The tier before this one has no");
    row("validity reversed", "until: 2027-12-31", "until: 2024-12-31", "17:39 The contract ends before it begins");
    row("no such day", "until: 2027-12-31", "until: 2027-02-29", "17:39 until must be a day");
    row("no such zone", "timeZone: UTC", "timeZone: Mars/Olympus", "15:13 Mars/Olympus is no time zone");
    row("two clauses of one name", "id: uptime", "id: availability", "34:11 There are two clauses availability");
    row("an unknown field", "plan: Gold", "plam: Gold", "10:3 Unknown field plam");
    row("a field twice", "plan: Gold", "title: Gold", "10:3 The key title is there twice");
    row("a service that is not of the contract", "service: gateway", "service: payment",
        "38:16 The contract is not about the service payment");
    row("an exclusion of an unknown clause", "reason: Database upgrade", "reason: x\n      clauses: [nine]",
        "54:16 There is no clause nine");
    row("an approval without a name", "by: Jonas Okafor, ", "", "57:17 An approval names who gave it");
    row("an exclusion without length", "duration: 30m", "end: 2026-05-03T02:00:00", "55:12 It has no length");
    row("an amount with grouping", "amount: 42000.00", "amount: \"42,000\"", "20:17 amount must be an amount");
    row("a currency that is none", "currency: EUR", "currency: euro", "20:37 currency must be a code of ISO 4217");
    row("money without a fee",
        "  fee: {amount: 42000.00, currency: EUR, decimals: 2, rounding: half-up}\n  cap: "
        "{percent: 30}\n",
        "", "29:11 Tiers need a fee with its currency");
    row("a rounding nobody knows", "rounding: half-up", "rounding: bankers", "20:65 rounding must be one of half-up");
    row("a share of a fee nobody knows", "rounding: half-up}", "rounding: half-up, partial: some}",
        "20:83 partial must be one of whole, prorated, not some");
    row("a window that is no multiple", "target: 99.95", "target: 99.95\n      window: week",
        "29:15 The window of a clause is the settlement period or a multiple");
    row("response without a time", "      within: 15m\n", "", "42:7 within is missing");
    row("no clause", "  clauses:", "  clauses: []\n  clausen:", "22:12 A contract holds from 1 to 200 clauses");
    row("not YAML", "  plan: Gold", "  plan: [Gold", "11:");
}

void TestAgreementFile::tellsWhatIsWrongAtItsPlace()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, wanted);
    const QString found = verdict(text);
    QVERIFY2(found.startsWith(wanted), qPrintable(found));
}

void TestAgreementFile::readsWhatPartOfAFeeIsDue()
{
    QVERIFY(!readAgreementFile(view(goodContract())).agreements.at(0).money.isProrated);
    const QByteArray prorated = contractWith("rounding: half-up}", "rounding: half-up, partial: prorated}");
    QVERIFY(readAgreementFile(view(prorated)).agreements.at(0).money.isProrated);
}

void TestAgreementFile::leavesAContractWithErrorsOutWhole()
{
    QVERIFY(readAgreementFile(view(contractWith("target: 95\n", "target: 195\n"))).agreements.empty());
}

void TestAgreementFile::knowsWhichNamesThereAre()
{
    const QByteArray text = goodContract();
    const auto with = [&](const QStringList &objectives, const QStringList &services) {
        return verdict(readAgreementFile(view(text), u"c.yaml"_s, {objectives, services}));
    };
    const QStringList services{u"gateway"_s, u"checkout"_s};
    QCOMPARE(with({u"gateway-availability"_s}, services), u"valid"_s);
    QVERIFY(with({u"other"_s}, services).startsWith(u"27:18 There is no objective gateway-availability"_s));
    QVERIFY(with({u"gateway-availability"_s}, {u"gateway"_s}).startsWith(u"14:13 There is no service checkout"_s));
}

void TestAgreementFile::holdsVersionsApart()
{
    const auto verdictOf = [](const QByteArray &second) -> QString {
        AgreementReader reader;
        reader.add(view(goodContract()), u"a.yaml"_s);
        reader.add(view(second), u"b.yaml"_s);
        const auto read = reader.take();
        return verdict(read) + u' ' + QString::number(read.agreements.size());
    };
    QVERIFY(verdictOf(goodContract()).startsWith(u"5:12 There are two agreements spa-114 of version 3"_s));
    QVERIFY(verdictOf(contractWith("version: 3", "version: 4")).startsWith(u"17:13 Versions 3 and 4 are valid"_s));
    QByteArray next = contractWith("version: 3", "version: 4");
    next.replace("from: 2025-01-01, until: 2027-12-31", "from: 2028-01-01, until: 2028-12-31");
    QCOMPARE(verdictOf(next), u"valid 2"_s);
    next.replace("version: 4", "version: 2");
    QVERIFY(verdictOf(next).startsWith(u"5:12 A newer version must be valid later"_s));
}

void TestAgreementFile::findsAgreementsThatRestOnThemselves()
{
    const auto resting = [](const QByteArray &name, const QByteArray &on) -> QByteArray {
        QByteArray text = contractWith("name: spa-114", QByteArray("name: " + name));
        return text.replace("  plan: Gold\n", QByteArray("  backedBy: [" + on + "]\n"));
    };
    const auto read = [](std::initializer_list<QByteArray> texts) {
        AgreementReader reader;
        for (const QByteArray &text : texts)
            reader.add(view(text), u"c.yaml"_s);
        return verdict(reader.take());
    };
    QVERIFY(read({resting("a", "b"), resting("b", "c"), resting("c", "a")})
                .startsWith(u"10:13 This is circular: a rests on itself"_s));
    QVERIFY(read({resting("a", "a")}).startsWith(u"10:13 This is circular"_s));
    QVERIFY(read({resting("a", "b")}).startsWith(u"10:13 There is no agreement b"_s));
    QCOMPARE(read({resting("a", "b"), contractWith("name: spa-114", "name: b")}), u"valid"_s);
}

void TestAgreementFile::itsHashIsOfWhatItSaysAndNotHowItIsWritten()
{
    const auto hashOf = [](const QByteArray &text) { return readAgreementFile(view(text)).agreements.at(0).sha256; };
    const QString before = hashOf(goodContract());
    QCOMPARE(hashOf("# a comment\n" + contractWith("timeZone: UTC", "timeZone:   UTC  # why")), before);
    QVERIFY(hashOf(contractWith("credit: 25 %", "credit: 24 %")) != before);
}

void TestAgreementFile::doesNotGrowWithAYamlBomb()
{
    QByteArray bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 12; ++i) {
        const QByteArray before = "*a" + QByteArray::number(i - 1);
        bomb += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " [" + before;
        for (int n = 0; n < 8; ++n)
            bomb += ", " + before;
        bomb += "]\n";
    }
    QVERIFY(verdict(bomb) != u"valid"_s);
    QVERIFY(verdict("a: &a [*a]\n") != u"valid"_s);
    QVERIFY(verdict(QByteArray(100'000, '[')) != u"valid"_s);
}

void TestAgreementFile::passesOverDocumentsOfOtherKinds()
{
    const auto read = readAgreementFile("kind: SLO\n---\n- 1\n---\nx\n---\n", u"c.yaml"_s);
    QVERIFY(read.documents.empty() && read.agreements.empty());
}

void TestAgreementFile::survivesAnyCutOfItself()
{
    const QByteArray whole = goodContract();
    for (qsizetype length = 0; length < whole.size(); length += 7) {
        const QByteArray cut = whole.left(length);
        const auto read = readAgreementFile(view(cut), u"c.yaml"_s);
        if (!read.agreements.empty())
            QVERIFY2(read.problems().isEmpty(), qPrintable(QString::number(length)));
    }
}

QTEST_APPLESS_MAIN(TestAgreementFile)
#include "tst_agreementfile.moc"
