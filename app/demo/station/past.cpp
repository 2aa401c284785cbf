// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/station/past.h"

#include "app/demo/station/values.h"

#include <QCoreApplication>

#include <cmath>

namespace wf::app::demo {

namespace {

constexpr double chunkSeconds = 2.0 * 3600.0; // bounds the memory of a slice
constexpr std::int64_t ticksPerBatch = 40;    // ten minutes

base::Error stopped()
{
    return base::makeError(base::ErrorKind::Cancelled, QCoreApplication::translate("Shop", "Stopped."));
}

// Multiples of the step in [from, to).
void sampleSlice(const World &world, std::vector<Strip> &strips, double from, double to, double step)
{
    double first = from;
    for (const Strip &strip : strips)
        first = std::min(first, std::max(strip.target().start(), from));
    double next = std::ceil(from / step) * step;
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

} // namespace

Strip::Strip(std::unique_ptr<Target> target) : m_target(std::move(target))
{
    for (const SeriesSlot &slot : m_target->sheet().slots())
        m_labels.push_back(seriesLabels(*m_target, slot));
    m_labels.push_back(upLabels(*m_target));
    m_values.resize(m_labels.size());
}

void Strip::sample(const World &world, double t)
{
    m_target->advance(world, t);
    m_timesMs.push_back(std::llround(t * 1000.0));
    for (std::size_t slot = 0; slot + 1 < m_values.size(); ++slot)
        m_values[slot].push_back(m_target->value(slot, t));
    m_values.back().push_back(1.0);
}

void Strip::describe(std::vector<signals::MetricInfo> &families)
{
    if (std::exchange(m_isDescribed, true))
        return;
    auto own = familiesOf(m_target->sheet());
    std::move(own.begin(), own.end(), std::back_inserter(families));
}

qint64 Strip::moveTo(station::MetricBatch &batch)
{
    describe(batch.families);
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        for (std::size_t k = 0; k < m_timesMs.size(); ++k)
            batch.points.push_back({m_labels[i], m_timesMs[k], m_values[i][k], {}, {}});
        m_values[i].clear();
    }
    return static_cast<qint64>(std::exchange(m_timesMs, {}).size() * m_values.size());
}

base::Result<qint64> Strip::moveTo(store::SeriesBulkLoad &load)
{
    if (m_timesMs.empty())
        return qint64(0);
    std::vector<signals::MetricInfo> families;
    describe(families);
    load.describe(families);
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        if (auto status = load.add(m_labels[i], m_timesMs, m_values[i]); !status)
            return status.error();
        m_values[i].clear();
    }
    return static_cast<qint64>(std::exchange(m_timesMs, {}).size() * m_values.size());
}

base::Result<std::vector<Strip>> writePastSamples(const World &world, const PastOptions &options,
                                                  store::SeriesStore &store, FeedProgress &progress,
                                                  std::stop_token stop)
{
    const auto load = store.bulkLoad();
    std::vector<Strip> strips;
    for (auto &target : targetsBetween(world, options.from, options.until))
        strips.emplace_back(std::move(target));
    walkUp(world, strips, options.from, stop);
    for (double from = options.from; from < options.until;) {
        if (stop.stop_requested())
            return stopped();
        const bool isFine = from >= options.fineFrom;
        const double next = (std::floor(from / chunkSeconds) + 1.0) * chunkSeconds;
        const double to = std::min({next, options.until, isFine ? options.until : options.fineFrom});
        sampleSlice(world, strips, from, to, isFine ? options.step : options.oldStep);
        for (Strip &strip : strips) {
            const auto moved = strip.moveTo(*load);
            if (!moved)
                return moved.error();
            progress.samples += *moved;
        }
        std::erase_if(strips, [to](const Strip &strip) { return strip.target().end() <= to; });
        progress.pastSamples = (to - options.from) / (options.until - options.from);
        from = to;
    }
    const auto finished = load->finish();
    if (!finished)
        return finished.error();
    return strips;
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
        progress.pastEvents =
            std::max(progress.pastEvents.load(), static_cast<double>(tick - first) / static_cast<double>(last - first));
    }
    return base::Done{};
}

} // namespace wf::app::demo
