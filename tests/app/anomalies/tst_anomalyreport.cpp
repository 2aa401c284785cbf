// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/anomalies/anomalyreport.h"

#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

engine::AnomaliesSnapshot made()
{
    auto question = std::make_shared<engine::WatchQuestion>();
    question->id = u"duration x_bucket"_s;
    question->title = u"duration, p99"_s;
    question->kind = engine::WatchKind::Duration;
    question->unit = base::Unit::Seconds;
    question->metrics = {u"x_bucket"_s};
    const auto run = [&](const QString &service, qint64 startS, qint64 endS, double confidence, bool isTold) {
        auto of = std::make_shared<engine::WatchedIdentity>();
        of->question = question;
        of->subject = signals::Subject::ofService(service);
        of->key = u"duration x_bucket "_s + service;
        engine::AnomalyRun out;
        out.of = of;
        out.startNs = startS * base::nsPerSecond;
        out.endNs = endS * base::nsPerSecond;
        out.lastNs = endS ? out.endNs : out.startNs + 10 * base::nsPerMinute;
        out.value = 3;
        out.low = 0.1;
        out.high = 0.3;
        out.confidence = confidence;
        out.isTold = isTold;
        out.votes = {{u"median"_s, analysis::Vote::Yes, u"above"_s, 0.1, 0.3, 12, out.startNs},
                     {u"spectrum"_s, analysis::Vote::Abstains, u"too little"_s, 0, 0, 0, 0}};
        return std::make_shared<const engine::AnomalyRun>(out);
    };
    engine::AnomaliesSnapshot out;
    out.active = {run(u"checkout"_s, 10'000, 0, 0.7, true), run(u"cart"_s, 10'100, 0, 0.3, true)};
    out.ended = {run(u"search"_s, 1000, 2000, 0.3, false)};
    return out;
}

} // namespace

class AnomalyReportTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void filtersByMetricSeverityAndTime()
    {
        const auto all = made();
        QCOMPARE(app::filteredRuns(all, {}).size(), 3U);
        QCOMPARE(app::filteredRuns(all, {u"CHECK"_s, signals::Severity::Unknown, 0}).size(), 1U);
        QCOMPARE(app::filteredRuns(all, {u"x_bucket"_s, signals::Severity::Unknown, 0}).size(), 3U);
        QCOMPARE(app::filteredRuns(all, {{}, signals::Severity::Critical, 0}).size(), 1U);
        QCOMPARE(app::filteredRuns(all, {{}, signals::Severity::Unknown, 3000 * base::nsPerSecond}).size(), 2U);
    }
    void exitCodesAreThoseOfAMonitoringPlugIn()
    {
        auto all = made();
        QCOMPARE(app::anomalyExitCode(all.active), 2);
        QCOMPARE(app::anomalyExitCode({all.active[1]}), 1);
        QCOMPARE(app::anomalyExitCode(all.ended), 0);
        QCOMPARE(app::anomalyExitCode({}), 0);
    }
    void aRunIsFoundByItsNameAndByItsSeries()
    {
        const auto all = made();
        QCOMPARE(app::runNamed(all, app::runName(*all.ended.front())), all.ended.front());
        QCOMPARE(app::runNamed(all, u"checkout, duration, p99"_s), all.active.front());
        QVERIFY(!app::runNamed(all, u"nobody"_s));
    }
    void tellsEveryVoteAndItsReason()
    {
        const auto all = made();
        const auto votes = app::anomalyVotes(*all.active.front());
        QCOMPARE(votes.size(), 3U);
        QCOMPARE(votes[1].at(1), u"yes"_s);
        QCOMPARE(votes[2].at(1), u"abstains"_s);
        const auto json = app::anomalyAsJson(*all.active.front());
        QCOMPARE(json[u"votes"_s].toArray().size(), 2);
        QCOMPARE(json[u"severity"_s].toString(), u"critical"_s);
        const auto rows = app::anomalyTable(all.active);
        QCOMPARE(rows.size(), 3U);
        QCOMPARE(rows[0].size(), rows[1].size());
        QVERIFY(rows[1].at(6).contains(u"15"_s)); // three against the middle of the band
    }
};

QTEST_GUILESS_MAIN(AnomalyReportTest)
#include "tst_anomalyreport.moc"
