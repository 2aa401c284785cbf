// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/lstm/lstm.h"

#include <QTest>

#include <cmath>

using namespace wf::analysis;

namespace {

bool isNear(double a, double b, double within = 1e-9)
{
    return std::abs(a - b) <= within;
}

Lstm given(int cells)
{
    Lstm::Settings settings;
    settings.cells = cells;
    Lstm net(settings);
    for (Eigen::Index i = 0; i < net.weights().size(); ++i)
        net.weights()(i) = 0.3 * std::sin(static_cast<double>(i + 1));
    return net;
}

std::vector<double> wave(std::size_t n)
{
    std::vector<double> out;
    for (std::size_t i = 0; i < n; ++i)
        out.push_back(1.4 * std::sin(static_cast<double>(i) * 0.5));
    return out;
}

} // namespace

class LstmTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void expectsWhatTheEquationsSay()
    {
        // Written out in NumPy with the same weights.
        const std::vector<double> values{0.5, -1, 0.25, 2, -0.5};
        const double truth[] = {0.0, -0.12539145181506475, -0.12450636866798614, -0.1213711473509619,
                                -0.14319350390023095};
        const auto net = given(2);
        const auto said = net.expected(values);
        for (std::size_t i = 0; i < values.size(); ++i)
            QVERIFY2(isNear(said[i], truth[i], 1e-12), qPrintable(QString::number(said[i], 'g', 17)));
        QVERIFY(isNear(net.loss(values), 1.3831803883007934, 1e-12));
    }
    void gradientsAreThoseOfFiniteDifferences()
    {
        auto net = given(3);
        const auto values = wave(25);
        Eigen::VectorXd gradient;
        (void)net.loss(values, &gradient);
        constexpr double step = 1e-6;
        for (Eigen::Index i = 0; i < gradient.size(); ++i) {
            const double kept = net.weights()(i);
            net.weights()(i) = kept + step;
            const double above = net.loss(values);
            net.weights()(i) = kept - step;
            const double below = net.loss(values);
            net.weights()(i) = kept;
            QVERIFY2(isNear(gradient(i), (above - below) / (2 * step), 1e-7), qPrintable(QString::number(i)));
        }
    }
    void learnsAWaveAndIsSurprisedByABreak()
    {
        Lstm net({8, 32, 40, 0.01, 1});
        const auto values = wave(600);
        const double before = net.loss(values);
        net.train(values);
        const double after = net.loss(values);
        QVERIFY2(after < 0.05 * before, qPrintable(QStringLiteral("%1 %2").arg(before).arg(after)));
        auto broken = values;
        broken[500] += 3;
        const auto said = net.expected(broken);
        QVERIFY(std::abs(said[500] - broken[500]) > 2);
    }
    void theSameSeedLearnsTheSame()
    {
        Lstm a({4, 16, 3, 0.01, 9});
        Lstm b({4, 16, 3, 0.01, 9});
        a.train(wave(100));
        b.train(wave(100));
        QVERIFY(a.weights() == b.weights());
    }
    void nothingToLearnFromIsNoHarm()
    {
        Lstm net({4, 16, 3, 0.01, 1});
        net.train(std::vector<double>{});
        net.train(std::vector<double>{1.0});
        net.train(std::vector<double>(50, 0.0));
        QVERIFY(net.weights().allFinite());
        QVERIFY(net.expected(std::vector<double>{}).empty());
        QCOMPARE(net.loss(std::vector<double>{1.0}), 0.0);
    }
};

QTEST_APPLESS_MAIN(LstmTest)
#include "tst_lstm.moc"
