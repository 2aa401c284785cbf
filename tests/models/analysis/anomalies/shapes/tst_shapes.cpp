// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/shapes/isolationforest.h"
#include "models/analysis/anomalies/shapes/leftdiscord.h"
#include "models/analysis/anomalies/shapes/spectralresidual.h"
#include "models/analysis/anomalies/shapes/subspace.h"
#include "models/analysis/numbers/random.h"
#include "models/analysis/numbers/robust.h"

#include <QTest>

#include <cmath>

using namespace wf::analysis;

namespace {

bool isNear(double a, double b, double within = 1e-9)
{
    return std::abs(a - b) <= within;
}

} // namespace

class ShapesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theSpectralResidualIsThatOfNumPy()
    {
        SpectralResidual detector;
        Opinion last;
        for (int i = 0; i < 59; ++i)
            last = detector.look({i, std::sin(i * 0.7) + 0.3 * std::cos(i * 0.21) + (i == 58 ? 4 : 0)});
        QVERIFY2(isNear(last.departure, 9.78125026484328, 1e-6), qPrintable(QString::number(last.departure, 'g', 17)));
        QVERIFY(isNear(last.expected, 1.2620391878797228, 1e-9));
    }
    void aConstantHasNoSaliency()
    {
        SpectralResidual detector;
        for (int i = 0; i < 100; ++i)
            QCOMPARE(detector.look({i, 5}).departure, 0.0);
    }
    void theLeftProfileIsThatOfAllDistances()
    {
        LeftDiscord detector(10, 600);
        Opinion last;
        for (int i = 0; i < 90; ++i)
            last = detector.look({i, std::sin(i * 0.5) + 0.1 * ((i * 7919) % 13) / 13 + (i == 87 ? 1.5 : 0)});
        QVERIFY2(isNear(last.departure, 1.8965048482785494, 1e-9),
                 qPrintable(QString::number(last.departure, 'g', 17)));
    }
    void aShapeNeverSeenIsADiscord()
    {
        LeftDiscord detector(20, 400);
        double usual = 0, odd = 0;
        for (int i = 0; i < 400; ++i) {
            const double value = i >= 350 && i < 370 ? std::abs(i - 360) / 5.0 : std::sin(i * 0.3);
            const double d = detector.look({i, value}).departure;
            if (i > 120 && i < 350)
                usual = std::max(usual, d);
            if (i >= 355 && i < 370)
                odd = std::max(odd, d);
        }
        QVERIFY2(odd > 3 * usual, qPrintable(QStringLiteral("%1 %2").arg(odd).arg(usual)));
        LeftDiscord flat(5, 50);
        for (int i = 0; i < 40; ++i)
            QCOMPARE(flat.look({i, 1}).departure, 0.0);
    }
    void theNewestStretchIsComparedWithWhatIsUsual()
    {
        Random random(11);
        std::vector<double> values;
        for (int i = 0; i < 360; ++i)
            values.push_back(std::sin(i * 2 * M_PI / 24) + 0.05 * random.uniform());
        const auto usual = newestDiscord(values);
        QVERIFY(usual && !usual->isUnusual() && usual->usual > 0);
        for (std::size_t i = 340; i < 360; ++i)
            values[i] = i % 2 == 0 ? 1 : -1;
        const auto odd = newestDiscord(values);
        QVERIFY2(odd && odd->isUnusual(), qPrintable(QString::number(odd ? odd->distance : 0)));
        QVERIFY(!newestDiscord(std::span(values).first(100)));
        const auto flat = newestDiscord(std::vector<double>(200, 7));
        QVERIFY(flat && !flat->isUnusual());
    }
    void theSubspaceExplainsWhatItSawAndNothingElse()
    {
        Subspace detector(16, 3);
        Random random(8);
        double usual = 0;
        for (int i = 0; i < 3000; ++i) {
            const double d = detector.look({i, 50 + 10 * std::sin(i * 0.4) + 0.1 * random.uniform()}).departure;
            if (i > 2000)
                usual = std::max(usual, d);
        }
        QVERIFY2(usual < 0.5, qPrintable(QString::number(usual)));
        double odd = 0;
        for (int i = 3000; i < 3016; ++i)
            odd = std::max(odd, detector.look({i, 50 + 10 * ((i / 2) % 2 == 0 ? 1.0 : -1.0)}).departure);
        QVERIFY2(odd > 10 * usual, qPrintable(QString::number(odd)));
    }
    void theUsualDepthIsThatOfThePaper()
    {
        QVERIFY(isNear(IsolationForest::usualDepth(256), 10.248689925634562, 1e-9));
        QCOMPARE(IsolationForest::usualDepth(1), 0.0);
        QCOMPARE(IsolationForest::usualDepth(2), 1.0);
    }
    void aRowThatIsAloneIsIsolatedEarly()
    {
        std::vector<std::vector<double>> rows;
        Random random(6);
        for (int i = 0; i < 1000; ++i)
            rows.push_back({normalQuantile(random.uniform()), normalQuantile(random.uniform())});
        IsolationForest forest;
        forest.learn(rows, {});
        const double usual = forest.score(std::vector<double>{0.1, -0.1});
        const double odd = forest.score(std::vector<double>{6, 6});
        QVERIFY2(usual < 0.5 && odd > 0.7, qPrintable(QStringLiteral("%1 %2").arg(usual).arg(odd)));
        IsolationForest again;
        again.learn(rows, {});
        QCOMPARE(again.score(rows[17]), forest.score(rows[17]));
    }
    void equalRowsAndNoRowsMakeNoForest()
    {
        IsolationForest forest;
        QCOMPARE(forest.score(std::vector<double>{1.0}), 0.5);
        const std::vector<std::vector<double>> equal(50, {1.0, 2.0});
        forest.learn(equal, {});
        QVERIFY(std::isfinite(forest.score(std::vector<double>{5.0, 5.0})));
        forest.learn({}, {});
        QCOMPARE(forest.score(std::vector<double>{1.0}), 0.5);
    }
};

QTEST_APPLESS_MAIN(ShapesTest)
#include "tst_shapes.moc"
