// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/trace/tracer.h"

#include "app/demo/trace/journeys.h"

#include <algorithm>

namespace wf::app::demo {

namespace {

constexpr int checkoutsPerTick = 8; // per region; the other routes share visitsPerTick by their traffic
constexpr int visitsPerTick = 12;
constexpr int codesPerRoute = 8;
constexpr int firstFailure = 2; // of the gateway's codes
constexpr int ticksBack = 5;    // a minute, and the tick in which the slowest request began

int drawRoute(const ServiceFlow &flow, double u)
{
    double rest = u * (flow.perSecond - flow.routes[0].perSecond);
    for (std::size_t r = 1; r < flow.routes.size(); ++r) {
        if (rest < flow.routes[r].perSecond)
            return static_cast<int>(r);
        rest -= flow.routes[r].perSecond;
    }
    return static_cast<int>(flow.routes.size()) - 1;
}

} // namespace

const Tracer::Page &Tracer::page(std::int64_t tick)
{
    Page &page = m_pages[static_cast<std::size_t>(tick) % m_pages.size()];
    if (page.tick != tick) {
        page.tick = tick;
        fill(page);
    }
    return page;
}

bool Tracer::isDrawn(Dice own) const
{
    return m_oneIn <= 1 || own.with("kept").unit() * m_oneIn < 1.0;
}

void Tracer::fill(Page &page)
{
    page.traces.clear();
    page.exemplars.clear();
    const Tick &tick = m_world.tick(page.tick);
    for (RegionId region : {EuWest, UsEast}) {
        const Dice dice = m_world.dice().with("traces").with(static_cast<std::uint64_t>(page.tick)).with(region);
        for (int i = 0; i < checkoutsPerTick + visitsPerTick; ++i) {
            const Dice own = dice.with(static_cast<std::uint64_t>(i));
            const double start = tick.start + tickSeconds * own.with("start").unit();
            Journey journey(m_world, tick, region, own, start);
            const bool isCheckout = i < checkoutsPerTick;
            const int route = isCheckout ? 0 : drawRoute(tick.flow(Gateway, region), own.with("route").unit());
            const bool isDrawn = this->isDrawn(own);
            if (!isDrawn && (isCheckout ? checkoutCode(journey) : visitCode(journey, route)) < firstFailure)
                continue;
            page.traces.push_back(isCheckout ? checkoutJourney(std::move(journey))
                                             : visitJourney(std::move(journey), route));
            page.traces.back().standsFor = isDrawn ? m_oneIn : 1;
            if (!isCheckout)
                continue;
            if (page.traces.back().spans.front().code == 0 && own.with("label").unit() < 0.4) {
                const double later = start + 7.0 + 12.0 * own.with("later").unit();
                const int standsFor = page.traces.back().standsFor;
                page.traces.push_back(
                    labelJourney(Journey(m_world, tick, region, own.with("label"), later), page.traces.back()));
                page.traces.back().standsFor = standsFor;
            }
        }
    }
    std::stable_sort(page.traces.begin(), page.traces.end(),
                     [](const Trace &a, const Trace &b) { return a.spans.front().startUs < b.spans.front().startUs; });
    for (const Trace &trace : page.traces)
        for (const Span &span : trace.spans)
            if (span.pod && span.kind == SpanKind::Server && span.code >= 0)
                page.exemplars.push_back({span.pod, span.route * codesPerRoute + span.code,
                                          static_cast<double>(span.endUs - span.startUs) / 1e6,
                                          static_cast<double>(span.endUs) / 1e6, trace.id, span.id});
}

std::vector<const Exemplar *> Tracer::exemplars(const Pod &pod, double t)
{
    std::vector<const Exemplar *> list;
    const std::int64_t now = World::tickAt(t);
    for (std::int64_t tick = now; tick > now - ticksBack; --tick)
        for (const Exemplar &exemplar : page(tick).exemplars)
            if (exemplar.pod == &pod && exemplar.at <= t)
                list.push_back(&exemplar);
    return list;
}

} // namespace wf::app::demo
