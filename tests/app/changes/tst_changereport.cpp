// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/changes/changereport.h"

#include <QJsonArray>
#include <QTest>

#include <cmath>

using namespace wf;
using namespace wf::app;
using namespace Qt::StringLiterals;

class tst_ChangeReport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aLineSaysWhatChangedAndWhy();
    void noNumberIsNeverPrinted();
    void whatMovesSaysWhenAndHowSurely();
};

static engine::ChangesSnapshot twoChanges()
{
    engine::ChangesSnapshot out;
    out.looked = 9841;
    engine::Change shifted;
    shifted.title = u"orders_total"_s;
    shifted.unit = base::Unit::PerSecond;
    shifted.before = 412;
    shifted.within = 96;
    shifted.size = -11.2;
    shifted.rate = 0.001;
    shifted.foldedCount = 7;
    engine::Change gone;
    gone.title = u"worker_up"_s;
    gone.verdict = engine::ChangeVerdict::Vanished;
    gone.before = 1;
    gone.within = std::nan("");
    gone.line = {1, std::nanf("")};
    out.changes = {shifted, gone};
    return out;
}

void tst_ChangeReport::aLineSaysWhatChangedAndWhy()
{
    const auto rows = changeTable(twoChanges(), 10);
    QCOMPARE(rows.size(), std::size_t{3});
    QCOMPARE(rows[1][2], u"shifted"_s);
    QVERIFY(rows[1][5].contains(u"412") && rows[1][5].contains(u"96"));
    QCOMPARE(rows[1][6], u"11 times its own noise, chance 1 in 1\u2009000"_s);
    QCOMPARE(rows[1][7], u"+7"_s);
    QVERIFY(rows[2][5].startsWith(u"gone"));
    QCOMPARE(changeTable(twoChanges(), 1).size(), std::size_t{2});
}

void tst_ChangeReport::noNumberIsNeverPrinted()
{
    const QJsonObject json = changesAsJson(twoChanges(), 10);
    const QJsonObject gone = json[u"changes"_s].toArray()[1].toObject();
    QVERIFY(gone[u"within"_s].isNull());
    QVERIFY(gone[u"samples"_s].toArray()[1].isNull());
    for (const QStringList &row : changeTable(twoChanges(), 10))
        QVERIFY(!row.join(u' ').contains(u"nan"));
}

void tst_ChangeReport::whatMovesSaysWhenAndHowSurely()
{
    engine::ChangesSnapshot found;
    found.looked = 9841;
    found.moves = engine::MoveQuestion{{}, u"queue_depth"_s, {}, {}, 0};
    found.target = {1, std::nanf("")};
    found.timesMs = {1000, 2000};
    engine::Change one;
    one.title = u"pool_waiting"_s;
    one.verdict = engine::ChangeVerdict::MovesAgainst;
    one.effect = -0.82;
    one.lagNs = 40 * base::nsPerSecond;
    one.rate = 1e-7;
    found.changes = {one};
    const auto rows = moveTable(found, 10);
    QCOMPARE(rows.size(), std::size_t{2});
    QCOMPARE(rows[0].size(), rows[1].size());
    QCOMPARE(rows[1][3], u"against it, 40\u2009s before"_s);
    QCOMPARE(rows[1][4], u"correlation -0.82, chance below 1 in 10\u2009000"_s);
    const QJsonObject json = movesAsJson(found, 10);
    QCOMPARE(json[u"moves"_s].toArray()[0].toObject()[u"lag_seconds"_s].toDouble(), 40.0);
    QVERIFY(json[u"samples"_s].toArray()[1].isNull());
    QVERIFY(changesInWords(found).startsWith(u"1 of 9\u2009841 series move with it"));
    found.moves.reset();
    QVERIFY(changesInWords(found).startsWith(u"1 change among 9\u2009841 series"));
}

QTEST_APPLESS_MAIN(tst_ChangeReport)
#include "tst_changereport.moc"
