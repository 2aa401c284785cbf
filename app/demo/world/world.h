// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/world/fleet.h"
#include "app/demo/world/latency.h"

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace wf::app::demo {

struct CodeFlow {
    double perSecond = 0.0;
    double meanSeconds = 0.0;
    std::vector<double> below; // cumulative shares at the service's bounds
};

struct RouteFlow {
    double perSecond = 0.0;
    Latency latency;
    std::vector<double> shares;  // by code, sums to one
    std::vector<CodeFlow> codes; // in the catalogue's order
};

struct ServiceFlow {
    double perSecond = 0.0;
    double busy = 0.0; // requests in flight on average (Little's law)
    std::vector<RouteFlow> routes;
    [[nodiscard]] double errorRatio(const ServiceSpec &spec) const; // server errors over all requests
};

class World;

// Everything that holds during one tick, [index * 15 s, (index + 1) * 15 s). Flows are worked out when first asked for.
struct Tick {
    std::int64_t index = -1;
    double start = 0.0;
    bool quiet = true;
    [[nodiscard]] const ServiceFlow &flow(ServiceId service, RegionId region) const;

private:
    friend class World;
    const World *m_world = nullptr;
    mutable std::array<std::array<bool, regionCount>, serviceCount> m_known{};
    mutable std::array<std::array<ServiceFlow, regionCount>, serviceCount> m_flow;
};

// The shop as a function of seed, anchor and time: the same question always has the same answer, in any order.
// Not thread-safe (it remembers the last ticks); make one per thread.
class World final {
public:
    World(std::uint64_t seed, double anchor, const std::map<Story, double> &starts = {});
    World(const World &) = delete; // its ticks point at it
    World &operator=(const World &) = delete;
    // An equal one, for another thread.
    [[nodiscard]] World twin() const { return World(m_seed, m_timeline.anchor(), m_starts); }

    [[nodiscard]] const Timeline &timeline() const { return m_timeline; }
    [[nodiscard]] const Fleet &fleet() const { return m_fleet; }
    [[nodiscard]] Dice dice() const { return m_dice; }
    [[nodiscard]] const BoundList &bounds(ServiceId service) const { return m_bounds[service]; }

    [[nodiscard]] static std::int64_t tickAt(double t);
    [[nodiscard]] const Tick &tick(std::int64_t index) const;
    [[nodiscard]] const ServiceFlow &state(ServiceId service, RegionId region, double t) const;

    // The flow of one service as a pod with a stolen processor sees it; strain 0 to 1.
    [[nodiscard]] ServiceFlow strained(const ServiceSpec &spec, const ServiceFlow &flow, double strain) const;
    // How much of its processor a node loses to a neighbour at t, 0 to 1.
    [[nodiscard]] double strain(std::string_view node, double t) const;
    // Orders per minute the shop would see in this region with nothing wrong.
    [[nodiscard]] double expectedOrdersPerMinute(RegionId region, double t) const;

private:
    friend struct Tick;
    void fill(const Tick &tick, const ServiceSpec &spec, RegionId region, ServiceFlow &flow) const;
    void fillRoute(const ServiceSpec &spec, RegionId region, std::size_t route, double t, bool quiet,
                   RouteFlow &flow) const;
    void spread(const ServiceSpec &spec, const RouteSpec &route, RouteFlow &flow) const;
    [[nodiscard]] double rhythm(RegionId region, double t) const;

    std::uint64_t m_seed;
    std::map<Story, double> m_starts;
    Dice m_dice;
    Timeline m_timeline;
    Fleet m_fleet;
    std::vector<BoundList> m_bounds;
    mutable std::array<Tick, 16> m_recent;
    mutable std::array<std::pair<double, double>, regionCount> m_rhythm{}; // the last answer of each region
};

} // namespace wf::app::demo
