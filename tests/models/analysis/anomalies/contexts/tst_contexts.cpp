// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/contexts/contextnovelty.h"
#include "models/analysis/numbers/random.h"

#include <QTest>

#include <cmath>

using namespace wf::analysis;

class ContextsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRhythmIsLearnedAndItsBreakIsNew()
    {
        ContextNovelty contexts;
        const double rhythm[] = {0, 0, 7, 3};
        double last = 0;
        for (int i = 0; i < 400; ++i)
            last = std::max(i > 100 ? last : 0.0, contexts.add(rhythm[i % 4]).share);
        QCOMPARE(last, 0.0);
        const auto odd = contexts.add(7); // after 3 there was always 0
        QVERIFY2(odd.share >= 0.75, qPrintable(QString::number(odd.share)));
        QCOMPARE(odd.low, 0.0);  // the lowest level was foreseen
        QCOMPARE(odd.high, 1.5); // a seventh of 0 … 7 and the margin
    }
    void aNewExtremeIsNewAndBeginsAnew()
    {
        ContextNovelty contexts;
        for (int i = 0; i < 200; ++i)
            (void)contexts.add(i % 5);
        QVERIFY(contexts.contexts() > 5);
        QCOMPARE(contexts.add(100).share, 1.0);
        QVERIFY(contexts.contexts() <= 1);
        for (int i = 0; i < 10; ++i)
            (void)contexts.add(120); // within the margin: nothing is forgotten
        QCOMPARE(contexts.add(120).share, 0.0);
    }
    void aConstantSaysNothingAndItsFirstChangeDoes()
    {
        ContextNovelty contexts;
        for (int i = 0; i < 100; ++i)
            QVERIFY(contexts.add(4).share < 0.75 || i < 3);
        QCOMPARE(contexts.add(5).share, 1.0);
    }
    void noiseNeverOutgrowsItsBounds()
    {
        ContextNovelty contexts;
        Random random(1);
        for (int i = 0; i < 5000; ++i) {
            const auto novelty = contexts.add(random.uniform());
            QVERIFY(novelty.share >= 0 && novelty.share <= 1);
            QVERIFY(contexts.contexts() <= ContextNovelty::mostContexts);
        }
        QVERIFY(contexts.contexts() > ContextNovelty::mostContexts / 4);
    }
    void theSameValuesGiveTheSameNoveltiesInAnyUnit()
    {
        ContextNovelty one, other;
        Random random(2);
        for (int i = 0; i < 2000; ++i) {
            const double value = std::sin(i * 0.1) + 0.3 * random.uniform();
            QCOMPARE(one.add(value).share, other.add(value * 1024).share);
        }
    }
    void enormousValuesStayFinite()
    {
        ContextNovelty contexts;
        for (int i = 0; i < 300; ++i) {
            const auto novelty = contexts.add((i % 2 == 0 ? 1 : -1) * std::pow(10, i % 149));
            QVERIFY(std::isfinite(novelty.share));
        }
    }
};

QTEST_APPLESS_MAIN(ContextsTest)
#include "tst_contexts.moc"
