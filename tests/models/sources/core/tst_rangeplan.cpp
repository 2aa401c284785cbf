// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/core/rangeplan.h"
#include "tests/support/failonwarning.h"

#include <QTest>

using namespace wf;
using namespace wf::sources;

class TestRangePlan : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void isAlignedToTheStepAndCoversEveryPointOnce_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<qint64>("step");
        QTest::addColumn<int>("pieces");
        QTest::addColumn<bool>("raised");
        QTest::newRow("an hour at 15 s") << qint64(3600) << qint64(15) << 1 << false;
        QTest::newRow("just fits") << qint64(10'999) << qint64(1) << 1 << false;
        QTest::newRow("one too many") << qint64(11'000) << qint64(1) << 2 << false;
        QTest::newRow("three pieces") << qint64(30'000) << qint64(1) << 3 << false;
        QTest::newRow("a month at 1 s") << qint64(30 * 86'400) << qint64(1) << 5 << true;
        QTest::newRow("a single point") << qint64(0) << qint64(60) << 1 << false;
    }
    void isAlignedToTheStepAndCoversEveryPointOnce()
    {
        QFETCH(qint64, seconds);
        QFETCH(qint64, step);
        QFETCH(int, pieces);
        QFETCH(bool, raised);
        const qint64 start = 1795244407LL * base::nsPerSecond + 123;
        const base::TimeRange range{start, start + seconds * base::nsPerSecond};
        const RangePlan plan = planRange(range, step * base::nsPerSecond);
        QVERIFY2(static_cast<int>(plan.pieces.size()) <= pieces, qPrintable(QString::number(plan.pieces.size())));
        QCOMPARE(plan.note.isEmpty(), !raised);
        if (!raised)
            QCOMPARE(plan.stepNs, step * base::nsPerSecond);
        QVERIFY(plan.pieces.front().startNs <= range.startNs &&
                range.startNs - plan.pieces.front().startNs < plan.stepNs);
        QVERIFY(plan.pieces.back().endNs <= range.endNs && range.endNs - plan.pieces.back().endNs < plan.stepNs);
        for (std::size_t i = 0; i < plan.pieces.size(); ++i) {
            QCOMPARE(plan.pieces[i].startNs % plan.stepNs, 0);
            QVERIFY(plan.pieces[i].lengthNs() / plan.stepNs + 1 <= 11'000);
            if (i > 0)
                QCOMPARE(plan.pieces[i].startNs, plan.pieces[i - 1].endNs + plan.stepNs);
        }
    }

    void piecesJoinIntoOneSeriesEach()
    {
        const auto piece = [](qint64 t, std::initializer_list<const char *> names) {
            auto answer = std::make_shared<signals::QueryAnswer>();
            for (const char *name : names)
                answer->series.push_back({base::Labels{{"job", name}}, {t, t + 1}, {1, 2}});
            return signals::QueryAnswerPtr(answer);
        };
        const auto joined = joinPieces({piece(10, {"a", "b"}), piece(20, {"b", "c"})}, QStringLiteral("note"));
        QCOMPARE(joined->series.size(), 3U);
        QCOMPARE(joined->series[1].timesMs, (std::vector<qint64>{10, 11, 20, 21}));
        QCOMPARE(joined->series[2].timesMs, (std::vector<qint64>{20, 21}));
        QCOMPARE(joined->completeness.notes, QStringList{QStringLiteral("note")});
        QCOMPARE(newestDatumNs(*joined), 21 * base::nsPerMs);
    }

    void secondsAreExactToTheMillisecond()
    {
        QCOMPARE(secondsText(1795244400LL * base::nsPerSecond), QStringLiteral("1795244400"));
        QCOMPARE(secondsText(1795244400LL * base::nsPerSecond + 50 * base::nsPerMs), QStringLiteral("1795244400.050"));
        QCOMPARE(secondsText(1500 * base::nsPerMs + 999), QStringLiteral("1.500"));
    }
};

QTEST_GUILESS_MAIN(TestRangePlan)
#include "tst_rangeplan.moc"
