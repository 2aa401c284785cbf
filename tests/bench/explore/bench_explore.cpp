// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/complete/proposals.h"
#include "models/engine/explore/lint/lints.h"
#include "tests/bench/benchline.h"
#include "tests/bench/explore/manynames.h"

#include <algorithm>
#include <cstdio>
#include <string>

// Proposals over a million metric names. Every prefix of what is typed is a question, as it is while typing. The
// slowest answer and the 95th of a hundred, processor time; memory beside the names; and the peer: one look at every
// name.
using namespace wf;

int main()
{
    const QStringList all = bench::manyNames();
    const double before = bench::residentMiB();
    const double buildStart = bench::cpuMs();
    const auto index = std::make_shared<const engine::MetricIndex>(all, std::vector<signals::MetricInfo>(),
                                                                   std::vector<engine::CountedName>());
    bench::record("explore_index_build", bench::cpuMs() - buildStart, "ms");
    bench::record("explore_index_memory", static_cast<double>(index->memoryBytes()) / 1048576.0, "MiB");
    bench::record("explore_index_resident", bench::residentMiB() - before, "MiB");
    std::vector<double> each;
    double slowest = 0;
    std::string slowestText;
    for (const std::string &text : bench::typedTexts()) {
        const QString query = QStringLiteral("sum by (region) (rate(") + QString::fromStdString(text);
        const double start = bench::cpuMs();
        engine::ProposalFacts facts;
        facts.index = index;
        const auto completion =
            engine::proposalsAt(engine::queryContextAt(query, static_cast<int>(query.size())), facts);
        const double took = bench::cpuMs() - start;
        each.push_back(took);
        if (took > slowest) {
            slowest = took;
            slowestText = text;
        }
        if (completion.proposals.empty() && text.find("zz") == std::string::npos &&
            text.find("ee") == std::string::npos)
            std::printf("# nothing for %s\n", text.c_str());
    }
    std::sort(each.begin(), each.end());
    const double plain = bench::medianCpuMs(3, [&all] {
        qsizetype found = 0;
        for (const QString &name : all)
            found += name.contains(QLatin1String("requestduration"), Qt::CaseInsensitive) ? 1 : 0;
        if (found < 0)
            std::abort();
    });
    bench::record("explore_complete_p95", each[each.size() * 95 / 100], "ms", "QString::contains over all names",
                  plain);
    bench::record("explore_complete_slowest", slowest, "ms", "goal", 30);
    std::printf("# slowest: %s, of %zu questions\n", slowestText.c_str(), each.size());
    engine::LintFacts facts;
    facts.index = index;
    facts.isIndexWhole = true;
    const QString lint =
        QStringLiteral("histogram_quantile(0.99, sum by (le) (rate(nobody_knows_this_one_bucket[5m]))) / up");
    bench::record("explore_lint", bench::medianCpuMs(5, [&] { (void)engine::lintPromql(lint, facts); }), "ms");
    return slowest < 30 ? 0 : 1;
}
