// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/replay/comparison.h"

#include <QtTest/QtTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

JudgedFiring firing(int fromMinute, int toMinute, const char *region, FiringWorth worth = FiringWorth::NotKnown)
{
    JudgedFiring out;
    out.firing.startNs = fromMinute * base::nsPerMinute;
    out.firing.endNs = toMinute * base::nsPerMinute;
    out.labels = base::Labels{{"region", region}, {"severity", "page"}};
    out.context.worth = worth;
    return out;
}

Replay replayOf(std::vector<JudgedFiring> firings)
{
    Replay out;
    out.stepNs = base::nsPerMinute;
    out.rule.labels = base::Labels{{"severity", "page"}};
    out.firings = std::move(firings);
    return out;
}

} // namespace

class TestComparison : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void countsWhatGoesAndWhatComes()
    {
        const Replay today =
            replayOf({firing(10, 20, "eu"), firing(50, 60, "eu", FiringWorth::Useful), firing(90, 99, "us")});
        Replay draft = replayOf({firing(8, 20, "eu"), firing(50, 60, "us"), firing(90, 99, "us")});
        draft.rule.labels = base::Labels{{"severity", "ticket"}}; // its own label is no difference
        for (auto &one : draft.firings)
            one.labels = one.labels.with("severity", "ticket");
        const auto found = compared(today, draft);
        QCOMPARE(found.dropped, 1);
        QCOMPARE(found.usefulDropped, 1);
        QCOMPARE(found.added, 1);
        QCOMPARE(found.isAdded, (std::vector<bool>{false, true, false}));
        QVERIFY(
            comparisonWords(found).startsWith(u"As it runs: 3 times. The change drops 1, 1 of them useful, adds 1"_s));
    }

    void joinedFiringsAreNotDropped()
    {
        const Replay today = replayOf({firing(10, 12, "eu"), firing(14, 16, "eu"), firing(18, 20, "eu")});
        const Replay draft = replayOf({firing(10, 20, "eu")});
        const auto found = compared(today, draft);
        QCOMPARE(found.dropped, 0);
        QCOMPARE(found.added, 0);
        QCOMPARE(found.soonerNs, 0);
        QCOMPARE(comparisonWords(found), u"As it runs: 3 times."_s);
    }

    void theSameIsSaidToBeTheSame()
    {
        const Replay today = replayOf({firing(10, 12, "eu")});
        QCOMPARE(comparisonWords(compared(today, today)), u"As it runs: once. The change makes no difference."_s);
        QCOMPARE(comparisonWords(compared(replayOf({}), today)),
                 u"As it runs, it would not have fired. The change adds 1."_s);
    }

    void laterIsSaidToBeLater()
    {
        const auto found = compared(replayOf({firing(10, 30, "eu")}), replayOf({firing(14, 30, "eu")}));
        QCOMPARE(found.soonerNs, -4 * base::nsPerMinute);
        QVERIFY(comparisonWords(found).contains(u"later"_s));
    }
};

QTEST_GUILESS_MAIN(TestComparison)
#include "tst_comparison.moc"
