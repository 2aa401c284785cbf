// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/work/groupwork.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>
#include <QThread>

#include <cmath>
#include <ctime>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 beginMs = 1'763'700'000'000;
constexpr int minutes = 400;

std::shared_ptr<const signals::QueryAnswer> answerOf(int series)
{
    auto out = std::make_shared<signals::QueryAnswer>();
    for (int s = 0; s < series; ++s) {
        signals::Series &one = out->series.emplace_back();
        one.labels = base::Labels({{"service", "s" + std::to_string(s)}});
        for (int m = 0; m < minutes; ++m) {
            one.timesMs.push_back(beginMs + m * 60'000LL);
            const double noise = ((m * 7919 + s * 31) % 13 - 6) / 6.0;
            one.values.push_back(m > 300 && m < 320 && s % 3 == 0 ? 90
                                                                    : 30 + 5 * std::sin(m * 2 * M_PI / 1440) + noise);
        }
    }
    return out;
}

std::shared_ptr<engine::AnomalyGroup> group(std::size_t most = 1000)
{
    auto question = std::make_shared<engine::WatchQuestion>();
    question->id = u"requests x"_s;
    question->title = u"requests"_s;
    return std::make_shared<engine::AnomalyGroup>(question, engine::SubjectRules(), most);
}

using OutcomePtr = std::shared_ptr<const engine::GroupOutcome>;

// What was said of the answer, fed and then trained.
OutcomePtr worked(engine::GroupWork &work, const std::shared_ptr<engine::AnomalyGroup> &group,
                  const std::shared_ptr<const signals::QueryAnswer> &answer)
{
    OutcomePtr out;
    work.add({group, answer, engine::GroupWork::Kind::Feed, false, true, [&](OutcomePtr) {
                  work.add({group, answer, engine::GroupWork::Kind::Train, false, true,
                            [&out](OutcomePtr outcome) { out = std::move(outcome); }});
              }});
    return QTest::qWaitFor([&] { return out != nullptr; }, 120'000) ? out : std::make_shared<engine::GroupOutcome>();
}

} // namespace

class GroupWorkTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void severalThreadsFindWhatOneFinds()
    {
        const async::Pools pools;
        engine::GroupWork one(pools), several(pools);
        one.setShare(1);
        several.setShare(4);
        QVERIFY(several.share() <= std::max(1, QThread::idealThreadCount()));
        const auto answer = answerOf(30);
        const auto a = worked(one, group(), answer), b = worked(several, group(), answer);
        QCOMPARE(a->series.size(), 30U);
        QCOMPARE(b->series.size(), 30U);
        QVERIFY(!a->runs.empty());
        QCOMPARE(b->runs.size(), a->runs.size());
        for (std::size_t r = 0; r < a->runs.size(); ++r) {
            QCOMPARE(b->runs[r]->of->key, a->runs[r]->of->key);
            QCOMPARE(b->runs[r]->startNs, a->runs[r]->startNs);
            QCOMPARE(b->runs[r]->score, a->runs[r]->score);
        }
        QCOMPARE(b->models, a->models);
    }
    void everyWatchedSeriesIsTrained()
    {
        const async::Pools pools;
        engine::GroupWork work(pools);
        work.setShare(2);
        const auto outcome = worked(work, group(120), answerOf(130));
        QCOMPARE(outcome->found, 130U);
        QCOMPARE(outcome->series.size(), 120U);
        QCOMPARE(outcome->models.size(), 120);
        for (const engine::SeriesState &state : outcome->series)
            QCOMPARE(state.versions.size(), 1U);
    }
    void theShareIsNotExceeded()
    {
        const async::Pools pools;
        engine::GroupWork work(pools);
        work.setShare(0.25);
        const auto answer = answerOf(60);
        QElapsedTimer timer;
        timer.start();
        const std::clock_t before = std::clock(); // of this process
        QCOMPARE(worked(work, group(), answer)->series.size(), 60U);
        const double used = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
        const double share = used * 1000 / static_cast<double>(timer.elapsed());
        QVERIFY2(share < 0.4, qPrintable(QString::number(share))); // nothing rests after the last slice
    }
    void pausedOnlyThePastWaits()
    {
        const async::Pools pools;
        engine::GroupWork work(pools);
        work.setPaused(true);
        bool isPastDone = false, isLiveDone = false;
        const auto answer = answerOf(2);
        work.add({group(), answer, engine::GroupWork::Kind::Feed, false, true, [&](auto) { isPastDone = true; }});
        work.add({group(), answer, engine::GroupWork::Kind::Feed, true, false, [&](auto) { isLiveDone = true; }});
        QTRY_VERIFY_WITH_TIMEOUT(isLiveDone, 60'000);
        QVERIFY(!isPastDone);
        work.setPaused(false);
        QTRY_VERIFY_WITH_TIMEOUT(isPastDone, 60'000);
        QVERIFY(work.isIdle());
    }
};

QTEST_GUILESS_MAIN(GroupWorkTest)
#include "tst_groupwork.moc"
