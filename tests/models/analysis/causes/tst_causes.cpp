// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/causes/causes.h"
#include "models/base/clock.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace wf::analysis;
using namespace wf::base;
using namespace Qt::StringLiterals;

class tst_Causes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void deviationIsMeasuredInTheWiderUnit();
    void seriesThatNeverMovedDoNotMakeItInfinite();
    void withoutValuesThereIsNoDeviation();
    void theDeepestUnusualServiceIsTheCause();
    void aSmallChangeBelowDoesNotExplainALargeOne();
    void whatTheAlarmDoesNotDependOnComesLater();
    void whatIsSeenFromOutsideIsSuspectedLess();
    void saturationPointsAtTheServiceItself();
    void aBusyNeighbourIsSuspectedLess();
    void stopsAndErrorLinesCount();
    void aDeployShortlyBeforeTipsTheScale();
    void whatBeganEarlierComesFirst();
    void answersMoveTheWeights();
    void circlesOfCallsEnd();
    void equalOnesAreOrderedByName();
};

static ServiceFacts facts(const char *service, double score, double change)
{
    ServiceFacts out;
    out.service = QString::fromLatin1(service);
    out.symptom = {score, change};
    return out;
}

void tst_Causes::deviationIsMeasuredInTheWiderUnit()
{
    // Median 5, quartiles 3 and 7: (7 − 3) / 1.349 = 2.965; distances 0 1 1 2 2 3 3 4 4, MAD 2 · 1.4826 = 2.965. Nine
    // values are few: 13/9 of that.
    const auto found = deviation({1, 2, 3, 4, 5, 6, 7, 8, 9}, {5, 20, 6}, {.ofMedian = 0, .absolute = 0});
    QCOMPARE(found->change, 15.0);
    QVERIFY(std::abs(found->score - 15 / 2.9652 * 9 / 13) < 1e-3);
    QCOMPARE(deviation({1, 2, 3, 4, 5, 6, 7, 8, 9}, {5, -20, 6})->change, -25.0);
}

void tst_Causes::seriesThatNeverMovedDoNotMakeItInfinite()
{
    QVERIFY(std::abs(deviation({100, 100, 100}, {130})->score - 3) < 1e-6); // a tenth of the median is one
    QVERIFY(std::abs(deviation({0, 0, 0}, {8}, {.ofMedian = 0.1, .absolute = 2})->score - 4) < 1e-6);
}

void tst_Causes::withoutValuesThereIsNoDeviation()
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    QVERIFY(!deviation({}, {1}));
    QVERIFY(!deviation({1}, {1}));
    QVERIFY(!deviation({1, nan}, {1}));
    QVERIFY(!deviation({1, 1}, {nan}));
    QVERIFY(deviation({1, nan, 1}, {nan, 1}));
}

void tst_Causes::theDeepestUnusualServiceIsTheCause()
{
    CauseQuestion question;
    question.symptomService = u"web"_s;
    question.calls = {{u"web"_s, {u"cart"_s, u"search"_s}}, {u"cart"_s, {u"db"_s}}};
    question.services = {facts("web", 50, 0.3), facts("cart", 50, 0.3), facts("db", 50, 0.3), facts("search", 1, 0.01)};
    const auto causes = rankCauses(question);
    QCOMPARE(causes[0].service, u"db"_s);
    // cart: 0.1 + 0.9 · 2500/2525 of the way; db the square of that.
    const double step = 0.1 + 0.9 * 2500 / 2525;
    QVERIFY(std::abs(causes[0].path - step * step) < 1e-9);
    QVERIFY(std::abs(causes[0].score - std::log10(101) * step * step) < 1e-9);
    QCOMPARE(causes[0].explained, 0.0);
    QVERIFY(std::abs(causes[1].explained - 2500.0 / 2525) < 1e-9);
}

void tst_Causes::aSmallChangeBelowDoesNotExplainALargeOne()
{
    CauseQuestion question;
    question.symptomService = u"pay"_s;
    question.calls = {{u"pay"_s, {u"sql"_s}}};
    question.services = {facts("pay", 10, 0.222), facts("sql", 7, 0.002)}; // 2 ms of 222 ms
    QCOMPARE(rankCauses(question).front().service, u"pay"_s);
    question.services[1] = facts("sql", 7, 0.222);
    QCOMPARE(rankCauses(question).front().service, u"sql"_s);
}

void tst_Causes::whatTheAlarmDoesNotDependOnComesLater()
{
    CauseQuestion question;
    question.symptomService = u"web"_s;
    question.calls = {{u"web"_s, {u"cart"_s}}, {u"batch"_s, {u"lake"_s}}};
    question.services = {facts("lake", 1000, 9), facts("cart", 20, 0.2), facts("web", 20, 0.2)};
    const auto causes = rankCauses(question);
    QCOMPARE(causes[0].service, u"cart"_s);
    QCOMPARE(causes[1].service, u"lake"_s);
    QCOMPARE(causes[1].path, 0.05);
}

void tst_Causes::whatIsSeenFromOutsideIsSuspectedLess()
{
    CauseQuestion question;
    question.symptomService = u"web"_s;
    question.calls = {{u"web"_s, {u"balancer"_s, u"search"_s}}};
    question.services = {facts("web", 8, 6), facts("balancer", 12, 12), facts("search", 5, 5)};
    QCOMPARE(rankCauses(question).front().service, u"balancer"_s);
    question.services[1].seenFromOutside = true;
    QCOMPARE(rankCauses(question).front().service, u"search"_s);
}

void tst_Causes::saturationPointsAtTheServiceItself()
{
    CauseQuestion question;
    question.symptomService = u"web"_s;
    question.calls = {{u"web"_s, {u"cart"_s}}};
    question.services = {facts("web", 9, 0.3), facts("cart", 2, 0.01)};
    question.services[1].saturation = 30;
    const auto causes = rankCauses(question);
    QCOMPARE(causes[0].service, u"cart"_s);
    QVERIFY(std::abs(causes[0].feature(CauseReason::Saturation) - std::log10(37)) < 1e-9);
}

void tst_Causes::aBusyNeighbourIsSuspectedLess()
{
    CauseQuestion question;
    question.symptomService = u"web"_s;
    question.services = {facts("batch", 0, 0), facts("cart", 0, 0)};
    question.services[0].saturation = 30;
    question.services[1].saturation = 20;
    QCOMPARE(rankCauses(question).front().service, u"batch"_s); // who calls whom is not known
    question.calls = {{u"web"_s, {u"cart"_s}}};
    QCOMPARE(rankCauses(question).front().service, u"cart"_s);
    QVERIFY(std::abs(rankCauses(question)[1].feature(CauseReason::Saturation) - 0.3 * std::log10(37)) < 1e-9);
}

void tst_Causes::stopsAndErrorLinesCount()
{
    CauseQuestion question;
    question.symptomService = u"web"_s;
    question.services = {facts("web", 0, 0), facts("cart", 0, 0), facts("pay", 0, 0)};
    question.services[1].errorLines = 9;
    question.services[2].stops = 1.5;
    const auto causes = rankCauses(question);
    QCOMPARE(causes[0].service, u"pay"_s);
    QCOMPARE(causes[0].feature(CauseReason::Stops), 1.5);
    QCOMPARE(causes[1].feature(CauseReason::Errors), 1.0);
    QCOMPARE(causeReasonName(CauseReason::Stops), u"stops"_s);
    QCOMPARE(causeReasonName(CauseReason::Errors), u"errors"_s);
}

void tst_Causes::aDeployShortlyBeforeTipsTheScale()
{
    CauseQuestion question;
    question.symptomService = u"web"_s;
    question.symptomNs = 10 * nsPerHour;
    question.services = {facts("a", 6, 1), facts("b", 6, 1), facts("c", 6, 1)};
    question.services[1].changeNs = 10 * nsPerHour - 30 * nsPerMinute; // half of its worth is left
    question.services[2].changeNs = 10 * nsPerHour + 1;                // afterwards
    const auto causes = rankCauses(question);
    QCOMPARE(causes[0].service, u"b"_s);
    QCOMPARE(causes[0].feature(CauseReason::Change), 0.5);
    QCOMPARE(causes[2].feature(CauseReason::Change), 0.0);
    question.services[1].changeNs = 5 * nsPerHour;
    QCOMPARE(rankCauses(question).front().service, u"a"_s);
}

void tst_Causes::whatBeganEarlierComesFirst()
{
    CauseQuestion question;
    question.symptomService = u"web"_s;
    question.symptomNs = nsPerHour;
    question.services = {facts("a", 6, 1), facts("b", 6, 1)};
    question.services[0].onsetNs = nsPerHour - nsPerMinute;
    question.services[1].onsetNs = nsPerHour - 10 * nsPerMinute;
    const auto causes = rankCauses(question);
    QCOMPARE(causes[0].service, u"b"_s);
    QCOMPARE(causes[0].feature(CauseReason::TimeOrder), 1.0);
    QCOMPARE(causes[1].feature(CauseReason::TimeOrder), 0.2);
}

void tst_Causes::answersMoveTheWeights()
{
    CauseQuestion question;
    question.symptomService = u"web"_s;
    question.symptomNs = nsPerHour;
    question.services = {facts("web", 12, 1), facts("cart", 0, 0)};
    question.services[1].changeNs = nsPerHour;
    CauseWeights weights;
    int answers = 0;
    for (; rankCauses(question, weights).front().service != u"cart" && answers < 20; ++answers) {
        const auto causes = rankCauses(question, weights);
        weights.learn(causes[1].features, causes[0].features);
    }
    QVERIFY2(answers > 0 && answers < 10, qPrintable(QString::number(answers)));
    QVERIFY(weights.values[static_cast<std::size_t>(CauseReason::Change)] > 0.6);
    for (int i = 0; i < 1000; ++i)
        weights.learn({1, 0, 0, 0, 0, 0, 0}, {0, 1, 0, 0, 0, 0, 0});
    QCOMPARE(weights.values[0], 3.0);
    QCOMPARE(weights.values[1], 0.05);
}

void tst_Causes::circlesOfCallsEnd()
{
    CauseQuestion question;
    question.symptomService = u"a"_s;
    question.calls = {{u"a"_s, {u"b"_s, u"a"_s}}, {u"b"_s, {u"a"_s}}};
    question.services = {facts("a", 1e6, 1), facts("b", 1e6, 1)};
    QCOMPARE(rankCauses(question).size(), std::size_t{2});
}

void tst_Causes::equalOnesAreOrderedByName()
{
    CauseQuestion question;
    question.services = {facts("b", 3, 1), facts("a", 3, 1)};
    QCOMPARE(rankCauses(question).front().service, u"a"_s);
    QVERIFY(rankCauses({}).empty());
}

QTEST_APPLESS_MAIN(tst_Causes)
#include "tst_causes.moc"
