// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rules/replayreport.h"

#include <QJsonArray>
#include <QtTest/QtTest>

using namespace wf;
using namespace wf::app;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 start = 1'800'000'000 * base::nsPerSecond;

engine::Replay twoFirings()
{
    engine::Replay out;
    out.rule.name = u"PoolFull"_s;
    out.range = {start, start + 7 * base::nsPerDay};
    out.stepNs = out.askedStepNs = 30 * base::nsPerSecond;
    engine::JudgedFiring noise;
    noise.firing = {0, start, start + base::nsPerMinute, start + 17 * base::nsPerMinute, false, true, 0.96, 0.99};
    noise.labels = base::Labels{{"region", "eu-west"}};
    noise.context = {engine::FiringWorth::LikelyNoise, u"nothing else fired"_s, false};
    auto useful = noise;
    useful.firing.isOver = false;
    useful.context = {engine::FiringWorth::Useful, u"INC-1, 4 min later"_s, true};
    out.firings = {noise, useful};
    out.firingNs = 32 * base::nsPerMinute;
    out.useful = out.likelyNoise = out.duringIncidents = 1;
    return out;
}

} // namespace

class TestReplayReport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void writesEachFiringWithWhatWasNearIt()
    {
        const auto table = replayTable(twoFirings());
        QCOMPARE(table.size(), std::size_t{3});
        QCOMPARE(table[1], (QStringList{u"1"_s, u"2027-01-15T08:01:00Z"_s, u"16\u2009min"_s, u"{region=\"eu-west\"}"_s,
                                        u"nothing else fired"_s, u"likely noise"_s}));
        QVERIFY(table[2][2].endsWith(u", not over"_s));
        const auto json = replayJson(twoFirings());
        QCOMPARE(json.value(u"fired"_s).toInt(), 2);
        const auto second = json.value(u"firings"_s).toArray().at(1).toObject();
        QVERIFY(second.value(u"ended_at"_s).isNull());
        QCOMPARE(second.value(u"verdict"_s).toString(), u"useful"_s);
    }

    void saysHowCoarselyThePastWasLookedAt()
    {
        auto replay = twoFirings();
        QVERIFY(replayWords(replay).first().contains(u"every 30s."_s));
        replay.stepNs *= 2;
        QVERIFY(replayWords(replay).first().contains(u"every 1m (the rule is evaluated every 30s"_s));
        replay.completeness.truncated = true;
        replay.completeness.notes << u"too much"_s;
        QCOMPARE(replayWords(replay).last(), u"too much"_s);
    }

    void warnsOfNoiseAndOfFlapping()
    {
        auto replay = twoFirings();
        QCOMPARE(replayExitCode(replay), 0);
        replay.likelyNoise = 2;
        replay.useful = 0;
        QCOMPARE(replayExitCode(replay), 1);
        replay.likelyNoise = 0;
        replay.flaps = 2;
        QCOMPARE(replayExitCode(replay), 1);
    }
};

QTEST_GUILESS_MAIN(TestReplayReport)
#include "tst_replayreport.moc"
