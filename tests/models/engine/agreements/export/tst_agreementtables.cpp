// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/agreements/export/agreementtables.h"

#include "tests/support/agreements/agreementsworld.h"

#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

class TestAgreementTables : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QSignalSpy changed(m_world.keeper.get(), &AgreementKeeper::changed);
        m_world.keeper->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(!changed.isEmpty(), 20'000);
        const auto &snapshot = *m_world.keeper->snapshot();
        QCOMPARE(snapshot.agreements.size(), 1);
    }

    void contractsAndClausesAreRows()
    {
        const auto &snapshot = *m_world.keeper->snapshot();
        const auto contracts = tableOf(AgreementTable::Contracts, snapshot);
        QCOMPARE(contracts.size(), 2);
        QCOMPARE(contracts[1].mid(0, 4), (QStringList{u"spa-114"_s, u"Fernhill Outdoor"_s, u"by us"_s, u"breached"_s}));
        const auto clauses = tableOf(AgreementTable::Clauses, snapshot, u"spa-114"_s);
        QCOMPARE(clauses.size(), 1 + snapshot.agreements[0].agreement.clauses.size());
        QCOMPARE(clauses[1].at(7), u"2100.00"_s);
        QCOMPARE(tableOf(AgreementTable::Clauses, snapshot, u"another"_s).size(), 1);
        for (const auto &row : clauses)
            QCOMPARE(row.size(), clauses[0].size());
    }

    void violationsComeWithTheirEvidence()
    {
        const auto &snapshot = *m_world.keeper->snapshot();
        const auto rows = tableOf(AgreementTable::Violations, snapshot);
        QVERIFY(rows.size() >= 2);
        QCOMPARE(rows[1].at(3), u"background"_s); // no incidents are known in this world
        QVERIFY(rows[1].at(6).toDouble() > 22.3);
        QCOMPARE(rows[1].at(9), snapshot.agreements[0].period.clauses[0].evidence.sha256);
        const auto json = jsonOf(AgreementTable::Violations, snapshot);
        QCOMPARE(json.size(), static_cast<qsizetype>(rows.size()) - 1);
        QCOMPARE(json.at(0)[u"clause"_s].toString(), u"availability"_s);
        QCOMPARE(json.at(0)[u"evidence_sha256"_s].toString().size(), 64);
    }

    void whatIsWrittenForSpreadsheetsIsNoFormula()
    {
        AgreementsSnapshot snapshot;
        signals::Credit credit;
        credit.id = u"=cmd"_s;
        credit.steps = {{signals::CreditState::Proposed, u"+Mara"_s, u"a \"reason\""_s, 0, {}}};
        snapshot.book.credits = {credit};
        const QByteArray csv = csvOf(AgreementTable::Credits, snapshot);
        QVERIFY(csv.contains("\"'=cmd\",\"proposed\""));
        QVERIFY(csv.contains("\"'+Mara\""));
        QVERIFY(csv.contains("\"a \"\"reason\"\"\"\r\n"));
        QCOMPARE(jsonOf(AgreementTable::Credits, snapshot).at(0)[u"id"_s].toString(), u"=cmd"_s);
    }

    void saysWhenTheNextTierIsReached()
    {
        signals::ClauseResult result;
        QCOMPARE(aheadWords(result), QString());
        result.ahead = {{1, 6 * base::nsPerHour + 12 * base::nsPerMinute + 400 * base::nsPerMs, {}, {}}};
        QCOMPARE(aheadWords(result), u"tier 2 reached after 6\u2009h 12\u2009min more"_s);
    }

    void whatIsOnlyAtRiskStandsInBrackets()
    {
        signals::AgreementPeriod period;
        QCOMPARE(creditWords(period, u"a"_s), u"none"_s);
        signals::CompensationLine line;
        line.clause = u"a"_s;
        line.amount = signals::Decimal::of(210000, 2);
        line.isAtRisk = true;
        period.lines = {line};
        QCOMPARE(creditWords(period, u"a"_s), u"(2100.00)"_s);
        line.isAtRisk = false;
        line.amount = signals::Decimal::of(100000, 2);
        period.lines.push_back(line);
        QCOMPARE(creditWords(period, u"a"_s), u"1000.00"_s);
    }

private:
    test::AgreementsWorld m_world;
};

QTEST_GUILESS_MAIN(TestAgreementTables)
#include "tst_agreementtables.moc"
