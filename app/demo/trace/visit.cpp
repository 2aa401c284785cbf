// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/trace/journeys.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace wf::app::demo {

namespace {

// Which service and route stands behind a gateway route, and what that one asks in turn.
struct Visit {
    ServiceId service;
    int route;
    const char *operation;
    const char *system;
    const char *peer;
    bool similar; // asks the catalogue for the products it names
};

Visit visitFor(int route)
{
    switch (route) {
    case 1:
        return {Catalog, 0, "SELECT products", "postgresql", "postgres", false};
    case 2:
        return {Search, 0, "search products", "opensearch", "search-index", false};
    case 3:
        return {Cart, 0, "GET cart:*", "redis", "redis", false};
    case 4:
        return {Cart, 1, "HSET cart:*", "redis", "redis", false};
    case 5:
        return {Recommender, 0, "GET features:*", "redis", "feature-store", true};
    case 6:
        return {Accounts, 1, "SELECT accounts", "postgresql", "postgres", false};
    default:
        return {Accounts, 0, "GET session:*", "redis", "session-store", false};
    }
}

bool refusal(const RouteSpec &route, int code)
{
    return route.codes[static_cast<std::size_t>(code)].pace == Pace::Quick;
}

void describe(Journey &j, int span, const Visit &visit, int code, double end)
{
    const ServiceSpec &spec = service(visit.service);
    const RouteSpec &route = spec.routes[static_cast<std::size_t>(visit.route)];
    const std::string took = " took=" + std::to_string(static_cast<int>(end)) + "ms";
    const std::string what = std::string(route.method) + ' ' + std::string(route.route);
    if (code == 2) {
        const bool mail = visit.service == Accounts && visit.route == 1;
        j.note(span, end, LogLevel::Error,
               mail ? std::string("sign-in failed: mail provider postline refused sender \"no-reply@\": invalid domain")
                    : "request failed: " + what + ": upstream reset" + took,
               {{"took_ms", static_cast<std::int64_t>(end)}});
        return;
    }
    if (refusal(route, code))
        j.note(span, end, LogLevel::Info,
               what + " refused code=" + std::string(route.codes[static_cast<std::size_t>(code)].code) + took,
               {{"took_ms", static_cast<std::int64_t>(end)}});
    else
        j.note(span, end, LogLevel::Debug, what + " done" + took, {{"took_ms", static_cast<std::int64_t>(end)}});
}

} // namespace

int visitCode(Journey j, int route)
{
    return j.drawCode(Gateway, route); // the first thing drawn
}

Trace visitJourney(Journey j, int route)
{
    const Visit visit = visitFor(route);
    const RouteSpec &front = service(Gateway).routes[static_cast<std::size_t>(route)];
    const RouteSpec &back = service(visit.service).routes[static_cast<std::size_t>(visit.route)];
    const int code = j.drawCode(Gateway, route); // as visitCode()
    const Latency &l = j.flow(visit.service, visit.route).latency;
    double inner = 1000.0 * (j.draws().chance(l.slowShare) ? j.draws().latency(l.slowMedian, 0.3)
                                                           : j.draws().latency(l.median, l.spread));
    inner = std::clamp(refusal(front, code) ? inner * 0.2 : inner, 0.8, back.deadlineMs);
    const double auth = 1.5 + 6.0 * j.draws().unit();
    const int gateway = j.server(-1, Gateway, route, 0.0);
    if (visit.service != Accounts) {
        const int verify = j.step(gateway, "auth.verify", 0.2);
        j.close(verify, auth * 0.9);
    }
    const int served = j.server(gateway, visit.service, visit.route, auth);
    const int asked =
        j.call(served, visit.operation, visit.peer, auth + inner * 0.15, {{"db.system", std::string(visit.system)}});
    j.close(asked, auth + inner * (visit.similar ? 0.4 : 0.82));
    if (visit.similar) {
        const int products = j.server(served, Catalog, 1, auth + inner * 0.45);
        const int select = j.call(products, "SELECT products", "postgres", auth + inner * 0.5,
                                  {{"db.system", std::string("postgresql")}});
        j.close(select, auth + inner * 0.8);
        j.close(products, auth + inner * 0.88);
        j.answer(products, 0);
    }
    const int backCode = std::min(code, static_cast<int>(back.codes.size()) - 1);
    if (code == 2)
        j.fail(served, auth + inner, "upstream reset");
    else
        j.close(served, auth + inner);
    j.answer(served, backCode);
    describe(j, served, visit, backCode, auth + inner);
    const double end = auth + inner + 1.0 + 2.0 * j.draws().unit();
    j.close(gateway, end);
    j.answer(gateway, code);
    if (code == 2)
        j.note(gateway, end, LogLevel::Warn,
               std::string(front.method) + ' ' + std::string(front.route) + " 500 upstream=" +
                   std::string(service(visit.service).name) + " took=" + std::to_string(static_cast<int>(end)) +
                   "ms region=" + std::string(region(j.region()).name),
               {{"status", std::int64_t{500}}});
    else if (j.draws().chance(0.12))
        j.note(gateway, 0.1, LogLevel::Debug,
               "route " + std::string(front.method) + ' ' + std::string(front.route) + " to " +
                   std::string(service(visit.service).name));
    return j.take();
}

} // namespace wf::app::demo
