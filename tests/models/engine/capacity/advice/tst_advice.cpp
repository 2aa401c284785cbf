// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/capacity/advice/advice.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace wf;
using namespace Qt::StringLiterals;
using engine::Advice;
using signals::Decimal;

namespace {

constexpr qint64 now = 1'763'697'600LL * base::nsPerSecond;
constexpr double gib = 1024.0 * 1024 * 1024;

engine::ResourceForecastPtr disk(const QString &host, double used, double limit, double perDay)
{
    static const auto question = [] {
        auto out = std::make_shared<engine::FiniteQuestion>();
        out->id = u"disk"_s;
        out->title = u"disk"_s;
        out->unit = base::Unit::Bytes;
        return out;
    }();
    auto of = std::make_shared<engine::FiniteIdentity>();
    of->question = question;
    of->key = host;
    of->subject.instance = host;
    of->subject.region = u"eu-west"_s;
    engine::ResourceForecast out;
    out.of = of;
    out.answer = engine::FiniteAnswer::Forecast;
    out.used = used * gib;
    out.limit = limit * gib;
    out.endNs = now;
    out.historyNs = 30 * base::nsPerDay;
    for (int h = 1; h <= 90 * 24; ++h)
        out.middle.push_back((used + perDay * h / 24) * gib);
    out.lower = out.upper = out.middle;
    out.history.assign(30 * 24, used * gib);
    if (const auto steps = analysis::stepsUntil(out.middle, out.limit))
        out.fullNs = now + static_cast<qint64>(*steps) * base::nsPerHour;
    return std::make_shared<const engine::ResourceForecast>(out);
}

engine::PriceList prices()
{
    return *engine::PriceList::parse("# list price\nresource,region,unit,price,currency\n"
                                     "disk,eu-west,GiB,0.088,EUR\ndisk,*,GiB,0.10,USD\n");
}

} // namespace

class AdviceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aDiskThatFillsIsToldHowLargeItShouldBeAndWhatThatCosts()
    {
        const auto full = disk(u"a"_s, 400, 500, 13);
        const auto advice = engine::adviceFor(*full, {full}, prices(), now);
        QVERIFY(advice.size() >= 2);
        QVERIFY(std::ranges::count(advice, true, &Advice::isSuggested) == 1);
        const auto grown = std::ranges::find(advice, Advice::Kind::Grow, &Advice::kind);
        QVERIFY(grown != advice.end());
        QCOMPARE(grown->newLimit, 750 * gib);
        QCOMPARE(grown->cost, *Decimal::parse(u"22.00")); // 250 GiB at 0.088, exactly
        QCOMPARE(grown->currency, u"EUR"_s);
        QVERIFY(grown->lastsNs && *grown->lastsNs > *full->fullNs);
    }
    void aRequestIsMeasuredByWhatMostHoursUse()
    {
        auto question = std::make_shared<engine::FiniteQuestion>();
        question->kind = engine::FiniteKind::Processor;
        question->isRequest = true;
        auto of = std::make_shared<engine::FiniteIdentity>();
        of->question = question;
        engine::ResourceForecast r;
        r.of = of;
        r.answer = engine::FiniteAnswer::Forecast;
        r.limit = 2;
        r.historyNs = 10 * base::nsPerDay;
        for (int h = 0; h < 240; ++h) // 0.1 to 0.3 cores, 0.9 in one hour of fifty
            r.history.push_back(h % 50 == 0 ? 0.9 : 0.1 + 0.2 * (h % 24) / 23.0);
        const auto list =
            *engine::PriceList::parse("resource,region,unit,price,currency\nprocessor,*,core,18.50,EUR\n");
        const auto advice = engine::adviceFor(r, {}, list, now);
        QCOMPARE(advice.size(), 1U);
        QCOMPARE(advice.front().kind, Advice::Kind::Shrink);
        QCOMPARE(advice.front().newLimit, 0.35);                   // 0.3 and a seventh more
        QCOMPARE(advice.front().cost, *Decimal::parse(u"-30.53")); // 1.65 cores at 18.50: 30.525, halves away from zero
        QVERIFY2(advice.front().text.contains(u"95 %"_s), qPrintable(advice.front().text));
        r.limit = 0.37; // it fits
        QVERIFY(engine::adviceFor(r, {}, list, now).empty());
        r.limit = 0.1; // too little
        QCOMPARE(engine::adviceFor(r, {}, list, now).front().kind, Advice::Kind::Grow);
        r.limit = 2;
        r.historyNs = 3 * base::nsPerDay; // not yet a week
        QVERIFY(engine::adviceFor(r, {}, list, now).empty());
    }
    void memoryIsNotRequestedBelowItsPeak()
    {
        auto question = std::make_shared<engine::FiniteQuestion>();
        question->kind = engine::FiniteKind::Memory;
        question->unit = base::Unit::Bytes;
        question->isRequest = true;
        auto of = std::make_shared<engine::FiniteIdentity>();
        of->question = question;
        engine::ResourceForecast r;
        r.of = of;
        r.limit = 8 * gib;
        r.historyNs = 10 * base::nsPerDay;
        r.history.assign(240, 1 * gib);
        r.history[100] = 3 * gib;
        const auto sized = engine::rightSized(r, {});
        QVERIFY(sized && sized->newLimit >= 3 * gib * 1.05);
    }
    void anEmptierSiblingIsOffered()
    {
        const auto full = disk(u"a"_s, 400, 500, 13);
        const auto empty = disk(u"b"_s, 50, 500, 0);
        const auto advice = engine::adviceFor(*full, {full, empty}, {}, now);
        QCOMPARE(advice.front().kind, Advice::Kind::Rebalance);
        QVERIFY(advice.front().text.contains(u'b'));
        QVERIFY(advice.front().cost == Decimal::unknown());
    }
    void whatIsMuchTooLargeCanShrinkAndSavesMoney()
    {
        const auto idle = disk(u"a"_s, 100, 500, 0);
        const auto advice = engine::adviceFor(*idle, {idle}, prices(), now);
        QCOMPARE(advice.size(), 1U);
        QCOMPARE(advice.front().kind, Advice::Kind::Shrink);
        QVERIFY(advice.front().newLimit >= 140 * gib && advice.front().newLimit < 200 * gib);
        QVERIFY(advice.front().cost.isNegative());
    }
    void whatFitsNeedsNothing()
    {
        const auto good = disk(u"a"_s, 300, 500, 0);
        QVERIFY(engine::adviceFor(*good, {good}, prices(), now).empty());
    }
    void sizesAreRoundedUpToWhatPeopleBuy()
    {
        QCOMPARE(engine::niceSize(731 * gib, base::Unit::Bytes), 750 * gib);
        QCOMPARE(engine::niceSize(750 * gib, base::Unit::Bytes), 750 * gib);
        QCOMPARE(engine::niceSize(101, base::Unit::None), 150.0);
        QCOMPARE(engine::niceSize(0.61, base::Unit::None), 0.65);
        QCOMPARE(engine::niceSize(-1, base::Unit::None), 0.0);
    }
    void aWrongPriceListSaysWhichLine()
    {
        const auto head = engine::PriceList::parse("price\n");
        QVERIFY(!head && head.error().summary.contains(u"line 1"_s));
        for (const char *bad : {"disk,*,GiB,1e5,EUR", "disk,*,GiB,-1,EUR", "disk,*,acre,1,EUR", "disk,*,GiB",
                                "disks,*,GiB,1,EUR", "disk,*,GiB,1,"}) {
            const auto read = engine::PriceList::parse(QByteArray("resource,region,unit,price,currency\n") + bad);
            QVERIFY2(!read && read.error().summary.contains(u"line 2"_s), bad);
        }
        QVERIFY(engine::PriceList::parse({})->isEmpty());
    }
    void thePriceOfTheRegionGoesBeforeThatOfEverywhere()
    {
        const auto list = prices();
        QCOMPARE(list.find(engine::FiniteKind::Disk, u"eu-west"_s)->currency, u"EUR"_s);
        QCOMPARE(list.find(engine::FiniteKind::Disk, u"us"_s)->currency, u"USD"_s);
        QVERIFY(!list.find(engine::FiniteKind::Queue, {}));
        QVERIFY(engine::costOf(*list.find(engine::FiniteKind::Disk, {}), std::nan("")) == Decimal::unknown());
    }
};

QTEST_GUILESS_MAIN(AdviceTest)
#include "tst_advice.moc"
