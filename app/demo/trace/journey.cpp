// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/trace/journey.h"

#include <array>
#include <cmath>

namespace wf::app::demo {

namespace {

// Clock error of a host in microseconds: most keep time within 0.3 ms, one in ten is off by up to 30 ms.
double clockError(const World &world, const Pod &pod)
{
    const Dice dice = world.dice().with("clock").with(pod.node);
    const double sway = 2.0 * dice.with(1).unit() - 1.0;
    return dice.with(2).unit() < 0.1 ? 30000.0 * sway : 300.0 * sway;
}

} // namespace

std::string hexText(std::uint64_t value)
{
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text(16, '0');
    for (std::size_t i = 16; i-- > 0; value >>= 4)
        text[i] = digits[value & 15U];
    return text;
}

Journey::Journey(const World &world, const Tick &tick, RegionId region, Dice dice, double startSeconds)
    : m_world(world),
      m_tick(tick),
      m_start(startSeconds),
      m_draws(dice),
      m_trace{hexText(dice.with("high").bits() | 1U) + hexText(dice.with("low").bits()), region, {}}
{
}

std::int64_t Journey::us(double ms) const
{
    return static_cast<std::int64_t>(std::llround(m_start * 1e6 + ms * 1e3));
}

std::int64_t Journey::local(const Span &span, double ms) const
{
    const double error = span.pod ? clockError(m_world, *span.pod) : 0.0;
    return us(ms) + static_cast<std::int64_t>(error);
}

const Pod *Journey::choose(ServiceId id)
{
    const int count = service(id).pods[m_trace.region];
    return &m_world.fleet().at(id, m_trace.region, m_draws.whole(0, count - 1), m_start);
}

int Journey::open(Span span)
{
    span.id = hexText(m_draws.bits() | 1U);
    m_trace.spans.push_back(std::move(span));
    return static_cast<int>(m_trace.spans.size()) - 1;
}

int Journey::server(int parent, ServiceId id, int route, double from)
{
    const ServiceSpec &spec = service(id);
    const RouteSpec &r = spec.routes[static_cast<std::size_t>(route)];
    Span span{};
    span.parent = parent;
    span.pod = choose(id);
    span.service = spec.name;
    span.kind = SpanKind::Server;
    span.route = route;
    if (spec.grpc) {
        span.name = std::string(r.method) + '/' + std::string(r.route);
        span.fields = {{"rpc.system", std::string("grpc")},
                       {"rpc.service", std::string(r.method)},
                       {"rpc.method", std::string(r.route)}};
    } else {
        span.name = std::string(r.method) + ' ' + std::string(r.route);
        span.fields = {{"http.request.method", std::string(r.method)}, {"http.route", std::string(r.route)}};
    }
    span.startUs = local(span, from);
    span.endUs = span.startUs;
    return open(std::move(span));
}

int Journey::step(int parent, std::string name, double from)
{
    Span span{};
    span.parent = parent;
    span.pod = at(parent).pod;
    span.service = at(parent).service;
    span.name = std::move(name);
    span.kind = SpanKind::Internal;
    span.startUs = local(span, from);
    span.endUs = span.startUs;
    return open(std::move(span));
}

int Journey::call(int parent, std::string name, std::string_view peer, double from, Fields fields)
{
    const int index = step(parent, std::move(name), from);
    at(index).kind = SpanKind::Client;
    at(index).fields = std::move(fields);
    set(index, "peer.service", std::string(peer));
    return index;
}

int Journey::outside(int parent, std::string name, std::string operation, double from)
{
    Span span{};
    span.parent = parent;
    span.pod = nullptr;
    span.service = std::move(name);
    span.name = std::move(operation);
    span.kind = SpanKind::Server;
    span.startUs = us(from);
    span.endUs = span.startUs;
    return open(std::move(span));
}

void Journey::close(int span, double to)
{
    at(span).endUs = std::max(at(span).startUs + 1, local(at(span), to));
}

void Journey::fail(int span, double to, std::string message)
{
    close(span, to);
    at(span).failed = true;
    at(span).message = std::move(message);
}

void Journey::answer(int span, int code)
{
    Span &s = at(span);
    const ServiceSpec *spec = s.pod ? &service(s.pod->service) : nullptr;
    if (!spec || s.route < 0)
        return;
    s.code = code;
    const std::string_view text =
        spec->routes[static_cast<std::size_t>(s.route)].codes[static_cast<std::size_t>(code)].code;
    if (spec->grpc) {
        set(span, "rpc.grpc.status_code", std::int64_t{text == "OK" ? 0 : text == "NotFound" ? 5 : 14});
        s.failed = s.failed || text == "Unavailable";
        return;
    }
    std::int64_t number = 0;
    for (char c : text)
        number = number * 10 + (c - '0');
    set(span, "http.response.status_code", number);
    s.failed = s.failed || number >= 500;
}

void Journey::set(int span, std::string key, FieldValue value)
{
    at(span).fields.push_back({std::move(key), std::move(value)});
}

void Journey::event(int span, double when, std::string name, Fields fields)
{
    const std::int64_t t = local(at(span), when);
    at(span).events.push_back({t, std::move(name), std::move(fields)});
}

void Journey::note(int span, double when, LogLevel level, std::string message, Fields fields)
{
    const std::int64_t t = local(at(span), when);
    at(span).notes.push_back({t, level, std::move(message), std::move(fields)});
}

void Journey::link(int span, const std::string &traceId, const std::string &spanId)
{
    at(span).links.push_back({traceId, spanId});
}

const RouteFlow &Journey::flow(ServiceId id, int route) const
{
    return m_tick.flow(id, m_trace.region).routes[static_cast<std::size_t>(route)];
}

int Journey::drawCode(ServiceId id, int route)
{
    double u = m_draws.unit();
    const std::vector<double> &shares = flow(id, route).shares;
    for (std::size_t c = shares.size() - 1; c > 0; --c) {
        if (u < shares[c])
            return static_cast<int>(c);
        u -= shares[c];
    }
    return 0;
}

} // namespace wf::app::demo
