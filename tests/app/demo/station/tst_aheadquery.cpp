// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/station/aheadquery.h"
#include "models/query/promql/memory/memorysamples.h"
#include "tests/support/failonwarning.h"

#include <QTest>

#include <algorithm>

using namespace wf;
using namespace wf::app::demo;

namespace {

constexpr qint64 minuteMs = 60'000;
constexpr qint64 firstMs = 120 * minuteMs;
constexpr qint64 evaluations = 60;

// Counters of three instances, one of which is there only for a while, and what a rule gave.
query::MemorySamples threeInstances()
{
    query::MemorySamples samples;
    for (int i = 0; i < 3; ++i) {
        const std::string instance(1, static_cast<char>('a' + i));
        for (qint64 t = 0; t <= 300; ++t)
            if (i < 2 || (t > 140 && t < 150))
                samples.append({{"__name__", "requests_total"}, {"instance", instance}}, t * minuteMs,
                               static_cast<double>(t * t % (97 + i)));
    }
    for (qint64 t = 0; t <= 300; ++t)
        samples.append({{"__name__", "given:requests:sum"}}, t * minuteMs, static_cast<double>(t % 7));
    return samples;
}

// How often it is asked.
class CountingReader final : public query::SampleReader {
public:
    explicit CountingReader(const query::SampleReader &samples) : m_samples(samples) {}
    base::Result<std::vector<signals::RawSeries>> read(const query::SampleRequest &request,
                                                       std::stop_token stop) const override
    {
        ++asked;
        return m_samples.read(request, stop);
    }
    mutable int asked = 0;

private:
    const query::SampleReader &m_samples;
};

station::RuleGroup groupOf(const std::string &expr)
{
    station::GroupSpec spec;
    station::RuleSpec recorded;
    recorded.kind = signals::RuleKind::Recording;
    recorded.name = "given:requests:sum";
    station::RuleSpec rule;
    rule.name = "Rule";
    const auto parsed = query::parsePromql(expr, query::ParseOptions::everything());
    rule.parsed = parsed ? *parsed : nullptr;
    spec.rules = {std::move(recorded), std::move(rule)};
    return station::RuleGroup(std::move(spec));
}

QStringList textOf(const base::Result<std::vector<station::VectorElement>> &elements)
{
    if (!elements)
        return {elements.error().summary};
    QStringList out;
    for (const auto &e : *elements)
        out << QStringLiteral("%1 %2").arg(e.labels.toString()).arg(e.value, 0, 'g', 17);
    out.sort();
    return out;
}

} // namespace

class tst_AheadQuery : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void everyMomentHasTheAnswerOfItsOwnEvaluation_data();
    void everyMomentHasTheAnswerOfItsOwnEvaluation();
    void anotherRunOfMomentsIsWorkedOutAnew();
    void anExpressionThatIsNoRuleIsAnsweredToo();
};

void tst_AheadQuery::everyMomentHasTheAnswerOfItsOwnEvaluation_data()
{
    QTest::addColumn<QByteArray>("expr");
    QTest::addColumn<int>("mostReads"); // a range reads once for each selector, moments each time
    QTest::newRow("rates") << QByteArray("sum by (instance) (rate(requests_total[5m]))") << 1;
    QTest::newRow("a comparison that holds now and then") << QByteArray("requests_total > 48") << 1;
    QTest::newRow("something absent at times") << QByteArray("absent(requests_total{instance='c'})") << 1;
    QTest::newRow("a scalar") << QByteArray("time() + 1") << 0;
    QTest::newRow("a sub-query") << QByteArray("max_over_time(sum(requests_total)[10m:1m])") << 1;
    QTest::newRow("what a rule gives") << QByteArray("requests_total > on () group_left () given:requests:sum")
                                       << int(2 * evaluations);
    QTest::newRow("any name") << QByteArray("{instance='a'}") << int(evaluations);
    QTest::newRow("the end of the range") << QByteArray("sum(requests_total @ end())") << int(evaluations);
    QTest::newRow("an expression that fails at times")
        << QByteArray("label_replace(requests_total > 90, 'instance', '', '', '')") << int(evaluations + 1);
}

void tst_AheadQuery::everyMomentHasTheAnswerOfItsOwnEvaluation()
{
    QFETCH(QByteArray, expr);
    QFETCH(int, mostReads);
    const query::MemorySamples samples = threeInstances();
    const CountingReader counting(samples);
    std::vector<station::RuleGroup> groups;
    groups.push_back(groupOf(expr.toStdString()));
    const auto &rule = groups[0].spec().rules[1];
    QVERIFY(rule.parsed);
    AheadQuery ahead(counting);
    ahead.follow(groups);
    ahead.begin(evaluations, minuteMs);
    const station::PromqlQuery each(samples);
    int different = 0;
    QStringList before;
    for (qint64 i = 0; i < evaluations; ++i) {
        const QStringList expected = textOf(each.evaluate(*rule.parsed, firstMs + i * minuteMs, {}));
        QCOMPARE(textOf(ahead.evaluate(*rule.parsed, firstMs + i * minuteMs, {})), expected);
        different += std::exchange(before, expected) == expected ? 0 : 1;
    }
    QVERIFY(different > 0);
    QVERIFY2(counting.asked <= mostReads, qPrintable(QString::number(counting.asked)));
}

void tst_AheadQuery::anotherRunOfMomentsIsWorkedOutAnew()
{
    const query::MemorySamples samples = threeInstances();
    const station::PromqlQuery each(samples);
    std::vector<station::RuleGroup> groups;
    groups.push_back(groupOf("sum(requests_total)"));
    const auto &expr = *groups[0].spec().rules[1].parsed;
    AheadQuery ahead(samples);
    ahead.follow(groups);
    for (const qint64 stepMs : {minuteMs, 4 * minuteMs}) {
        ahead.begin(10, stepMs);
        for (qint64 i = 0; i < 10; ++i)
            QCOMPARE(textOf(ahead.evaluate(expr, firstMs + i * stepMs, {})),
                     textOf(each.evaluate(expr, firstMs + i * stepMs, {})));
    }
}

void tst_AheadQuery::anExpressionThatIsNoRuleIsAnsweredToo()
{
    const query::MemorySamples samples = threeInstances();
    const AheadQuery ahead(samples);
    const auto expr = query::parsePromql("count(requests_total)", query::ParseOptions::everything());
    QVERIFY(expr.ok());
    const auto count = ahead.evaluate(**expr, firstMs, {});
    QVERIFY(count.ok() && count->size() == 1);
    QCOMPARE(count->front().value, 2.0);
}

QTEST_GUILESS_MAIN(tst_AheadQuery)
#include "tst_aheadquery.moc"
