// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/build/builtproblems.h"
#include "tests/support/corpus.h"
#include "tests/support/failonwarning.h"

using namespace wf;
using namespace Qt::StringLiterals;

class TestBuiltQuery : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void thereAndBack_data()
    {
        QTest::addColumn<QString>("text");
        for (const QString &text : {u"x"_s,
                                    u"x{a=\"b\", c!=\"d\", e=~\"f.*\", g!~\"h\"}"_s,
                                    u"rate(x[5m])"_s,
                                    u"rate(x{a=\"b\"}[$__rate_interval] offset 1d)"_s,
                                    u"sum by (region, pod) (rate(x[5m]))"_s,
                                    u"sum without (pod) (x)"_s,
                                    u"topk(5, sum by (a) (x))"_s,
                                    u"histogram_quantile(0.99, sum by (le) (rate(x_bucket[5m])))"_s,
                                    u"sum(x) * 100"_s,
                                    u"(sum(x) + 1) * 100"_s,
                                    u"sum(x) * 100 + 1"_s,
                                    u"x > bool 5"_s,
                                    u"clamp_max(x, 3)"_s,
                                    u"x offset 1h"_s,
                                    u"abs(sum(x) - 3)"_s,
                                    u"quantile(0.5, x)"_s,
                                    u"x ^ 2"_s,
                                    u"sum(x) / 3 == 4"_s,
                                    u"clamp_min(x, -2.5)"_s,
                                    u"x * -1"_s,
                                    u"x{\"a.b\"=\"c\"}"_s})
            QTest::newRow(qPrintable(text)) << text;
    }
    void thereAndBack()
    {
        QFETCH(QString, text);
        const auto built = engine::builtFrom(text);
        QVERIFY2(built.ok(), qPrintable(built ? QString() : built.error().summary));
        const QString again = engine::textOf(*built);
        const auto twice = engine::builtFrom(again);
        QVERIFY2(twice.ok(), qPrintable(again));
        QCOMPARE(*twice, *built);
    }

    void nothingThatIsWrongIsLost_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("why");
        QTest::newRow("bracket") << u"sum(rate(x{a=\"b\",c=~\"(\"}[5m]))"_s << u"("_s << u"missing )"_s;
        QTest::newRow("quoted") << u"x{c!~\"a\\\"[\"}"_s << u"a\"["_s << u"missing ]"_s;
        QTest::newRow("look ahead") << u"x{c=~\"(?!a)b\"}"_s << u"(?!a)b"_s << u"invalid perl operator"_s;
        QTest::newRow("placeholder") << u"rate(x{c=\"$__range\"}[$__range])"_s << u"$__range"_s << QString();
    }
    void nothingThatIsWrongIsLost()
    {
        QFETCH(QString, text);
        QFETCH(QString, value);
        QFETCH(QString, why);
        const auto built = engine::builtFrom(text);
        QVERIFY2(built.ok(), qPrintable(built ? QString() : built.error().summary));
        QCOMPARE(built->conditions.back().value, value);
        QCOMPARE(engine::textOf(*built), text);
        const QString problem = engine::problemOf(built->conditions.back());
        QCOMPARE(problem.isEmpty(), why.isEmpty());
        QVERIFY2(problem.contains(why), qPrintable(problem));
        QCOMPARE(engine::isSound(*built), why.isEmpty());
    }
    void halfOfAQueryIsKept()
    {
        engine::BuiltQuery query;
        query.conditions.push_back({u"code"_s, signals::LabelMatcher::Op::Equal, u"500"_s});
        query.steps = {engine::BuiltCall{u"rate"_s, u"5 minutes"_s, {}, {}}};
        query.offset = u"one day"_s;
        QCOMPARE(engine::textOf(query), u"rate({code=\"500\"}[5 minutes] offset one day)"_s);
        QVERIFY(!engine::isSound(query));
        QVERIFY(!engine::rangeProblem(u"5 minutes"_s).isEmpty());
        QVERIFY(!engine::offsetProblem(u"one day"_s).isEmpty());
        QCOMPARE(engine::rangeProblem(u"$__rate_interval"_s), QString());
        QCOMPARE(engine::offsetProblem(u"1d"_s), QString());
        QCOMPARE(engine::offsetProblem({}), QString());
    }
    void numbersKeepTheirDigits()
    {
        QCOMPARE(engine::builtNumberText(1234567.25), u"1234567.25"_s);
        QCOMPARE(engine::builtNumber(u"1234567.25"_s), 1234567.25);
        QCOMPARE(engine::builtNumber(u" -3e2 "_s), -300.0);
        QVERIFY(!engine::builtNumber(u"many"_s));
        QVERIFY(!engine::builtNumber(u"5m"_s));
        QVERIFY(!engine::builtNumber({}));
    }

    void whatItHasNoWordsForStaysText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("why");
        QTest::newRow("two") << u"a / b"_s << u"two queries joined by /"_s;
        QTest::newRow("subquery") << u"max_over_time(rate(x[5m])[1h:])"_s << u"a subquery"_s;
        QTest::newRow("number first") << u"100 * x"_s << u"two queries"_s;
        QTest::newRow("name") << u"{job=\"a\"}"_s << u"without a metric"_s;
        QTest::newRow("at") << u"x @ end()"_s << u"moment"_s;
        QTest::newRow("text") << u"label_replace(x, \"a\", \"b\", \"c\", \"d\")"_s << u"two queries"_s;
        QTest::newRow("comment") << u"rate(x[5m]) # per pod"_s << u"comments"_s;
        QTest::newRow("sign") << u"-x"_s << u"sign"_s;
    }
    void whatItHasNoWordsForStaysText()
    {
        QFETCH(QString, text);
        QFETCH(QString, why);
        const auto built = engine::builtFrom(text);
        QVERIFY(!built.ok());
        QVERIFY2(built.error().summary.contains(why), qPrintable(built.error().summary));
    }

    void stepsCanBeAdded()
    {
        engine::BuiltQuery query;
        query.metric = u"x_total"_s;
        query.conditions.push_back({u"code"_s, signals::LabelMatcher::Op::Regex, u"5.."_s});
        query.steps = {engine::BuiltCall{u"rate"_s, u"5m"_s, {}, {}},
                       engine::BuiltAggregation{u"sum"_s, {}, false, {u"region"_s}},
                       engine::BuiltArithmetic{u">"_s, 0.5, false}};
        QCOMPARE(engine::textOf(query), u"sum by (region) (rate(x_total{code=~\"5..\"}[5m])) > 0.5"_s);
    }
};

QTEST_GUILESS_MAIN(TestBuiltQuery)
#include "tst_builtquery.moc"
