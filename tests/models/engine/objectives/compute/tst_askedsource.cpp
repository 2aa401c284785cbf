// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/compute/askedsource.h"

#include "models/base/clock.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace wf;

namespace {

const QString expr = QStringLiteral("sum(increase(x[1m]))");
constexpr qint64 minute = base::nsPerMinute;

std::vector<double> counting(std::size_t steps, double from = 0)
{
    std::vector<double> out(steps);
    std::iota(out.begin(), out.end(), from);
    return out;
}

} // namespace

class AskedSourceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void onlyTheMissingTailIsAsked()
    {
        engine::AskedSource asked;
        QVERIFY(std::isnan(asked.range(expr, 0, minute, 100)->at(5)));
        QCOMPARE(asked.open().size(), std::size_t(1));
        asked.answer(asked.open().front(), counting(100));
        QCOMPARE(asked.range(expr, 0, minute, 100)->at(99), 99.0);
        QVERIFY(asked.open().empty());
        asked.nextRound();
        const auto later = asked.range(expr, minute, minute, 101);
        QCOMPARE(later->at(98), 99.0);
        QVERIFY(std::isnan(later->at(100)));
        QCOMPARE(asked.open(), (std::vector<engine::SliQuestion>{{expr, 100 * minute, minute, 2}}));
        asked.answer(asked.open().front(), counting(2, 100));
        QCOMPARE(asked.range(expr, minute, minute, 101)->at(100), 101.0);
        QVERIFY(asked.open().empty());
    }
    void stepsThatMayStillChangeAreAskedAnew()
    {
        engine::AskedSource asked;
        (void)asked.range(expr, 0, minute, 10);
        asked.answer(asked.open().front(), counting(10));
        asked.nextRound(7 * minute);
        QCOMPARE(asked.range(expr, 0, minute, 10)->at(7), 7.0);
        QCOMPARE(asked.open(), (std::vector<engine::SliQuestion>{{expr, 8 * minute, minute, 2}}));
    }
    void aWindowBeforeWhatIsKnownAsksItsBeginningOnly()
    {
        engine::AskedSource asked;
        (void)asked.range(expr, 10 * minute, minute, 10);
        asked.answer(asked.open().front(), counting(10));
        (void)asked.range(expr, 5 * minute, minute, 15);
        QCOMPARE(asked.open(), (std::vector<engine::SliQuestion>{{expr, 5 * minute, minute, 5}}));
    }
    void windowsThatOverlapAreOneQuestion()
    {
        engine::AskedSource asked;
        (void)asked.range(expr, 50 * minute, minute, 50);
        (void)asked.range(expr, 0, minute, 60);
        (void)asked.range(expr, 90 * minute, minute, 10);
        (void)asked.range(expr, 100 * minute, minute, 5);
        (void)asked.range(expr, 30 * base::nsPerSecond, minute, 10); // another grid
        QCOMPARE(asked.open(), (std::vector<engine::SliQuestion>{{expr, 0, minute, 105},
                                                                 {expr, 30 * base::nsPerSecond, minute, 10}}));
    }
    void whatNobodyAsksForAnyMoreIsForgotten()
    {
        engine::AskedSource asked;
        (void)asked.range(expr, 0, minute, 10);
        asked.answer(asked.open().front(), counting(10));
        asked.nextRound();
        asked.nextRound();
        (void)asked.range(expr, 0, minute, 10);
        QCOMPARE(asked.open().size(), std::size_t(1));
    }
    void whatCameInPartIsAskedAgain()
    {
        engine::AskedSource asked;
        (void)asked.range(expr, 0, minute, 4);
        asked.answer(asked.open().front(), counting(4), false);
        QCOMPARE(asked.range(expr, 0, minute, 4)->at(3), 3.0);
        QVERIFY(asked.open().empty());
        asked.nextRound();
        (void)asked.range(expr, 0, minute, 4);
        QCOMPARE(asked.open().size(), std::size_t(1));
    }
    void anErrorIsSaidAndAskedAgain()
    {
        engine::AskedSource asked;
        (void)asked.range(expr, 0, minute, 4);
        asked.answer(asked.open().front(), base::makeError(base::ErrorKind::Timeout, QStringLiteral("late")), false);
        QVERIFY(!asked.range(expr, 0, minute, 4));
        asked.nextRound();
        QVERIFY(asked.range(expr, 0, minute, 4).ok());
        QCOMPARE(asked.open().size(), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(AskedSourceTest)
#include "tst_askedsource.moc"
