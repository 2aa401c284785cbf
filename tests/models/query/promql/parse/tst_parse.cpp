// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/parse/parse.h"
#include "tests/support/failonwarning.h"

using namespace wf;
using query::ParseOptions;

class tst_Parse : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void writesTheCanonicalText_data();
    void writesTheCanonicalText();
    void saysWhatIsWrongAndWhere_data();
    void saysWhatIsWrongAndWhere();
    void marksTheWrongPartOfTheText();
    void experimentsAreOffByDefault_data();
    void experimentsAreOffByDefault();
    void knowsWhereEveryPartStands();
    void refusesEndlessNesting();
    void readsTheLabelsOfASeries();
    void breaksLongQueriesIntoLines();
};

void tst_Parse::writesTheCanonicalText_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("canonical");
    const auto row = [](const char *query, const char *canonical) {
        QTest::newRow(query) << QString::fromUtf8(query) << QString::fromUtf8(canonical);
    };
    row("1", "1");
    row("-1e3", "-1000");
    row("+Inf", "+Inf");
    row("nan", "NaN");
    row("0x1F", "31");
    row("010", "8");
    row("1_000.5", "1000.5");
    row("1h30m", "1h30m");
    row("-7d", "-1w");
    row("-a^2", "-a ^ 2");
    row("a ^ -b ^ c", "a ^ -b ^ c");
    row("sum(a)BY(b,c)", "sum by (b, c) (a)");
    row("SUM without() (a)", "sum without () (a)");
    row("topk(3,a)", "topk(3, a)");
    row("sum by (by, on, \"my.label\") (a)", "sum by (by, on, \"my.label\") (a)");
    row("a{z='1',b=~\"x|y\"}", "a{b=~\"x|y\",z=\"1\"}");
    row("{\"my.metric\", \"a.b\"!=`c\\d`}", "{\"a.b\"!=\"c\\\\d\",__name__=\"my.metric\"}");
    row("{__name__='a'}", "{__name__=\"a\"}");
    row("a offset 5m @ 12.5", "a @ 12.500 offset 5m");
    row("a[5m] @ start() offset -1h", "a[5m] @ start() offset -1h");
    row("a offset 5m + 1", "a offset 5m + 1");
    row("rate(a[5m])[1h:] @ end()", "rate(a[5m])[1h:] @ end()");
    row("a[300]", "a[5m]");
    row("a +on(b)group_left(c) d", "a + on (b) group_left (c) d");
    row("a > bool ignoring() b", "a > bool b");
    row("a + fill_left(1) fill_right(2) b", "a + fill_left (1) fill_right (2) b");
    row("fill + fill", "fill + fill");
    row("a and on() b", "a and on () b");
    row("sum + by", "sum + by");
    row("a[5m*2]", "a[5m * 2]");
    row("a offset -(1m + step())", "a offset -(1m + step())");
    row("a[max_of(step(), 1m)] smoothed", "a[max_of(step(), 1m)] smoothed");
    row("h </ 5 >/ 1", "h </ 5 >/ 1");
    row("\"\\u00e9\\x01\\n\"", "\"é\\x01\\n\"");
    row("a # said\n + b", "a + b");
}

void tst_Parse::writesTheCanonicalText()
{
    QFETCH(QString, query);
    QFETCH(QString, canonical);
    const auto parsed = query::parsePromql(query.toStdString(), ParseOptions::everything());
    QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().summary));
    QCOMPARE(QString::fromStdString(query::printPromql(**parsed)), canonical);
    const auto again = query::parsePromql(query::printPromql(**parsed), ParseOptions::everything());
    QVERIFY(again);
    QCOMPARE(QString::fromStdString(query::printPromql(**again)), canonical);
}

void tst_Parse::saysWhatIsWrongAndWhere_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("error");
    const auto row = [](const char *query, const char *error) {
        QTest::newRow(query) << QString::fromUtf8(query) << QString::fromUtf8(error);
    };
    row("", "1:1: parse error: no expression found in input");
    row("a b", "1:3: parse error: unexpected identifier \"b\"");
    row("sum(a", "1:6: parse error: unclosed left parenthesis");
    row("a)", "1:2: parse error: unexpected right parenthesis ')'");
    row("a{b}", "1:4: parse error: unexpected \"}\" in label matching, expected label matching operator");
    row("a{b=1}", "1:5: parse error: unexpected character inside braces: '1'");
    row("a{b=~\"(\"}", "1:3: parse error: error parsing regexp: missing ): (");
    row("\n  nope(a)", "2:3: parse error: unknown function with name \"nope\"");
    row("rate(a)", "1:6: parse error: expected type range vector in call to function \"rate\", got instant vector");
    row("abs(a, b)", "1:1: parse error: expected 1 argument(s) in call to \"abs\", got 2");
    row("1 > 2", "1:3: parse error: comparisons between scalars must use BOOL modifier");
    row("a + bool b", "1:3: parse error: bool modifier can only be used on comparison operators");
    row("a and 1", "1:1: parse error: set operator \"and\" not allowed in binary scalar expression");
    row("a + on(b) group_left(b) c", "1:3: parse error: label \"b\" must not occur in ON and GROUP clause at once");
    row("{a=\"\"}", "1:1: parse error: vector selector must contain at least one non-empty matcher");
    row("a{__name__=\"b\"}", "1:1: parse error: metric name must not be set twice: \"a\" or \"b\"");
    row("(a)[5m]", "1:4: parse error: ranges only allowed for vector selectors");
    row("a[0s]", "1:3: parse error: duration must be greater than 0");
    row("a[1m1h]", "1:3: parse error: not a valid duration string: \"1m1h\"");
    row("a offset 1m offset 2m", "1:1: parse error: offset may not be set multiple times");
    row("a @ 1 @ 2", "1:1: parse error: @ <timestamp> may not be set multiple times");
    row("sum()", "1:1: parse error: no arguments for aggregate expression provided");
    row("\"a", "1:1: parse error: unterminated quoted string");
    row("é", "1:1: parse error: unexpected character: 'é'");
    row("topk(a, b)", "1:6: parse error: expected type scalar in aggregation parameter, got instant vector");
    row("1[5m:]", "1:1: parse error: subquery is only allowed on instant vector, got scalar instead");
}

void tst_Parse::saysWhatIsWrongAndWhere()
{
    QFETCH(QString, query);
    QFETCH(QString, error);
    const auto parsed = query::parsePromql(query.toStdString());
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().summary, error);
}

void tst_Parse::marksTheWrongPartOfTheText()
{
    query::SyntaxError where;
    QVERIFY(!query::parsePromql("sum(\n  rate(x))", {}, &where));
    QCOMPARE(where.start.line, 2);
    QCOMPARE(where.start.column, 8);
    QCOMPARE(where.range.start, std::size_t{12});
    QCOMPARE(where.range.end, std::size_t{13});
}

void tst_Parse::experimentsAreOffByDefault_data()
{
    QTest::addColumn<QByteArray>("query");
    for (const char *query : {"limitk(1, a)", "mad_over_time(a[5m])", "a[5m * 2]", "rate(a[5m] anchored)",
                              "a + fill(0) b", "info(a)", "start()"})
        QTest::newRow(query) << QByteArray(query);
}

void tst_Parse::experimentsAreOffByDefault()
{
    QFETCH(QByteArray, query);
    const auto parsed = query::parsePromql(query.toStdString());
    QVERIFY(!parsed);
    QVERIFY2(parsed.error().summary.contains(QLatin1String("enabled")), qPrintable(parsed.error().summary));
    QVERIFY(query::parsePromql(query.toStdString(), ParseOptions::everything()));
}

void tst_Parse::knowsWhereEveryPartStands()
{
    const std::string text = "sum( rate(a{b=\"c\"}[5m] offset 1m) ) + -d";
    const auto parsed = query::parsePromql(text);
    QVERIFY(parsed);
    QStringList parts;
    query::visit(**parsed, [&](const query::Expr &e) {
        parts << QString::fromStdString(text.substr(e.range.start, e.range.end - e.range.start));
    });
    QCOMPARE(parts,
             (QStringList{QString::fromStdString(text), QStringLiteral("sum( rate(a{b=\"c\"}[5m] offset 1m) )"),
                          QStringLiteral("rate(a{b=\"c\"}[5m] offset 1m)"), QStringLiteral("a{b=\"c\"}[5m] offset 1m"),
                          QStringLiteral("-d"), QStringLiteral("d")}));
}

void tst_Parse::refusesEndlessNesting()
{
    const auto deep = query::parsePromql(std::string(100'000, '('));
    QVERIFY(!deep);
    QVERIFY(deep.error().summary.contains(QLatin1String("nested")));
    std::string chain = "a";
    for (int i = 0; i < 100'000; ++i)
        chain += "+a";
    const auto chained = query::parsePromql(chain);
    QVERIFY(!chained);
    QVERIFY(chained.error().summary.contains(QLatin1String("chain")));
    QVERIFY(!query::parsePromql(std::string(100'000, '-') + '1'));
    QCOMPARE(query::parsePromql(std::string(2'000'000, ' ')).error().kind, base::ErrorKind::TooLarge);
}

void tst_Parse::readsTheLabelsOfASeries()
{
    const auto plain = query::parseSeriesLabels("a:b{c=\"d\", \"e.f\"='g'}");
    QVERIFY(plain);
    QCOMPARE(*plain, (base::Labels{{"__name__", "a:b"}, {"c", "d"}, {"e.f", "g"}}));
    const auto quoted = query::parseSeriesLabels("{\"my.metric\", c=\"d\"}");
    QVERIFY(quoted);
    QCOMPARE(*quoted, (base::Labels{{"__name__", "my.metric"}, {"c", "d"}}));
    QVERIFY(!query::parseSeriesLabels("a{c=~\"d\"}"));
    const auto selector = query::parseSelector("a{c=~\"d\"}");
    QVERIFY(selector);
    QCOMPARE(selector->size(), std::size_t{2});
}

void tst_Parse::breaksLongQueriesIntoLines()
{
    const auto parsed =
        query::parsePromql("sum by (job) (rate(errors_total{job=\"a\"}[5m])) / sum(rate(all_total[5m]))");
    QVERIFY(parsed);
    QCOMPARE(query::prettyPromql(**parsed, 40), std::string("  sum by (job) (\n"
                                                            "    rate(errors_total{job=\"a\"}[5m])\n"
                                                            "  )\n"
                                                            "/\n"
                                                            "  sum(rate(all_total[5m]))"));
    QCOMPARE(query::prettyPromql(**parsed), query::printPromql(**parsed));
}

QTEST_APPLESS_MAIN(tst_Parse)
#include "tst_parse.moc"
