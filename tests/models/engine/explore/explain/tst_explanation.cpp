// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/explain/explanation.h"
#include "tests/support/failonwarning.h"

using namespace wf;
using namespace Qt::StringLiterals;

namespace {
QString tree(const QString &text)
{
    const auto explained = engine::explainPromql(text);
    if (!explained)
        return explained.error().summary;
    QString out;
    for (const auto &step : explained->steps)
        out += QString(step.depth, u'.') + step.words + u" | "_s + step.countExpr + u'\n';
    return out.replace(u'\u2009', u' ').replace(u'\u202f', u' '); // thin spaces
}
} // namespace

class TestExplanation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void saysEachPartInWords()
    {
        QCOMPARE(
            tree(u"sum by (region) (rate(x_total{code=~\"5..\"}[5m])) > 2"_s),
            QString(
                u"Keeps what is > the right side | count(sum by (region) (rate(x_total{code=~\"5..\"}[5m])) > 2)\n"_s
                u".Adds up the elements of each group; a group for each region | "_s
                u"count(sum by (region) (rate(x_total{code=~\"5..\"}[5m])))\n"_s
                u"..Per second growth of a counter, averaged over the range; resets are made up for | "_s
                u"count(rate(x_total{code=~\"5..\"}[5m]))\n"_s
                u"...x_total where code=~\"5..\": the samples of the last 5 min at each point | "_s
                u"count(x_total{code=~\"5..\"})\n"_s
                u".A number | \n"_s));
    }

    void placeholdersAreSaidByTheirName()
    {
        QVERIFY(tree(u"rate(x[$__rate_interval])"_s).contains(u"the last $__rate_interval at"_s));
    }

    void partnersAndShifts()
    {
        QVERIFY(
            tree(u"a / on (region) group_left () b"_s).contains(u"partners agree in region, several on the left"_s));
        QVERIFY(tree(u"a offset 1d"_s).contains(u"a, 1"_s));
        QVERIFY(tree(u"a and b"_s).startsWith(u"Keeps the left where the right has a partner"_s));
    }

    void errorsAreGivenBack() { QVERIFY(!engine::explainPromql(u"sum("_s).ok()); }

    void partsLieInTheText()
    {
        const QString text = u"max by (\"ä\") (x{l=\"ö\"}) + ((y))"_s;
        const auto explained = engine::explainPromql(text);
        QVERIFY(explained.ok());
        QCOMPARE(explained->steps[1].text, u"max by (\"ä\") (x{l=\"ö\"})"_s);
        QCOMPARE(explained->steps.back().text, u"y"_s);
        for (const auto &step : explained->steps)
            QCOMPARE(text.mid(step.start, step.length), step.text);
    }

    void costIsSeriesTimesSamples()
    {
        const auto explained = engine::explainPromql(u"rate(a[5m]) / b"_s);
        engine::CostInput input;
        for (const auto &step : explained->steps)
            if (step.isSelector) {
                input.selectors.push_back(step);
                input.series.push_back(10);
            }
        input.range = {0, base::nsPerHour};
        input.stepNs = 10 * base::nsPerSecond;
        input.scrapeNs = 15 * base::nsPerSecond;
        const auto cost = engine::costOf(input);
        QCOMPARE(cost.series, 20);
        QCOMPARE(cost.samples, 20 * (65 * 4 + 1));
        QCOMPARE(cost.points, 361);
        QVERIFY(!cost.isLarge);
        input.series = {30'000, 1};
        QVERIFY(engine::costOf(input).isLarge);
        input.series = {10, 10};
        input.range.endNs = 200'000 * base::nsPerHour;
        QVERIFY(engine::costOf(input).isLarge);
    }
};

QTEST_GUILESS_MAIN(TestExplanation)
#include "tst_explanation.moc"
