// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/capacity/scaling/scalability.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <vector>

using namespace wf;
using analysis::LoadPoint;

namespace {

// Points on the law: N from 1 to `most`.
std::vector<LoadPoint> law(double lambda, double sigma, double kappa, int most)
{
    std::vector<LoadPoint> out;
    for (int n = 1; n <= most; ++n) {
        const double x = lambda * n / (1 + sigma * (n - 1) + kappa * n * (n - 1));
        out.push_back({x, n / x});
    }
    return out;
}

} // namespace

class ScalabilityTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsTheKneeOfALawThatIsExact()
    {
        const auto found = analysis::fitScalability(law(100, 0.05, 0.001, 40));
        QVERIFY(found);
        QVERIFY(std::abs(found->lambda - 100) < 0.5);
        QVERIFY(std::abs(found->sigma - 0.05) < 1e-3);
        QVERIFY(std::abs(found->kappa - 0.001) < 1e-4);
        QVERIFY(found->kneeInFlight && std::abs(*found->kneeInFlight - std::sqrt(0.95 / 0.001)) < 1);
        QVERIFY(found->kneePerSecond && *found->kneePerSecond >= found->highestSeen - 1e-6);
    }
    void withoutContentionThereIsNoKnee()
    {
        const auto found = analysis::fitScalability(law(50, 0, 0, 30));
        QVERIFY(found);
        QVERIFY(found->sigma < 1e-6 && found->kappa < 1e-6);
        QVERIFY(!found->kneeInFlight || *found->kneeInFlight > 1000);
    }
    void saysNothingOfTooLittleOrUnusablePoints()
    {
        QVERIFY(!analysis::fitScalability({}));
        auto few = law(100, 0.05, 0.001, 10);
        QVERIFY(!analysis::fitScalability(few));
        std::vector<LoadPoint> odd(100, {std::numeric_limits<double>::quiet_NaN(), -1});
        QVERIFY(!analysis::fitScalability(odd));
        const std::vector<LoadPoint> same(100, {10, 0.1}); // the load never moved
        QVERIFY(!analysis::fitScalability(same));
    }
};

QTEST_GUILESS_MAIN(ScalabilityTest)
#include "tst_scalability.moc"
