// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/trace/journeys.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace wf::app::demo {

namespace {

// What a checkout is about, and how it goes.
struct Order {
    std::string id;
    std::string session;
    double amount;
    std::string currency;
    std::int64_t items;
    int code;        // of the gateway's route: 0 placed, 1 declined, 2 broken, 3 timed out
    double total;    // milliseconds until the gateway answers
    bool pressed;    // waits for a provider connection
    double provider; // how slow the provider is, 0 to 1
};

std::string fixed(double value, int digits)
{
    std::array<char, 48> buffer{};
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, digits).ptr;
    return {buffer.data(), end};
}

std::string ms(double value)
{
    return fixed(value, 0) + "ms";
}

Order draw(Journey &j)
{
    Draws &d = j.draws();
    Order o{};
    o.id = "H-" + std::to_string(88000000 + d.bits() % 1000000);
    o.session = "s_" + hexText(d.bits()).substr(0, 6);
    o.amount = std::round(d.latency(48.0, 0.42) * 100.0) / 100.0;
    o.currency = j.region() == EuWest ? "EUR" : "USD";
    o.items = d.whole(1, 5);
    o.code = j.drawCode(Gateway, 0);
    const Latency &l = j.flow(Gateway, 0).latency;
    o.provider = j.world().timeline().level(Story::Payment, j.startSeconds(), providerDelay, 150.0);
    const bool slow = o.code < 2 && d.chance(l.slowShare);
    o.pressed = j.region() == EuWest && (slow || (o.code == 3 && o.provider > 0.2));
    o.total = 1000.0 * (slow ? d.latency(l.slowMedian, 0.3) : d.latency(l.median, l.spread));
    o.total = o.code == 3 ? 6010.0 + 4.0 * d.unit() : std::clamp(o.total, 70.0, 5990.0);
    return o;
}

// Everything checkout asks before it pays. Returns when it is done.
double prepare(Journey &j, int checkout, const Order &o, double from, double room)
{
    Draws &d = j.draws();
    const bool quote = d.chance(0.42);
    const double f = room / (quote ? 372.0 : 178.0);
    double t = from + 3.0 * f;
    const int cart = j.server(checkout, Cart, 0, t);
    const int redis = j.call(cart, "GET cart:*", "redis", t + 5.0 * f,
                             {{"db.system", std::string("redis")}, {"db.operation.name", std::string("GET")}});
    j.close(redis, t + 12.0 * f);
    j.close(cart, t + 42.0 * f);
    j.answer(cart, 0);
    t += 44.0 * f;
    const int prices = j.server(checkout, Catalog, 2, t);
    j.close(prices, t + 38.0 * f);
    j.answer(prices, 0);
    t += 41.0 * f;
    const int hold = j.server(checkout, Inventory, 0, t);
    const int insert =
        j.call(hold, "INSERT holds", "postgres", t + 14.0 * f,
               {{"db.system", std::string("postgresql")},
                {"db.namespace", std::string("stock")},
                {"db.query.text", std::string("INSERT INTO holds (order_id, sku, quantity) VALUES ($1, $2, $3)")}});
    j.note(hold, t + 13.0 * f, LogLevel::Debug, "hold order=" + o.id + " items=" + std::to_string(o.items),
           {{"order_id", o.id}});
    j.close(insert, t + 80.0 * f);
    j.close(hold, t + 88.0 * f);
    j.answer(hold, 0);
    t += 90.0 * f;
    if (quote) {
        const int shipping = j.server(checkout, Shipping, 0, t);
        const int carrier = j.call(shipping, "parcelway.quote", "parcelway", t + 6.0 * f,
                                   {{"server.address", std::string("api.parcelway.example")}});
        j.close(carrier, t + 186.0 * f);
        j.close(shipping, t + 194.0 * f);
        j.answer(shipping, 0);
        t += 194.0 * f;
    }
    return t;
}

void describePool(Journey &j, int span, const Order &o, std::int64_t limit, std::int64_t waiters, int attempt)
{
    j.set(span, "psp", std::string("northpay"));
    j.set(span, "pool.max", limit);
    j.set(span, "pool.in_use", o.pressed ? limit : std::int64_t{1});
    j.set(span, "pool.waiters", waiters);
    j.set(span, "attempt", std::int64_t{attempt});
    j.set(span, "order.id", o.id);
    j.set(span, "payment.version", j.pod(span)->version);
}

// One attempt at the provider from..to; wait is spent in the pool. refused: the provider answers 503.
void attempt(Journey &j, int payment, const Order &o, int number, double from, double wait, double to, bool refused)
{
    const std::int64_t limit = j.pod(payment)->version == "v2.31.0" ? 4 : 16;
    const std::int64_t waiters = o.pressed ? j.draws().whole(7, 13) : 0;
    const std::string pool = "inUse=" + std::to_string(o.pressed ? limit : 1) + " max=" + std::to_string(limit);
    const int span = j.step(payment, "psp.authorise, attempt " + std::to_string(number), from);
    const int acquire = j.step(span, "psp.pool.acquire", from + 0.5);
    describePool(j, acquire, o, limit, waiters, number);
    if (o.pressed) {
        j.event(acquire, from + 0.5, "queued", {{"position", waiters}});
        j.note(acquire, from + 1.0, LogLevel::Debug, "psp pool queue position=" + std::to_string(waiters) + ' ' + pool,
               {{"position", waiters}});
    }
    j.event(acquire, from + wait, o.pressed ? "acquired after long wait" : "acquired");
    j.close(acquire, from + wait);
    if (wait > 500.0)
        j.note(acquire, from + wait, LogLevel::Warn,
               "psp pool acquire waited " + ms(wait) + ' ' + pool + " waiters=" + std::to_string(waiters),
               {{"wait_ms", static_cast<std::int64_t>(wait)},
                {"in_use", limit},
                {"max", limit},
                {"waiters", waiters},
                {"psp", std::string("northpay")}});
    const int charge = j.outside(span, "northpay", "POST /v3/charges", from + wait + 1.5);
    j.set(charge, "http.request.method", std::string("POST"));
    j.set(charge, "server.address", std::string("api.northpay.example"));
    j.set(charge, "http.response.status_code", std::int64_t{refused ? 503 : o.code == 1 ? 402 : 200});
    if (refused) {
        j.fail(charge, to - 1.0, "processor busy");
        j.fail(span, to, "northpay answered 503");
        j.note(span, to, LogLevel::Warn,
               "psp response status=503 reason=\"processor busy\" took=" + ms(to - from - wait) + " retry=true",
               {{"status", std::int64_t{503}}, {"psp", std::string("northpay")}, {"attempt", std::int64_t{number}}});
    } else {
        j.close(charge, to - 1.0);
        j.close(span, to);
    }
}

void timedOut(Journey &j, int payment, const Order &o, double from, double end)
{
    const double span = end - from;
    const double first = from + 48.0;
    const double wait = o.pressed ? span * (0.62 + 0.18 * j.draws().unit()) : 3.0;
    const double refusedAt = std::min(end - 195.0, first + wait + 1100.0 + 400.0 * j.draws().unit());
    attempt(j, payment, o, 1, first, wait, refusedAt, true);
    const int backoff = j.step(payment, "psp.backoff", refusedAt);
    j.close(backoff, refusedAt + 8.0);
    const int again = j.step(payment, "psp.authorise, attempt 2", refusedAt + 8.0);
    const int acquire = j.step(again, "psp.pool.acquire", refusedAt + 9.0);
    describePool(j, acquire, o, j.pod(payment)->version == "v2.31.0" ? 4 : 16, 9, 2);
    j.fail(acquire, end - 2.0, "context deadline exceeded");
    j.fail(again, end - 1.0, "context deadline exceeded");
    j.note(payment, end - 1.0, LogLevel::Error,
           "authorise failed: deadline exceeded after " + ms(span) + " attempt=2 order=" + o.id,
           {{"order_id", o.id},
            {"attempt", std::int64_t{2}},
            {"took_ms", static_cast<std::int64_t>(span)},
            {"psp", std::string("northpay")}});
}

void authorise(Journey &j, int checkout, const Order &o, double from, double end)
{
    const int payment = j.server(checkout, Payment, 0, from);
    j.set(payment, "order.id", o.id);
    j.note(payment, from + 0.5, LogLevel::Info,
           "authorise start order=" + o.id + " amount=" + fixed(o.amount, 2) + ' ' + o.currency + " attempt=1",
           {{"order_id", o.id}, {"amount", o.amount}, {"currency", o.currency}, {"attempt", std::int64_t{1}}});
    const double fraud = std::min(42.0, (end - from) * 0.18);
    const int score = j.step(payment, "fraud.score", from + 2.0);
    j.close(score, from + 2.0 + fraud);
    if (j.draws().chance(0.05))
        j.note(score, from + 2.0 + fraud, LogLevel::Info,
               "fraud score order=" + o.id + " score=" + fixed(0.4 * j.draws().unit(), 2) + " took=" + ms(fraud),
               {{"order_id", o.id}});
    if (o.code == 3) {
        timedOut(j, payment, o, from, end);
        j.fail(payment, end, "deadline exceeded");
        j.answer(payment, 3);
        return;
    }
    const double start = from + fraud + 4.0;
    const double left = end - start - 6.0;
    const double wait = o.pressed ? left * (0.62 + 0.16 * j.draws().unit()) : std::min(3.0, left * 0.02);
    const bool retried = o.pressed ? j.draws().chance(0.2) : j.draws().chance(0.01 * o.provider);
    if (retried && left > 500.0) {
        const double first = start + wait + (left - wait) * 0.45;
        attempt(j, payment, o, 1, start, wait, first, true);
        const int backoff = j.step(payment, "psp.backoff", first);
        j.close(backoff, first + 8.0);
        attempt(j, payment, o, 2, first + 8.0, 2.0, start + left, false);
    } else {
        attempt(j, payment, o, 1, start, wait, start + left, false);
    }
    const int ledger = j.call(payment, "INSERT ledger", "postgres", end - 5.0,
                              {{"db.system", std::string("postgresql")}, {"db.namespace", std::string("ledger")}});
    j.close(ledger, end - 1.0);
    j.note(payment, end - 0.5, o.code == 1 ? LogLevel::Warn : LogLevel::Info,
           (o.code == 1 ? "authorise declined order=" : "authorise ok order=") + o.id +
               " psp=northpay took=" + ms(end - from),
           {{"order_id", o.id}, {"psp", std::string("northpay")}, {"took_ms", static_cast<std::int64_t>(end - from)}});
    j.close(payment, end);
    j.answer(payment, o.code == 2 ? 2 : o.code);
}

void finish(Journey &j, int gateway, int checkout, const Order &o, double paid)
{
    const double end = o.total - 2.0;
    if (o.code >= 2) {
        const std::string why =
            o.code == 3 ? "payment authorisation: context deadline exceeded" : "payment answered 502";
        j.note(checkout, paid + 0.4, LogLevel::Error, "place order failed: " + why + " order=" + o.id,
               {{"order_id", o.id}, {"error", why}});
        j.note(checkout, paid + 0.8, LogLevel::Info, "release hold order=" + o.id + " items=" + std::to_string(o.items),
               {{"order_id", o.id}});
        const int release = j.server(checkout, Inventory, 2, paid + 1.0);
        j.close(release, paid + 4.0);
        j.answer(release, 0);
        j.fail(checkout, end, why);
        const int status = o.code == 3 ? 504 : 502;
        std::string line = "POST /checkout " + std::to_string(status);
        line += " upstream=checkout took=" + ms(o.total);
        line += " region=" + std::string(region(j.region()).name);
        j.note(gateway, o.total, LogLevel::Warn, std::move(line),
               {{"status", std::int64_t{status}},
                {"upstream", std::string("checkout")},
                {"took_ms", static_cast<std::int64_t>(o.total)}});
    } else {
        j.note(checkout, end - 1.0, o.code == 0 ? LogLevel::Info : LogLevel::Warn,
               (o.code == 0 ? "order placed order=" : "order declined order=") + o.id +
                   " items=" + std::to_string(o.items),
               {{"order_id", o.id}, {"amount", o.amount}});
        j.close(checkout, end);
    }
    j.answer(checkout, o.code);
    j.close(gateway, o.total);
    j.answer(gateway, o.code);
}

} // namespace

int checkoutCode(Journey j)
{
    return draw(j).code;
}

Trace checkoutJourney(Journey j)
{
    const Order o = draw(j);
    const int gateway = j.server(-1, Gateway, 0, 0.0);
    j.set(gateway, "session.id", o.session);
    const int auth = j.step(gateway, "auth.verify", 1.0);
    const int session = j.server(auth, Accounts, 0, 2.0);
    j.close(session, 8.0);
    j.answer(session, 0);
    j.close(auth, 10.0);
    const int checkout = j.server(gateway, Checkout, 0, 12.0);
    j.set(checkout, "order.id", o.id);
    j.set(checkout, "cart.items", o.items);
    j.note(checkout, 13.0, LogLevel::Info,
           "checkout start session=" + o.session + " items=" + std::to_string(o.items) +
               " region=" + std::string(region(j.region()).name),
           {{"session", o.session}, {"items", o.items}});
    const double room = std::clamp(0.45 * o.total, 20.0, 376.0);
    const double ready = prepare(j, checkout, o, 16.0, room);
    if (o.pressed && j.draws().chance(0.3))
        j.note(checkout, ready, LogLevel::Warn,
               "retry cart lock session=" + o.session + " after " + ms(40.0 + 80.0 * j.draws().unit()),
               {{"session", o.session}});
    const double paid = std::max(ready + 20.0, o.total - 8.0);
    authorise(j, checkout, o, ready + 2.0, paid);
    finish(j, gateway, checkout, o, paid);
    return j.take();
}

Trace labelJourney(Journey j, const Trace &order)
{
    // The label is printed from a queue some seconds later: a trace of its own that points back.
    const int code = j.drawCode(Shipping, 1);
    const double total =
        1000.0 * j.draws().latency(j.flow(Shipping, 1).latency.median, j.flow(Shipping, 1).latency.spread);
    const int label = j.server(-1, Shipping, 1, 0.0);
    j.link(label, order.id, order.spans.front().id);
    j.set(label, "messaging.system", std::string("redis"));
    j.set(label, "messaging.destination.name", std::string("labels"));
    const int carrier =
        j.call(label, "parcelway.label", "parcelway", 4.0, {{"server.address", std::string("api.parcelway.example")}});
    j.close(carrier, total * 0.7);
    const int print = j.step(label, "label.print", total * 0.72);
    j.close(print, total * 0.97);
    j.note(label, total * 0.98, code == 2 ? LogLevel::Error : LogLevel::Info,
           (code == 2 ? "label failed took=" : "label printed took=") + ms(total),
           {{"took_ms", static_cast<std::int64_t>(total)}});
    j.close(label, total);
    j.answer(label, code);
    return j.take();
}

} // namespace wf::app::demo
