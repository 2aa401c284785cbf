// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/board/card/boardfigure.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cmath>

using namespace wf;
using namespace wf::ui;
using namespace Qt::StringLiterals;
using widgets::ChartAxisLook;
using widgets::ChartKind;

namespace {

QJsonObject custom(const char *json)
{
    return QJsonDocument::fromJson(QByteArray(json).replace('\'', '"')).object();
}

BoardFigure::Line line(const QString &name, const QString &unit, const char *settings, std::vector<double> values)
{
    BoardFigure::Line out;
    out.name = out.key = name;
    auto samples = std::make_shared<signals::Series>();
    for (std::size_t i = 0; i < values.size(); ++i)
        samples->timesMs.push_back(static_cast<qint64>(i) * 60'000);
    samples->values = std::move(values);
    out.samples = std::move(samples);
    out.settings.unit = unit;
    out.settings.custom = custom(settings);
    return out;
}

struct Drawn {
    signals::BoardPanel panel;
    BoardFigure figure;
    widgets::SeriesColors colors;
    std::shared_ptr<const widgets::Theme> theme = widgets::Theme::bundled(widgets::ThemeMode::Dark);
    [[nodiscard]] widgets::ChartData data() { return boardChartOf(panel, figure, colors, *theme); }
};

} // namespace

class BoardChartTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyUnitHasItsAxis()
    {
        Drawn drawn;
        drawn.figure.lines = {line(u"requests"_s, u"reqps"_s, "{}", {10, 20}),
                              line(u"p99"_s, u"s"_s, "{'axisLabel':'latency'}", {0.1, 0.2}),
                              line(u"errors"_s, u"reqps"_s, "{}", {1, 2}),
                              line(u"memory"_s, u"bytes"_s, "{'axisPlacement':'left'}", {1e9, 2e9}),
                              line(u"quiet"_s, u"percent"_s, "{'axisPlacement':'hidden'}", {1, 2})};
        const auto data = drawn.data();
        QCOMPARE(widgets::axisCount(data), 4);
        QCOMPARE(data.series[0].axis, 0);
        QCOMPARE(data.series[1].axis, 1);
        QCOMPARE(data.series[2].axis, 0);
        QCOMPARE(data.series[3].axis, 2);
        QCOMPARE(data.look.side, ChartAxisLook::Left);
        QCOMPARE(data.moreAxes[0].look.side, ChartAxisLook::Right); // where nothing is said, the second one
        QCOMPARE(data.moreAxes[0].label, u"latency"_s);
        QCOMPARE(data.moreAxes[1].look.side, ChartAxisLook::Left);
        QCOMPARE(data.moreAxes[2].look.side, ChartAxisLook::Hidden);
        QCOMPARE(widgets::valueText(data, 0.2, data.series[1].axis), u"200 ms"_s);
        QCOMPARE(data.moreAxes[1].unit, base::Unit::Bytes); // ticks at powers of two
    }

    void ticksSayNoMoreDigitsThanTheyNeed_data()
    {
        QTest::addColumn<QString>("unit");
        QTest::addColumn<double>("value");
        QTest::addColumn<double>("step");
        QTest::addColumn<QString>("text");
        QTest::newRow("share") << u"percentunit"_s << 0.0005 << 0.0005 << u"0.05%"_s;
        QTest::newRow("half") << u"percentunit"_s << 0.5 << 0.25 << u"50%"_s;
        QTest::newRow("ms") << u"s"_s << 0.1 << 0.05 << u"100 ms"_s;
        QTest::newRow("plain") << u"short"_s << 0.05 << 0.05 << u"0.05"_s;
        QTest::newRow("thousands") << u"short"_s << 1500.0 << 500.0 << u"1.5 K"_s;
        QTest::newRow("noise") << u"short"_s << 0.30000000000000004 << 0.1 << u"0.3"_s;
        QTest::newRow("bytes") << u"bytes"_s << 1610612736.0 << 536870912.0 << u"1.5 GiB"_s;
        QTest::newRow("zero") << u"percentunit"_s << 0.0 << 0.05 << u"0%"_s;
    }
    void ticksSayNoMoreDigitsThanTheyNeed()
    {
        QFETCH(QString, unit);
        QFETCH(double, value);
        QFETCH(double, step);
        Drawn drawn;
        drawn.figure.lines = {line(u"a"_s, unit, "{}", {1})};
        QTEST(drawn.data().writeTick(value, step), "text");
    }

    void scalesEdgesAndGridAreThoseOfTheSeries()
    {
        Drawn drawn;
        drawn.figure.lines = {
            line(u"a"_s, u"s"_s,
                 "{'scaleDistribution':{'type':'log','log':2},'axisGridShow':false,"
                 "'axisCenteredZero':true,'axisSoftMax':10}",
                 {1, 2}),
            line(u"b"_s, u"s"_s, "{'scaleDistribution':{'type':'symlog','linearThreshold':0.1}}", {1})};
        const auto data = drawn.data();
        QVERIFY(data.look.scale == (widgets::ValueScale{widgets::ValueScale::Log, 2, 1}));
        QVERIFY(!data.look.showsGrid && data.look.zeroInMiddle);
        QCOMPARE(data.yMax, std::optional(10.0));
        QVERIFY(data.moreAxes[0].look.scale == (widgets::ValueScale{widgets::ValueScale::SymLog, 10, 0.1}));
    }

    void coloursFollowValuesWhereThePanelSaysSo()
    {
        Drawn drawn;
        auto low = line(u"low"_s, {}, "{}", {9, 1, std::nan("")}), high = line(u"high"_s, {}, "{}", {1, 9});
        for (auto *one : {&low, &high}) {
            one->settings.color.mode = u"thresholds"_s;
            one->settings.thresholds = signals::ThresholdSettings{};
            one->settings.thresholds->steps = {{std::nullopt, u"green"_s}, {5, u"red"_s}};
        }
        drawn.figure.lines = {low, high};
        using widgets::SeriesColor;
        QCOMPARE(drawn.data().series[0].color, (SeriesColor{SeriesColor::Fixed, 0x73bf69})); // by the last one
        QCOMPARE(drawn.data().series[1].color, (SeriesColor{SeriesColor::Fixed, 0xf2495c}));
        drawn.figure.lines[0].settings.color.seriesBy = u"max"_s;
        QCOMPARE(drawn.data().series[0].color, (SeriesColor{SeriesColor::Fixed, 0xf2495c}));
        drawn.figure.lines[1].settings.color.mode = u"continuous-GrYlRd"_s; // 9 is the highest of all
        QCOMPARE(drawn.data().series[1].color, (SeriesColor{SeriesColor::Fixed, 0xf2495c}));
    }

    void thresholdsAreLinesAreasOrBoth_data()
    {
        QTest::addColumn<QString>("style");
        QTest::addColumn<int>("lines");
        QTest::addColumn<int>("zones");
        QTest::addColumn<bool>("dashed");
        QTest::newRow("off") << u"off"_s << 0 << 0 << false;
        QTest::newRow("line") << u"line"_s << 1 << 0 << false;
        QTest::newRow("dashed") << u"dashed"_s << 1 << 0 << true;
        QTest::newRow("area") << u"area"_s << 0 << 2 << false;
        QTest::newRow("line+area") << u"line+area"_s << 1 << 2 << false;
        QTest::newRow("dashed+area") << u"dashed+area"_s << 1 << 2 << true;
    }
    void thresholdsAreLinesAreasOrBoth()
    {
        QFETCH(QString, style);
        QFETCH(bool, dashed);
        Drawn drawn;
        drawn.panel.defaults.custom = QJsonObject{{u"thresholdsStyle"_s, QJsonObject{{u"mode"_s, style}}}};
        drawn.panel.defaults.thresholds = signals::ThresholdSettings{};
        drawn.panel.defaults.thresholds->steps = {{std::nullopt, u"green"_s}, {5, u"red"_s}};
        drawn.figure.lines = {line(u"a"_s, {}, "{}", {1, 9})};
        const auto data = drawn.data();
        QTEST(static_cast<int>(data.thresholds.size()), "lines");
        QTEST(static_cast<int>(data.zones.size()), "zones");
        if (!data.thresholds.empty()) {
            QCOMPARE(data.thresholdsDashed, dashed);
            QCOMPARE(data.thresholdColors, std::vector<int>{0xf2495c});
        }
        if (!data.zones.empty())
            QVERIFY(std::isinf(data.zones[0].from) && data.zones[0].to == 5 && std::isinf(data.zones[1].to));
    }

    void stylesAreMixedAndSharesAreSaid()
    {
        Drawn drawn;
        drawn.panel.defaults.custom = custom("{'drawStyle':'bars','stacking':{'mode':'percent'}}");
        drawn.figure.lines = {line(u"bars"_s, u"bytes"_s, "{'drawStyle':'bars','hideFrom':{'legend':true}}", {1, 9}),
                              line(u"line"_s, u"bytes"_s, "{'drawStyle':'line','hideFrom':{'tooltip':true}}", {1, 9})};
        const auto data = drawn.data();
        QCOMPARE(data.kind, ChartKind::Bars);
        QVERIFY(!data.series[0].kind && data.series[1].kind == ChartKind::Lines);
        QVERIFY(!data.series[0].inLegend && data.series[0].inReadOut);
        QVERIFY(data.series[1].inLegend && !data.series[1].inReadOut);
        QVERIFY(data.stacksShares);
        QCOMPARE(data.yMax, std::optional(1.0));
        QCOMPARE(data.writeTick(0.5, 0.5), u"50%"_s);
        QCOMPARE(data.write(1024), u"1 KiB"_s);
    }
};

QTEST_MAIN(BoardChartTest)
#include "tst_boardchart.moc"
