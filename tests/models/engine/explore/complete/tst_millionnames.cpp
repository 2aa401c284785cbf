// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/complete/proposals.h"
#include "tests/bench/benchline.h"
#include "tests/bench/explore/manynames.h"
#include "tests/support/failonwarning.h"

#include <QTest>

#include <algorithm>

using namespace wf;

// The bench of proposals as a test: assertions and -Og are slower than what people install, so the limit is wider; the
// figures are printed.
class TestMillionNames : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void everyKeyIsAnsweredInTime()
    {
        const double start = bench::cpuMs();
        const QStringList names = bench::manyNames();
        const double named = bench::cpuMs();
        engine::ProposalFacts facts;
        facts.index = std::make_shared<const engine::MetricIndex>(names, std::vector<signals::MetricInfo>(),
                                                                  std::vector<engine::CountedName>());
        QCOMPARE(facts.index->size(), static_cast<std::size_t>(bench::names));
        std::printf("# names %.0f ms, index %.0f ms, %.1f MiB\n", named - start, bench::cpuMs() - named,
                    static_cast<double>(facts.index->memoryBytes()) / 1048576);
        std::vector<std::pair<double, std::string>> each;
        for (const std::string &text : bench::typedTexts()) {
            const QString query = QStringLiteral("sum by (region) (rate(") + QString::fromStdString(text);
            const double before = bench::cpuMs();
            const auto completion =
                engine::proposalsAt(engine::queryContextAt(query, static_cast<int>(query.size())), facts);
            each.emplace_back(bench::cpuMs() - before, text);
            QVERIFY(completion.proposals.size() <= 2 * engine::mostProposals);
        }
        std::ranges::sort(each);
        for (std::size_t i = each.size() - 5; i < each.size(); ++i)
            std::printf("# %.1f ms for %s\n", each[i].first, each[i].second.c_str());
        std::printf("# 95th of 100: %.1f ms, of %zu\n", each[each.size() * 95 / 100].first, each.size());
        QVERIFY2(each.back().first < 60, each.back().second.c_str());
    }
};

QTEST_GUILESS_MAIN(TestMillionNames)
#include "tst_millionnames.moc"
