// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/world/dice.h"
#include "app/demo/world/timeline.h"

#include <string>
#include <vector>

namespace wf::app::demo {

inline constexpr double tickSeconds = 15.0; // the grid every rate is constant on
[[nodiscard]] double onGrid(double t);      // the last tick boundary at or before t

// One process of a service, from its start to its replacement. Its counters begin at zero at start.
struct Pod {
    ServiceId service;
    RegionId region;
    int ordinal;
    std::string name;
    std::string version;
    std::string revision;
    std::string node;
    double start; // on the grid
    double end;
    double share; // of its region's requests
};

struct Deploy {
    ServiceId service;
    int region; // -1 both
    double finished;
    std::string version;
    std::string revision;
    std::string note;
};

// Every pod and every deploy of the world, from 45 days before the anchor to 45 days after it.
class Fleet final {
public:
    Fleet(std::uint64_t seed, const Timeline &timeline);

    [[nodiscard]] const std::vector<Pod> &pods() const { return m_pods; }
    [[nodiscard]] const std::vector<Deploy> &deploys() const { return m_deploys; } // by time
    // The pod that serves this slot at t.
    [[nodiscard]] const Pod &at(ServiceId service, RegionId region, int ordinal, double t) const;
    [[nodiscard]] std::vector<const Pod *> alive(double from, double to) const;

private:
    void planDeploys(const ServiceSpec &spec, const Timeline &timeline);
    void planPods(const ServiceSpec &spec, RegionId region, const Timeline &timeline);
    [[nodiscard]] std::string podName(const ServiceSpec &spec, RegionId region, const Deploy &deploy,
                                      int ordinal) const;

    Dice m_dice;
    std::vector<Deploy> m_deploys;
    std::vector<Pod> m_pods;
    std::vector<std::vector<std::size_t>> m_slots; // pods of one slot, by time
};

} // namespace wf::app::demo
