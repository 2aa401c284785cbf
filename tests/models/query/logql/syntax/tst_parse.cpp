// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/syntax/parser.h"
#include "models/query/logql/syntax/printer.h"
#include "tests/support/corpus.h"
#include "tests/support/failonwarning.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace wf::query::logql;

class tst_Parse : public QObject {
    Q_OBJECT
    static QString roundTrip(const std::string &text, ParseOptions options = {});
private Q_SLOTS:
    void init() { wf::support::failOnAnyWarning(); }
    void printsCanonically_data();
    void printsCanonically();
    void errorsSayWhereAndWhat_data();
    void errorsSayWhereAndWhat();
    void everyQueryOfTheCorpusComesBack();
    void deepNestingIsRefused();
    void longChainsAreRefused();
    void variablesNeedLeave();
};

// Empty when printing and parsing again gives the same tree and the same text.
QString tst_Parse::roundTrip(const std::string &text, ParseOptions options)
{
    const auto first = parse(text, options);
    if (!first)
        return first.error().summary;
    const std::string printed = print(*first);
    const auto second = parse(printed, options);
    if (!second)
        return QString::fromStdString(printed) + u": " + second.error().summary;
    if (!(*first == *second))
        return QStringLiteral("another tree: ") + QString::fromStdString(printed);
    return print(*second) == printed ? QString() : QStringLiteral("another text: ") + QString::fromStdString(printed);
}

void tst_Parse::printsCanonically_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("canonical");
    const auto row = [](const char *name, const char *query, const char *canonical) {
        QTest::newRow(name) << QByteArray(query) << QByteArray(canonical);
    };
    row("selector", "{ app = \"a\" , b!=`c` }", "{app=\"a\", b!=\"c\"}");
    row("parentheses", "(({app=\"a\"}))", "{app=\"a\"}");
    row("line filters", "{a=\"b\"} |= \"x\" or \"y\" or ip(\"10.0.0.0/8\") != `z` |~ \"e+\" |> \"<_>k\" !> \"k\"",
        "{a=\"b\"} |= \"x\" or \"y\" or ip(\"10.0.0.0/8\") != \"z\" |~ \"e+\" |> \"<_>k\" !> \"k\"");
    row("parsers",
        "{a=\"b\"}|json|json x=\"a.b[0]\",y|logfmt --strict --keep-empty z|pattern \"<ip> <_>\"|regexp "
        "\"(?P<n>.)\"|unpack|decolorize",
        "{a=\"b\"} | json | json x=\"a.b[0]\", y | logfmt --strict --keep-empty z | pattern \"<ip> <_>\" | regexp "
        "\"(?P<n>.)\" | unpack | decolorize");
    row("label filters", "{a=\"b\"} | x=\"1\" and y>=5 or z<10ms, w==2KB | ip!=ip(\"::1\") | s=~\"5..\"",
        "{a=\"b\"} | (x=\"1\" and y>=5) or (z<10ms and w=2KB) | ip!=ip(\"::1\") | s=~\"5..\"");
    row("neighbours", "{a=\"b\"} | x=\"1\" y=\"2\" or z=\"3\"", "{a=\"b\"} | x=\"1\" and (y=\"2\" or z=\"3\")");
    row("a label called json", "{a=\"b\"} | json=\"x\"", "{a=\"b\"} | json=\"x\"");
    row("a filter after a parser", "{a=\"b\"} | json != \"x\"", "{a=\"b\"} | json != \"x\"");
    row("formats", "{a=\"b\"} | line_format `{{.x}}\t` | label_format a=b,c=\"{{.d}}\" | drop a, b=~\"x.\" | keep c",
        "{a=\"b\"} | line_format \"{{.x}}\\t\" | label_format a=b, c=\"{{.d}}\" | drop a, b=~\"x.\" | keep c");
    row("range first", "rate({a=\"b\"}[90s] offset 1h |= \"x\")", "rate({a=\"b\"} |= \"x\" [1m30s] offset 1h)");
    row("range behind parentheses", "rate(({a=\"b\"} |= \"x\")[1d])", "rate({a=\"b\"} |= \"x\" [1d])");
    row("unwrap", "quantile_over_time(0.99,{a=\"b\"}|logfmt|unwrap duration(t)|__error__=\"\"[5m])by(host)",
        "quantile_over_time(0.99, {a=\"b\"} | logfmt | unwrap duration(t) | __error__=\"\" [5m]) by (host)");
    row("grouping behind", "sum(count_over_time({a=\"b\"}[1m])) without (x,y)",
        "sum without (x, y) (count_over_time({a=\"b\"} [1m]))");
    row("top", "topk(3, sum by (x) (rate({a=\"b\"}[1m])))", "topk(3, sum by (x) (rate({a=\"b\"} [1m])))");
    row("precedence", "1 + 2 * 3 ^ 2 ^ 2 > bool 4", "(1 + (2 * (3 ^ (2 ^ 2)))) > bool 4");
    row("to the left", "1 - 2 - 3", "(1 - 2) - 3");
    row("matching", "rate({a=\"b\"}[1m]) / on(x) group_left(y,z) rate({a=\"c\"}[1m])",
        "rate({a=\"b\"} [1m]) / on (x) group_left (y, z) rate({a=\"c\"} [1m])");
    row("group_left before parentheses", "vector(1) * on(x) group_left (vector(2))",
        "vector(1) * on (x) group_left () vector(2)");
    row("label_replace", "label_replace(rate({a=\"b\"}[1m]), \"d\", \"$1\", \"s\", \"(.*)\")",
        "label_replace(rate({a=\"b\"} [1m]), \"d\", \"$1\", \"s\", \"(.*)\")");
    row("case of keywords", "SUM BY (x) (RATE({a=\"b\"}[1m])) OR vector(0)",
        "sum by (x) (rate({a=\"b\"} [1m])) or vector(0)");
    row("comments", "{a=\"b\"} # all of it\n|= \"#x\" # and this", "{a=\"b\"} |= \"#x\"");
    row("negative offset", "rate({a=\"b\"}[1m] offset -5m)", "rate({a=\"b\"} [1m] offset -5m)");
    row("negative numbers", "{a=\"b\"} | x > -5 | y < -1.5s", "{a=\"b\"} | x>-5 | y<-1s500ms");
}

void tst_Parse::printsCanonically()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, canonical);
    const auto expr = parse(query.toStdString());
    QVERIFY2(expr.ok(), expr ? "" : qPrintable(expr.error().summary));
    QCOMPARE(QByteArray::fromStdString(print(*expr)), canonical);
    QCOMPARE(roundTrip(query.toStdString()), QString());
}

void tst_Parse::errorsSayWhereAndWhat_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QString>("start");
    const auto row = [](const char *query, const char *start) {
        QTest::newRow(query) << QByteArray(query) << QString::fromUtf8(start);
    };
    row("", "line 1, column 1: found the end of the query");
    row("{", "line 1, column 2: found the end of the query where the name of a label is expected");
    row("{a=\"b\"", "line 1, column 7: found the end of the query where \"}\" is expected");
    row("{}", "line 1, column 1: a selector needs at least one matcher");
    row("{a=~\".*\"}", "line 1, column 1: a selector needs at least one matcher");
    row("{a=~\"(\"}", "line 1, column 2: the regular expression cannot be used: missing");
    row("{a=\"b\"}\n|= x", "line 2, column 4: found \"x\" where a string in quotes");
    row("{a=\"é\"} |", "line 1, column 10: found the end of the query where a parser");
    row("rate({a=\"b\"})", "line 1, column 13: found \")\" where a range");
    row("rate({a=\"b\"}[5x])", "line 1, column 13: [5x] is not a time range");
    row("rate({a=\"b\"}[5m)", "line 1, column 13: a range that begins with [ does not end");
    row("sum_over_time({a=\"b\"}[5m])", "line 1, column 1: sum_over_time needs | unwrap");
    row("count_over_time({a=\"b\"}|unwrap x[5m])", "line 1, column 1: count_over_time works on lines");
    row("quantile_over_time({a=\"b\"}|unwrap x[5m])", "line 1, column 1: quantile_over_time needs a number");
    row("rate({a=\"b\"}[5m]) by (x)", "line 1, column 1: rate takes no grouping");
    row("topk(rate({a=\"b\"}[5m]))", "line 1, column 1: topk needs a number");
    row("topk(0, rate({a=\"b\"}[5m]))", "line 1, column 1: topk needs a whole number");
    row("sort(rate({a=\"b\"}[5m])) by (x)", "line 1, column 1: sort takes no grouping");
    row("1 and rate({a=\"b\"}[5m])", "line 1, column 3: and, or, unless work on vectors");
    row("{a=\"b\"} + 1", "line 1, column 9: found \"+\" where an operator or the end");
    row("1 + {a=\"b\"}", "line 1, column 5: lines cannot be calculated with");
    row("{a=\"b\"} | unwrap x", "line 1, column 9: found \"|\" where an operator or the end");
    row("{a=\"b\"} | label_format x=y, x=z", "line 1, column 29: one label_format cannot set x twice");
    row("{a=\"b} ", "line 1, column 4: a string that begins with \" does not end");
    row("{a=\"\\d\"}", "line 1, column 4: a string holds a bad escape");
    row("{a=\"b\"} | logfmt --fast", "line 1, column 18: found \"--fast\" where --strict");
    row("{a=\"b\"} |~ ip(\"1.2.3.4\")", "line 1, column 12: ip(…) goes with");
    row("{a=\"b\"} ; ", "line 1, column 9: ; means nothing here");
    row("rate({a=\"b\"}[1m]) == bool on (x) group_left vector(1) or", "line 1, column 57: found the end of the query");
}

void tst_Parse::errorsSayWhereAndWhat()
{
    QFETCH(QByteArray, query);
    QFETCH(QString, start);
    const auto expr = parse(query.toStdString());
    QVERIFY(!expr.ok());
    QCOMPARE(expr.error().kind, wf::base::ErrorKind::Invalid);
    QCOMPARE(expr.error().summary.left(start.size()), start);
}

void tst_Parse::everyQueryOfTheCorpusComesBack()
{
    WF_REQUIRE_CORPUS(folder, "api-fixtures/queries");
    QFile file(folder + QStringLiteral("/logql.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto all = QJsonDocument::fromJson(file.readAll()).array();
    QVERIFY(all.size() >= 98);
    for (const auto &entry : all) {
        const QString query = entry.toObject().value(QStringLiteral("query")).toString();
        const QString problem = roundTrip(query.toStdString(), {.allowsVariables = true});
        QVERIFY2(problem.isEmpty(), qPrintable(query + u" : " + problem));
    }
}

void tst_Parse::deepNestingIsRefused()
{
    const auto expr = parse(std::string(50'000, '(') + "1" + std::string(50'000, ')'));
    QVERIFY(!expr.ok());
    QVERIFY(expr.error().summary.contains(QStringLiteral("nests deeper than")));
}

void tst_Parse::longChainsAreRefused()
{
    std::string query = "1";
    for (int i = 0; i < 3000; ++i)
        query += "+1";
    const auto expr = parse(query);
    QVERIFY(!expr.ok());
    QVERIFY(expr.error().summary.contains(QStringLiteral("more than 2000 operators")));
}

void tst_Parse::variablesNeedLeave()
{
    const auto refused = parse("rate({a=\"b\"}[$__auto])");
    QVERIFY(!refused.ok());
    QVERIFY(refused.error().summary.startsWith(QStringLiteral("line 1, column 13: the variable $__auto has no value")));
    const auto kept = parse("rate({a=\"b\"}[${window}] offset $o)", {.allowsVariables = true});
    QVERIFY2(kept.ok(), kept ? "" : qPrintable(kept.error().summary));
    QCOMPARE(QByteArray::fromStdString(print(*kept)), "rate({a=\"b\"} [${window}] offset $o)");
}

QTEST_APPLESS_MAIN(tst_Parse)
#include "tst_parse.moc"
