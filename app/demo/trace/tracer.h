// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/trace/span.h"
#include "app/demo/world/world.h"

#include <array>
#include <memory>
#include <vector>

namespace wf::app::demo {

// An observed request that a histogram bucket may point to.
struct Exemplar {
    const Pod *pod;
    int group; // route * 8 + code, as the histograms are registered
    double seconds;
    double at; // when the request ended
    std::string traceId;
    std::string spanId;
};

// The sampled requests of the shop. A pure function of the world: the traces of a tick are always the same ones.
// Keeps the last ticks; not thread-safe.
class Tracer final {
public:
    explicit Tracer(const World &world) : m_world(world) {}

    struct Page {
        std::int64_t tick = -1;
        std::vector<Trace> traces; // by start
        std::vector<Exemplar> exemplars;
    };
    [[nodiscard]] const Page &page(std::int64_t tick);
    // The newest requests a pod had finished at t, looking back about a minute.
    [[nodiscard]] std::vector<const Exemplar *> exemplars(const Pod &pod, double t);

private:
    void fill(Page &page);

    const World &m_world;
    std::array<Page, 16> m_pages;
};

} // namespace wf::app::demo
