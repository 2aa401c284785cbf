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
    const auto training = trained(h.timesMs, h.values, {seed});
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
    void forestsAndHistogramsVoteForThemselves()
    {
        ModelShelf shelf;
        (void)shelf.add(modelOf(minutes(7 * 1440, 1)));
        (void)shelf.add(modelOf(minutes(7 * 1440, 2)));
        const auto day = minutes(1440, 3, 103);
        int differ = 0;
        for (std::size_t i = featureHistory; i < day.values.size(); ++i) {
            const auto values = std::span(day.values).first(i + 1);
            const auto all = shelf.verdicts(values, day.timesMs[i], true);
            const auto quick = shelf.verdicts(values, day.timesMs[i], false);
            QCOMPARE(all.byForest && all.byHistogram, shelf.isUnusual(values, day.timesMs[i]));
            QCOMPARE(quick.byForest && quick.byHistogram, all.byForest && all.byHistogram);
            differ += all.byForest != all.byHistogram ? 1 : 0;
        }
        QVERIFY(differ > 0);
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
    void versionsOutliveARestartWithTheSameVerdicts()
    {
        ModelShelf shelf;
        for (std::uint64_t day = 1; day <= 4; ++day)
            (void)shelf.add(modelOf(minutes(1440, day)));
        (void)shelf.add(trained(minutes(600, 5).timesMs, minutes(600, 5).values, {1, true}).model);
        const QByteArray bytes = shelf.toBytes();
        const auto back = ModelShelf::fromBytes(bytes);
        QVERIFY(back.has_value());
        QCOMPARE(back->versions().size(), std::size_t{3});
        QCOMPARE(back->versions().back().number, std::uint32_t{5});
        QVERIFY(back->versions().back().model.sequence.has_value());
        QCOMPARE(back->toBytes(), bytes);
        const auto day = minutes(1440, 9, 103);
        for (std::size_t i = SequenceModel::reach; i < day.values.size(); i += 7) {
            const auto values = std::span(day.values).first(i + 1);
            QCOMPARE(back->isUnusual(values, day.timesMs[i]), shelf.isUnusual(values, day.timesMs[i]));
            QCOMPARE(back->expected(values)->high, shelf.expected(values)->high);
        }
        auto next = *back;
        QCOMPARE(next.add(TrainedModel()), std::uint32_t{6}); // numbers go on
        QVERIFY2(bytes.size() < 120'000, qPrintable(QString::number(bytes.size())));
    }
    void bytesThatAreNoneOfOursAreRefused()
    {
        ModelShelf shelf;
        (void)shelf.add(modelOf(minutes(400, 1)));
        const QByteArray bytes = shelf.toBytes();
        QVERIFY(!ModelShelf::fromBytes({}).has_value());
        for (qsizetype length = 0; length < bytes.size(); length += 97)
            QVERIFY(!ModelShelf::fromBytes(bytes.left(length)).has_value());
        Random random(3);
        for (int i = 0; i < 2000; ++i) { // whatever is read back neither crashes nor walks for ever
            QByteArray odd = bytes;
            for (int k = 0; k < 3; ++k)
                odd[static_cast<qsizetype>(random.below(static_cast<std::uint64_t>(odd.size())))] =
                    static_cast<char>(random.below(256));
            if (const auto read = ModelShelf::fromBytes(odd)) {
                const auto day = minutes(20, 2);
                (void)read->isUnusual(day.values, day.timesMs.back());
            }
        }
    }
    void driftIsThatOfADayAndNotOfItsHours()
    {
        ModelShelf shelf;
        (void)shelf.add(modelOf(minutes(2 * 1440, 6)));
        const auto days = minutes(3 * 1440, 7);
        double most = 0;
        for (std::size_t i = 0; i < days.values.size(); ++i) {
            shelf.see(days.timesMs[i] + 1, days.values[i]);
            if (i < 700)
                QCOMPARE(shelf.drift(), 0.0);
            if (i > 1440)
                most = std::max(most, shelf.drift());
        }
        QVERIFY2(most < driftWorthTraining, qPrintable(QString::number(most)));
        const auto moved = minutes(1440, 8, 130);
        for (std::size_t i = 0; i < moved.values.size(); ++i)
            shelf.see(days.timesMs.back() + 2 + moved.timesMs[i], moved.values[i]);
        QVERIFY(shelf.drift() > driftWorthTraining);
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
        QCOMPARE(trained(more.timesMs, more.values, {}, stop.get_token()).answer, TrainingAnswer::Cancelled);
    }
    void deploysAndCompanionsAreKnownAtAMoment()
    {
        const Company company{{1'000'000, 9'000'000}, {0, 60'000, 120'000}, {1, 2, 3}};
        QCOMPARE(company.deployMark(999'999), 0.0);
        QCOMPARE(company.deployMark(1'000'000), 1.0);
        QVERIFY(std::abs(company.deployMark(1'000'000 + 40 * 60'000) - 0.25) < 1e-12);
        QCOMPARE(company.deployMark(9'000'000), 1.0);
        QVERIFY(!company.companion(-1));
        QCOMPARE(company.companion(119'999), std::optional(2.0));
        QCOMPARE(company.companion(600'000), std::optional(3.0));
        QVERIFY(!company.companion(1'200'000)); // too old
    }
    void whatFollowsItsCompanionIsUnusualWithoutIt()
    {
        auto h = minutes(4000, 21);
        Company company;
        Random random(22);
        for (std::size_t i = 0; i < h.values.size(); ++i) { // it jumps with the requests, for some minutes at a time
            const double busy = (i / 40) % 4 == 0 ? 300 : 100;
            h.values[i] = busy + normalQuantile(random.uniform());
            company.timesMs.push_back(h.timesMs[i]);
            company.values.push_back(10 * busy + normalQuantile(random.uniform()));
        }
        TrainingOptions options;
        options.company = &company;
        const auto with = trained(h.timesMs, h.values, options).model;
        QVERIFY(with.company.hasCompanion && !with.company.hasDeploys);
        QVERIFY(!modelOf(h).company.hasCompanion);
        // High for ten minutes, as often before: but nobody asks.
        const std::vector<double> high(20, 300.0);
        const Company busy{{}, {5000 * stepMs}, {3000}}, idle{{}, {5000 * stepMs}, {1000}};
        const auto strange = [&with, &high](const Company &beside) {
            return with.histogram.score(with.row(high, 5000 * stepMs, &beside)) +
                   10 * with.forest.score(with.row(high, 5000 * stepMs, &beside));
        };
        QVERIFY2(with.forest.score(with.row(high, 5000 * stepMs, &idle)) >
                     with.forest.score(with.row(high, 5000 * stepMs, &busy)),
                 qPrintable(QStringLiteral("%1 %2").arg(strange(idle)).arg(strange(busy))));
        ModelShelf shelf;
        (void)shelf.add(with);
        const auto back = ModelShelf::fromBytes(shelf.toBytes());
        QVERIFY(back && back->versions().front().model.company.hasCompanion);
        QCOMPARE(back->versions().front().model.company.companion.centre, with.company.companion.centre);
        QCOMPARE(with.row(high, 0, nullptr).size(), modelOf(h).row(high, 0, &busy).size() + 1);
    }
    void deploysCountWhenATrainingHasSeenSome()
    {
        const auto h = minutes(2000, 23);
        TrainingOptions options;
        const Company one{{500 * stepMs}, {}, {}}, several{{500 * stepMs, 900 * stepMs, 1500 * stepMs}, {}, {}};
        options.company = &one;
        QVERIFY(!trained(h.timesMs, h.values, options).model.company.hasDeploys);
        options.company = &several;
        const auto model = trained(h.timesMs, h.values, options).model;
        QVERIFY(model.company.hasDeploys);
        QCOMPARE(model.row(h.values, 500 * stepMs, &several).back(), 1.0);
        QCOMPARE(model.row(h.values, 499 * stepMs, &several).back(), 0.0);
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
