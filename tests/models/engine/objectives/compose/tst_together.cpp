// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/compose/together.h"

#include "models/engine/objectives/check/slocheck.h"
#include "models/query/promql/memory/memorysamples.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace wf;

namespace {

constexpr qint64 now = 1'763'700'000 * base::nsPerSecond;

QByteArray slo(const QByteArray &name, double target, const QByteArray &window = "2d")
{
    return "apiVersion: openslo/v1\nkind: SLO\nmetadata: {name: " + name + "}\nspec:\n  service: " + name +
           "\n  budgetingMethod: Occurrences\n  timeWindow: [{duration: " + window +
           ", isRolling: true}]\n  indicator:\n    metadata: {name: i}\n    spec:\n      ratioMetric:\n"
           "        counter: true\n        bad: {metricSource: {type: Prometheus, spec: {query: " +
           name + "_bad_total}}}\n        total: {metricSource: {type: Prometheus, spec: {query: " + name +
           "_total}}}\n  objectives: [{displayName: " + name + ", target: " + QByteArray::number(target) + "}]\n---\n";
}

QByteArray composite(const QByteArray &spec)
{
    return "apiVersion: watchfloor/v1\nkind: Composite\nmetadata: {name: shop}\nspec: {" + spec + "}\n";
}

wire::SloDefinitions read(const QByteArray &text)
{
    return engine::checkDefinitions({{QStringLiteral("shop.yaml"), text}});
}

} // namespace

class TogetherTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eventsOfSeveralServicesAreOneBudget()
    {
        for (unsigned seed = 1; seed <= 5; ++seed) {
            const auto made = compute(seed, composite("objectives: [cart, search], service: shop, owner: web"));
            const auto &one = made.at(0);
            QCOMPARE(one.objective.service, QStringLiteral("shop"));
            const double total = m_reports[0].whole.total + m_reports[1].whole.total;
            const double bad = m_reports[0].whole.bad + m_reports[1].whole.bad;
            const double allowed = m_reports[0].allowedEvents + m_reports[1].allowedEvents;
            QVERIFY(std::abs(one.report.whole.total - total) < 1e-9 * total);
            QVERIFY(std::abs(one.report.left - (1 - bad / allowed)) < 1e-9);
            QVERIFY(std::abs(one.report.leftEvents - (allowed - bad)) < 1e-6 * allowed);
            QCOMPARE(one.report.windows.size(), m_reports[0].windows.size());
            for (std::size_t i = 0; i < one.report.windows.size(); ++i) {
                const double ratio = (m_reports[0].windows[i].bad + m_reports[1].windows[i].bad) /
                                     (m_reports[0].windows[i].total + m_reports[1].windows[i].total);
                QVERIFY(std::abs(one.report.windows[i].errorRatio - ratio) < 1e-12);
                QVERIFY(std::abs(one.report.windows[i].burn - ratio / (1 - one.objective.target)) < 1e-9);
            }
            double steps = 0, parts = 0;
            for (const double count : one.report.history.total)
                steps += std::isfinite(count) ? count : 0;
            for (const auto &report : m_reports)
                for (const double count : report.history.total)
                    parts += std::isfinite(count) ? count : 0;
            QVERIFY(std::abs(steps - parts) < 1e-9 * parts);
        }
    }
    void byWeightTrafficSaysNothing()
    {
        const auto made =
            compute(3, composite("objectives: [{name: cart, weight: 3}, search], by: weight, target: 0.9"));
        const double ratio = (3 * m_reports[0].whole.errorRatio + m_reports[1].whole.errorRatio) / 4;
        QVERIFY(std::abs(made.at(0).report.compliance - (1 - ratio)) < 1e-12);
        QVERIFY(std::abs(made.at(0).report.left - (1 - ratio / 0.1)) < 1e-9);
        QVERIFY(std::isnan(made.at(0).report.whole.total));
    }
    void whatIsNotKnownIsLeftOutAndSaid()
    {
        const auto made = compute(2, composite("objectives: [cart, search, gone]"), true);
        QVERIFY(made.at(0).report.whole.isKnown);
        QVERIFY2(made.at(0).report.notes.join(u' ').contains(QStringLiteral("gone")),
                 qPrintable(made.at(0).report.notes.join(u' ')));
    }
    void wrongDefinitionsAreToldAtTheirPlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("what");
        const QByteArray two = slo("cart", 0.99) + slo("search", 0.995);
        QTest::newRow("unknown") << two + composite("objectives: [cart, nobody]") << "36:27: shop: No objective";
        QTest::newRow("alone") << two + composite("objectives: [cart]") << "shop: A composite needs the names of two";
        QTest::newRow("twice") << two + composite("objectives: [cart, cart]") << "cart is named twice";
        QTest::newRow("itself") << two + composite("objectives: [cart, shop]") << "shop is a composite itself";
        QTest::newRow("weight") << two + composite("objectives: [{name: cart, weight: -1}, search]")
                                << "A weight must be above 0";
        QTest::newRow("by") << two + composite("objectives: [cart, search], by: hope") << "Write by: events";
        QTest::newRow("whole") << two + composite("objectives: [cart, search], target: 1") << "A target of 100 %";
        QTest::newRow("windows") << slo("cart", 0.9) + slo("search", 0.9, "7d") +
                                        composite("objectives: [cart, search]")
                                 << "search has another window than cart";
    }
    void wrongDefinitionsAreToldAtTheirPlace()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, what);
        const auto all = read(text);
        QVERIFY2(all.problems().join(u'\n').contains(what), qPrintable(all.problems().join(u'\n')));
        QVERIFY(all.composites.empty());
    }

private:
    std::vector<engine::Together> compute(unsigned seed, const QByteArray &spec, bool withGone = false)
    {
        const auto all =
            read(slo("cart", 0.99) + slo("search", 0.995) + (withGone ? slo("gone", 0.9) : QByteArray()) + spec);
        if (all.composites.size() != 1)
            qFatal("%s", qPrintable(all.problems().join(u'\n')));
        query::MemorySamples samples;
        std::mt19937 random(seed);
        std::uniform_real_distribution<double> share(0, 0.03);
        for (const char *name : {"cart", "search"}) {
            double total = 0, bad = 0;
            for (int i = -2 * 24 * 60; i <= 0; ++i) {
                const double more = std::floor(share(random) * 10'000);
                total += more;
                bad += std::floor(more * share(random));
                const std::string base = name;
                samples.append(base::Labels{{"__name__", base + "_total"}}, now / base::nsPerMs + i * 60'000, total);
                samples.append(base::Labels{{"__name__", base + "_bad_total"}}, now / base::nsPerMs + i * 60'000, bad);
            }
        }
        m_reports.clear();
        for (const auto &objective : all.objectives)
            m_reports.push_back(*engine::computeBudget(objective, samples, now, {}, {}));
        std::vector<engine::ObjectivePart> parts;
        for (std::size_t i = 0; i < m_reports.size(); ++i)
            parts.push_back({&all.objectives[i], &m_reports[i], 1});
        return engine::togetherOf(all.composites, parts, now, {});
    }

    std::vector<engine::BudgetReport> m_reports;
};

QTEST_GUILESS_MAIN(TogetherTest)
#include "tst_together.moc"
