// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/codec/intervals.h"

#include <QTest>

#include <bitset>
#include <random>

using namespace wf::store;

namespace {

// The same set as one bit an instant.
using Bits = std::bitset<200>;

Bits asBits(const IntervalSet &set)
{
    Bits out;
    for (const auto &i : set.items())
        for (qint64 t = i.start; t < i.end; ++t)
            out.set(static_cast<std::size_t>(t));
    return out;
}

bool isNormal(const IntervalSet &set)
{
    const auto &items = set.items();
    for (std::size_t i = 0; i < items.size(); ++i)
        if (items[i].start >= items[i].end || (i && items[i - 1].end >= items[i].start))
            return false;
    return true;
}

} // namespace

class TstIntervals : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void behavesLikeASetOfInstants()
    {
        std::mt19937 random(5);
        for (int round = 0; round < 2000; ++round) {
            IntervalSet set;
            Bits model;
            for (int step = 0; step < 20; ++step) {
                const auto a = static_cast<qint64>(random() % 200);
                const Interval interval{a, std::min<qint64>(200, a + static_cast<qint64>(random() % 40))};
                const bool add = random() % 3 != 0;
                add ? set.add(interval) : set.remove(interval);
                for (qint64 t = interval.start; t < interval.end; ++t)
                    model.set(static_cast<std::size_t>(t), add);
                QVERIFY(isNormal(set));
                QCOMPARE(asBits(set), model);
            }
            const auto w = static_cast<qint64>(random() % 200);
            const Interval window{w, std::min<qint64>(200, w + static_cast<qint64>(random() % 120))};
            Bits inside;
            for (qint64 t = window.start; t < window.end; ++t)
                inside.set(static_cast<std::size_t>(t));
            QCOMPARE(asBits(set.within(window)), model & inside);
            QCOMPARE(asBits(set.gaps(window)), ~model & inside);
            for (qint64 t = 0; t < 200; ++t)
                QCOMPARE(set.contains(t), model.test(static_cast<std::size_t>(t)));
            QCOMPARE(IntervalSet::fromBytes(set.toBytes()), set);
        }
    }

    void damagedBytesAreAnEmptySet()
    {
        IntervalSet set;
        set.add({1, 5});
        set.add({10, 50});
        const auto bytes = set.toBytes();
        for (std::size_t n = 0; n + 1 < bytes.size(); ++n)
            QVERIFY(IntervalSet::fromBytes(std::string_view(bytes).substr(0, n)).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TstIntervals)
#include "tst_intervals.moc"
