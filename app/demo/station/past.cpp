// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/station/past.h"

#include "app/demo/station/values.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <map>
#include <thread>

namespace wf::app::demo {

namespace {

constexpr double sliceSeconds = 8.0 * 3600.0; // what a run holds; bounds the memory of a service
constexpr unsigned mostWorkers = 2;           // bounds the memory
constexpr std::int64_t ticksPerBatch = 20;    // five minutes

base::Error stopped()
{
    return base::makeError(base::ErrorKind::Cancelled, QCoreApplication::translate("Shop", "Stopped."));
}

// Targets that look at the same flows of the world: those of a service, the hosts, the probes.
struct Group {
    std::vector<Strip> strips;
    std::size_t series = 0;
};

// The largest first, so that nobody waits for it at the end.
std::vector<Group> groupsOf(const World &world, double from, double until)
{
    std::map<std::string, Group> byJob;
    for (auto &target : targetsBetween(world, from, until)) {
        const auto job = std::ranges::find(target->labels(), "job", &LabelList::value_type::first);
        Group &group = byJob[job == target->labels().end() ? std::string() : job->second];
        group.series += group.strips.emplace_back(std::move(target)).series();
    }
    std::vector<Group> groups;
    for (auto &[job, group] : byJob)
        groups.push_back(std::move(group));
    std::ranges::stable_sort(groups, std::ranges::greater(), &Group::series);
    return groups;
}

// One core is left to the lines and traces, which take as long as all samples together.
unsigned workers()
{
    return std::clamp(std::thread::hardware_concurrency(), 2U, mostWorkers + 1) - 1;
}

// Multiples of the step in [from, to).
void sampleSlice(const World &world, std::vector<Strip> &strips, double from, double to, double step)
{
    double first = from;
    for (const Strip &strip : strips)
        first = std::min(first, std::max(strip.target().start(), from));
    double next = std::ceil(from / step) * step;
    for (Strip &strip : strips)
        strip.expect(static_cast<std::size_t>((to - from) / step) + 1);
    // All targets walk together, so that every tick of the world is worked out once.
    for (double t = onGrid(first); t < to; t += tickSeconds) {
        const bool isWanted = next < t + tickSeconds;
        for (Strip &strip : strips) {
            if (!strip.target().alive(t))
                continue;
            strip.advance(world, t);
            if (isWanted && strip.target().alive(next))
                strip.sample(world, next);
        }
        if (isWanted)
            next += step;
    }
}

// Targets that began before the past walk up to it, so that their counters have their height.
void walkUp(const World &world, std::vector<Strip> &strips, double from, std::stop_token stop)
{
    double first = from;
    for (const Strip &strip : strips)
        first = std::min(first, strip.target().start());
    for (double t = onGrid(first); t < from && !stop.stop_requested(); t += tickSeconds)
        for (Strip &strip : strips)
            if (strip.target().alive(t))
                strip.advance(world, t);
}

// The whole past of a group; leaves the strips that are alive at its end.
class GroupWriter {
public:
    GroupWriter(const PastOptions &options, store::SeriesBulkLoad &load, FeedProgress &progress, std::size_t allSeries)
        : m_options(options), m_load(load), m_progress(progress), m_allSeries(static_cast<double>(allSeries))
    {
    }

    [[nodiscard]] base::Status write(const World &world, Group &group, std::stop_token stop)
    {
        walkUp(world, group.strips, m_options.from, stop);
        for (double from = m_options.from; from < m_options.until;) {
            if (stop.stop_requested())
                return stopped();
            const bool isFine = from >= m_options.fineFrom;
            const double next = (std::floor(from / sliceSeconds) + 1.0) * sliceSeconds;
            const double to = std::min({next, m_options.until, isFine ? m_options.until : m_options.fineFrom});
            sampleSlice(world, group.strips, from, to, isFine ? m_options.step : m_options.oldStep);
            for (Strip &strip : group.strips) {
                const auto moved = strip.moveTo(m_load);
                if (!moved)
                    return moved.error();
                m_progress.samples += *moved;
            }
            std::erase_if(group.strips, [to](const Strip &strip) { return strip.target().end() <= to; });
            m_progress.pastSamples +=
                (to - from) / (m_options.until - m_options.from) * static_cast<double>(group.series) / m_allSeries;
            from = to;
        }
        return base::Done{};
    }

private:
    const PastOptions &m_options;
    store::SeriesBulkLoad &m_load;
    FeedProgress &m_progress;
    double m_allSeries;
};

} // namespace

base::Result<std::vector<Strip>> writePastSamples(const World &world, const PastOptions &options,
                                                  store::SeriesStore &store, FeedProgress &progress,
                                                  std::stop_token stop)
{
    const auto load = store.bulkLoad();
    auto groups = groupsOf(world, options.from, options.until);
    std::size_t series = 0;
    for (const Group &group : groups)
        series += group.series;
    GroupWriter writer(options, *load, progress, series);
    std::atomic<std::size_t> next = 0;
    std::mutex mutex;
    base::Status status = base::Done{};
    {
        std::vector<std::jthread> threads;
        for (unsigned i = 0; i < workers(); ++i)
            threads.emplace_back([&] {
                const World own = world.twin();
                for (std::size_t n = next++; n < groups.size(); n = next++) {
                    const auto written = writer.write(own, groups[n], stop);
                    const std::lock_guard guard(mutex);
                    if (!written && status)
                        status = written;
                    if (!status)
                        return;
                }
            });
    }
    if (!status)
        return status.error();
    if (const auto finished = load->finish(); !finished)
        return finished.error();
    std::vector<Strip> alive;
    for (Group &group : groups)
        std::ranges::move(group.strips, std::back_inserter(alive));
    return alive;
}

base::Status writePastEvents(const World &world, const PastOptions &options, station::Intake &intake,
                             const std::function<base::Status()> &settle, FeedProgress &progress, std::stop_token stop)
{
    constexpr qint64 mostUnsettled = 80'000;   // spans
    constexpr std::int64_t ticksPerStep = 240; // an hour
    const std::int64_t first = World::tickAt(options.eventsFrom);
    const std::int64_t full = World::tickAt(options.fullEventsFrom);
    const std::int64_t last = World::tickAt(options.until);
    Tracer thinned(world, options.oldOneIn);
    Tracer all(world);
    qint64 settled = 0;
    for (std::int64_t from = first; from < last;) {
        const bool isFull = from >= full;
        const std::int64_t to = std::min(from + ticksPerStep, isFull ? last : full);
        if (auto status = writeEvents(world, isFull ? all : thinned, from, to, intake, progress, stop); !status)
            return status;
        progress.pastEvents = static_cast<double>(to - first) / static_cast<double>(last - first);
        from = to;
        if (progress.spans - settled < mostUnsettled && from < last)
            continue;
        settled = progress.spans;
        if (auto status = settle(); !status)
            return status;
    }
    return base::Done{};
}

base::Status writeEvents(const World &world, Tracer &tracer, std::int64_t first, std::int64_t last,
                         station::Intake &intake, FeedProgress &progress, std::stop_token stop)
{
    for (std::int64_t tick = first; tick < last;) {
        std::vector<signals::LogLine> lines;
        std::vector<signals::Trace> traces;
        for (const std::int64_t end = std::min(last, tick + ticksPerBatch); tick < end; ++tick) {
            if (stop.stop_requested())
                return stopped();
            for (const ShopLine &line : linesOf(world, tracer, tick))
                lines.push_back(logLineOf(line));
            for (const Trace &trace : tracer.page(tick).traces)
                traces.push_back(traceOf(trace));
        }
        for (const auto &trace : traces)
            progress.spans += static_cast<qint64>(trace.spans.size());
        progress.lines += static_cast<qint64>(lines.size());
        if (const auto taken = intake.takeLogs(std::move(lines)); !taken)
            return taken.error();
        if (const auto taken = intake.takeSpans(std::move(traces)); !taken)
            return taken.error();
    }
    return base::Done{};
}

} // namespace wf::app::demo
