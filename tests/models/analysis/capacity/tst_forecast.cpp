// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/capacity/autoregression.h"
#include "models/analysis/capacity/forecast.h"
#include "models/analysis/capacity/longtail.h"
#include "models/analysis/capacity/mixture.h"
#include "models/analysis/capacity/seasons.h"
#include "models/analysis/capacity/smoothing.h"
#include "models/analysis/numbers/random.h"
#include "models/analysis/numbers/robust.h"

#include <QTest>
#include <QTimeZone>

#include <cmath>
#include <limits>
#include <numeric>

using namespace wf::analysis;

namespace {

constexpr double absent = std::numeric_limits<double>::quiet_NaN();

bool isNear(double a, double b, double within = 1e-9)
{
    return std::abs(a - b) <= within;
}

// Hours of a service: a day, a week, growth and noise.
std::vector<double> hours(std::size_t n, std::uint64_t seed, double growth = 0.01, double noise = 1)
{
    Random random(seed);
    std::vector<double> out;
    for (std::size_t i = 0; i < n; ++i) {
        const double hour = static_cast<double>(i);
        const bool isWeekend = (i / 24) % 7 >= 5;
        out.push_back(100 + growth * hour + 20 * std::sin(hour * 2 * M_PI / 24) - (isWeekend ? 15 : 0) +
                      noise * normalQuantile(random.uniform()));
    }
    return out;
}

Forecast asked(std::vector<double> values, std::size_t horizon, std::vector<std::size_t> periods = {24, 168})
{
    return forecast({std::move(values), std::move(periods), {}, horizon, 0.95});
}

bool allFinite(const Forecast &f)
{
    for (const auto *v : {&f.middle, &f.lower, &f.upper})
        for (const double x : *v)
            if (!std::isfinite(x))
                return false;
    return true;
}

} // namespace

class ForecastTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theDampedTrendIsThatOfItsRecursion()
    {
        // Computed step by step in Python.
        const std::vector<double> y{3, 5, 4, 6, 8, 7, 9, 12, 10, 11};
        const auto s = smoothed(y, 0.4, 0.2, 0.9);
        QVERIFY2(isNear(s.lastLevel, 11.066005261541815, 1e-9), qPrintable(QString::number(s.lastLevel, 'g', 17)));
        QVERIFY2(isNear(s.lastTrend, 0.5903842568446848, 1e-9), qPrintable(QString::number(s.lastTrend, 'g', 17)));
        QVERIFY(isNear(s.squaredError, 18.939575613386754, 1e-9));
        QVERIFY(isNear(s.ahead(3), 12.505952463986, 1e-9));
    }
    void seasonsAndRestAddUpToTheValues()
    {
        const auto y = hours(24 * 35, 1);
        const std::vector<std::size_t> periods{24, 168};
        const auto parts = seasonsOf(y, periods, 0.7);
        QCOMPARE(parts.seasons.size(), std::size_t{2});
        for (std::size_t i = 0; i < y.size(); ++i)
            QVERIFY(isNear(parts.rest[i] + parts.at(i), y[i], 1e-9));
        QVERIFY(standardDeviation(std::span(parts.rest).subspan(168, 168)) < 2);
    }
    void anAutoregressionGoesOnAsTheSeriesDid()
    {
        std::vector<double> y{1, 0.2};
        for (int i = 2; i < 300; ++i)
            y.push_back(2 * std::cos(0.3) * y[y.size() - 1] - y[y.size() - 2]); // a pure wave
        auto truth = y;
        for (int i = 0; i < 20; ++i)
            truth.push_back(2 * std::cos(0.3) * truth[truth.size() - 1] - truth[truth.size() - 2]);
        const std::vector<std::size_t> lags{1, 2, 3};
        const auto said = autoregression(y, lags, 20);
        QCOMPARE(said.size(), std::size_t{20});
        const double size = standardDeviation(y);
        for (std::size_t k = 0; k < 20; ++k)
            QVERIFY2(isNear(said[k], truth[300 + k], 0.1 * size), qPrintable(QString::number(k)));
    }
    void aServiceIsForecastForAMonth()
    {
        auto y = hours(24 * 120, 3);
        const std::vector<double> truth(y.end() - 720, y.end());
        y.resize(y.size() - 720);
        const auto f = asked(y, 720);
        QCOMPARE(f.answer, ForecastAnswer::Forecast);
        double miss = 0;
        int inside = 0;
        for (std::size_t k = 0; k < 720; ++k) {
            miss += std::abs(truth[k] - f.middle[k]) / 720;
            inside += f.lower[k] <= truth[k] && truth[k] <= f.upper[k] ? 1 : 0;
        }
        QVERIFY2(miss < 4, qPrintable(QString::number(miss)));
        QVERIFY(inside > 600);
        QVERIFY(f.pastAccuracy > 0.9);
        QVERIFY(!f.methods.empty());
    }
    void aHolidayDoesNotMoveTheSeasonalMedian()
    {
        auto y = hours(24 * 7 * 8, 2, 0, 0);
        const std::vector<double> ahead(y.end() - 168, y.end());
        for (std::size_t i = y.size() - 168; i < y.size(); ++i)
            y[i] = 5; // everything was closed last week
        const std::size_t periods[] = {24, 168};
        const auto said = forecastBy(ForecastMethod::SeasonalMedian, y, periods, 168);
        for (std::size_t k = 0; k < 168; ++k)
            QVERIFY(isNear(said[k], ahead[k], 1e-6));
        QVERIFY(forecastBy(ForecastMethod::SeasonalMedian, std::span(y).first(50), periods, 5).size() == 0);
    }
    void allMethodsTogetherSayWhatEachSaysAlone()
    {
        const auto y = hours(24 * 30, 4);
        const std::size_t periods[] = {24, 168};
        const auto all = forecastsByAll(y, periods, 48);
        for (std::size_t m = 0; m < forecastMethodCount; ++m)
            QCOMPARE(all[m], forecastBy(static_cast<ForecastMethod>(m), y, periods, 48));
    }
    void ofALongTailHalfIsSaidOfLogarithms()
    {
        Random random(17);
        std::vector<double> views; // days: a rhythm of the week in shares, and days on which everybody comes
        for (int d = 0; d < 400; ++d) {
            const double burst = random.uniform() < 0.04 ? 3 * random.uniform() : 0;
            views.push_back(
                std::exp(7 + 0.3 * std::sin(d * 2 * M_PI / 7) + 0.2 * normalQuantile(random.uniform()) + burst));
        }
        QVERIFY(hasLongTail(views));
        const std::size_t periods[] = {7};
        const auto said = forecastsByScales(views, periods, 30, true);
        QCOMPARE(said.values, forecastsByAll(views, periods, 30));
        QVERIFY(forecastsByScales(views, periods, 30, false).logarithms[0].empty());
        const auto last = static_cast<std::size_t>(ForecastMethod::LastValue);
        QVERIFY(isNear(std::exp(said.logarithms[last].front()) / said.values[last].front(), 1, 1e-9));
        // Each scale has weights of its own, by its own past; the mixture is half of both.
        const auto mixture = mixtureFor(views, periods, 30, {});
        const auto sumOf = [](const auto &weights) { return std::accumulate(weights.begin(), weights.end(), 0.0); };
        QVERIFY(isNear(sumOf(mixture.weights), 1) && isNear(sumOf(mixture.weightsOfLogarithms), 1));
        QVERIFY(mixture.weights != mixture.weightsOfLogarithms);
        const auto mixed = mixedForecast(mixture, views, periods, 30);
        for (std::size_t k = 0; k < 30; ++k) {
            double ofValues = 0, ofLogarithms = 0;
            for (std::size_t m = 0; m < forecastMethodCount; ++m) {
                ofValues += mixture.weights[m] > 0 ? mixture.weights[m] * said.values[m][k] : 0;
                ofLogarithms +=
                    mixture.weightsOfLogarithms[m] > 0 ? mixture.weightsOfLogarithms[m] * said.logarithms[m][k] : 0;
            }
            QVERIFY(isNear(mixed[k] / (ofValues / 2 + std::exp(ofLogarithms) / 2), 1, 1e-9));
        }
        QCOMPARE(sumOf(mixtureFor(hours(24 * 30, 1), periods, 30, {}).weightsOfLogarithms), 0.0);
        for (std::vector<double> other :
             {hours(24 * 30, 1), std::vector<double>(100, 3), std::vector<double>{1, 2, 300}})
            QVERIFY(!hasLongTail(other));
        views[5] = 0; // no logarithm
        QVERIFY(!hasLongTail(views));
    }
    void whatWentWrongLatelyCountsMore()
    {
        // A rhythm for long, then a level with neither day nor week.
        auto y = hours(24 * 60, 3, 0, 0.5);
        for (std::size_t i = 24 * 40; i < y.size(); ++i)
            y[i] = 100 + 0.1 * std::sin(static_cast<double>(i));
        const std::size_t periods[] = {24, 168};
        const auto mixture = mixtureFor(y, periods, 72, {});
        const auto weight = [&mixture](ForecastMethod m) { return mixture.weights[static_cast<std::size_t>(m)]; };
        double all = 0;
        for (const double w : mixture.weights)
            all += w;
        QVERIFY(isNear(all, 1));
        QVERIFY(weight(ForecastMethod::LastValue) > 10 * weight(ForecastMethod::LongRun));
    }
    void intervalsHoldWhatTheySay()
    {
        int inside = 0, all = 0;
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            auto y = hours(24 * 40, seed, 0.0, 4);
            const std::vector<double> truth(y.end() - 48, y.end());
            y.resize(y.size() - 48);
            const auto f = asked(y, 48);
            for (std::size_t k = 0; k < 48; ++k)
                inside += f.lower[k] <= truth[k] && truth[k] <= f.upper[k] ? 1 : 0;
            all += 48;
        }
        const double share = static_cast<double>(inside) / all;
        QVERIFY2(share > 0.92 && share < 0.99, qPrintable(QString::number(share)));
    }
    void aChangeOfLevelIsRespected()
    {
        auto y = hours(24 * 60, 5, 0.0);
        for (std::size_t i = 24 * 48; i < y.size(); ++i)
            y[i] += 200;
        const auto f = asked(y, 24 * 7);
        QVERIFY(f.history.levelChange.has_value());
        QVERIFY(std::abs(static_cast<double>(*f.history.levelChange) - 24 * 48) <= 24);
        QVERIFY2(mean(f.middle) > 270 && mean(f.middle) < 320, qPrintable(QString::number(mean(f.middle))));
    }
    void incidentsAreNotLearnedFromAndSaidSo()
    {
        const auto calm = hours(24 * 40, 6, 0.0);
        auto disturbed = calm;
        const std::size_t last = disturbed.size();
        for (std::size_t i = last - 30; i < last - 10; ++i)
            disturbed[i] = 5000;
        const ForecastQuestion question{disturbed, {24, 168}, {{last - 30, last - 10}}, 48, 0.95};
        const auto f = forecast(question);
        QCOMPARE(f.history.masked, std::size_t{20});
        const auto undisturbed = asked(calm, 48);
        for (std::size_t k = 0; k < 48; ++k)
            QVERIFY(isNear(f.middle[k], undisturbed.middle[k], 15));
    }
    void gapsOfDaysAreFilledFromOtherDays()
    {
        auto y = hours(24 * 40, 7, 0.0);
        for (std::size_t i = 300; i < 400; ++i)
            y[i] = absent;
        const auto f = asked(y, 48);
        QCOMPARE(f.history.missing, std::size_t{100});
        QVERIFY(allFinite(f));
        QVERIFY(f.pastAccuracy > 0.9);
    }
    void aRandomWalkIsSaidToBeNoForecast()
    {
        Random random(11);
        std::vector<double> y{0};
        for (int i = 1; i < 1500; ++i)
            y.push_back(y.back() + normalQuantile(random.uniform()));
        const auto f = asked(y, 300, {24});
        QCOMPARE(f.answer, ForecastAnswer::NotForecastable);
        QVERIFY(forecastSentence(f).startsWith(QStringLiteral("Not forecastable")));
        QVERIFY(allFinite(f));
    }
    void aSeasonNobodyNamedIsFound()
    {
        std::vector<double> y;
        for (int i = 0; i < 400; ++i)
            y.push_back(50 + (i % 52 < 10 ? 30.0 : 0.0) + 0.1 * ((i * 7919) % 13));
        const auto f = asked(y, 52, {});
        QCOMPARE(f.periods, std::vector<std::size_t>{52});
        QVERIFY(isNear(f.middle[0], y[400 - 52], 8));
    }
    void aLineReachesItsLimitWhenItShould()
    {
        std::vector<double> y;
        for (int i = 0; i < 400; ++i)
            y.push_back(100 + 0.5 * i);
        const auto f = asked(y, 200, {});
        const auto step = stepsUntil(f.middle, 320);
        QVERIFY(step.has_value());
        QVERIFY2(*step >= 35 && *step <= 60, qPrintable(QString::number(*step)));
        QVERIFY(!stepsUntil(f.middle, 1e9).has_value());
    }
    // A disk that fills steadily is full in ten days, though only eight are known: no method stops at what was seen.
    void whatGrowsSteadilyGoesOnBeyondItsHistory()
    {
        std::vector<double> values;
        for (int hour = 8 * 24; hour >= 0; --hour)
            values.push_back(400 - 10 * hour / 24.0);
        const auto bare = autoregression(values, std::vector<std::size_t>{1, 2, 3}, 720);
        QVERIFY2(bare.back() > 650, qPrintable(QString::number(bare.back())));
        ForecastQuestion question;
        question.values = values;
        question.periods = {24};
        question.horizon = 720;
        const auto full = stepsUntil(forecast(question).middle, 500);
        QVERIFY(full.has_value());
        QVERIFY2(std::abs(static_cast<double>(*full) - 240) < 12, qPrintable(QString::number(*full)));
    }
    void whatWasNeverNegativeIsNotForecastSo()
    {
        auto y = hours(24 * 30, 8, -0.14);
        for (double &v : y)
            v = std::max(v, 0.0);
        const auto f = asked(y, 24 * 30);
        QVERIFY(*std::min_element(f.lower.begin(), f.lower.end()) >= 0);
    }
    void whatIsAlwaysZeroIsForecastRight()
    {
        const auto said = forecast({std::vector<double>(60, 0.0), {24}, {}, 24, 0.95});
        QVERIFY(said.origins > 0);
        QCOMPARE(said.pastAccuracy, 1.0);
    }
    void oddInputGivesASentenceAndNoNaN_data()
    {
        QTest::addColumn<QList<double>>("values");
        QTest::newRow("nothing") << QList<double>{};
        QTest::newRow("only gaps") << QList<double>{absent, absent};
        QTest::newRow("two") << QList<double>{1, 2};
        QTest::newRow("five") << QList<double>{1, 2, 1, 2, 1};
        QTest::newRow("constant") << QList<double>(500, 3);
        QTest::newRow("zero") << QList<double>(100, 0);
        QTest::newRow("infinite") << QList<double>{1, std::numeric_limits<double>::infinity(), 2, 1, 3, 2, 1, 1e300, 5};
        QTest::newRow("enormous") << QList<double>{1e149, -1e149, 1e149, 3, 1e149, 4, 5, 6, -1e149, 8, 9, 1, 2, 3};
    }
    void oddInputGivesASentenceAndNoNaN()
    {
        QFETCH(QList<double>, values);
        const auto f = asked({values.begin(), values.end()}, 30);
        QVERIFY(allFinite(f));
        QVERIFY(!forecastSentence(f).isEmpty());
        QVERIFY(f.middle.empty() || f.middle.size() == 30);
    }
    // People's clocks change; hours are those of UTC here. Until two weeks later the season is off by that hour (which
    // base::clockNoteOfForecast says), then it is learned.
    void aChangeOfTheClocksIsLearnedInTwoWeeks()
    {
        const QTimeZone berlin("Europe/Berlin");
        if (!berlin.isValid())
            QSKIP("no time zones are installed here");
        constexpr qint64 hourMs = 3'600'000, dayMs = 24 * hourMs;
        const auto usual = [&](qint64 ms) {
            const QTime clock = QDateTime::fromMSecsSinceEpoch(ms, berlin).time();
            return 100 + 30 * std::sin((clock.hour() + clock.minute() / 60.0) / 24 * 2 * M_PI);
        };
        for (const QDate change : {QDate(2026, 3, 29), QDate(2026, 10, 25)})
            for (const int later : {0, 14}) {
                const qint64 end = QDateTime(change, QTime(4, 0), berlin).toMSecsSinceEpoch() + later * dayMs;
                Random random(5);
                ForecastQuestion question;
                for (qint64 ms = end - 42 * dayMs; ms <= end; ms += hourMs)
                    question.values.push_back(usual(ms) + 2 * normalQuantile(random.uniform()));
                question.periods = {24, 168};
                question.horizon = 168;
                const Forecast made = forecast(question);
                QCOMPARE(made.answer, ForecastAnswer::Forecast);
                double missed = 0, all = 0;
                int inside = 0;
                for (std::size_t i = 0; i < made.middle.size(); ++i) {
                    const double value = usual(end + static_cast<qint64>(i + 1) * hourMs);
                    missed += std::abs(value - made.middle[i]);
                    all += value;
                    inside += value >= made.lower[i] && value <= made.upper[i] ? 1 : 0;
                }
                const double accuracy = 1 - missed / all;
                QVERIFY2(accuracy > (later ? 0.98 : 0.93), qPrintable(QString::number(accuracy)));
                if (later)
                    QVERIFY2(inside >= 0.93 * 168, qPrintable(QString::number(inside)));
            }
    }
    void theSameQuestionHasTheSameAnswer()
    {
        const auto y = hours(24 * 20, 9);
        QCOMPARE(asked(y, 48).middle, asked(y, 48).middle);
        QCOMPARE(asked(y, 48).upper, asked(y, 48).upper);
    }
    void stopsWhenAsked()
    {
        std::stop_source stop;
        stop.request_stop();
        const auto f = forecast({hours(500, 1), {24}, {}, 24, 0.95}, stop.get_token());
        QCOMPARE(f.answer, ForecastAnswer::Cancelled);
        QVERIFY(f.middle.empty());
    }
};

QTEST_APPLESS_MAIN(ForecastTest)
#include "tst_forecast.moc"
