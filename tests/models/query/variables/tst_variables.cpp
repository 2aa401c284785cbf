// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/variables/interpolate.h"
#include "models/query/variables/intervals.h"
#include "models/query/variables/options.h"

#include <QTest>

using namespace wf;
using namespace wf::query;
using namespace Qt::StringLiterals;

namespace {

VariableScope scope()
{
    VariableScope s;
    s.variables.insert(u"job"_s, {{u"api"_s}, {u"api"_s}, false, false, false, {}, false});
    s.variables.insert(u"odd"_s, {{u"a\\b'c.d"_s}, {u"odd"_s}, false, false, false, {}, false});
    s.variables.insert(u"host"_s, {{u"a.b"_s, u"c|d"_s}, {u"A"_s, u"B"_s}, true, false, false, {}, false});
    s.variables.insert(u"one"_s, {{u"a.b\\"_s}, {u"A"_s}, true, false, false, {}, false});
    s.variables.insert(u"all"_s, {{u"x"_s, u"y"_s}, {u"x"_s, u"y"_s}, true, true, true, {}, false});
    s.variables.insert(u"dots"_s, {{u"x"_s}, {u"x"_s}, true, true, true, u".*"_s, false});
    s.variables.insert(u"nest"_s, {{u"x"_s}, {u"x"_s}, true, true, true, u"$job-.*"_s, false});
    s.variables.insert(u"quote"_s, {{u"it's \"q\""_s, u"b"_s}, {u"q"_s, u"b"_s}, true, false, false, {}, false});
    s.set(u"__interval"_s, u"15s"_s);
    s.set(u"__from"_s, u"1000000000123"_s);
    return s;
}

} // namespace

class VariablesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void queriesAreFilledAsGrafanaDoes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("filled");
        const auto row = [](const char *text, const char *filled) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(filled);
        };
        row("up{job=\"$job\"}", "up{job=\"api\"}");
        row("up{job=\"${job}\"}", "up{job=\"api\"}");
        row("up{job=\"[[job]]\"}", "up{job=\"api\"}");
        row("$jobs $job_x $job.x $job-x", "$jobs $job_x api.x api-x");
        row("$unknown ${unknown:csv} [[unknown]] $ ${ [[", "$unknown ${unknown:csv} [[unknown]] $ ${ [[");
        row("x{a=~\"$host\"}", "x{a=~\"(a\\\\.b|c\\\\|d)\"}");
        row("$one", "a\\\\.b\\\\\\\\");
        row("$odd", "a\\\\b\\\\'c.d");
        row("$all", "(x|y)");
        row("$dots", ".*");
        row("$nest", "api-.*");
        row("rate(x[$__interval])", "rate(x[15s])");
        row("${host:csv}", "a.b,c|d");
        row("${host:pipe}", "a.b|c|d");
        row("${host:regex}", "(a\\.b|c\\|d)");
        row("${job:regex}", "api");
        row("${host:glob}", "{a.b,c|d}");
        row("${job:glob}", "api");
        row("${host:json}", "[\"a.b\",\"c|d\"]");
        row("${job:json}", "\"api\"");
        row("${host:raw}", "a.b,c|d");
        row("${quote:singlequote}", "'it\\'s \"q\"','b'");
        row("${quote:doublequote}", "\"it's \\\"q\\\"\",\"b\"");
        row("${quote:sqlstring}", "'it''s \"q\"','b'");
        row("${quote:html}", "it&#39;s &quot;q&quot;, b");
        row("${host:percentencode}", "%7Ba.b%2Cc%7Cd%7D");
        row("${host:queryparam}", "var-host=a.b&var-host=c%7Cd");
        row("${all:queryparam}", "var-all=%24__all");
        row("${host:customqueryparam:h:v-}", "h=v-a.b&h=v-c%7Cd");
        row("${host:distributed}", "a.b,host=c|d");
        row("${host:lucene}", "(\"a.b\" OR \"c\\|d\")");
        row("${host:text}", "A + B");
        row("${all:text}", "All");
        row("${host.text}", "A + B");
        row("${host:join:;}", "a.b;c|d");
        row("${__from:date}", "2001-09-09T01:46:40.123Z");
        row("${__from:date:iso}", "2001-09-09T01:46:40.123Z");
        row("${__from:date:seconds}", "1000000000");
        row("${__from:date:YYYY-MM}", "2001-09");
        row("${host:nonsense}", "{a.b,c|d}");
    }
    void queriesAreFilledAsGrafanaDoes()
    {
        QFETCH(QString, text);
        QTEST(interpolate(text, scope(), Dialect::Query), "filled");
    }

    void titlesShowWhatPeopleChose()
    {
        QCOMPARE(interpolate(u"Hosts $host of $job"_s, scope(), Dialect::Title), u"Hosts A + B of api"_s);
        QCOMPARE(interpolate(u"$all $dots"_s, scope(), Dialect::Title), u"All All"_s);
        QCOMPARE(interpolate(u"Hosts $host"_s, scope(), Dialect::Text), u"Hosts {a.b,c|d}"_s);
        QCOMPARE(interpolate(u"^$host"_s, scope(), Dialect::Regex), u"^(a\\.b|c\\|d)"_s);
    }

    void whatGrowsIsHeld()
    {
        VariableScope s;
        s.set(u"a"_s, QString(100'000, u'x'));
        QVERIFY(interpolate(u"$a"_s.repeated(1000), s, Dialect::Query).size() <= (1 << 20));
        VariableValue circle{{u"x"_s}, {u"x"_s}, true, true, true, u"$c$c"_s, false};
        s.variables.insert(u"c"_s, circle);
        QVERIFY(interpolate(u"$c"_s, s, Dialect::Query).size() < 1000);
    }

    void referencesAreFound()
    {
        QCOMPARE(variablesIn(u"$a ${b:csv} [[c]] ${d.e} $a"_s), (QStringList{u"a"_s, u"b"_s, u"c"_s, u"d"_s}));
    }

    void stepsAreThoseOfGrafana_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<int>("points");
        QTest::addColumn<QString>("least");
        QTest::addColumn<double>("factor");
        QTest::addColumn<QString>("interval");
        QTest::addColumn<QString>("rate");
        QTest::newRow("an hour") << qint64{3600} << 1000 << QString() << 1.0 << u"15s"_s << u"1m"_s;
        QTest::newRow("six hours") << qint64{21600} << 1000 << QString() << 1.0 << u"20s"_s << u"1m"_s;
        QTest::newRow("a day") << qint64{86400} << 1000 << QString() << 1.0 << u"1m"_s << u"1m15s"_s;
        QTest::newRow("a week") << qint64{604800} << 500 << QString() << 1.0 << u"20m"_s << u"20m15s"_s;
        QTest::newRow("least of the panel") << qint64{3600} << 1000 << u"1m"_s << 1.0 << u"1m"_s << u"4m"_s;
        QTest::newRow("least with a sign") << qint64{3600} << 1000 << u">30s"_s << 1.0 << u"30s"_s << u"2m"_s;
        QTest::newRow("least is a variable")
            << qint64{3600} << 1000 << u"$__rate_interval"_s << 1.0 << u"15s"_s << u"1m"_s;
        QTest::newRow("a factor") << qint64{3600} << 1000 << QString() << 2.0 << u"30s"_s << u"1m"_s;
        QTest::newRow("never too many") << qint64{86400} * 30 << 1'000'000 << u"1s"_s << 1.0 << u"3m"_s << u"4s"_s;
    }
    void stepsAreThoseOfGrafana()
    {
        QFETCH(qint64, seconds);
        QFETCH(int, points);
        QFETCH(QString, least);
        QFETCH(double, factor);
        IntervalQuestion q{{0, seconds * base::nsPerSecond}, points, least, 15 * base::nsPerSecond, factor};
        const Intervals i = intervalsOf(q);
        VariableScope s;
        addBuiltIns(s, q, i);
        QTEST(interpolate(u"$__interval"_s, s, Dialect::Query), "interval");
        QTEST(interpolate(u"${__rate_interval}"_s, s, Dialect::Query), "rate");
        QCOMPARE(interpolate(u"$__range $__range_s"_s, s, Dialect::Query), u"%1s %1"_s.arg(seconds));
    }

    void intervalsAreRounded()
    {
        const std::vector<std::pair<qint64, qint64>> table{
            {9, 1},         {10, 10},       {749, 500},           {1499, 1000},         {1500, 2000},
            {44999, 30000}, {45000, 60000}, {86399999, 43200000}, {86400000, 86400000}, {4000000000, 31536000000}};
        for (const auto &[ms, rounded] : table)
            QCOMPARE(roundIntervalMs(ms), rounded);
        QCOMPARE(intervalText(90 * base::nsPerSecond), u"1m"_s);
        QCOMPARE(intervalText(base::nsPerMs / 2), u"1ms"_s);
    }

    void relativeTimesAreRead()
    {
        const qint64 now = 1'000'000'000LL * base::nsPerSecond; // Sunday 2001-09-09 01:46:40
        const auto at = [&](const char *text, bool up) {
            return relativeTimeNs(QString::fromLatin1(text), now, up, u"utc"_s).value_or(-1) / base::nsPerSecond;
        };
        QCOMPARE(at("now", false), 1'000'000'000LL);
        QCOMPARE(at("now-6h", false), 999'978'400LL);
        QCOMPARE(at("now/d", false), 999'993'600LL);
        QCOMPARE(at("now/d", true), 1'000'079'999LL);
        QCOMPARE(at("now-1d/d", false), 999'907'200LL);
        QCOMPARE(at("now/w", false), 999'475'200LL);
        QCOMPARE(at("now/M", false), 999'302'400LL);
        QCOMPARE(at("now+1h", false), 1'000'003'600LL);
        QCOMPARE(at("999999999000", false), 999'999'999LL);
        QCOMPARE(at("2001-09-09T01:46:40.000Z", false), 1'000'000'000LL);
        QVERIFY(!relativeTimeNs(u"now-5x"_s, now, false));
        QVERIFY(!relativeTimeNs(u"yesterday"_s, now, false));
    }

    void queriesOfVariablesAreUnderstood()
    {
        using Q = VariableQuery;
        QCOMPARE(parseVariableQuery(u"label_values(up, job)"_s), (Q{Q::LabelValues, u"up"_s, u"job"_s, {}, {}}));
        QCOMPARE(parseVariableQuery(u"label_values(up{a=\"x,y\", b=~\"$c\"}, job)"_s),
                 (Q{Q::LabelValues, u"up{a=\"x,y\", b=~\"$c\"}"_s, u"job"_s, {}, {}}));
        QCOMPARE(parseVariableQuery(u" label_values(job) "_s), (Q{Q::LabelValues, {}, u"job"_s, {}, {}}));
        QCOMPARE(parseVariableQuery(u"label_names()"_s), (Q{Q::LabelNames, {}, {}, {}, {}}));
        QCOMPARE(parseVariableQuery(u"metrics(node_.*)"_s), (Q{Q::MetricNames, {}, {}, u"node_.*"_s, {}}));
        QCOMPARE(parseVariableQuery(u"query_result(topk(5, up))"_s), (Q{Q::QueryResult, {}, {}, {}, u"topk(5, up)"_s}));
        QCOMPARE(parseVariableQuery(u"up{job=\"x\"}"_s), (Q{Q::Series, u"up{job=\"x\"}"_s, {}, {}, {}}));
    }

    void optionsAreFilteredCapturedAndSorted()
    {
        using C = VariableChoice;
        const auto texts = [](const std::vector<C> &list) {
            QStringList out;
            for (const C &c : list)
                out << c.text;
            return out;
        };
        const QStringList hosts{u"web-10"_s, u"db-1"_s, u"web-9"_s, u"web-9"_s, u"Web-1"_s};
        QCOMPARE(texts(choicesOf(hosts, {}, 0)), (QStringList{u"web-10"_s, u"db-1"_s, u"web-9"_s, u"Web-1"_s}));
        QCOMPARE(texts(choicesOf(hosts, u"/^web-(\\d+)/"_s, 3)), (QStringList{u"9"_s, u"10"_s}));
        QCOMPARE(texts(choicesOf(hosts, u"/^web-(\\d+)/i"_s, 4)), (QStringList{u"10"_s, u"9"_s, u"1"_s}));
        QCOMPARE(texts(choicesOf(hosts, {}, 1)), (QStringList{u"Web-1"_s, u"db-1"_s, u"web-10"_s, u"web-9"_s}));
        QCOMPARE(texts(choicesOf(hosts, {}, 5)), (QStringList{u"db-1"_s, u"Web-1"_s, u"web-10"_s, u"web-9"_s}));
        QCOMPARE(texts(choicesOf(hosts, {}, 7)), (QStringList{u"db-1"_s, u"Web-1"_s, u"web-9"_s, u"web-10"_s}));
        QCOMPARE(choicesOf({u"x{a=\"1\",n=\"one\"}"_s}, u"/a=\"(?<value>[^\"]+).*n=\"(?<text>[^\"]+)/"_s, 0),
                 (std::vector<C>{{u"one"_s, u"1"_s}}));
        QCOMPARE(texts(choicesOf(hosts, u"/^(?!web)/i"_s, 0)), QStringList{u"db-1"_s});
        QCOMPARE(customChoices(u"a, b : 2 ,c\\,d,"_s),
                 (std::vector<C>{{u"a"_s, u"a"_s}, {u"b"_s, u"2"_s}, {u"c,d"_s, u"c,d"_s}}));
    }

    void aHostileExpressionEnds() { QVERIFY(choicesOf({QString(3000, u'a') + u'b'}, u"/^(a+)+$/"_s, 0).empty()); }
};

QTEST_GUILESS_MAIN(VariablesTest)
#include "tst_variables.moc"
