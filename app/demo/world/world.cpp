// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/world/world.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace wf::app::demo {

namespace {

constexpr double dayHours = 24.0;
constexpr double turn = 2.0 * std::numbers::pi;

bool serverError(std::string_view code)
{
    return code.starts_with('5') || code == "Unavailable" || code == "DeadlineExceeded" || code == "Internal";
}

} // namespace

double ServiceFlow::errorRatio(const ServiceSpec &spec) const
{
    double bad = 0.0;
    for (std::size_t r = 0; r < routes.size(); ++r)
        for (std::size_t c = 0; c < routes[r].codes.size(); ++c)
            if (serverError(spec.routes[r].codes[c].code))
                bad += routes[r].codes[c].perSecond;
    return perSecond > 0.0 ? bad / perSecond : 0.0;
}

const ServiceFlow &Tick::flow(ServiceId id, RegionId region) const
{
    ServiceFlow &flow = m_flow[id][region];
    if (!m_known[id][region]) {
        m_world->fill(*this, service(id), region, flow);
        m_known[id][region] = true;
    }
    return flow;
}

World::World(std::uint64_t seed, double anchor, const std::map<Story, double> &starts)
    : m_seed(seed),
      m_starts(starts),
      m_dice(Dice(seed).with("halcyon")),
      m_timeline(anchor, starts),
      m_fleet(seed, m_timeline)
{
    for (const ServiceSpec &spec : services())
        m_bounds.emplace_back(spec.boundsSeconds);
}

std::int64_t World::tickAt(double t)
{
    return static_cast<std::int64_t>(std::floor(t / tickSeconds));
}

const Tick &World::tick(std::int64_t index) const
{
    Tick &slot = m_recent[static_cast<std::size_t>(index) % m_recent.size()];
    if (slot.index != index) {
        slot.index = index;
        slot.start = static_cast<double>(index) * tickSeconds;
        slot.quiet = m_timeline.quiet(slot.start + tickSeconds / 2.0);
        slot.m_world = this;
        slot.m_known = {};
    }
    return slot;
}

const ServiceFlow &World::state(ServiceId service, RegionId region, double t) const
{
    return tick(tickAt(t)).flow(service, region);
}

double World::rhythm(RegionId where, double t) const
{
    auto &[known, answer] = m_rhythm[where];
    if (known == t)
        return answer;
    const RegionSpec &spec = region(where);
    const double hour = std::fmod(t / 3600.0, dayHours);
    const double weekday = std::fmod(t / 86400.0 + 3.0, 7.0); // 0 = Monday 00:00 UTC
    const double daily = 1.0 + spec.swing * std::cos(turn * (hour - spec.peakHour) / dayHours) +
                         0.05 * std::cos(2.0 * turn * (hour - spec.peakHour + 5.0) / dayHours);
    const double weekly = 1.0 + 0.07 * std::cos(turn * (weekday - 6.6) / 7.0);
    known = t;
    return answer = spec.share * daily * weekly;
}

double World::expectedOrdersPerMinute(RegionId where, double t) const
{
    return service(Checkout).routes[0].perSecond * rhythm(where, t) * 60.0 * 0.993;
}

double World::strain(std::string_view node, double t) const
{
    if (node != region(UsEast).nodes[2])
        return 0.0;
    return m_timeline.level(Story::Neighbour, t, 0.0, 90.0);
}

void World::fill(const Tick &tick, const ServiceSpec &spec, RegionId r, ServiceFlow &flow) const
{
    flow.routes.resize(spec.routes.size());
    flow.perSecond = 0.0;
    flow.busy = 0.0;
    for (std::size_t i = 0; i < spec.routes.size(); ++i) {
        fillRoute(spec, r, i, tick.start + tickSeconds / 2.0, tick.quiet, flow.routes[i]);
        flow.perSecond += flow.routes[i].perSecond;
        for (const CodeFlow &code : flow.routes[i].codes)
            flow.busy += code.perSecond * code.meanSeconds;
    }
}

void World::fillRoute(const ServiceSpec &spec, RegionId r, std::size_t i, double t, bool quiet, RouteFlow &flow) const
{
    const RouteSpec &route = spec.routes[i];
    const Dice shared = m_dice.with("traffic").with(r); // customers come in waves that every service feels
    const Dice own = m_dice.with(spec.id * 64 + i * 2 + r);
    const double crowd = 0.022 * shared.wave(t, 1700.0) + 0.012 * shared.with(1).wave(t, 260.0);
    flow.perSecond =
        route.perSecond * rhythm(r, t) * (1.0 + crowd + 0.025 * own.wave(t, 75.0) + 0.015 * own.with(9).wave(t, 15.0));
    const double mood = 0.035 * own.with(1).wave(t, 1300.0) + 0.045 * own.with(2).wave(t, 55.0);
    const double load = 0.05 * (rhythm(r, t) - 0.45);
    flow.latency = {route.medianMs / 1000.0 * (1.0 + mood + load),
                    steppedSpread(route.spread * (1.0 + 0.06 * own.with(3).wave(t, 90.0))),
                    0.0,
                    1.0,
                    0.35,
                    route.deadlineMs / 1000.0};
    flow.shares.assign(route.codes.size(), 0.0);
    for (std::size_t c = 1; c < route.codes.size(); ++c)
        flow.shares[c] = route.codes[c].share * (1.0 + 0.5 * own.with(10 + c).wave(t, 60.0));
    if (!quiet) {
        for (const Effect &e : effects()) {
            if (e.service != spec.id || (e.region >= 0 && e.region != r) ||
                (e.route >= 0 && static_cast<std::size_t>(e.route) != i))
                continue;
            const double k = m_timeline.level(e.story, t, e.delay, e.rise);
            if (k <= 0.0)
                continue;
            const double shake = 1.0 + 0.07 * own.with(4).wave(t, 80.0);
            flow.latency.median *= 1.0 + e.medianFactor * k;
            if (e.slowShare > 0.0) {
                flow.latency.slowShare = std::min(0.95, flow.latency.slowShare + e.slowShare * k * shake);
                flow.latency.slowMedian = e.slowMedianMs / 1000.0 * (0.75 + 0.25 * k) * shake;
            }
            if (e.code > 0)
                flow.shares[static_cast<std::size_t>(e.code)] += e.codeShare * k * shake;
            flow.perSecond *= 1.0 + e.rateFactor * k;
        }
    }
    flow.shares[0] = 1.0;
    for (std::size_t c = 1; c < route.codes.size(); ++c)
        flow.shares[0] -= flow.shares[c];
    spread(spec, route, flow);
}

void World::spread(const ServiceSpec &spec, const RouteSpec &route, RouteFlow &flow) const
{
    const BoundList &bounds = m_bounds[spec.id];
    flow.codes.resize(route.codes.size());
    for (std::size_t c = 0; c < route.codes.size(); ++c) {
        CodeFlow &code = flow.codes[c];
        code.perSecond = flow.perSecond * flow.shares[c];
        if (c > 0 && route.codes[c].pace == Pace::Ordinary) {
            code.below = flow.codes[0].below;
            code.meanSeconds = flow.codes[0].meanSeconds;
            continue;
        }
        Latency latency = flow.latency;
        if (route.codes[c].pace == Pace::Quick) {
            latency.median *= 0.2;
            latency.slowShare = 0.0;
        } else if (route.codes[c].pace == Pace::Deadline) {
            latency = {latency.deadline, 0.004, 0.0, 1.0, 0.3, latency.deadline * 1.02};
        }
        latency.shares(bounds, code.below);
        code.meanSeconds = latency.mean(bounds);
    }
}

ServiceFlow World::strained(const ServiceSpec &spec, const ServiceFlow &flow, double strain) const
{
    ServiceFlow out = flow;
    out.busy = 0.0;
    for (std::size_t i = 0; i < out.routes.size(); ++i) {
        RouteFlow &route = out.routes[i];
        route.latency.median *= 1.0 + 1.1 * strain;
        route.latency.spread = steppedSpread(route.latency.spread * (1.0 + 0.5 * strain));
        spread(spec, spec.routes[i], route);
        for (const CodeFlow &code : route.codes)
            out.busy += code.perSecond * code.meanSeconds;
    }
    return out;
}

} // namespace wf::app::demo
