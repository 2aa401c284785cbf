// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/station/feed.h"

#include "app/heap/heap.h"
#include "models/station/ports/storesamples.h"

#include <chrono>
#include <cmath>

namespace wf::app::demo {

namespace {

constexpr double hour = 3600.0;
constexpr double day = 24.0 * hour;
constexpr double fineSpan = 3.0 * hour;
constexpr double eventsLater = 900.0; // a line older than a week is refused, and time goes on while they are written
constexpr std::int64_t mostTicksBehind = 240; // a machine that slept does not catch up for ever

} // namespace

ShopFeed::ShopFeed(FeedOptions options, const base::Clock &clock, std::shared_ptr<station::StationStores> stores,
                   std::shared_ptr<station::Intake> intake, QObject *parent)
    : QObject(parent), m_options(options), m_clock(clock), m_stores(std::move(stores)), m_intake(std::move(intake))
{
    m_past.until = onGrid(now());
    m_past.from = m_past.until - m_options.days * day;
    m_past.fineFrom = std::floor((m_past.until - fineSpan) / m_past.oldStep) * m_past.oldStep;
    m_past.eventsFrom = std::min(m_past.from + eventsLater, m_past.until);
    m_past.fullEventsFrom = std::max(m_past.eventsFrom, m_past.until - m_options.fullEventHours * hour);
}

ShopFeed::~ShopFeed()
{
    m_sampleThread.request_stop();
    m_eventThread.request_stop();
}

double ShopFeed::now() const
{
    return static_cast<double>(m_clock.nowNs()) / 1e9;
}

void ShopFeed::start()
{
    m_sampleThread = std::jthread([this](std::stop_token stop) { feedSamples(stop); });
    m_eventThread = std::jthread([this](std::stop_token stop) { feedEvents(stop); });
}

void ShopFeed::onePartDone()
{
    if (++m_partsDone < 2)
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_isPastWritten = true;
            Q_EMIT pastWritten();
        },
        Qt::QueuedConnection);
}

void ShopFeed::fail(const base::Error &error)
{
    if (error.kind != base::ErrorKind::Cancelled)
        QMetaObject::invokeMethod(
            this, [this, error] { Q_EMIT failed(error); }, Qt::QueuedConnection);
}

void ShopFeed::waitFor(double t, std::stop_token stop)
{
    // In short steps: the shop's clock may run at any speed.
    while (now() < t && !stop.stop_requested()) {
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, stop, std::chrono::milliseconds(200), [] { return false; });
    }
}

void ShopFeed::feedSamples(std::stop_token stop)
{
    const World world(m_options.seed, m_options.anchor);
    const auto series = m_stores->series();
    if (!series)
        return fail(series.error());
    auto past = writePastSamples(world, m_past, **series, m_progress, stop);
    if (!past)
        return fail(past.error());
    if (auto rehearsed = rehearseRules(world, **series, stop); !rehearsed)
        return fail(rehearsed.error());
    m_progress.pastSamples = 1.0;
    onePartDone();
    std::vector<Strip> strips = std::move(*past);
    double known = m_past.until; // targets that start up to here are among the strips
    for (double t = m_past.until; !stop.stop_requested(); t += m_past.step) {
        waitFor(t, stop);
        if (t >= known) {
            for (auto &target : targetsBetween(world, known, known + day))
                if (target->start() >= known)
                    strips.emplace_back(std::move(target));
            known += day;
        }
        station::MetricBatch batch;
        for (Strip &strip : strips)
            if (strip.target().alive(t)) {
                strip.sample(world, t);
                m_progress.samples += strip.moveTo(batch);
            }
        std::erase_if(strips, [t](const Strip &strip) { return strip.target().end() <= t; });
        if (const auto taken = m_intake->takeMetrics(std::move(batch));
            !taken && taken.error().kind != base::ErrorKind::RateLimited)
            return fail(taken.error());
    }
}

base::Status ShopFeed::rehearseRules(const World &world, store::SeriesStore &series, std::stop_token stop)
{
    if (m_options.ruleStateFile.isEmpty())
        return base::Done{};
    const Rehearsal rehearsal{m_options.rules, stretchesOf(world.timeline(), m_past.from, m_past.until),
                              m_options.ruleStateFile};
    const auto load = series.bulkLoad();
    auto over = rehearse(rehearsal, station::StoreSamples(m_stores), *load, m_clock, stop);
    if (!over)
        return over.error();
    m_pastAlerts = std::move(*over);
    return base::Done{};
}

base::Status ShopFeed::settleEvents()
{
    const auto logs = m_stores->logs();
    if (!logs)
        return logs.error();
    const auto spans = m_stores->spans();
    if (!spans)
        return spans.error();
    if (auto sealed = (*logs)->seal(); !sealed)
        return sealed;
    const auto tended = (*spans)->tend();
    returnFreedMemory();
    return tended;
}

void ShopFeed::feedEvents(std::stop_token stop)
{
    const World world(m_options.seed, m_options.anchor);
    Tracer tracer(world);
    std::int64_t next = World::tickAt(m_past.until);
    auto status = writePastEvents(
        world, m_past, *m_intake, [this] { return settleEvents(); }, m_progress, stop);
    if (status) {
        m_progress.pastEvents = 1.0;
        onePartDone();
    }
    while (status && !stop.stop_requested()) {
        waitFor(static_cast<double>(next + 1) * tickSeconds, stop); // when the tick is over
        const std::int64_t end = World::tickAt(now());
        next = std::max(next, end - mostTicksBehind);
        status = writeEvents(world, tracer, next, end, *m_intake, m_progress, stop);
        next = std::max(next, end);
    }
    if (!status)
        fail(status.error());
}

} // namespace wf::app::demo
