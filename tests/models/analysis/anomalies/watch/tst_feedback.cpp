// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/watch/feedback.h"
#include "models/analysis/anomalies/watch/serieswatch.h"
#include "models/analysis/numbers/random.h"
#include "models/analysis/numbers/robust.h"

#include <QTest>

using namespace wf::analysis;

namespace {

constexpr qint64 hourMs = 3'600'000;
constexpr qint64 dayMs = 24 * hourMs;
constexpr qint64 stepMs = 300'000;

// Noise of five minutes with a backup of one hour every Monday at 03:00 (1970-01-05 was one).
double withBackup(qint64 timeMs, Random &random)
{
    const qint64 inWeek = (timeMs - 4 * dayMs + 70 * dayMs) % (7 * dayMs);
    const bool isBackup = inWeek >= 3 * hourMs && inWeek < 4 * hourMs;
    return 50 + normalQuantile(random.uniform()) + (isBackup ? 200 : 0);
}

struct Told {
    int news = 0;
    int anomalies = 0;
    int expected = 0;
};

Told afterThreeWeeks(const SeriesFeedback &feedback)
{
    SeriesWatch watch;
    Random random(1);
    Told out;
    for (qint64 t = 0; t < 40 * dayMs; t += stepMs) {
        if (t == 21 * dayMs)
            watch.heed(feedback);
        const auto j = watch.judge(t, withBackup(t, random));
        if (t < 21 * dayMs)
            continue;
        out.news += j.isNews ? 1 : 0;
        out.anomalies += j.isAnomaly ? 1 : 0;
        out.expected += j.isExpected ? 1 : 0;
    }
    return out;
}

} // namespace

class FeedbackTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatWasNothingRaisesThresholdsAndWhatWasRealLowersThem()
    {
        SeriesFeedback feedback;
        QCOMPARE(feedback.factor(), 1.0);
        feedback.add({FeedbackKind::NotReal, 1});
        QCOMPARE(feedback.factor(), 1.2);
        feedback.add({FeedbackKind::Real, 2});
        QCOMPARE(feedback.factor(), 1.2 * 0.9);
        for (int i = 0; i < 50; ++i)
            feedback.add({FeedbackKind::NotReal, 3});
        QCOMPARE(feedback.factor(), 3.0);
        for (int i = 0; i < 50; ++i)
            feedback.add({FeedbackKind::Real, 4});
        QCOMPARE(feedback.factor(), 0.7);
    }
    void everyWordCanBeTakenBack()
    {
        SeriesFeedback feedback;
        feedback.add({FeedbackKind::NotReal, 1});
        const auto before = feedback.all();
        const double factor = feedback.factor();
        feedback.add({FeedbackKind::ExpectedWeekly, 4 * dayMs});
        QVERIFY(feedback.isExpected(11 * dayMs));
        QVERIFY(feedback.undo());
        QCOMPARE(feedback.all(), before);
        QCOMPARE(feedback.factor(), factor);
        QVERIFY(!feedback.isExpected(11 * dayMs));
        QVERIFY(feedback.undo());
        QVERIFY(!feedback.undo());
    }
    void everyMondayMeansMondaysAtThatHour()
    {
        SeriesFeedback feedback;
        const qint64 monday = 4 * dayMs + 30 * 60'000; // 00:30
        feedback.add({FeedbackKind::ExpectedWeekly, monday});
        QVERIFY(feedback.isExpected(monday + 7 * dayMs));
        QVERIFY(feedback.isExpected(monday - 21 * dayMs - hourMs)); // over the turn of the day
        QVERIFY(feedback.isExpected(monday - 70 * dayMs + hourMs)); // before 1970
        QVERIFY(!feedback.isExpected(monday + 7 * dayMs + 2 * hourMs));
        QVERIFY(!feedback.isExpected(monday + 8 * dayMs));
    }
    void precisionIsTheShareOfWhatWasReal()
    {
        SeriesFeedback feedback;
        QVERIFY(!feedback.precision());
        feedback.add({FeedbackKind::Real, 1});
        feedback.add({FeedbackKind::NotReal, 2});
        feedback.add({FeedbackKind::ExpectedWeekly, 3});
        feedback.add({FeedbackKind::Real, 4});
        QCOMPARE(*feedback.precision(), 0.5);
    }
    void theListIsBounded()
    {
        SeriesFeedback feedback;
        for (int i = 0; i < 1000; ++i)
            feedback.add({FeedbackKind::Real, i});
        QCOMPARE(feedback.all().size(), std::size_t{200});
        QCOMPARE(feedback.all().back().timeMs, qint64{999});
    }
    void anExpectedBackupIsNotMentionedAnyMore()
    {
        const Told without = afterThreeWeeks({});
        SeriesFeedback feedback;
        feedback.add({FeedbackKind::ExpectedWeekly, 4 * dayMs + 3 * hourMs + 30 * 60'000});
        const Told with = afterThreeWeeks(feedback);
        QVERIFY2(without.anomalies > 0, qPrintable(QString::number(without.anomalies)));
        QCOMPARE(with.anomalies, 0);
        QVERIFY(with.news <= without.news);
        QVERIFY(with.expected > 0);
    }
};

QTEST_APPLESS_MAIN(FeedbackTest)
#include "tst_feedback.moc"
