// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capacity/capacityreport.h"

#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 now = 1'763'697'600LL * base::nsPerSecond;

engine::ResourceForecastPtr made(const QString &where, std::optional<int> days)
{
    auto question = std::make_shared<engine::FiniteQuestion>();
    question->title = u"disk"_s;
    question->unit = base::Unit::Bytes;
    auto of = std::make_shared<engine::FiniteIdentity>();
    of->question = question;
    of->subject.instance = where;
    of->key = where;
    engine::ResourceForecast out;
    out.of = of;
    out.answer = engine::FiniteAnswer::Forecast;
    out.endNs = now;
    out.used = 83;
    out.limit = 100;
    for (int h = 1; h <= 90 * 24; ++h)
        out.middle.push_back(83 + (days ? 17.0 * h / (24 * *days) : 0));
    out.lower = out.upper = out.innerLower = out.innerUpper = out.middle;
    if (days) {
        out.fullNs = out.earliestNs = now + *days * base::nsPerDay;
        out.latestNs = *out.fullNs + base::nsPerDay;
    }
    return std::make_shared<const engine::ResourceForecast>(out);
}

} // namespace

class CapacityReportTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void saysDaysLeftWithTheirInterval()
    {
        QCOMPARE(app::daysLeftText(*made(u"a"_s, 6), now), u"6.0 d (6.0 to 7.0)"_s);
        QCOMPARE(app::daysLeftText(*made(u"a"_s, std::nullopt), now), u"over 90 d"_s);
        auto hopeless = *made(u"a"_s, std::nullopt);
        hopeless.answer = engine::FiniteAnswer::NotForecastable;
        QCOMPARE(app::daysLeftText(hopeless, now), u"not forecastable"_s);
        auto full = *made(u"a"_s, 0);
        QCOMPARE(app::daysLeftText(full, now), u"full"_s);
    }
    void exitCodesAreThoseOfAMonitoringPlugIn()
    {
        QCOMPARE(app::capacityExitCode({made(u"a"_s, 2)}, now), 2);
        QCOMPARE(app::capacityExitCode({made(u"a"_s, 10)}, now), 1);
        QCOMPARE(app::capacityExitCode({made(u"a"_s, std::nullopt)}, now), 0);
        QCOMPARE(app::capacityExitCode({}, now), 0);
    }
    void tableAndJsonTellTheSame()
    {
        engine::CapacitySnapshot all;
        all.resources = {made(u"a"_s, 6), made(u"b"_s, std::nullopt)};
        const auto rows = app::capacityTable(all.resources, all, now);
        QCOMPARE(rows.size(), 3U);
        QCOMPARE(rows[0].size(), rows[1].size());
        QCOMPARE(rows[1].at(0), u"warning"_s);
        QVERIFY(!rows[1].last().isEmpty());
        const auto json = app::capacityAsJson(all.resources, all, now);
        QCOMPARE(json.size(), 2);
        QCOMPARE(json[0].toObject()[u"severity"_s].toString(), u"warning"_s);
        QVERIFY(!json[0].toObject()[u"advice"_s].toArray().isEmpty());
        QVERIFY(!json[1].toObject().contains(u"full"_s));
    }
    void aForecastIsALineADay()
    {
        const auto rows = app::forecastTable(*made(u"a"_s, 6), 30);
        QCOMPARE(rows.size(), 31U);
        QCOMPARE(app::forecastTable(*made(u"a"_s, 6), 365).size(), 91U);
    }
};

QTEST_GUILESS_MAIN(CapacityReportTest)
#include "tst_capacityreport.moc"
