// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/filters/selectorfilters.h"

#include "models/query/promql/parse/parse.h"

#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;
using query::SelectorFilter;

namespace {

const std::vector<SelectorFilter> podIsA{{u"pod"_s, u"="_s, u"a"_s, {}}};

} // namespace

class tst_SelectorFilters : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goIntoEverySelectorOfPromql_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("filtered");
        const auto row = [](const char *query, const char *filtered) {
            QTest::newRow(query) << QString::fromUtf8(query) << QString::fromUtf8(filtered);
        };
        row("up", "up{pod=\"a\"}");
        row("up{}", "up{pod=\"a\"}");
        row("up { }", "up { pod=\"a\"}");
        row("up{b=\"c\"}", "up{b=\"c\", pod=\"a\"}");
        row("up{b=\"c\",}", "up{b=\"c\",pod=\"a\"}");
        row("{__name__=~\"a.+\"}", "{__name__=~\"a.+\", pod=\"a\"}");
        row("{\"a name\"}", "{\"a name\", pod=\"a\"}");
        row("rate(a:b_total[5m] offset 1h)", "rate(a:b_total{pod=\"a\"}[5m] offset 1h)");
        row("sum by (pod) (rate(a{b=\"}{\"}[5m])) / on (x) group_left() max(c @ end())",
            "sum by (pod) (rate(a{b=\"}{\", pod=\"a\"}[5m])) / on (x) group_left() max(c{pod=\"a\"} @ end())");
        row("max_over_time(a[1h:5m]) + 1", "max_over_time(a{pod=\"a\"}[1h:5m]) + 1");
        row("vector(1)", "vector(1)");
        row("a{x=\"\xc3\xbc\"} or b", "a{x=\"\xc3\xbc\", pod=\"a\"} or b{pod=\"a\"}");
    }
    void goIntoEverySelectorOfPromql()
    {
        QFETCH(QString, query);
        QFETCH(QString, filtered);
        const auto got = query::promqlWithFilters(query, podIsA);
        QVERIFY(got.ok());
        QCOMPARE(*got, filtered);
        QVERIFY(query::parsePromql(got->toStdString()).ok());
        QCOMPARE(*query::promqlWithFilters(query, {}), query);
    }
    void goIntoEverySelectorOfLogql_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("filtered");
        const auto row = [](const char *query, const char *filtered) {
            QTest::newRow(query) << QString::fromUtf8(query) << QString::fromUtf8(filtered);
        };
        row("{app=\"x\"}", "{app=\"x\", pod=\"a\"}");
        row("{app=\"x\"} |= \"{\" | line_format \"{{.a}}\"",
            "{app=\"x\", pod=\"a\"} |= \"{\" | line_format \"{{.a}}\"");
        row("{app=\"x\"} |~ `\\{` # {no}\n| json", "{app=\"x\", pod=\"a\"} |~ `\\{` # {no}\n| json");
        row("sum(rate({a=\"1\"}[5m])) / sum(rate({a=\"2\"}[5m]))",
            "sum(rate({a=\"1\", pod=\"a\"}[5m])) / sum(rate({a=\"2\", pod=\"a\"}[5m]))");
        row("{}", "{pod=\"a\"}");
    }
    void goIntoEverySelectorOfLogql()
    {
        QFETCH(QString, query);
        QFETCH(QString, filtered);
        const auto got = query::logqlWithFilters(query, podIsA);
        QVERIFY(got.ok());
        QCOMPARE(*got, filtered);
    }
    void operatorsAreThoseOfSelectors_data()
    {
        QTest::addColumn<QString>("op");
        QTest::addColumn<QString>("text");
        QTest::newRow("equal") << u"="_s << u"pod=\"a.b|c\\\"\""_s;
        QTest::newRow("not") << u"!="_s << u"pod!=\"a.b|c\\\"\""_s;
        QTest::newRow("regex") << u"=~"_s << u"pod=~\"a.b|c\\\"\""_s;
        QTest::newRow("not regex") << u"!~"_s << u"pod!~\"a.b|c\\\"\""_s;
        QTest::newRow("one of") << u"=|"_s << u"pod=~\"a\\\\.b|c\\\"\""_s;
        QTest::newRow("none of") << u"!=|"_s << u"pod!~\"a\\\\.b|c\\\"\""_s;
        QTest::newRow("less") << u"<"_s << QString();
    }
    void operatorsAreThoseOfSelectors()
    {
        QFETCH(QString, op);
        QFETCH(QString, text);
        const auto got = query::filterText({u"pod"_s, op, u"a.b|c\""_s, {}});
        QCOMPARE(got.ok() ? *got : QString(), text);
        if (!got)
            QVERIFY(got.error().summary.contains(u"pod"_s));
    }
    void saysWhatItCannotApply()
    {
        QVERIFY(!query::promqlWithFilters(u"sum(("_s, podIsA).ok());
        QVERIFY(!query::logqlWithFilters(u"{app="_s, podIsA).ok());
        QVERIFY(!query::promqlWithFilters(u"up"_s, {{u"pod"_s, u"=~"_s, u"("_s, {}}}).ok());
        QCOMPARE(*query::promqlWithFilters(u"up"_s, {{u" "_s, u"="_s, u"x"_s, {}}}), u"up"_s);
    }
    void eachProductHasItsOwn()
    {
        const std::vector<SelectorFilter> all{{u"a"_s, u"="_s, u"1"_s, {}},
                                              {u"b"_s, u"="_s, u"2"_s, u"loki"_s},
                                              {u"c"_s, u"="_s, u"3"_s, u"prometheus"_s}};
        QCOMPARE(query::filtersFor(all, u"loki"_s).size(), 2U);
        QCOMPARE(query::filtersFor(all, u"prometheus"_s)[1].key, u"c"_s);
    }
};

QTEST_GUILESS_MAIN(tst_SelectorFilters)
#include "tst_selectorfilters.moc"
