// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/series/runfinder.h"

#include "models/base/clock.h"

#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 scrapeNs = 15 * base::nsPerSecond;
constexpr qint64 beginNs = 1'763'700'000 * base::nsPerSecond;

std::shared_ptr<const engine::WatchedIdentity> identity(engine::WatchKind kind, base::Unit unit)
{
    auto question = std::make_shared<engine::WatchQuestion>();
    question->kind = kind;
    question->unit = unit;
    auto of = std::make_shared<engine::WatchedIdentity>();
    of->question = question;
    return of;
}

analysis::Judgement said(double low, double high, double agreement)
{
    analysis::Judgement out;
    out.agreement = agreement;
    out.confidence = analysis::calibratedAgreement(agreement);
    analysis::DetectorVote &vote = out.votes.emplace_back();
    vote.detector = "time of day";
    vote.vote = analysis::Vote::No;
    vote.low = low;
    vote.high = high;
    return out;
}

analysis::Judgement anomaly(double low, double high, double agreement = 0.8)
{
    auto out = said(low, high, agreement);
    out.isAnomaly = true;
    out.votes.front().vote = analysis::Vote::Yes;
    return out;
}

// A run of ten minutes that somebody is to be told of.
signals::Severity severityAt(double value, double low, double high, engine::WatchKind kind)
{
    engine::RunFinder finder(identity(kind, base::Unit::Ratio));
    auto judgement = anomaly(low, high);
    judgement.isNews = true;
    for (int i = 0; i < 40; ++i)
        finder.take(beginNs + i * scrapeNs, value, judgement);
    return engine::severityOf(*finder.runs().front());
}

} // namespace

class RunFinderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void newsThatNobodyWasShownDoesNotSilenceWhatFollows()
    {
        for (const double agreement : {0.8, 0.3}) {
            engine::RunFinder finder(identity(engine::WatchKind::Errors, base::Unit::Ratio));
            auto noise = said(0, 0.01, 0.08);
            noise.isNews = noise.isAfterNews = true;
            finder.take(beginNs, 0.005, noise);
            QVERIFY(finder.runs().empty()); // too few agree
            for (int i = 1; i < 5; ++i) {
                auto real = anomaly(0, 0.01, agreement);
                real.isAfterNews = true;
                finder.take(beginNs + i * scrapeNs, 0.2, real);
            }
            QCOMPARE(finder.runs().size(), 1U);
            QCOMPARE(finder.runs().front()->isTold, agreement > 0.5);
        }
    }
    void aRunWithoutAnyNewsIsOnlyShown()
    {
        engine::RunFinder finder(identity(engine::WatchKind::Errors, base::Unit::Ratio));
        for (int i = 0; i < 5; ++i)
            finder.take(beginNs + i * scrapeNs, 0.2, anomaly(0, 0.01));
        QVERIFY(!finder.runs().front()->isTold);
    }
    // Lines through the last samples follow a new level within minutes; it is no blip for that.
    void aShiftLastsThoughDetectorsGetUsedToIt_data()
    {
        QTest::addColumn<double>("later");
        QTest::addColumn<signals::Severity>("severity");
        QTest::newRow("it stays") << 0.2 << signals::Severity::Critical;
        QTest::newRow("it was a blip") << 0.005 << signals::Severity::Info;
    }
    void aShiftLastsThoughDetectorsGetUsedToIt()
    {
        QFETCH(double, later);
        QFETCH(signals::Severity, severity);
        engine::RunFinder finder(identity(engine::WatchKind::Errors, base::Unit::Ratio));
        auto news = anomaly(0, 0.01);
        news.isNews = true;
        for (int i = 0; i < 16; ++i)
            finder.take(beginNs + i * scrapeNs, 0.2, news);
        QCOMPARE(engine::severityOf(*finder.runs().front()), signals::Severity::Info); // four minutes
        for (int i = 16; i < 40; ++i)
            finder.take(beginNs + i * scrapeNs, later, said(0.1, 0.3, 0));
        QCOMPARE(engine::severityOf(*finder.runs().front()), severity);
        for (int i = 40; i < 120; ++i)
            finder.take(beginNs + i * scrapeNs, later, said(0.1, 0.3, 0));
        const auto run = finder.runs().front();
        QVERIFY(!run->isActive()); // what it is used to for long is no run
        QVERIFY(run->endNs - run->startNs <= engine::anomalyDwellNs + scrapeNs);
    }
    // What comes back is a surprise to every line through the last samples, but its value is the usual one.
    void itsWorstMomentIsOneThatDeparts()
    {
        engine::RunFinder finder(identity(engine::WatchKind::Errors, base::Unit::Ratio));
        for (int i = 0; i < 10; ++i)
            finder.take(beginNs + i * scrapeNs, 0.2, anomaly(0.001, 0.01, 0.4));
        auto back = said(0.001, 0.01, 0.9);
        back.isNews = true;
        finder.take(beginNs + 10 * scrapeNs, 0.005, back);
        const auto run = finder.runs().front();
        QCOMPARE(run->value, 0.2);
        QVERIFY(run->leavesItsBand());
        QVERIFY(run->confidence > 0.6);
        QVERIFY(engine::runTitle(*run).contains(u"leaves its band"_s));
        QVERIFY(!engine::changeText(*run).isEmpty());
    }
    void withinItsBandWhoeverSpokeSaysWhy_data()
    {
        using analysis::VoteReason;
        QTest::addColumn<VoteReason>("reason");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("a band of its own")
            << VoteReason::AboveBand << 0.2 << 0.25 << u"30\u2009% (it: expected 20\u2009% to 25\u2009%)"_s;
        QTest::newRow("siblings that are all alike")
            << VoteReason::AboveBand << 0.2 << 0.2 << u"30\u2009% (it: expected 20\u2009%)"_s;
        QTest::newRow("a shape") << VoteReason::UnusualShape << 0.0 << 0.0
                                 << u"30\u2009% (it: the last samples have a shape unlike the earlier ones)"_s;
        QTest::newRow("a course") << VoteReason::NewInContext << 0.1 << 0.2
                                  << u"30\u2009% (it: after such a course 10\u2009% to 20\u2009% was usual)"_s;
        QTest::newRow("a new course") << VoteReason::NewInContext << 0.3 << 0.3
                                      << u"30\u2009% (it: such a course was never seen)"_s;
    }
    void withinItsBandWhoeverSpokeSaysWhy()
    {
        QFETCH(analysis::VoteReason, reason);
        QFETCH(double, low);
        QFETCH(double, high);
        engine::RunFinder finder(identity(engine::WatchKind::Errors, base::Unit::Ratio));
        auto news = said(0.1, 0.5, 0.4);
        news.isNews = true;
        news.votes.push_back({"it", analysis::Vote::Yes, reason, 0, low, high, 12});
        for (int i = 0; i < 5; ++i)
            finder.take(beginNs + i * scrapeNs, 0.3, news);
        const auto &run = *finder.runs().front();
        QTEST(engine::runSentence(run), "sentence");
        QVERIFY(engine::runTitle(run).endsWith(u"behaves unusually"_s));
        QCOMPARE(engine::changeText(run), QString());
    }
    void whatDepartsAndThenStaysIsNotSaidToStandStill()
    {
        engine::RunFinder finder(identity(engine::WatchKind::Saturation, base::Unit::Ratio));
        auto still = said(0.1, 0.5, 0);
        still.isFlat = true;
        int at = 0;
        for (; at < 5; ++at)
            finder.take(beginNs + at * scrapeNs, 0.3, still);
        QVERIFY(engine::runTitle(*finder.runs().front()).endsWith(u"stands still"_s));
        for (; at < 10; ++at)
            finder.take(beginNs + at * scrapeNs, 1, anomaly(0.1, 0.5));
        for (; at < 30; ++at)
            finder.take(beginNs + at * scrapeNs, 1, still);
        QCOMPARE(finder.runs().size(), 2U); // it stood still, then it left its band
        QVERIFY(finder.runs().front()->isFlat);
        QVERIFY(engine::runSentence(*finder.runs().back()).contains(u"expected 10"_s));
        QCOMPARE(finder.runs().back()->startNs, beginNs + 5 * scrapeNs);
    }
    void whatNobodyWouldNoticeIsNoWarning()
    {
        using engine::WatchKind;
        using signals::Severity;
        // Eleven and twelve of a million file handles.
        QCOMPARE(severityAt(12e-6, 10.99e-6, 11.01e-6, WatchKind::Saturation), Severity::Info);
        QCOMPARE(severityAt(10e-6, 10.99e-6, 11.01e-6, WatchKind::Saturation), Severity::Info);
        QCOMPARE(severityAt(0.42, 0.3999, 0.4001, WatchKind::Saturation), Severity::Critical);
        QCOMPARE(severityAt(0.0005, 0, 0.0001, WatchKind::Errors), Severity::Info);
        QCOMPARE(severityAt(0.002, 0, 0.0001, WatchKind::Errors), Severity::Critical);
        QCOMPARE(severityAt(0.2005, 0.1999, 0.2001, WatchKind::Duration), Severity::Info);
        QCOMPARE(severityAt(0.4, 0.1999, 0.2001, WatchKind::Duration), Severity::Critical);
        QCOMPARE(severityAt(996, 999.9, 1000.1, WatchKind::Requests), Severity::Info);
        QCOMPARE(severityAt(900, 999.9, 1000.1, WatchKind::Requests), Severity::Warning);
    }
};

QTEST_GUILESS_MAIN(RunFinderTest)
#include "tst_runfinder.moc"
