// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/compose/composition.h"

#include <QTest>

#include <cmath>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

struct One {
    signals::Objective objective;
    engine::BudgetReport report;
    [[nodiscard]] engine::ObjectivePart part(double weight = 1) const { return {&objective, &report, weight}; }
};

One made(const QString &id, double target, double total, double bad)
{
    One one;
    one.objective.id = id;
    one.objective.target = target;
    one.report.whole.isKnown = total > 0;
    one.report.whole.total = total;
    one.report.whole.bad = bad;
    one.report.compliance = total > 0 ? 1 - bad / total : std::nan("");
    return one;
}

} // namespace

class CompositionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eventsOfSeveralServicesWeighByTheirNumber()
    {
        const One big = made(u"big"_s, 0.99, 9000, 45);
        const One small = made(u"small"_s, 0.9, 1000, 100);
        const One silent = made(u"silent"_s, 0.9, 0, 0);
        const auto all = engine::togetherByEvents({big.part(), small.part(), silent.part()});
        QCOMPARE(all.parts, 2);
        QCOMPARE(all.left, 1);
        QVERIFY(std::abs(all.target - (1 - (90 + 100) / 10000.0)) < 1e-12);
        QVERIFY(std::abs(all.budgetLeft - (1 - 145.0 / 190)) < 1e-12);
    }
    void slicesAreNotAddedToEvents()
    {
        One slices = made(u"slices"_s, 0.9, 100, 50);
        slices.report.countsSlices = true;
        QVERIFY(!engine::togetherByEvents({slices.part()}).isKnown());
        QVERIFY(engine::togetherByWeight({slices.part()}).isKnown());
    }
    void aWeightedCompositeIsTheMeanOfItsParts()
    {
        const One a = made(u"a"_s, 0.99, 1000, 0);
        const One b = made(u"b"_s, 0.95, 10, 1);
        const auto all = engine::togetherByWeight({a.part(3), b.part(1)});
        QVERIFY(std::abs(all.compliance - (3 * 1.0 + 0.9) / 4) < 1e-12);
        QVERIFY(std::abs(all.target - (3 * 0.99 + 0.95) / 4) < 1e-12);
        QVERIFY(std::isnan(engine::togetherByWeight({}).budgetLeft));
    }
    void moreThanItsDependenciesPromiseCannotBeKept()
    {
        const One database = made(u"database"_s, 0.999, 1000, 2);
        const One payment = made(u"payment"_s, 0.995, 1000, 5);
        signals::Objective shop;
        shop.target = 0.999;
        shop.dependsOn = {u"database"_s, u"payment"_s};
        const auto limit = engine::limitOf(shop, {database.part(), payment.part()});
        QVERIFY(std::abs(limit.promised - 0.999 * 0.995) < 1e-12);
        QVERIFY(std::abs(limit.kept - 0.998 * 0.995) < 1e-12);
        QVERIFY(limit.isBelow(shop.target));
        QCOMPARE(engine::dependencyNotes(shop, {database.part(), payment.part()}).size(), 2);
        shop.dependsOn << u"gone"_s;
        const auto unknown = engine::limitOf(shop, {database.part(), payment.part()});
        QCOMPARE(unknown.unknown, QStringList{u"gone"_s});
        QVERIFY(std::isnan(unknown.kept));
    }
};

QTEST_GUILESS_MAIN(CompositionTest)
#include "tst_composition.moc"
