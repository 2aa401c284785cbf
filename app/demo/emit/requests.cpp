// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/emit/instrument.h"

#include <string>

namespace wf::app::demo {

namespace {

constexpr int codesPerRoute = 8;

// http_* after the Prometheus naming guide, grpc_server_* as go-grpc-prometheus names them.
class Requests final : public Instrument {
public:
    Requests(const World &world, const ServiceSpec &spec, Sheet &sheet) : m_grpc(spec.grpc)
    {
        const BoundList &bounds = world.bounds(spec.id);
        for (std::size_t r = 0; r < spec.routes.size(); ++r) {
            for (std::size_t c = 0; c < spec.routes[r].codes.size(); ++c) {
                const int group = static_cast<int>(r) * codesPerRoute + static_cast<int>(c);
                m_slots.push_back(m_grpc ? rpc(spec.routes[r], c, bounds, group, sheet)
                                         : http(spec.routes[r], c, bounds, group, sheet));
            }
        }
        m_inFlight = m_grpc ? sheet.gauge("grpc_server_in_flight", "Calls being answered.")
                            : sheet.gauge("http_requests_in_flight", "Requests being answered.");
    }

    void book(const Moment &m, Sheet &sheet) override
    {
        auto slot = m_slots.begin();
        for (const RouteFlow &route : m.flow.routes) {
            for (const CodeFlow &code : route.codes) {
                const double n = m.count(code.perSecond);
                sheet.add(slot->count, n);
                if (slot->started >= 0)
                    sheet.add(slot->started, n);
                if (slot->histogram >= 0)
                    sheet.observe(slot->histogram, code.below, n, code.meanSeconds);
                ++slot;
            }
        }
        sheet.set(m_inFlight, std::round(m.flow.busy * m.share * m.jitter(1, 0.15, 20.0)));
    }

private:
    struct Slots {
        int count;
        int started;
        int histogram;
    };

    static Slots http(const RouteSpec &route, std::size_t c, const BoundList &bounds, int group, Sheet &sheet)
    {
        const LabelList labels{{"method", std::string(route.method)},
                               {"route", std::string(route.route)},
                               {"code", std::string(route.codes[c].code)}};
        const int count = sheet.counter("http_requests_total", "Requests answered.", labels);
        return {count, -1,
                sheet.histogram("http_request_duration_seconds", "Time to answer a request.", labels, bounds.seconds,
                                group)};
    }

    static Slots rpc(const RouteSpec &route, std::size_t c, const BoundList &bounds, int group, Sheet &sheet)
    {
        LabelList labels{{"grpc_type", "unary"},
                         {"grpc_service", std::string(route.method)},
                         {"grpc_method", std::string(route.route)}};
        const int started =
            c == 0 ? sheet.counter("grpc_server_started_total", "Calls begun on the server.", labels) : -1;
        labels.emplace_back("grpc_code", std::string(route.codes[c].code));
        const int count = sheet.counter("grpc_server_handled_total", "Calls finished on the server.", labels);
        return {
            count, started,
            sheet.histogram("grpc_server_handling_seconds", "Time to answer a call.", labels, bounds.seconds, group)};
    }

    bool m_grpc;
    std::vector<Slots> m_slots;
    int m_inFlight = 0;
};

// Calls a service makes to others: seen from the caller.
class Outbound final : public Instrument {
public:
    Outbound(const ServiceSpec &spec, Sheet &sheet)
    {
        for (ServiceId peer : spec.calls) {
            const std::string name(service(peer).name);
            m_peers.push_back(
                {peer,
                 sheet.summary("http_client_request_duration_seconds", "Time until the peer answered.",
                               {{"peer", name}}),
                 sheet.counter("http_client_errors_total", "Calls that failed or timed out.", {{"peer", name}}),
                 sheet.gauge("http_client_connections", "Connections to the peer.",
                             {{"peer", name}, {"state", "open"}}),
                 sheet.gauge("http_client_connections", "Connections to the peer.",
                             {{"peer", name}, {"state", "idle"}})});
        }
    }

    void book(const Moment &m, Sheet &sheet) override
    {
        for (const Peer &peer : m_peers) {
            const ServiceSpec &spec = service(peer.id);
            const ServiceFlow &flow = m.tick.flow(peer.id, m.pod.region);
            const double mean = flow.perSecond > 0.0 ? flow.busy / flow.perSecond + 0.0008 : 0.0;
            const double n = m.count(std::min(flow.perSecond, m.flow.perSecond));
            sheet.observe(peer.duration, n, mean);
            sheet.add(peer.errors, n * flow.errorRatio(spec));
            const double busy = n / tickSeconds * mean;
            sheet.set(peer.open, std::round((6.0 + 1.25 * busy) * m.jitter(20 + peer.id, 0.1)));
            sheet.set(peer.idle, std::round(6.0 / (1.0 + 0.4 * busy) * m.jitter(40 + peer.id, 0.15)));
        }
    }

private:
    struct Peer {
        ServiceId id;
        int duration;
        int errors;
        int open;
        int idle;
    };
    std::vector<Peer> m_peers;
};

} // namespace

void addRequests(Instruments &list, const World &world, const ServiceSpec &spec, Sheet &sheet)
{
    list.push_back(std::make_unique<Requests>(world, spec, sheet));
    if (!spec.calls.empty())
        list.push_back(std::make_unique<Outbound>(spec, sheet));
}

} // namespace wf::app::demo
