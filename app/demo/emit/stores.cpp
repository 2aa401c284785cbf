// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/emit/instrument.h"

#include <string>

namespace wf::app::demo {

namespace {

// What a service asks its database, cache or queue per request, and how long one question takes.
struct StoreHabit {
    double perRequest;
    double seconds;
    double connections;
};

StoreHabit habit(ServiceId id)
{
    switch (id) {
    case Checkout:
        return {2.0, 0.0048, 24};
    case Payment:
        return {2.0, 0.0060, 20};
    case Cart:
        return {1.4, 0.0007, 32};
    case Inventory:
        return {1.2, 0.0080, 20};
    case Catalog:
        return {0.5, 0.0090, 24};
    case Search:
        return {1.0, 0.0420, 40};
    case Recommender:
        return {1.1, 0.0110, 32};
    case Shipping:
        return {0.8, 0.0060, 8};
    case Accounts:
        return {1.0, 0.0020, 24};
    case Gateway:
        break;
    }
    return {0.0, 0.0, 0.0};
}

double stretch(const Moment &m) // held rows make the stock database slower while checkouts hang
{
    return m.spec.id == Inventory ? 1.0 + 0.35 * m.payment : 1.0;
}

// OpenTelemetry's db.client.* as its Prometheus exporter writes them.
class StoreClient final : public Instrument {
public:
    StoreClient(const ServiceSpec &spec, Sheet &sheet) : m_habit(habit(spec.id))
    {
        const LabelList pool{{"pool", std::string(spec.store)}};
        m_duration = sheet.summary("db_client_operation_duration_seconds", "Time until the store answered.", pool);
        m_errors = sheet.counter("db_client_operation_errors_total", "Operations that failed.", pool);
        m_wait = sheet.summary("db_client_connection_wait_time_seconds", "Time until a connection was free.", pool);
        m_timeouts = sheet.counter("db_client_connection_timeouts_total", "Waits that were given up.", pool);
        m_used = sheet.gauge("db_client_connection_count", "Connections by state.", {pool.front(), {"state", "used"}});
        m_idle = sheet.gauge("db_client_connection_count", "Connections by state.", {pool.front(), {"state", "idle"}});
        m_max = sheet.gauge("db_client_connection_max", "Most connections.", pool);
        m_pending = sheet.gauge("db_client_connection_pending_requests", "Requests waiting for a connection.", pool);
    }

    void book(const Moment &m, Sheet &sheet) override
    {
        const double n = m.count(m.flow.perSecond) * m_habit.perRequest;
        const double seconds = m_habit.seconds * stretch(m) * m.jitter(101, 0.12);
        const double used =
            std::min(m_habit.connections, std::round(n / tickSeconds * seconds + 1.5 * m.dice.with(102).unit() + 1.0));
        sheet.observe(m_duration, n, seconds);
        sheet.add(m_errors, n * 0.00003);
        sheet.observe(m_wait, n, 0.00004 * m.jitter(103, 0.3));
        sheet.add(m_timeouts, 0.0);
        sheet.set(m_used, used);
        sheet.set(m_idle, std::max(2.0, std::round(m_habit.connections * 0.4 - used)));
        sheet.set(m_max, m_habit.connections);
        sheet.set(m_pending, 0.0);
    }

private:
    StoreHabit m_habit;
    int m_duration, m_errors, m_wait, m_timeouts, m_used, m_idle, m_max, m_pending;
};

// HikariCP through Micrometer.
class Hikari final : public Instrument {
public:
    Hikari(const ServiceSpec &spec, Sheet &sheet) : m_habit(habit(spec.id))
    {
        const LabelList pool{{"pool", std::string(spec.store)}};
        m_usage = sheet.summary("hikaricp_connections_usage_seconds", "Time a connection was held.", pool);
        m_acquire = sheet.summary("hikaricp_connections_acquire_seconds", "Time until a connection was free.", pool);
        m_active = sheet.gauge("hikaricp_connections_active", "Connections in use.", pool);
        m_idle = sheet.gauge("hikaricp_connections_idle", "Idle connections.", pool);
        m_pending = sheet.gauge("hikaricp_connections_pending", "Threads waiting for a connection.", pool);
        m_total = sheet.gauge("hikaricp_connections", "All connections.", pool);
        m_max = sheet.gauge("hikaricp_connections_max", "Most connections.", pool);
        m_timeouts = sheet.counter("hikaricp_connections_timeout_total", "Waits that were given up.", pool);
    }

    void book(const Moment &m, Sheet &sheet) override
    {
        const double n = m.count(m.flow.perSecond) * m_habit.perRequest;
        const double seconds = m_habit.seconds * stretch(m) * m.jitter(111, 0.12);
        const double active =
            std::min(m_habit.connections, std::round(n / tickSeconds * seconds + 1.5 * m.dice.with(112).unit() + 1.0));
        sheet.observe(m_usage, n, seconds);
        sheet.observe(m_acquire, n, 0.00006 * m.jitter(113, 0.3));
        sheet.set(m_active, active);
        sheet.set(m_idle, m_habit.connections - active);
        sheet.set(m_pending, 0.0);
        sheet.set(m_total, m_habit.connections);
        sheet.set(m_max, m_habit.connections);
        sheet.add(m_timeouts, 0.0);
    }

private:
    StoreHabit m_habit;
    int m_usage, m_acquire, m_active, m_idle, m_pending, m_total, m_max, m_timeouts;
};

} // namespace

void addStore(Instruments &list, const ServiceSpec &spec, Sheet &sheet)
{
    if (spec.store.empty())
        return;
    if (spec.runtime == Runtime::Jvm)
        list.push_back(std::make_unique<Hikari>(spec, sheet));
    else
        list.push_back(std::make_unique<StoreClient>(spec, sheet));
}

} // namespace wf::app::demo
