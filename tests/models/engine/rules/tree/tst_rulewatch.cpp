// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/tree/rulewatch.h"
#include "tests/models/engine/fakemetricsource.h"

#include <QtTest/QtTest>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

signals::Rule ruleNamed(const QString &name)
{
    signals::Rule out;
    out.name = name;
    out.group = u"g"_s;
    out.query = u"up == 0"_s;
    out.health = u"ok"_s;
    return out;
}

} // namespace

class TestRuleWatch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsWhatASourceSaidWhileItFails()
    {
        support::FakeMetricSource east(u"east"_s), west(u"west"_s);
        sources::SourceSet set;
        set.metrics = {&east, &west};
        const base::SystemClock clock;
        async::Pools pools;
        engine::RuleWatch watch(set, clock, pools);
        watch.setWanted(true);
        QVERIFY(!watch.isSettled());
        east.answer(east.ruleQuestions, std::vector<signals::Rule>{ruleNamed(u"A"_s)});
        west.answer(west.ruleQuestions, std::vector<signals::Rule>{ruleNamed(u"B"_s), ruleNamed(u"C"_s)});
        QTRY_VERIFY(watch.isSettled());
        QCOMPARE(watch.snapshot()->rules, 3);
        watch.refresh();
        east.answer(east.ruleQuestions, std::vector<signals::Rule>{});
        west.answer(west.ruleQuestions,
                    base::makeError(base::ErrorKind::Unreachable, u"Prometheus west does not answer"_s));
        QTRY_VERIFY(watch.isSettled());
        QCOMPARE(watch.snapshot()->rules, 2);
        QCOMPARE(watch.snapshot()->sources[1].error->summary, u"Prometheus west does not answer"_s);
        QVERIFY(watch.snapshot()->sources[1].lastGoodNs > 0);
        QVERIFY(!watch.snapshot()->sources[0].error);
    }

    void withoutASourceThereIsAnEmptyAnswer()
    {
        const sources::SourceSet none;
        const base::SystemClock clock;
        async::Pools pools;
        engine::RuleWatch watch(none, clock, pools);
        QCOMPARE(watch.snapshot()->asOfNs, 0);
        watch.setWanted(true);
        QTRY_VERIFY(watch.snapshot()->asOfNs > 0);
        QCOMPARE(watch.snapshot()->rules, 0);
    }
};

QTEST_GUILESS_MAIN(TestRuleWatch)
#include "tst_rulewatch.moc"
