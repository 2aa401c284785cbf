// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failonwarning.h"
#include "ui/metrics/answer/resultrows.h"

#include <QTest>

#include <cmath>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {
signals::QueryAnswer answer()
{
    signals::QueryAnswer out;
    out.stepMs = 1000;
    out.series.push_back({{{"__name__", "x"}, {"region", "eu"}, {"pod", "a"}}, {1000, 2000, 3000}, {1, 9, 2}});
    out.series.push_back({{{"__name__", "x"}, {"region", "eu"}, {"pod", "b"}}, {1000, 2000, 3000}, {5, 3, NAN}});
    out.series.push_back({{{"__name__", "x"}, {"region", "us"}, {"pod", "c"}}, {1000}, {7}});
    return out;
}
} // namespace

class TestResultRows : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void labelsThatDifferStandFirst()
    {
        QCOMPARE(ui::differingLabels(answer().series), (std::vector<std::string>{"region", "pod"}));
        auto same = answer();
        same.series.resize(2);
        QCOMPARE(ui::differingLabels(same.series), std::vector<std::string>{"pod"});
        same.series.resize(1);
        QCOMPARE(ui::differingLabels(same.series), (std::vector<std::string>{"pod", "region"}));
    }

    void greatestAtTheCursorFirst()
    {
        const auto a = answer();
        auto rows = ui::resultRows(a, {}, 2'000'000'000, 10);
        QCOMPARE(rows.size(), 3U);
        QCOMPARE(rows[0].labels.text("pod"), u"a"_s);
        QCOMPARE(rows[0].atCursor, 9.0);
        QCOMPARE(rows[0].greatest, 9.0);
        QCOMPARE(rows[0].least, 1.0);
        QCOMPARE(rows[0].mean, 4.0);
        QCOMPARE(rows[1].atCursor, 7.0); // a step old: still its value
        rows = ui::resultRows(a, {}, 3'500'000'000, 10);
        QVERIFY(std::isnan(rows[2].atCursor)); // two and a half steps old, or NaN itself
        rows = ui::resultRows(a, {}, 0, 2);
        QCOMPARE(rows.size(), 2U);
        QCOMPARE(rows[0].labels.text("pod"), u"c"_s);
    }

    void csvHasLabelsAndNumbers()
    {
        const auto a = answer();
        const QString csv = ui::resultCsv(ui::resultRows(a, {}, 1'000'000'000, 10), {"region", "pod"});
        QCOMPARE(csv.section(u'\n', 0, 0), u"\"region\",\"pod\",\"value\",\"max\",\"min\",\"mean\""_s);
        QCOMPARE(csv.section(u'\n', 1, 1), u"\"us\",\"c\",\"7\",\"7\",\"7\",\"7\""_s);
    }

    void peaksSurviveInTheSpark()
    {
        signals::QueryAnswer one;
        signals::Series series;
        for (int i = 0; i < 1000; ++i) {
            series.timesMs.push_back(i);
            series.values.push_back(i == 501 ? 100 : 1);
        }
        one.series.push_back(series);
        const auto rows = ui::resultRows(one, {}, 0, 1);
        QVERIFY(rows[0].spark.size() < 100);
        QCOMPARE(*std::max_element(rows[0].spark.begin(), rows[0].spark.end()), 100.0);
    }
};

QTEST_GUILESS_MAIN(TestResultRows)
#include "tst_resultrows.moc"
