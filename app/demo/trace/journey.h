// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/trace/span.h"
#include "app/demo/world/world.h"

#include <string>
#include <utility>

namespace wf::app::demo {

// Builds one trace. All times handed in are milliseconds after the request entered the shop.
class Journey final {
public:
    Journey(const World &world, const Tick &tick, RegionId region, Dice dice, double startSeconds);

    int server(int parent, ServiceId service, int route, double from); // the service's own span for one of its routes
    int step(int parent, std::string name, double from);               // inside the parent's service
    int call(int parent, std::string name, std::string_view peer, double from,
             Fields fields = {});                                                // to a store or an outside party
    int outside(int parent, std::string service, std::string name, double from); // answered by an outside party
    void close(int span, double to);
    void fail(int span, double to, std::string message);
    void answer(int span, int code); // index into the route's codes; sets the status attributes
    void set(int span, std::string key, FieldValue value);
    void event(int span, double at, std::string name, Fields fields = {});
    void note(int span, double at, LogLevel level, std::string message, Fields fields = {});
    void link(int span, const std::string &traceId, const std::string &spanId);

    [[nodiscard]] Draws &draws() { return m_draws; }
    [[nodiscard]] const World &world() const { return m_world; }
    [[nodiscard]] const RouteFlow &flow(ServiceId service, int route) const;
    [[nodiscard]] int drawCode(ServiceId service, int route);
    [[nodiscard]] RegionId region() const { return m_trace.region; }
    [[nodiscard]] double startSeconds() const { return m_start; }
    [[nodiscard]] const Pod *pod(int span) const { return m_trace.spans[static_cast<std::size_t>(span)].pod; }
    [[nodiscard]] const std::string &spanId(int span) const { return m_trace.spans[static_cast<std::size_t>(span)].id; }
    [[nodiscard]] const std::string &traceId() const { return m_trace.id; }
    [[nodiscard]] Trace take() { return std::move(m_trace); }

private:
    int open(Span span);
    [[nodiscard]] Span &at(int span) { return m_trace.spans[static_cast<std::size_t>(span)]; }
    [[nodiscard]] std::int64_t us(double ms) const;
    [[nodiscard]] std::int64_t local(const Span &span, double ms) const; // with the pod's clock error
    [[nodiscard]] const Pod *choose(ServiceId service);

    const World &m_world;
    const Tick &m_tick;
    double m_start;
    Draws m_draws;
    Trace m_trace;
};

} // namespace wf::app::demo
