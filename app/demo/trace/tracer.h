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
// A thinned tracer keeps one request in `oneIn` of those, always the same ones, and every one that the gateway answered
// with a failure. Keeps the last ticks; not thread-safe.
class Tracer final {
public:
    explicit Tracer(const World &world, int oneIn = 1) : m_world(world), m_oneIn(oneIn) {}
    [[nodiscard]] int oneIn() const { return m_oneIn; }

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
    [[nodiscard]] bool isDrawn(Dice own) const;

    const World &m_world;
    int m_oneIn;
    std::array<Page, 16> m_pages;
};

} // namespace wf::app::demo
