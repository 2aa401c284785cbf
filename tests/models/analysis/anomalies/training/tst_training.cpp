// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/training/modelshelf.h"
#include "models/analysis/numbers/random.h"
#include "models/analysis/numbers/robust.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace wf::analysis;

namespace {

constexpr qint64 stepMs = 60'000;

struct History {
    std::vector<qint64> timesMs;
    std::vector<double> values;
};

History minutes(std::size_t n, std::uint64_t seed, double level = 100)
{
    Random random(seed);
    History out;
    for (std::size_t i = 0; i < n; ++i) {
        out.timesMs.push_back(static_cast<qint64>(i) * stepMs);
        out.values.push_back(level + 20 * std::sin(static_cast<double>(i) * 2 * M_PI / 1440) +
                             normalQuantile(random.uniform()));
    }
    return out;
}

TrainedModel modelOf(const History &h, std::uint64_t seed = 1)
{
    const auto training = trained(h.timesMs, h.values, seed);
    return training.answer == TrainingAnswer::Trained ? training.model : TrainedModel();
}

int unusualAmong(const ModelShelf &shelf, const History &h)
{
    int out = 0;
    for (std::size_t i = featureHistory; i < h.values.size(); ++i)
        out += shelf.isUnusual(std::span(h.values).first(i + 1), h.timesMs[i]) ? 1 : 0;
    return out;
}

} // namespace

class TrainingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsLikeTheTrainingIsSeldomUnusualAndWhatIsNotIs()
    {
        ModelShelf shelf;
        QCOMPARE(shelf.add(modelOf(minutes(7 * 1440, 1))), std::uint32_t{1});
        auto day = minutes(1440, 2);
        QVERIFY2(unusualAmong(shelf, day) < 30, qPrintable(QString::number(unusualAmong(shelf, day))));
        for (std::size_t i = 700; i < 710; ++i)
            day.values[i] = 300;
        int found = 0;
        for (std::size_t i = 702; i < 710; ++i)
            found += shelf.isUnusual(std::span(day.values).first(i + 1), day.timesMs[i]) ? 1 : 0;
        QCOMPARE(found, 8);
    }
    void versionsMustAgree()
    {
        const auto usual = minutes(3 * 1440, 3);
        const auto moved = minutes(3 * 1440, 4, 400);
        ModelShelf one, both;
        (void)one.add(modelOf(usual));
        (void)both.add(modelOf(moved));
        (void)both.add(modelOf(usual));
        const auto later = minutes(200, 5, 400);
        QVERIFY(unusualAmong(one, later) > 150);
        QVERIFY(unusualAmong(both, later) < 20); // one of the two has seen such values
    }
    void versionsAreKeptAndRolledBack()
    {
        ModelShelf shelf;
        QVERIFY(!shelf.rollBack());
        const double none[] = {1, 2, 3};
        QVERIFY(!shelf.isUnusual(none, 0));
        for (std::uint64_t day = 1; day <= 4; ++day)
            QCOMPARE(shelf.add(modelOf(minutes(300, day))), static_cast<std::uint32_t>(day));
        QCOMPARE(shelf.versions().size(), std::size_t{3});
        QCOMPARE(shelf.versions().front().number, std::uint32_t{2});
        QVERIFY(shelf.rollBack());
        QCOMPARE(shelf.versions().back().number, std::uint32_t{3});
        QCOMPARE(shelf.add(TrainedModel()), std::uint32_t{5}); // 4 is not given again
    }
    void driftIsNoticedWhenTheLevelMoves()
    {
        const auto model = modelOf(minutes(3 * 1440, 6));
        QVERIFY2(model.drift(minutes(1440, 7).values) < 0.1,
                 qPrintable(QString::number(model.drift(minutes(1440, 7).values))));
        QVERIFY(model.drift(minutes(1440, 8, 130).values) > driftWorthTraining);
        QCOMPARE(model.drift(minutes(20, 9, 500).values), 0.0); // too few to tell
    }
    void aConstantCanBeTrainedOnAndDriftsWhenItMoves()
    {
        auto h = minutes(500, 10);
        std::fill(h.values.begin(), h.values.end(), 7);
        const auto model = modelOf(h);
        QVERIFY(model.drift(std::vector<double>(100, 7)) < 0.1);
        QVERIFY(model.drift(std::vector<double>(100, 6)) > driftWorthTraining);
    }
    void theSameHistoryGivesTheSameModelAndGapsAreLeftOut()
    {
        auto h = minutes(1000, 11);
        const auto clean = modelOf(h);
        const auto row = featureRow(std::span(h.values).first(500), h.timesMs[499], clean.scale);
        QCOMPARE(modelOf(h).forest.score(row), clean.forest.score(row));
        QCOMPARE(modelOf(h).histogramBar, clean.histogramBar);
        h.timesMs.push_back(h.timesMs.back() + stepMs);
        h.values.push_back(std::numeric_limits<double>::quiet_NaN());
        h.timesMs.push_back(h.timesMs.back() + stepMs);
        h.values.push_back(std::numeric_limits<double>::infinity());
        QCOMPARE(modelOf(h).samples, clean.samples);
        QCOMPARE(modelOf(h).forest.score(row), clean.forest.score(row));
    }
    void tooShortAndStoppedAreSaid()
    {
        const auto h = minutes(100, 12);
        const auto little = trained(h.timesMs, h.values);
        QCOMPARE(little.answer, TrainingAnswer::TooShort);
        QVERIFY(trainingSentence(little).contains(QStringLiteral("too few")));
        std::stop_source stop;
        stop.request_stop();
        const auto more = minutes(1000, 13);
        QCOMPARE(trained(more.timesMs, more.values, 1, stop.get_token()).answer, TrainingAnswer::Cancelled);
    }
    void coMetricsJoinTheRow()
    {
        const auto h = minutes(20, 14);
        const auto scale = FeatureScale::of(h.values);
        const double deploy[] = {1};
        const auto with = featureRow(h.values, 0, scale, deploy);
        QCOMPARE(with.size(), featureRow(h.values, 0, scale).size() + 1);
        QCOMPARE(with.back(), 1.0);
        QVERIFY(featureRow(std::span(h.values).first(featureHistory), 0, scale).empty());
    }
};

QTEST_APPLESS_MAIN(TrainingTest)
#include "tst_training.moc"
