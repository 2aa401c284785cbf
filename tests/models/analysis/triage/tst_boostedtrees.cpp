// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/triage/boostedtrees.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <cmath>
#include <limits>
#include <numeric>

using namespace wf::analysis;
using namespace Qt::StringLiterals;

class tst_BoostedTrees : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oneSplitOfOneRoundIsAsReckoned();
    void whatNeedsTwoFeaturesIsLearned();
    void threeClassesAreToldApart();
    void missingValuesAreAnAnswerToo();
    void theReasonIsTheFeatureThatDecides();
    void theSameRowsGiveTheSameTrees();
    void treesThatSeeAPartLearnToo();
    void modelsSurviveJson();
    void brokenModelsAreRefused();
    void setsThatDoNotFitAreRefused();
};

static TrainingSet twoClasses(std::vector<float> values, std::vector<int> labels, int features)
{
    QStringList names;
    for (int i = 0; i < features; ++i)
        names << QString(QChar(u'a' + i));
    return {names, {u"no"_s, u"yes"_s}, std::move(values), std::move(labels)};
}

// Eight points of exclusive or, each ten times.
static TrainingSet exclusiveOr()
{
    TrainingSet set = twoClasses({}, {}, 3);
    for (int i = 0; i < 80; ++i) {
        const int a = i % 2;
        const int b = i / 2 % 2;
        set.values.insert(set.values.end(), {static_cast<float>(a), static_cast<float>(b), static_cast<float>(i % 7)});
        set.labels.push_back(a ^ b);
    }
    // Exactly balanced halves give the first split nothing to gain.
    set.values.insert(set.values.end(), {0, 0, 3});
    set.labels.push_back(0);
    return set;
}

static int answer(const BoostedTrees &trees, std::vector<float> row)
{
    const auto chances = trees.probabilities(row);
    return static_cast<int>(std::max_element(chances.begin(), chances.end()) - chances.begin());
}

void tst_BoostedTrees::oneSplitOfOneRoundIsAsReckoned()
{
    const auto trees = BoostedTrees::train(twoClasses({1, 2, 3, 4}, {0, 0, 1, 1}, 1),
                                           {.rounds = 1, .depth = 1, .rate = 1, .regularisation = 1, .leastWeight = 0});
    QVERIFY(trees.ok());
    // Both classes start alike: chances 1/2, second derivative 1/4 a row. Left of 3 class no has two rows with first
    // derivative −1/2: 1 / (1/2 + 1) = 2/3, and class yes −2/3.
    const auto chances = trees->probabilities(std::vector<float>{1});
    QVERIFY(std::abs(chances[0] - 1 / (1 + std::exp(-4.0 / 3))) < 1e-6);
    QVERIFY(std::abs(trees->probabilities(std::vector<float>{3})[1] - chances[0]) < 1e-6);
    QVERIFY(std::abs(trees->probabilities(std::vector<float>{2.9F})[0] - chances[0]) < 1e-6);
}

void tst_BoostedTrees::whatNeedsTwoFeaturesIsLearned()
{
    const auto trees = BoostedTrees::train(exclusiveOr(), {.rounds = 30, .depth = 3, .leastWeight = 1});
    QVERIFY(trees.ok());
    for (int a = 0; a < 2; ++a)
        for (int b = 0; b < 2; ++b)
            QCOMPARE(answer(*trees, {static_cast<float>(a), static_cast<float>(b), 3}), a ^ b);
}

void tst_BoostedTrees::threeClassesAreToldApart()
{
    TrainingSet set{{u"x"_s}, {u"low"_s, u"mid"_s, u"high"_s}, {}, {}};
    for (int i = 0; i < 300; ++i) {
        set.values.push_back(static_cast<float>(i));
        set.labels.push_back(i < 250 ? 0 : i < 290 ? 1 : 2);
    }
    const auto trees = BoostedTrees::train(set, {.leastWeight = 0.1});
    QVERIFY(trees.ok());
    QCOMPARE(answer(*trees, {10}), 0);
    QCOMPARE(answer(*trees, {270}), 1);
    QCOMPARE(answer(*trees, {299}), 2);
    const auto chances = trees->probabilities(std::vector<float>{270});
    QVERIFY(std::abs(std::accumulate(chances.begin(), chances.end(), 0.0) - 1) < 1e-12);
}

void tst_BoostedTrees::missingValuesAreAnAnswerToo()
{
    const float nan = std::numeric_limits<float>::quiet_NaN();
    TrainingSet set = twoClasses({}, {}, 1);
    for (int i = 0; i < 40; ++i) {
        set.values.push_back(i % 2 == 0 ? nan : static_cast<float>(i));
        set.labels.push_back(i % 2);
    }
    const auto trees = BoostedTrees::train(set, {.leastWeight = 0.1});
    QVERIFY(trees.ok());
    QCOMPARE(answer(*trees, {nan}), 0);
    QCOMPARE(answer(*trees, {1}), 1);
    QCOMPARE(answer(*trees, {39}), 1);
}

void tst_BoostedTrees::theReasonIsTheFeatureThatDecides()
{
    TrainingSet set = twoClasses({}, {}, 2);
    for (int i = 0; i < 100; ++i) {
        set.values.insert(set.values.end(), {static_cast<float>(i % 10), static_cast<float>(i)});
        set.labels.push_back(i >= 60 ? 1 : 0);
    }
    const auto trees = BoostedTrees::train(set, {});
    QVERIFY(trees.ok());
    const auto reasons = trees->reasons(std::vector<float>{5, 90}, 1);
    QVERIFY(!reasons.empty());
    QCOMPARE(reasons[0].feature, 1);
    QVERIFY(reasons[0].weight > 0);
    QVERIFY(trees->reasons(std::vector<float>{5, 10}, 1).empty()); // nothing speaks for it
    QVERIFY(trees->reasons(std::vector<float>{5, 90}, 1, 0).empty());
}

void tst_BoostedTrees::theSameRowsGiveTheSameTrees()
{
    QCOMPARE(BoostedTrees::train(exclusiveOr())->toJson(), BoostedTrees::train(exclusiveOr())->toJson());
}

void tst_BoostedTrees::treesThatSeeAPartLearnToo()
{
    BoostSettings settings{
        .rounds = 60, .depth = 3, .rowShare = 0.5, .featureShare = 0.7, .randomCuts = true, .seed = 7};
    const auto trees = BoostedTrees::train(exclusiveOr(), settings);
    QVERIFY(trees.ok());
    for (int a = 0; a < 2; ++a)
        for (int b = 0; b < 2; ++b)
            QCOMPARE(answer(*trees, {static_cast<float>(a), static_cast<float>(b), 3}), a ^ b);
    QCOMPARE(BoostedTrees::train(exclusiveOr(), settings)->toJson(), trees->toJson());
    settings.seed = 8;
    QVERIFY(BoostedTrees::train(exclusiveOr(), settings)->toJson() != trees->toJson());
}

void tst_BoostedTrees::modelsSurviveJson()
{
    const auto trees = BoostedTrees::train(exclusiveOr(), {.rounds = 5, .leastWeight = 1});
    const QByteArray text = QJsonDocument(trees->toJson()).toJson(QJsonDocument::Compact);
    const auto again = BoostedTrees::fromJson(QJsonDocument::fromJson(text).object());
    QVERIFY(again.ok());
    QCOMPARE(again->classes(), trees->classes());
    const std::vector<float> row{1, 0, 3};
    QVERIFY(again->probabilities(row) == trees->probabilities(row));
}

void tst_BoostedTrees::brokenModelsAreRefused()
{
    const QJsonObject good = BoostedTrees::train(exclusiveOr(), {.rounds = 2, .leastWeight = 1})->toJson();
    QVERIFY(BoostedTrees::fromJson(good).ok());
    QVERIFY(!BoostedTrees::fromJson({}).ok());
    const auto withTree = [&good](const QJsonArray &tree) {
        QJsonObject json = good;
        json[u"trees"_s] = QJsonArray{tree, QJsonArray{-1, 0, 0, 0.5}};
        return BoostedTrees::fromJson(json).ok();
    };
    QVERIFY(withTree({-1, 0, 0, 0.5}));
    QVERIFY(withTree({0, 1, 1, 0, -1, 0, 0, 1, -1, 0, 0, 2}));
    QVERIFY(!withTree({0, 1, 0, 0}));                           // its own child
    QVERIFY(!withTree({0, 1, 1, 0, -1, 0, 0, 1}));              // a child is missing
    QVERIFY(!withTree({9, 1, 1, 0, -1, 0, 0, 1, -1, 0, 0, 2})); // no such feature
    QVERIFY(!withTree({-1, 0, 0}));
}

void tst_BoostedTrees::setsThatDoNotFitAreRefused()
{
    QVERIFY(!BoostedTrees::train({}).ok());
    QVERIFY(!BoostedTrees::train(twoClasses({1, 2, 3}, {0, 1}, 1)).ok());
    QVERIFY(!BoostedTrees::train(twoClasses({1, 2}, {0, 2}, 1)).ok());
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(BoostedTrees::train(exclusiveOr(), {}, stop.get_token()).error().kind, wf::base::ErrorKind::Cancelled);
}

QTEST_APPLESS_MAIN(tst_BoostedTrees)
#include "tst_boostedtrees.moc"
