// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the rules cost the thread of the window with every rule file of the corpus loaded: taking them over with and
// without the state of the run before, the first evaluation of all groups, and the list of rules. CPU time of that
// thread alone; the bound is 8 ms for each step.
#include "models/station/rules/engine/ruleengine.h"
#include "models/station/rules/engine/rulesettings.h"
#include "tests/bench/benchline.h"
#include "tests/support/corpus.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QTemporaryDir>

using namespace wf;
using namespace wf::station;

namespace {

class NothingKept final : public query::SampleReader {
public:
    base::Result<std::vector<signals::RawSeries>> read(const query::SampleRequest & /*request*/,
                                                       std::stop_token /*stop*/) const override
    {
        return std::vector<signals::RawSeries>();
    }
};

class TakesAll final : public Intake {
public:
    base::Result<Accepted> takeMetrics(MetricBatch /*batch*/) override { return Accepted(); }
    base::Result<Accepted> takeLogs(std::vector<signals::LogLine> /*lines*/) override { return Accepted(); }
    base::Result<Accepted> takeSpans(std::vector<signals::Trace> /*traces*/) override { return Accepted(); }
};

double threadMs()
{
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
}

template<class Work>
double stepMs(Work work)
{
    const double before = threadMs();
    work();
    return threadMs() - before;
}

// The longest this thread was busy between two waits while `until` did not hold.
template<class Until>
double longestTurnMs(Until until)
{
    double longest = 0;
    QElapsedTimer waited;
    waited.start();
    while (!until() && waited.elapsed() < 120'000)
        longest = std::max(longest, stepMs([] { QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents); }));
    return longest;
}

std::vector<GroupSpec> corpusGroups()
{
    QStringList files;
    QDirIterator all(support::corpusPath(QStringLiteral("prometheus-rules")), {QStringLiteral("*.y*ml")}, QDir::Files,
                     QDirIterator::Subdirectories);
    while (all.hasNext())
        files << all.next();
    files.sort();
    bench::record("rule files of the corpus", static_cast<double>(files.size()), "files");
    return loadRules(files, true, base::nsPerMinute).groups;
}

struct World {
    explicit World(const QString &stateFile)
    {
        RuleEngineOptions options;
        options.stateFile = stateFile;
        engine = std::make_unique<RuleEngine>(RuleEngineContext{clock, pools, intake, reader, {}}, options);
    }
    [[nodiscard]] bool isEvaluated(std::size_t groups) const
    {
        std::size_t done = 0;
        for (const auto &group : engine->groups())
            done += group.counters.evaluations > 0 || group.counters.lastStartNs > 0;
        return done >= groups;
    }
    base::ManualClock clock{1'800'000'000 * base::nsPerSecond};
    async::Pools pools;
    std::shared_ptr<Intake> intake = std::make_shared<TakesAll>();
    std::shared_ptr<const query::SampleReader> reader = std::make_shared<NothingKept>();
    std::unique_ptr<RuleEngine> engine;
};

void run(const char *what, const QString &stateFile, const std::vector<GroupSpec> &groups)
{
    World world(stateFile);
    QElapsedTimer loading;
    loading.start();
    while (loading.elapsed() < 300) // the state of the run before is read on a pool
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
    auto copy = groups;
    const std::string name(what);
    double apply = stepMs([&] { world.engine->apply(std::move(copy)); });
    apply = std::max(apply, longestTurnMs([&] { return world.engine->groups().size() == groups.size(); }));
    bench::record((name + ": rules taken over, longest turn").c_str(), apply, "ms");
    world.clock.advance(2 * base::nsPerMinute);
    const double tick = stepMs([&] { world.engine->tick(); });
    bench::record((name + ": all groups started").c_str(), tick, "ms");
    bench::record((name + ": first evaluation, longest turn").c_str(),
                  longestTurnMs([&] { return world.isEvaluated(groups.size()); }), "ms");
    std::size_t rules = 0;
    double listed = 1e9;
    for (int i = 0; i < 9; ++i)
        listed = std::min(listed, stepMs([&] { rules = world.engine->rules().size(); }));
    bench::record((name + ": rules listed").c_str(), listed, "ms");
    bench::record((name + ": rules").c_str(), static_cast<double>(rules), "rules");
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const auto groups = corpusGroups();
    bench::record("groups of rules", static_cast<double>(groups.size()), "groups");
    QTemporaryDir folder;
    const QString stateFile = folder.filePath(QStringLiteral("rules.json"));
    run("without a state", stateFile, groups); // its end saves one
    run("with a state", stateFile, groups);
    return 0;
}
