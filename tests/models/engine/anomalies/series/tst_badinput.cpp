// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The same odd histories through everything that looks at a series: scoring, training, versions, forecasts.
#include "models/analysis/numbers/random.h"
#include "models/base/clock.h"
#include "models/engine/anomalies/series/watchedseries.h"
#include "models/engine/capacity/resource/resource.h"

#include <QRegularExpression>
#include <QTest>

#include <cmath>
#include <limits>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 minuteMs = 60'000;
constexpr qint64 beginMs = 1'763'700'000'000;
constexpr std::size_t mostScored = 3000;
const double nan = std::numeric_limits<double>::quiet_NaN();
const double inf = std::numeric_limits<double>::infinity();

struct History {
    std::vector<qint64> timesMs;
    std::vector<double> values;
    void add(qint64 minute, double value)
    {
        timesMs.push_back(beginMs + minute * minuteMs);
        values.push_back(value);
    }
};

History historyOf(const QByteArray &kind)
{
    History out;
    analysis::Random random(5);
    const auto usual = [&random](qint64 m) {
        return 100 + 20 * std::sin(static_cast<double>(m) * 2 * M_PI / 1440) + random.uniform();
    };
    if (kind == "two points") {
        out.add(0, 1);
        out.add(1, 1e9);
        return out;
    }
    const qint64 points = kind == "ten million points" ? 10'000'000 : 6000;
    double counter = 0;
    for (qint64 m = 0; m < points; ++m) {
        if (kind == "not numbers")
            out.add(m, m % 7 == 0 ? nan : m % 11 == 0 ? inf : m % 13 == 0 ? -inf : usual(m));
        else if (kind == "nothing but NaN")
            out.add(m, nan);
        else if (kind == "counter resets")
            out.add(m, counter = m % 700 == 699 ? 0 : counter + 10 * random.uniform());
        else if (kind == "gaps of days")
            out.add(m + m / 700 * 4 * 1440, usual(m));
        else if (kind == "duplicates")
            out.add(m / 2, usual(m));
        else if (kind == "late samples")
            out.add(m % 5 == 4 ? m - 90 : m, usual(m));
        else if (kind == "a clock set back")
            out.add(m < 1500 ? m + 20'000 : m, usual(m));
        else if (kind == "constant")
            out.add(m, 7);
        else if (kind == "extremes")
            out.add(m, m % 3 == 0 ? 1e300 : m % 3 == 1 ? -1e300 : 5e-324);
        else
            out.add(m, usual(m));
    }
    return out;
}

std::shared_ptr<const engine::WatchedIdentity> identity()
{
    auto question = std::make_shared<engine::WatchQuestion>();
    question->id = u"q"_s;
    question->title = u"queue"_s;
    auto of = std::make_shared<engine::WatchedIdentity>();
    of->question = question;
    of->key = u"q {}"_s;
    return of;
}

bool isPlain(const QString &sentence)
{
    static const QRegularExpression odd(u"\\b(nan|inf)\\b"_s, QRegularExpression::CaseInsensitiveOption);
    return !sentence.contains(odd);
}

// All that would be shown of it.
QString told(const engine::WatchedSeries &series)
{
    QString out;
    for (const auto &run : series.runs()) {
        out += QString::number(run->id(), 16) + engine::runSentence(*run) + engine::changeText(*run) +
               QString::number(run->score, 'g', 17) + QString::number(run->confidence, 'g', 17);
        for (const auto &vote : run->votes)
            out += vote.detector + vote.reason;
    }
    const auto trace = series.trace();
    for (const float score : trace->scores)
        out += QString::number(static_cast<double>(score), 'g', 9);
    return out + QString::number(series.drift(), 'g', 17);
}

QString watched(const History &history)
{
    engine::WatchedSeries series(identity());
    const std::size_t half = std::min(history.values.size() / 2, mostScored);
    const std::span<const qint64> times(history.timesMs);
    const std::span<const double> values(history.values);
    for (std::size_t i = 0; i < std::min(values.size(), mostScored); ++i) {
        if (i == half)
            series.train(times, values, i % 2 == 0, {});
        series.take(times[i], values[i]);
    }
    series.lookAt(times.empty() ? 0 : times.back() + 3 * 3'600'000);
    auto shelf = analysis::ModelShelf::fromBytes(series.models());
    return told(series) + QString::fromLatin1(series.models().toHex().right(400)) + (shelf ? u"kept"_s : u"lost"_s);
}

} // namespace

class BadInputTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void givesPlainSentencesAndTheSameTwice_data();
    void givesPlainSentencesAndTheSameTwice();
};

void BadInputTest::givesPlainSentencesAndTheSameTwice_data()
{
    QTest::addColumn<bool>("isAny"); // something can be forecast or said of it
    for (const char *kind : {"usual", "not numbers", "counter resets", "gaps of days", "duplicates", "late samples",
                             "a clock set back", "constant", "extremes", "ten million points"})
        QTest::newRow(kind) << true;
    QTest::newRow("two points") << false;
    QTest::newRow("nothing but NaN") << false;
}

void BadInputTest::givesPlainSentencesAndTheSameTwice()
{
    QFETCH(bool, isAny);
    const History history = historyOf(QTest::currentDataTag());
    const QString said = watched(history);
    QVERIFY(said.endsWith(u"kept"_s));
    QVERIFY2(isPlain(said), qPrintable(said.left(500)));
    QCOMPARE(watched(history), said); // same input, same seed: same scores, votes and models

    auto of = std::make_shared<engine::FiniteIdentity>();
    of->question = std::make_shared<const engine::FiniteQuestion>();
    const std::size_t most = std::min<std::size_t>(history.values.size(), engine::capacityHistoryHours);
    engine::FiniteHistory disk{of, beginMs * base::nsPerMs, {}, 1000, {}};
    disk.used.assign(history.values.end() - static_cast<std::ptrdiff_t>(most), history.values.end());
    const auto forecast = engine::forecastResource(disk, 30 * 24);
    QVERIFY2(isPlain(forecast.sentence) && !forecast.sentence.isEmpty(), qPrintable(forecast.sentence));
    for (const auto *values :
         {&forecast.middle, &forecast.lower, &forecast.upper, &forecast.innerLower, &forecast.innerUpper})
        for (const double v : *values)
            QVERIFY(std::isfinite(v));
    QCOMPARE(forecast.answer == engine::FiniteAnswer::TooShort || forecast.answer == engine::FiniteAnswer::NoValues,
             !isAny);
    QCOMPARE(engine::forecastResource(disk, 30 * 24).upper, forecast.upper);
}

QTEST_GUILESS_MAIN(BadInputTest)
#include "tst_badinput.moc"
