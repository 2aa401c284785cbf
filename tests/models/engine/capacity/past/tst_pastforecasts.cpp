// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/capacity/past/pastforecasts.h"

#include <QJsonArray>
#include <QTest>

#include <cmath>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

engine::ResourceForecast made(qint64 endNs, double start, double perHour)
{
    static const auto question = std::make_shared<engine::FiniteQuestion>();
    static const auto of = [] {
        auto out = std::make_shared<engine::FiniteIdentity>();
        out->question = question;
        out->key = u"disk"_s;
        return out;
    }();
    engine::ResourceForecast out;
    out.of = of;
    out.answer = engine::FiniteAnswer::Forecast;
    out.endNs = endNs;
    for (int h = 0; h < 24 * 40; ++h) {
        out.history.push_back(start + perHour * (h - 24 * 40 + 1));
        out.middle.push_back(start + perHour * (h + 1));
        out.lower.push_back(out.middle.back() - 1);
        out.upper.push_back(out.middle.back() + 1);
    }
    return out;
}

} // namespace

class PastForecastsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aForecastThatCameTrueIsRight()
    {
        constexpr qint64 begin = 1'763'697'600LL * base::nsPerSecond;
        engine::PastForecasts past;
        for (int day = 0; day < 10; ++day)
            past.record(made(begin + day * base::nsPerDay, 100 + 24 * day, 1));
        const auto judged = past.judged(made(begin + 10 * base::nsPerDay, 100 + 240, 1));
        QCOMPARE(judged.size(), 2U); // one and seven days ahead
        QCOMPARE(judged[0].days, 1);
        QCOMPARE(judged[0].judged, 10);
        QVERIFY(judged[0].accuracy > 0.999);
        QCOMPARE(judged[0].inInterval, 1.0);
        QCOMPARE(judged[1].days, 7);
        QCOMPARE(judged[1].judged, 4);
    }
    void aForecastThatWasWrongIsSaidToBe()
    {
        constexpr qint64 begin = 1'763'697'600LL * base::nsPerSecond;
        engine::PastForecasts past;
        past.record(made(begin, 100, 10)); // said 10 an hour, nothing came
        const auto judged = past.judged(made(begin + 2 * base::nsPerDay, 100, 0));
        QCOMPARE(judged.size(), 1U);
        QVERIFY(judged[0].accuracy < 0.1);
        QCOMPARE(judged[0].inInterval, 0.0);
    }
    void onlyOneADayIsKeptAndAllSurvivesAsJson()
    {
        constexpr qint64 begin = 1'763'697'600LL * base::nsPerSecond;
        engine::PastForecasts past;
        past.record(made(begin, 100, 1));
        past.record(made(begin + base::nsPerHour, 101, 1));
        engine::PastForecasts again;
        again.add(past.toJson(u"disk"_s));
        QVERIFY(past.toJson(u"memory"_s).isEmpty());
        QCOMPARE(again.toJson(), past.toJson());
        QCOMPARE(past.toJson().value(u"disk"_s).toArray().size(), 1);
    }
    void whatIsNotOursIsLeftOut()
    {
        const QJsonObject odd{{u"disk"_s, QJsonArray{1, u"x"_s, QJsonArray{-5, 1, 2, 3}, QJsonArray{1e300, 1, 2, 3}}},
                              {u"other"_s, u"text"_s}};
        engine::PastForecasts past;
        past.add(odd);
        QVERIFY(past.judged(made(1'763'697'600LL * base::nsPerSecond, 1, 1)).empty());
    }
};

QTEST_GUILESS_MAIN(PastForecastsTest)
#include "tst_pastforecasts.moc"
