// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/emit/instrument.h"

#include <string>

namespace wf::app::demo {

namespace {

class Orders final : public Instrument {
public:
    explicit Orders(Sheet &sheet)
        : m_placed(sheet.counter("orders_total", "Orders by outcome.", {{"status", "placed"}})),
          m_declined(sheet.counter("orders_total", "Orders by outcome.", {{"status", "declined"}})),
          m_failed(sheet.counter("orders_total", "Orders by outcome.", {{"status", "failed"}})),
          m_value(sheet.counter("orders_value_eur_total", "Value of the orders placed.", {}, false)),
          m_expected(
              sheet.gauge("orders_expected_per_minute", "Orders per minute this region usually sees at this hour.")),
          m_busy(sheet.gauge("worker_threads_busy", "Workers busy.")),
          m_limit(sheet.gauge("worker_threads_max", "Workers there are.")),
          m_lockRetries(sheet.counter("cart_lock_retries_total", "Times a cart was locked by another request."))
    {
    }

    void book(const Moment &m, Sheet &sheet) override
    {
        const RouteFlow &route = m.flow.routes[0];
        sheet.add(m_placed, m.count(route.codes[0].perSecond));
        sheet.add(m_declined, m.count(route.codes[1].perSecond));
        sheet.add(m_failed, m.count(route.codes[2].perSecond + route.codes[3].perSecond));
        sheet.add(m_value, m.count(route.codes[0].perSecond) * 61.4);
        sheet.set(m_expected, m.world.expectedOrdersPerMinute(m.pod.region, m.middle));
        sheet.set(m_busy, std::round(std::min(64.0, 9.0 + 4.1 * m.flow.busy * m.share * m.jitter(141, 0.06))));
        sheet.set(m_limit, 64.0);
        sheet.add(m_lockRetries, m.count(0.5 + 7.4 * m.payment) * m.jitter(142, 0.3));
    }

private:
    int m_placed, m_declined, m_failed, m_value, m_expected, m_busy, m_limit, m_lockRetries;
};

class Edge final : public Instrument {
public:
    explicit Edge(Sheet &sheet)
        : m_connections(sheet.gauge("edge_open_connections", "Customer connections.")),
          m_limited(sheet.counter("edge_rate_limited_total", "Requests refused by the rate limit.")),
          m_tls(sheet.counter("edge_tls_handshakes_total", "TLS handshakes.")),
          m_certificate(sheet.gauge("edge_certificate_expiry_seconds", "When the certificate ends, since 1970."))
    {
    }

    void book(const Moment &m, Sheet &sheet) override
    {
        const double perSecond = m.flow.perSecond * m.share;
        sheet.set(m_connections,
                  std::round((41.0 * perSecond / 10.0 + 3.0 * m.flow.busy * m.share) * m.jitter(151, 0.04)));
        sheet.add(m_limited, m.count(m.flow.perSecond) * 0.0007);
        sheet.add(m_tls, m.count(m.flow.perSecond) * 0.11);
        sheet.set(m_certificate, std::ceil(m.pod.start / 5184000.0 + 1.0) * 5184000.0);
    }

private:
    int m_connections, m_limited, m_tls, m_certificate;
};

class Carts final : public Instrument {
public:
    explicit Carts(Sheet &sheet)
        : m_active(sheet.gauge("carts_active", "Carts touched in the last half hour.")),
          m_retries(sheet.counter("cart_retries_total", "Requests repeated because the cart was locked.")),
          m_evicted(sheet.counter("cart_evictions_total", "Carts dropped after their time."))
    {
    }

    void book(const Moment &m, Sheet &sheet) override
    {
        sheet.set(m_active, std::round(m.flow.perSecond * m.share * 210.0 * m.jitter(161, 0.03, 300.0)));
        sheet.add(m_retries, m.count(0.6 + 7.6 * m.payment) * m.jitter(162, 0.3));
        sheet.add(m_evicted, m.count(m.flow.perSecond) * 0.02);
    }

private:
    int m_active, m_retries, m_evicted;
};

class Holds final : public Instrument {
public:
    explicit Holds(Sheet &sheet)
        : m_held(sheet.gauge("inventory_held_items", "Items held for open checkouts.")),
          m_expired(sheet.counter("inventory_holds_expired_total", "Holds given up after their time.")),
          m_age(sheet.gauge("inventory_hold_freshness_seconds", "Age of the oldest hold update."))
    {
    }

    void book(const Moment &m, Sheet &sheet) override
    {
        const double since = std::max(0.0, m.middle - m.world.timeline().anchor() - providerDelay - 130.0);
        const double grown = m.payment * std::min(6200.0, 68.0 / 60.0 * since);
        sheet.set(m_held, std::round((1180.0 * m.jitter(171, 0.03, 120.0) + grown) * m.share));
        sheet.add(m_expired, m.count(m.flow.routes[0].perSecond) * (0.03 + 0.2 * m.payment));
        sheet.set(m_age, 4.0 * m.jitter(172, 0.4) + 6.0 * m.payment);
    }

private:
    int m_held, m_expired, m_age;
};

class Index final : public Instrument {
public:
    explicit Index(Sheet &sheet)
        : m_lag(sheet.gauge("search_index_lag_seconds", "How far the index is behind the catalogue.")),
          m_documents(sheet.gauge("search_index_documents", "Documents in the index.")),
          m_merges(sheet.counter("search_index_merges_total", "Segment merges."))
    {
    }

    void book(const Moment &m, Sheet &sheet) override
    {
        const double behind =
            m.pod.region == UsEast ? m.world.timeline().level(Story::IndexLag, m.middle, 0.0, 240.0) : 0.0;
        sheet.set(m_lag, 3.5 * m.jitter(181, 0.5) + 460.0 * behind * m.jitter(182, 0.1, 300.0));
        sheet.set(m_documents, 1842000.0 + std::floor(m.middle / 640.0) - std::floor(m.pod.start / 640.0));
        sheet.add(m_merges, m.count(0.05));
    }

private:
    int m_lag, m_documents, m_merges;
};

class Labels final : public Instrument {
public:
    explicit Labels(Sheet &sheet)
        : m_queue(sheet.gauge("shipping_label_queue_depth", "Labels waiting to be printed.")),
          m_printed(sheet.counter("shipping_labels_printed_total", "Labels printed.")),
          m_failed(sheet.counter("shipping_label_retries_total", "Print attempts repeated.")),
          m_quote(sheet.summary("parcelway_request_duration_seconds", "Time the carrier took to quote."))
    {
    }

    void book(const Moment &m, Sheet &sheet) override
    {
        const double storm =
            m.pod.region == EuWest ? m.world.timeline().level(Story::LogStorm, m.middle, 0.0, 90.0) : 0.0;
        sheet.set(m_queue, std::round((6.0 * m.jitter(191, 0.6) + 210.0 * storm * m.jitter(192, 0.2))));
        sheet.add(m_printed, m.count(m.flow.routes[1].codes[0].perSecond));
        sheet.add(m_failed, m.count(0.02 + 11.0 * storm));
        sheet.observe(m_quote, m.count(m.flow.routes[0].perSecond), 0.176 * m.jitter(193, 0.1));
    }

private:
    int m_queue, m_printed, m_failed, m_quote;
};

class Cache final : public Instrument {
public:
    Cache(const char *name, double ratio, Sheet &sheet)
        : m_ratio(ratio),
          m_hits(sheet.counter("cache_requests_total", "Cache lookups.", {{"cache", name}, {"result", "hit"}})),
          m_misses(sheet.counter("cache_requests_total", "Cache lookups.", {{"cache", name}, {"result", "miss"}})),
          m_entries(sheet.gauge("cache_entries", "Entries in the cache.", {{"cache", name}}))
    {
    }

    void book(const Moment &m, Sheet &sheet) override
    {
        const double warm = 1.0 - std::exp(-(m.middle - m.pod.start) / 600.0);
        const double ratio = m_ratio * warm * m.jitter(201, 0.015);
        sheet.add(m_hits, m.count(m.flow.perSecond) * ratio);
        sheet.add(m_misses, m.count(m.flow.perSecond) * (1.0 - ratio));
        sheet.set(m_entries, std::round(48000.0 * warm * m.jitter(202, 0.02, 600.0)));
    }

private:
    double m_ratio;
    int m_hits, m_misses, m_entries;
};

class SignIns final : public Instrument {
public:
    explicit SignIns(Sheet &sheet)
        : m_active(sheet.gauge("sessions_active", "Signed-in sessions.")),
          m_good(sheet.counter("sign_ins_total", "Sign-ins by outcome.", {{"result", "ok"}})),
          m_wrong(sheet.counter("sign_ins_total", "Sign-ins by outcome.", {{"result", "wrong_password"}})),
          m_failed(sheet.counter("sign_ins_total", "Sign-ins by outcome.", {{"result", "failed"}})),
          m_mail(
              sheet.counter("mail_errors_total", "Messages the e-mail provider refused.", {{"provider", "postline"}}))
    {
    }

    void book(const Moment &m, Sheet &sheet) override
    {
        const RouteFlow &route = m.flow.routes[1];
        sheet.set(m_active, std::round(route.perSecond * m.share * 1400.0 * m.jitter(211, 0.02, 600.0)));
        sheet.add(m_good, m.count(route.codes[0].perSecond));
        sheet.add(m_wrong, m.count(route.codes[1].perSecond));
        sheet.add(m_failed, m.count(route.codes[2].perSecond));
        sheet.add(m_mail, m.count(route.codes[2].perSecond) * 0.94);
    }

private:
    int m_active, m_good, m_wrong, m_failed, m_mail;
};

} // namespace

void addBusiness(Instruments &list, const ServiceSpec &spec, Sheet &sheet)
{
    switch (spec.id) {
    case Gateway:
        list.push_back(std::make_unique<Edge>(sheet));
        break;
    case Checkout:
        list.push_back(std::make_unique<Orders>(sheet));
        break;
    case Cart:
        list.push_back(std::make_unique<Carts>(sheet));
        break;
    case Inventory:
        list.push_back(std::make_unique<Holds>(sheet));
        break;
    case Catalog:
        list.push_back(std::make_unique<Cache>("images", 0.94, sheet));
        break;
    case Search:
        list.push_back(std::make_unique<Index>(sheet));
        break;
    case Recommender:
        list.push_back(std::make_unique<Cache>("features", 0.88, sheet));
        break;
    case Shipping:
        list.push_back(std::make_unique<Labels>(sheet));
        break;
    case Accounts:
        list.push_back(std::make_unique<SignIns>(sheet));
        break;
    case Payment:
        break;
    }
}

} // namespace wf::app::demo
