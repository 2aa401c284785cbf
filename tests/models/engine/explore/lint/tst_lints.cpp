// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/lint/lints.h"
#include "tests/support/failonwarning.h"

using namespace wf;
using namespace Qt::StringLiterals;
using signals::MetricType;

namespace {

engine::LintFacts facts()
{
    engine::LintFacts out;
    out.index = std::make_shared<engine::MetricIndex>(
        QStringList{u"requests_total"_s, u"memory_bytes"_s, u"lat_bucket"_s, u"lat_sum"_s, u"lat_count"_s, u"odd"_s},
        std::vector<signals::MetricInfo>{{u"requests_total"_s, MetricType::Counter, u""_s, u""_s},
                                         {u"memory_bytes"_s, MetricType::Gauge, u""_s, u"bytes"_s},
                                         {u"lat"_s, MetricType::Histogram, u""_s, u"seconds"_s}},
        std::vector<engine::CountedName>());
    out.isIndexWhole = true;
    out.shape = [](const QString &metric) -> engine::MetricShapePtr {
        if (metric != u"requests_total"_s)
            return nullptr;
        return std::make_shared<engine::MetricShape>(
            engine::shapeOf(metric, {{{"__name__", "requests_total"}, {"region", "eu"}, {"code", "200"}},
                                     {{"__name__", "requests_total"}, {"region", "us"}, {"code", "500"}}}));
    };
    return out;
}

// "what is marked: severity first words"
QStringList marks(const QString &text)
{
    QStringList out;
    for (const auto &mark : engine::lintPromql(text, facts()))
        out << text.mid(mark.start, mark.length) +
                   (mark.severity == signals::Severity::Critical  ? u" !! "_s
                    : mark.severity == signals::Severity::Warning ? u" ! "_s
                                                                  : u" i "_s) +
                   mark.message;
    return out;
}
bool says(const QString &text, const QString &marked, const QString &words)
{
    const QStringList all = marks(text);
    const bool found = std::any_of(
        all.begin(), all.end(), [&](const QString &mark) { return mark.startsWith(marked) && mark.contains(words); });
    if (!found)
        qInfo("%s", qPrintable(text + u" -> "_s + all.join(u"; "_s)));
    return found;
}

} // namespace

class TestLints : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void goodQueriesAreLeftInPeace_data()
    {
        QTest::addColumn<QString>("text");
        for (const QString &text :
             {u" "_s, u"rate(requests_total[5m])"_s, u"sum by (region) (rate(requests_total[$__rate_interval]))"_s,
              u"memory_bytes > 1e9"_s, u"histogram_quantile(0.99, sum by (le) (rate(lat_bucket[5m])))"_s,
              u"histogram_quantile(0.5, sum without (code) (rate(lat_bucket[5m])))"_s, u"count(requests_total)"_s,
              u"absent(requests_total)"_s, u"deriv(memory_bytes[5m])"_s,
              u"increase(requests_total{code!=\"204\"}[1h])"_s, u"odd"_s, u"max_over_time(memory_bytes[10s])"_s,
              u"sum by (new) (label_replace(rate(requests_total[5m]), \"new\", \"$1\", \"region\", \"(.*)\"))"_s,
              u"rate(requests_total{region=~\"e.*\"}[5m])"_s})
            QTest::newRow(qPrintable(text)) << text;
    }
    void conditionsThatCanHoldAreLeftInPeace_data()
    {
        QTest::addColumn<QString>("text");
        for (const QString &text :
             {u"sum(rate(requests_total{code=\"500\"}[5m])) / sum(rate(requests_total[5m])) > 0.05"_s,
              u"100 * sum(rate(requests_total{code=\"500\"}[5m])) / sum(rate(requests_total[5m])) > 5"_s,
              u"histogram_quantile(0.99, sum by (le) (rate(wait_seconds_bucket[5m]))) > 0.5"_s,
              u"histogram_quantile(0.99, sum by (le) (rate(wait_seconds_bucket[5m]))) > 5m"_s, u"absent(odd) == 1"_s,
              u"absent(odd{a=\"b\"})"_s, u"memory_bytes > 80"_s})
            QTest::newRow(qPrintable(text)) << text;
    }
    void conditionsThatCanHoldAreLeftInPeace()
    {
        QFETCH(QString, text);
        engine::LintFacts nothing; // the shape of the query alone
        const auto all = engine::lintPromql(text, nothing);
        QVERIFY2(all.empty(), all.empty() ? "" : qPrintable(all[0].message));
    }

    void conditionsThatMeanSomethingElseAreSaid()
    {
        QVERIFY(says(u"sum(rate(requests_total{code=\"500\"}[5m])) / sum(rate(requests_total[5m])) > 5"_s, u"5 i"_s,
                     u"Then write 0.05"_s));
        QVERIFY(says(u"histogram_quantile(0.99, sum by (le) (rate(wait_seconds_bucket[5m]))) > 500"_s, u"500 i"_s,
                     u"milliseconds"_s));
        QVERIFY(says(u"absent(odd) == 0"_s, u"0 !"_s, u"never is 0"_s));
        QVERIFY(says(u"absent(sum(odd))"_s, u"sum(odd) i"_s, u"no labels"_s));
        QVERIFY(says(u"absent(odd{a=~\"b|c\"})"_s, u"odd{a=~\"b|c\"} i"_s, u"all of these"_s));
    }

    void goodQueriesAreLeftInPeace()
    {
        QFETCH(QString, text);
        QCOMPARE(marks(text), QStringList());
    }

    void anErrorIsAllThatIsSaid()
    {
        const auto all = marks(u"rate(memory_bytes[5m]) + sum("_s);
        QCOMPARE(all.size(), 1);
        QVERIFY(all[0].contains(u" !! "_s));
    }

    void countersAndGauges()
    {
        QVERIFY(says(u"rate(memory_bytes[5m])"_s, u"memory_bytes !"_s, u"is a gauge"_s));
        QVERIFY(says(u"deriv(requests_total[5m])"_s, u"requests_total !"_s, u"is a counter"_s));
        QVERIFY(says(u"sum by (region) (requests_total)"_s, u"requests_total !"_s, u"rate(requests_total["_s));
        QVERIFY(says(u"lat_sum / lat_count"_s, u"lat_count !"_s, u"is a counter"_s));
        QVERIFY(says(u"rate(sum(requests_total)[5m:])"_s, u"sum(requests_total)[5m:] !"_s, u"Take the rate first"_s));
    }

    void ranges()
    {
        QVERIFY(says(u"rate(requests_total[20s])"_s, u"[20s] !"_s, u"at least 1m"_s));
        QCOMPARE(marks(u"rate(requests_total[30s])"_s), QStringList());
    }

    void matchers()
    {
        QVERIFY(says(u"rate(requests_total{region=~\"eu\"}[5m])"_s, u"region=~\"eu\" i"_s,
                     u"nothing of a regular expression"_s));
        QVERIFY(says(u"rate(requests_total{code=\"200\", region=~\".*\"}[5m])"_s, u"region=~\".*\" i"_s,
                     u"matches everything"_s));
        QVERIFY(says(u"rate(requests_total{zone=\"a\"}[5m])"_s, u"zone=\"a\" !"_s, u"has the label zone"_s));
        QVERIFY(says(u"rate(requests_total{region=\"ap\"}[5m])"_s, u"region=\"ap\" !"_s,
                     u"No series of requests_total has"_s));
        QCOMPARE(marks(u"rate(requests_total{zone=\"\"}[5m])"_s), QStringList());
    }

    void groupings()
    {
        QVERIFY(says(u"sum by (region, zone) (rate(requests_total[5m]))"_s, u"zone !"_s, u"one group"_s));
        QVERIFY(says(u"histogram_quantile(0.9, sum by (region) (rate(lat_bucket[5m])))"_s,
                     u"sum by (region) (rate(lat_bucket[5m])) !"_s, u"label le"_s));
        QVERIFY(says(u"histogram_quantile(0.9, lat_bucket)"_s, u"histogram_quantile(0.9, lat_bucket) i"_s,
                     u"rate() first"_s));
    }

    void unknownNamesAreSaidWithTheNearest()
    {
        QVERIFY(says(u"rate(requests_tot[5m])"_s, u"requests_tot !"_s, u"Is requests_total meant?"_s));
        auto unsure = facts();
        unsure.isIndexWhole = false;
        QVERIFY(engine::lintPromql(u"nobody_knows"_s, unsure).empty());
    }
};

QTEST_GUILESS_MAIN(TestLints)
#include "tst_lints.moc"
