// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/build/builtquery.h"
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
        for (const QString &text :
             {u"x"_s, u"x{a=\"b\", c!=\"d\", e=~\"f.*\", g!~\"h\"}"_s, u"rate(x[5m])"_s,
              u"rate(x{a=\"b\"}[$__rate_interval] offset 1d)"_s, u"sum by (region, pod) (rate(x[5m]))"_s,
              u"sum without (pod) (x)"_s, u"topk(5, sum by (a) (x))"_s,
              u"histogram_quantile(0.99, sum by (le) (rate(x_bucket[5m])))"_s, u"sum(x) * 100"_s,
              u"(sum(x) + 1) * 100"_s, u"sum(x) * 100 + 1"_s, u"x > bool 5"_s, u"clamp_max(x, 3)"_s, u"x offset 1h"_s,
              u"abs(sum(x) - 3)"_s, u"quantile(0.5, x)"_s, u"x ^ 2"_s, u"sum(x) / 3 == 4"_s})
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
