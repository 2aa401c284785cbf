// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/panelview.h"

#include <QTest>

#include <cmath>

using namespace wf;
using namespace wf::ui;
using namespace Qt::StringLiterals;
using widgets::ChartAnnotation;
using widgets::SeriesColor;

namespace {

signals::Series seriesOf(base::Labels labels, std::vector<double> values)
{
    signals::Series s;
    s.labels = std::move(labels);
    for (std::size_t i = 0; i < values.size(); ++i)
        s.timesMs.push_back(1'700'000'000'000 + qint64(i) * 15'000);
    s.values = std::move(values);
    return s;
}

engine::PanelAnswer answerOf(std::vector<signals::Series> series)
{
    auto q = std::make_shared<signals::QueryAnswer>();
    q->series = std::move(series);
    engine::PanelAnswer a;
    a.queries = {q};
    a.stepNs = 15 * base::nsPerSecond;
    a.final = true;
    return a;
}

signals::PanelSpec spec(const QString &legend, const QString &role = {})
{
    signals::PanelSpec p;
    p.title = u"Requests"_s;
    p.queries = {{u"x"_s, legend, role}};
    return p;
}

} // namespace

class PanelViewTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void legendsAreFilledFromLabels()
    {
        const std::vector<signals::Series> s{seriesOf({{"region", "eu"}, {"pod", "a"}}, {1}),
                                             seriesOf({{"region", "us"}, {"pod", "a"}}, {1})};
        QCOMPARE(seriesNames(s, u"{{region}} of {{ pod }}{{absent}}"_s, u"x"_s),
                 (QStringList{u"eu of a"_s, u"us of a"_s}));
    }

    void withoutALegendTheDifferingLabelsName()
    {
        const std::vector<signals::Series> s{seriesOf({{"job", "n"}, {"device", "sda"}}, {1}),
                                             seriesOf({{"job", "n"}, {"device", "sdb"}, {"extra", "1"}}, {1})};
        QCOMPARE(seriesNames(s, {}, u"x"_s), (QStringList{u"sda"_s, u"sdb, 1"_s}));
        QCOMPARE(seriesNames({seriesOf({{"job", "n"}}, {1})}, {}, u"Title"_s), QStringList{u"Title"_s});
    }

    void coloursStayWithTheValueInEveryPanel()
    {
        widgets::SeriesColors colors;
        const auto one =
            chartDataOf(spec(u"{{region}}"_s),
                        answerOf({seriesOf({{"region", "eu"}}, {1}), seriesOf({{"region", "us"}}, {1})}), {}, colors);
        const auto two = chartDataOf(spec(u"{{region}}"_s), answerOf({seriesOf({{"region", "us"}}, {1})}), {}, colors);
        QCOMPARE(two.series[0].color, one.series[1].color);
        const auto tail = chartDataOf(spec(u"p99"_s, u"p99"_s), answerOf({seriesOf({}, {1})}), {}, colors);
        QCOMPARE(tail.series[0].color.kind, SeriesColor::P99);
        const auto limit = chartDataOf(spec(u"limit"_s, u"limit"_s), answerOf({seriesOf({}, {1})}), {}, colors);
        QVERIFY(limit.series[0].dashed);
    }

    void marksBecomeAnnotations()
    {
        widgets::SeriesColors colors;
        PanelMarks marks;
        signals::Deploy deploy;
        deploy.service = u"payment"_s;
        deploy.toVersion = u"v2"_s;
        deploy.timeNs = 5;
        marks.deploys = {deploy};
        marks.incidents = {{1, 9}};
        auto answer = answerOf({seriesOf({}, {1})});
        signals::Exemplar with, without;
        with.labels = base::Labels{{"trace_id", "4bf92f3577b34da6a3ce929d0e0e4736"}};
        with.value = 2;
        answer.exemplars = {with, without};
        const auto data = chartDataOf(spec({}), answer, marks, colors);
        QCOMPARE(data.annotations.size(), std::size_t(3)); // the exemplar without a trace opens nothing
        QCOMPARE(data.annotations[1].label, u"payment v2"_s);
        QCOMPARE(data.annotations[2].kind, ChartAnnotation::Exemplar);
    }

    void logVolumeHasErrorsAtTheBottom()
    {
        widgets::SeriesColors colors;
        engine::PanelAnswer answer;
        auto volume = std::make_shared<signals::LogVolume>();
        volume->startNs = 60 * base::nsPerSecond;
        volume->stepNs = base::nsPerMinute;
        volume->buckets.resize(2);
        volume->buckets[1][std::size_t(signals::LogLevel::Info)] = 9;
        volume->buckets[0][std::size_t(signals::LogLevel::Error)] = 3;
        answer.volume = volume;
        const auto data = chartDataOf(spec({}), answer, {}, colors);
        QCOMPARE(data.kind, widgets::ChartKind::Bars);
        QCOMPARE(data.series.size(), std::size_t(2));
        QCOMPARE(data.series[0].color.index, int(signals::LogLevel::Error));
    }

    void thresholdsAreBrokenByTheNewestValueOnly()
    {
        widgets::SeriesColors colors;
        auto p = spec({});
        p.thresholds = {{5, u"alert 5"_s, false}, {7, u"alert 7"_s, true}};
        QVERIFY(!brokenThreshold(chartDataOf(p, answerOf({seriesOf({}, {9, 1})}), {}, colors)));
        QCOMPARE(brokenThreshold(chartDataOf(p, answerOf({seriesOf({}, {1, 6})}), {}, colors))->value, 5.0);
    }

    void staleAnswersEndWhereTheirSamplesEnd()
    {
        widgets::SeriesColors colors;
        auto answer = answerOf({seriesOf({}, {1, 2})});
        QCOMPARE(chartDataOf(spec({}), answer, {}, colors).staleSinceNs, 0);
        answer.completeness.stale = true;
        QCOMPARE(chartDataOf(spec({}), answer, {}, colors).staleSinceNs, (1'700'000'000'000 + 15'000) * base::nsPerMs);
    }

    void labelsOfAnInfoMetricAreLines()
    {
        const QString lines = labelLines(answerOf({seriesOf({{"__name__", "build_info"}, {"version", "v2"}}, {1}),
                                                   seriesOf({{"version", "v3"}}, {1})}),
                                         1);
        QCOMPARE(lines, u"version=v2\n+ 1"_s);
    }
};

QTEST_GUILESS_MAIN(PanelViewTest)
#include "tst_panelview.moc"
