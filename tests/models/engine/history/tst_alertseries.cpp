// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/history/alertseries.h"

#include "tests/support/failonwarning.h"
#include "tests/support/fakeclock.h"

#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

const qint64 begin = support::instant("2026-05-14T02:00:00Z");
constexpr qint64 step = base::nsPerMinute;

signals::Series alerts(const char *name, int fromMinute, int toMinute, const char *state = "firing")
{
    signals::Series out;
    out.labels = base::Labels{{"__name__", "ALERTS"}, {"alertname", name}, {"alertstate", state}, {"service", "cart"}};
    for (int i = fromMinute; i <= toMinute; ++i) {
        out.timesMs.push_back((begin + i * step) / base::nsPerMs);
        out.values.push_back(1);
    }
    return out;
}

void append(signals::Series &to, const signals::Series &more)
{
    to.timesMs.insert(to.timesMs.end(), more.timesMs.begin(), more.timesMs.end());
    to.values.insert(to.values.end(), more.values.begin(), more.values.end());
}

PastAlert seen(const char *name, int minute, int minutes)
{
    PastAlert out;
    out.name = QString::fromLatin1(name);
    out.labels = base::Labels{{"alertname", name}, {"service", "cart"}, {"cluster", "a"}}; // external labels beside
    out.fingerprint = out.name;
    out.startNs = out.seenNs = begin + minute * step;
    out.endNs = minutes > 0 ? out.startNs + minutes * step : 0;
    out.knownFrom = {u"console"_s};
    return out;
}

std::vector<SeriesFiring> firings(const signals::QueryAnswer &answer, int untilMinute = 600)
{
    return firingsOf(answer, step, begin + untilMinute * step);
}

} // namespace

class tst_AlertSeries : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void eachStretchIsAFiring();
    void whatReachesTheEndStillFires();
    void pendingIsNoFiring();
    void theFirstSymptomIsSinceWhenTheExpressionHeld();
    void brokenStatesTellNothing();
    void whatAConsoleSawIsNotDoubled();
    void whatNoConsoleSawIsAdded();
    void otherLabelsAreAnotherAlert();
    void symptomsMakeTheTimeToDetect();
    void stepsGrowWithTheRange();
};

void tst_AlertSeries::eachStretchIsAFiring()
{
    auto series = alerts("Slow", 10, 20);
    append(series, alerts("Slow", 40, 45));
    const auto out = firings({{}, {series}, {}, {}, 0, {}});
    QCOMPARE(out.size(), 2U);
    QCOMPARE(out[0].startNs, begin + 10 * step);
    QCOMPARE(out[0].endNs, begin + 20 * step);
    QCOMPARE(out[1].startNs, begin + 40 * step);
    QCOMPARE(out[0].labels, (base::Labels{{"alertname", "Slow"}, {"service", "cart"}}));
}

void tst_AlertSeries::whatReachesTheEndStillFires()
{
    QCOMPARE(firings({{}, {alerts("Slow", 10, 600)}, {}, {}, 0, {}})[0].endNs, 0);
}

void tst_AlertSeries::pendingIsNoFiring()
{
    QVERIFY(firings({{}, {alerts("Slow", 10, 20, "pending")}, {}, {}, 0, {}}).empty());
}

void tst_AlertSeries::theFirstSymptomIsSinceWhenTheExpressionHeld()
{
    auto state = alerts("Slow", 5, 20);
    state.labels = base::Labels{{"__name__", "ALERTS_FOR_STATE"}, {"alertname", "Slow"}, {"service", "cart"}};
    for (double &value : state.values)
        value = static_cast<double>((begin + 5 * step) / base::nsPerSecond);
    const auto out = firings({{}, {alerts("Slow", 10, 20), state}, {}, {}, 0, {}});
    QCOMPARE(out.size(), 1U);
    QCOMPARE(out[0].symptomNs, begin + 5 * step);
}

void tst_AlertSeries::brokenStatesTellNothing()
{
    auto state = alerts("Slow", 5, 20);
    state.labels = base::Labels{{"__name__", "ALERTS_FOR_STATE"}, {"alertname", "Slow"}, {"service", "cart"}};
    for (const double value : {std::numeric_limits<double>::quiet_NaN(), -5.0, 1e300}) {
        std::ranges::fill(state.values, value);
        QCOMPARE(firings({{}, {alerts("Slow", 10, 20), state}, {}, {}, 0, {}})[0].symptomNs, 0);
    }
}

void tst_AlertSeries::whatAConsoleSawIsNotDoubled()
{
    std::vector<PastAlert> past{seen("Slow", 11, 0)};
    auto told = firings({{}, {alerts("Slow", 10, 20)}, {}, {}, 0, {}});
    told[0].symptomNs = begin + 5 * step;
    mergeSeries(past, told, u"prom"_s, placeFromUsualLabels, step);
    mergeSeries(past, told, u"prom"_s, placeFromUsualLabels, step); // and not by asking again
    QCOMPARE(past.size(), 1U);
    QCOMPARE(past[0].knownFrom, (QStringList{u"console"_s, u"prom"_s}));
    QCOMPARE(past[0].symptomNs, begin + 5 * step);
    QCOMPARE(past[0].endNs, begin + 20 * step); // no console saw the end
    QCOMPARE(past[0].startNs, begin + 11 * step);
}

void tst_AlertSeries::whatNoConsoleSawIsAdded()
{
    std::vector<PastAlert> past{seen("Slow", 10, 5)};
    mergeSeries(past, firings({{}, {alerts("Slow", 100, 110), alerts("Down", 50, 60)}, {}, {}, 0, {}}), u"prom"_s,
                placeFromUsualLabels, step);
    QCOMPARE(past.size(), 3U);
    QCOMPARE(past[0].startNs, begin + 100 * step); // newest first
    QCOMPARE(past[1].name, u"Down"_s);
    QCOMPARE(past[1].service, u"cart"_s);
    QCOMPARE(past[1].seenNs, 0);
    QCOMPARE(past[1].knownFrom, QStringList{u"prom"_s});
}

void tst_AlertSeries::otherLabelsAreAnotherAlert()
{
    auto other = seen("Slow", 10, 10);
    other.labels = base::Labels{{"alertname", "Slow"}, {"service", "search"}};
    std::vector<PastAlert> past{other};
    mergeSeries(past, firings({{}, {alerts("Slow", 10, 20)}, {}, {}, 0, {}}), u"prom"_s, placeFromUsualLabels, step);
    QCOMPARE(past.size(), 2U);
}

void tst_AlertSeries::symptomsMakeTheTimeToDetect()
{
    PastAlert one;
    one.symptomNs = begin;
    one.startNs = begin + 5 * step;
    QCOMPARE(*responseTimes({one}).toDetect, 300.0); // nobody watched: until it fired
    one.seenNs = begin + 6 * step;
    QCOMPARE(*responseTimes({one}).toDetect, 360.0);
}

void tst_AlertSeries::stepsGrowWithTheRange()
{
    for (const int days : {1, 7, 30, 90, 365}) {
        const base::TimeRange range{begin - days * base::nsPerDay, begin};
        QVERIFY(range.lengthNs() / alertSeriesStep(range) <= 36'000);
    }
    QVERIFY(alertSeriesQuery(base::nsPerMinute).contains(u"[60s]"_s));
}

QTEST_APPLESS_MAIN(tst_AlertSeries)
#include "tst_alertseries.moc"
