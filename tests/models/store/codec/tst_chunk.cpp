// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/codec/bitpack.h"
#include "models/store/codec/chunk.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace wf::store;

namespace {

using Times = std::vector<qint64>;
using Values = std::vector<double>;

std::vector<quint64> bits(const Values &values)
{
    std::vector<quint64> out;
    for (const double v : values)
        out.push_back(std::bit_cast<quint64>(v));
    return out;
}

std::string encoded(const Times &times, const Values &values)
{
    ByteWriter out;
    encodeChunk(times, values, out);
    return out.bytes();
}

// Size in bytes; 0 when it did not come back bit for bit.
std::size_t roundTrip(const Times &times, const Values &values)
{
    const std::string bytes = encoded(times, values);
    ByteReader in(bytes);
    Times t;
    Values v;
    if (!decodeChunk(in, t, v) || in.left() != 0 || t != times || bits(v) != bits(values))
        return 0;
    return bytes.size();
}

Times grid(std::size_t n, qint64 step = 15'000)
{
    Times t(n);
    for (std::size_t i = 0; i < n; ++i)
        t[i] = 1'763'700'000'000 + static_cast<qint64>(i) * step;
    return t;
}

double fromBits(quint64 u)
{
    return std::bit_cast<double>(u);
}

} // namespace

class TstChunk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void wholeNumbersOfAnyShapeComeBack()
    {
        std::mt19937_64 random(7);
        for (int round = 0; round < 3000; ++round) {
            const auto width = static_cast<unsigned>(random() % 65);
            const std::size_t n = random() % 400;
            std::vector<qint64> numbers(n);
            qint64 sum = static_cast<qint64>(random());
            for (auto &x : numbers) {
                const auto u = width == 0 ? 0 : random() >> (64 - width);
                sum = wrapAdd(sum, random() % 10 == 0 ? static_cast<qint64>(u) : 3);
                x = round % 2 ? sum : static_cast<qint64>(u);
            }
            ByteWriter out;
            packNumbers(numbers, out);
            ByteReader in(out.bytes());
            std::vector<qint64> back;
            unpackNumbers(in, n, back);
            QVERIFY2(in.ok() && in.left() == 0, qPrintable(QString::number(round)));
            QCOMPARE(back, numbers);
        }
    }

    void strangeDoublesKeepEveryBit()
    {
        const Values strange{0.0,
                             -0.0,
                             std::numeric_limits<double>::infinity(),
                             -std::numeric_limits<double>::infinity(),
                             fromBits(0x7FF0000000000002), // Prometheus' staleness marker, a signalling NaN
                             fromBits(0x7FF8000000000001),
                             fromBits(0xFFF8000000000000),
                             fromBits(0xFFFFFFFFFFFFFFFF),
                             std::numeric_limits<double>::denorm_min(),
                             -std::numeric_limits<double>::denorm_min(),
                             std::numeric_limits<double>::min(),
                             std::numeric_limits<double>::max(),
                             std::numeric_limits<double>::lowest(),
                             9007199254740993.0,
                             2251799813685247.0,
                             2251799813685248.0,
                             -2251799813685249.0,
                             0.1,
                             1e-15,
                             1e15,
                             1e22,
                             5e-324,
                             1.0 / 3};
        QVERIFY(roundTrip(grid(strange.size()), strange));
        for (const double v : strange)
            QVERIFY(roundTrip(grid(1), {v}));
        for (const double a : strange)
            for (const double b : strange)
                QVERIFY(roundTrip(grid(3), {a, b, a}));
        // A few strange ones among decimals, as a ratio with an empty denominator gives them.
        Values mixed(1440);
        for (std::size_t i = 0; i < mixed.size(); ++i)
            mixed[i] =
                i % 97 == 5 ? strange[i % strange.size()] : std::round(std::sin(static_cast<double>(i)) * 1e4) / 100;
        const auto size = roundTrip(grid(mixed.size()), mixed);
        QVERIFY(size);
        QVERIFY2(size < mixed.size() * 3, "a few odd values must not cost the decimals their packing");
    }

    void randomBitsComeBack()
    {
        std::mt19937_64 random(11);
        for (int round = 0; round < 500; ++round) {
            const std::size_t n = 1 + random() % 700;
            Values v(n);
            for (auto &x : v)
                x = fromBits(random() >> (random() % 3 * 20));
            Times t(n);
            for (auto &x : t)
                x = static_cast<qint64>(random() >> (random() % 60));
            QVERIFY(roundTrip(t, v));
            QVERIFY(roundTrip(grid(n), v));
        }
    }

    void irregularTimesComeBack_data()
    {
        QTest::addColumn<int>("jitterPercent");
        QTest::addColumn<int>("gapPercent");
        QTest::newRow("regular") << 0 << 0;
        QTest::newRow("jitter") << 10 << 0;
        QTest::newRow("much jitter") << 100 << 0;
        QTest::newRow("gaps") << 0 << 3;
        QTest::newRow("both") << 20 << 3;
        QTest::newRow("ragged") << 100 << 60;
    }
    void irregularTimesComeBack()
    {
        QFETCH(int, jitterPercent);
        QFETCH(int, gapPercent);
        std::mt19937_64 random(13);
        for (int round = 0; round < 50; ++round) {
            Times t;
            qint64 now = 1'763'700'000'000;
            for (int i = 0; i < 1440; ++i) {
                now += 15'000;
                if (static_cast<int>(random() % 100) < gapPercent)
                    now += static_cast<qint64>(random() % 40) * 15'000 + static_cast<qint64>(random() % 999);
                t.push_back(now + (static_cast<int>(random() % 100) < jitterPercent
                                       ? static_cast<qint64>(random() % 5) - 2
                                       : 0));
            }
            const auto size = roundTrip(t, Values(t.size(), 1.5));
            QVERIFY(size);
            if (gapPercent == 0)
                QVERIFY2(size < t.size() * 4 / 8 + 64, qPrintable(QString::number(size)));
        }
    }

    void emptyAndExtremeTimes()
    {
        QVERIFY(roundTrip({}, {}));
        constexpr auto low = std::numeric_limits<qint64>::min();
        constexpr auto high = std::numeric_limits<qint64>::max();
        QVERIFY(roundTrip({low, high}, {1, 2}));
        QVERIFY(roundTrip({low, 0, high}, {1, 2, 3}));
        QVERIFY(roundTrip({high, low, high, low}, {1, 2, 3, 4}));
        QVERIFY(roundTrip({5, 5, 5, 5}, {1, 2, 3, 4}));
    }

    void flatLinesAndCountersAreSmall()
    {
        Values flat(1440, 42);
        QVERIFY(roundTrip(grid(1440), flat) < 40);
        for (std::size_t i = 700; i < flat.size(); ++i)
            flat[i] = 43;
        QVERIFY(roundTrip(grid(1440), flat) < 140);
        Values counter(1440);
        double c = 1e9;
        std::mt19937 random(3);
        for (auto &x : counter)
            x = c += static_cast<double>(random() % 128);
        QVERIFY(roundTrip(grid(1440), counter) < 1440 * 7 / 8 + 200);
        Values single(1440); // single precision widened, as exporters in C give it
        for (auto &x : single)
            x = static_cast<double>(static_cast<float>(random()) / 7.0F);
        QVERIFY(roundTrip(grid(1440), single) < 1440 * 5);
    }

    void severalChunksFollowEachOther()
    {
        ByteWriter out;
        encodeChunk(grid(3), Values{1, 2, 3}, out);
        encodeChunk(grid(2), Values{0.1, 0.2}, out);
        ByteReader in(out.bytes());
        Times t;
        Values v;
        QVERIFY(decodeChunk(in, t, v));
        QVERIFY(decodeChunk(in, t, v));
        QCOMPARE(v, (Values{1, 2, 3, 0.1, 0.2}));
        QCOMPARE(in.left(), std::size_t(0));
    }

    void damagedBytesNeverLeaveTheirInput()
    {
        std::mt19937_64 random(17);
        std::vector<std::string> samples;
        Values floats(300);
        Values steps(300);
        for (std::size_t i = 0; i < floats.size(); ++i) {
            floats[i] = static_cast<double>(random()) / 3;
            steps[i] = static_cast<double>(i / 90);
        }
        Times jitter = grid(300);
        for (auto &t : jitter)
            t += static_cast<qint64>(random() % 3);
        samples.push_back(encoded(jitter, floats));
        samples.push_back(encoded(jitter, steps));
        samples.push_back(encoded(grid(300), steps));
        for (int round = 0; round < 20'000; ++round) {
            std::string bytes = samples[random() % samples.size()];
            if (round % 4 == 0)
                bytes.resize(random() % bytes.size());
            for (int flips = round % 3; flips >= 0 && !bytes.empty(); --flips)
                bytes[random() % bytes.size()] = static_cast<char>(random());
            // An exact allocation, so that the sanitizer sees the first byte too far.
            const std::vector<char> exact(bytes.begin(), bytes.end());
            ByteReader in(std::string_view(exact.data(), exact.size()));
            Times t;
            Values v;
            if (!decodeChunk(in, t, v))
                QVERIFY(t.empty() && v.empty());
            else
                QCOMPARE(t.size(), v.size());
        }
    }
};

QTEST_APPLESS_MAIN(TstChunk)
#include "tst_chunk.moc"
