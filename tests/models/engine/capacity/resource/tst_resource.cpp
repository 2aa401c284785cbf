// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/capacity/resource/resource.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace wf;
using namespace Qt::StringLiterals;
using engine::FiniteAnswer;
using signals::Severity;

namespace {

constexpr qint64 now = 1'763'697'600 * base::nsPerSecond; // on the hour

engine::FiniteHistory disk(int hours, double perDay, double used = 400, double limit = 500, bool isLoad = false)
{
    auto question = std::make_shared<engine::FiniteQuestion>();
    question->id = u"disk"_s;
    question->title = u"disk"_s;
    question->unit = base::Unit::Bytes;
    question->isLoad = question->isByNode = isLoad;
    auto of = std::make_shared<engine::FiniteIdentity>();
    of->question = question;
    of->labels = base::Labels({{"mountpoint", "/var"}, {"instance", "db-1"}});
    of->subject.instance = u"db-1"_s;
    of->key = u"disk {db-1}"_s;
    engine::FiniteHistory out;
    out.of = of;
    out.endNs = now;
    out.limit = limit;
    for (int h = hours; h > 0; --h)
        out.used.push_back(used - perDay * (h - 1) / 24.0 + 0.2 * std::sin(h));
    return out;
}

} // namespace

class ResourceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aDiskThatGrowsSteadilyIsFullWhenTheLineSaysSo()
    {
        const auto said = engine::forecastResource(disk(30 * 24, 5), 90 * 24);
        QCOMPARE(said.answer, FiniteAnswer::Forecast);
        QVERIFY(said.fullNs && said.earliestNs);
        const double days = static_cast<double>(*said.fullNs - now) / base::nsPerDay;
        QVERIFY2(days > 15 && days < 26, qPrintable(QString::number(days)));
        QVERIFY(*said.earliestNs <= *said.fullNs);
        QVERIFY(!said.latestNs || *said.latestNs >= *said.fullNs);
        QVERIFY(said.growthPerDay > 3.5 && said.growthPerDay < 6.5);
        QCOMPARE(said.of->name(), u"disk /var"_s);
        QVERIFY(said.pastAccuracy > 0.9);
        QVERIFY(!said.sentence.isEmpty());
    }
    void aDiskThatRestsLasts()
    {
        const auto said = engine::forecastResource(disk(30 * 24, 0), 90 * 24);
        QVERIFY(!said.fullNs);
        QCOMPARE(engine::severityOf(said, now), Severity::Ok);
        QVERIFY(std::abs(said.share() - 0.8) < 0.01);
    }
    void aForecastReachesNoFurtherThanFourTimesItsHistory()
    {
        const auto said = engine::forecastResource(disk(48, 1), 90 * 24);
        QVERIFY(said.middle.size() <= 4U * 48);
        QCOMPARE(said.middle.size(), said.upper.size());
    }
    void lessThanADayIsSaidToBeTooShortInsteadOfDrawingALine()
    {
        const auto said = engine::forecastResource(disk(10, 5), 90 * 24);
        QCOMPARE(said.answer, FiniteAnswer::TooShort);
        QVERIFY(said.middle.empty() && !said.fullNs);
        QCOMPARE(engine::severityOf(said, now), Severity::Unknown);
        QVERIFY(said.sentence.contains(u"needs a day"_s));
    }
    void oddValuesCrashNothingAndReachNoScreen()
    {
        auto odd = disk(5 * 24, 5);
        odd.used[3] = std::numeric_limits<double>::quiet_NaN();
        odd.used[50] = std::numeric_limits<double>::infinity();
        for (std::size_t i = 60; i < 80; ++i)
            odd.used[i] = std::numeric_limits<double>::quiet_NaN(); // a gap
        for (const double limit : {0.0, -1.0, std::numeric_limits<double>::quiet_NaN(), 500.0}) {
            odd.limit = limit;
            const auto said = engine::forecastResource(odd, 30 * 24);
            for (const auto *line : {&said.middle, &said.lower, &said.upper})
                for (const double v : *line)
                    QVERIFY(std::isfinite(v));
            QVERIFY(std::isfinite(said.used) && std::isfinite(said.limit) && std::isfinite(said.share()));
        }
        odd.used.assign(100, std::numeric_limits<double>::quiet_NaN());
        QCOMPARE(engine::forecastResource(odd, 24).answer, FiniteAnswer::NoValues);
        odd.used.clear();
        QCOMPARE(engine::forecastResource(odd, 24).answer, FiniteAnswer::NoValues);
    }
    void hoursOfIncidentsAreLeftOutAndCounted()
    {
        auto history = disk(20 * 24, 1);
        for (std::size_t i = 300; i < 310; ++i)
            history.used[i] = 499;
        history.masked = {{300, 310}};
        const auto said = engine::forecastResource(history, 24 * 24);
        QCOMPARE(said.maskedHours, 10U);
    }
    void moreTrafficFillsSoonerAndLessGrowthLater()
    {
        const auto plain = engine::forecastResource(disk(30 * 24, 5, 400, 500, true), 90 * 24);
        QVERIFY(plain.fullNs);
        const auto busy = engine::imagined(plain, {1.2, 1, 0}, 4);
        QVERIFY(busy.fullNs && *busy.fullNs < *plain.fullNs);
        QVERIFY(std::abs(busy.used - plain.used * 1.2) < 1e-6);
        const auto calm = engine::imagined(plain, {1, 0.5, 0}, 4);
        QVERIFY(!calm.fullNs || *calm.fullNs > *plain.fullNs);
        const auto smaller = engine::imagined(plain, {1, 1, 1}, 4);
        QVERIFY(std::abs(smaller.used - plain.used * 4 / 3) < 1e-6);
        const auto none = engine::imagined(plain, {1, 1, 4}, 4);
        QVERIFY(none.fullNs);
        QCOMPARE(*none.fullNs, none.endNs);
    }
    void worksOutSeverityFromTheDateAndSortsByIt()
    {
        auto of = disk(1, 0).of;
        const auto in = [&](int days) { return engine::datedResource(of, now + days * base::nsPerDay, now); };
        QCOMPARE(engine::severityOf(in(-1), now), Severity::Critical);
        QCOMPARE(engine::severityOf(in(2), now), Severity::Critical);
        QCOMPARE(engine::severityOf(in(10), now), Severity::Warning);
        QCOMPARE(engine::severityOf(in(25), now), Severity::Info);
        QCOMPARE(engine::severityOf(in(80), now), Severity::Ok);
        QVERIFY(engine::needsMore(in(2), in(10)));
        QVERIFY(!engine::needsMore(in(10), in(2)));
        engine::ResourceForecast full = in(2); // a pool that is used up, and nobody can tell for how long
        full.answer = engine::FiniteAnswer::NotForecastable;
        full.fullNs.reset();
        full.used = full.limit = 64;
        full.endNs = now;
        QCOMPARE(engine::severityOf(full, now), Severity::Warning);
        QVERIFY(engine::needsMore(in(10), full) && engine::needsMore(full, in(25)));
        engine::ResourceForecast wide = full; // it may be full in five days, and probably lasts
        wide.answer = engine::FiniteAnswer::Forecast;
        wide.used = 30;
        wide.earliestNs = now + 5 * base::nsPerDay;
        QCOMPARE(engine::severityOf(wide, now), Severity::Warning);
        QVERIFY(engine::needsMore(in(10), wide) && engine::needsMore(wide, in(25)));
    }
};

QTEST_GUILESS_MAIN(ResourceTest)
#include "tst_resource.moc"
