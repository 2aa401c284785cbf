// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/emit/instrument.h"

#include <string>

namespace wf::app::demo {

namespace {

const BoundList &waitBounds()
{
    static thread_local const BoundList list( // it remembers spreads
        {0.001, 0.005, 0.025, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0});
    return list;
}

const BoundList &providerBounds()
{
    static thread_local const BoundList list( // it remembers spreads
        {0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.6, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0});
    return list;
}

std::vector<double> shares(const Latency &latency, const BoundList &bounds)
{
    std::vector<double> below;
    latency.shares(bounds, below);
    return below;
}

// The pool of connections to the payment provider, and what comes back over them.
class ProviderPool final : public Instrument {
public:
    ProviderPool(const Pod &pod, Sheet &sheet) : m_limit(pod.version == "v2.31.0" ? 4.0 : 16.0)
    {
        const LabelList psp{{"psp", "northpay"}};
        m_inUse = sheet.gauge("psp_pool_in_use", "Connections to the payment provider in use.", psp);
        m_max = sheet.gauge("psp_pool_max", "Most connections to the payment provider.", psp);
        m_waiters = sheet.gauge("psp_pool_waiters", "Requests waiting for a connection to the payment provider.", psp);
        m_acquire = sheet.counter("psp_pool_acquire_total", "Connections asked for.", psp);
        m_wait = sheet.histogram("psp_pool_wait_seconds",
                                 "Time requests spent waiting for a connection to the payment provider.", psp,
                                 waitBounds().seconds);
        for (const char *code : {"200", "402", "503"}) {
            LabelList labels = psp;
            labels.emplace_back("code", code);
            m_requests.push_back(sheet.counter("psp_requests_total", "Requests to the payment provider.", labels));
        }
        m_duration = sheet.histogram("psp_request_duration_seconds", "Time the payment provider took.", psp,
                                     providerBounds().seconds);
        m_retries = sheet.counter("psp_retries_total", "Second attempts.", psp);
    }

    void book(const Moment &m, Sheet &sheet) override
    {
        const double k = m_limit < 8.0 ? m.payment : 0.0;
        const double asked = m.flow.routes[0].perSecond * (1.0 + 0.06 * k);
        const double answered = asked * (1.0 - 0.30 * k);
        const Latency provider{0.142 * (1.0 + 2.9 * m.provider) * m.jitter(121, 0.07),
                               steppedSpread(0.26 - 0.02 * m.provider),
                               0.0,
                               1.0,
                               0.3,
                               3.0};
        const double perPod = answered * m.share * provider.mean(providerBounds());
        const double busy = std::min(m_limit, perPod + 0.6 * m.dice.with(122).unit());
        const Latency wait{0.0009, 0.4, 0.94 * k, (0.9 + 2.35 * k) * m.jitter(123, 0.1), 0.14, 6.0};
        const double n = m.count(asked);
        sheet.set(m_max, m_limit);
        sheet.set(m_inUse, k > 0.3 ? m_limit : std::round(std::max(busy, m_limit * k)));
        sheet.set(m_waiters, std::round(10.5 * k * m.jitter(124, 0.2, 20.0)));
        sheet.add(m_acquire, n);
        sheet.observe(m_wait, shares(wait, waitBounds()), n, wait.mean(waitBounds()));
        const double out = m.count(answered);
        const double busyAnswers = 0.0004 + 0.062 * m.provider * (m_limit < 8.0 ? 1.0 : 0.3);
        sheet.add(m_requests[0], out * (0.994 - busyAnswers));
        sheet.add(m_requests[1], out * 0.006);
        sheet.add(m_requests[2], out * busyAnswers);
        sheet.observe(m_duration, shares(provider, providerBounds()), out, provider.mean(providerBounds()));
        sheet.add(m_retries, out * busyAnswers * 0.9);
    }

private:
    double m_limit;
    int m_inUse, m_max, m_waiters, m_acquire, m_wait, m_duration, m_retries;
    std::vector<int> m_requests;
};

class Payments final : public Instrument {
public:
    explicit Payments(Sheet &sheet)
        : m_queue(sheet.gauge("payment_queue_depth", "Authorisations waiting for a worker.")),
          m_fraud(sheet.summary("fraud_score_duration_seconds", "Time to score an order.")),
          m_amount(sheet.counter("payments_amount_eur_total", "Money authorised.", {}, false))
    {
        for (const char *status : {"authorised", "declined", "failed"})
            m_payments.push_back(
                sheet.counter("payments_total", "Payments by outcome.", {{"psp", "northpay"}, {"status", status}}));
    }

    void book(const Moment &m, Sheet &sheet) override
    {
        const RouteFlow &route = m.flow.routes[0];
        sheet.add(m_payments[0], m.count(route.codes[0].perSecond));
        sheet.add(m_payments[1], m.count(route.codes[1].perSecond));
        sheet.add(m_payments[2], m.count(route.codes[2].perSecond + route.codes[3].perSecond));
        sheet.add(m_amount, m.count(route.codes[0].perSecond) * 61.4);
        sheet.observe(m_fraud, m.count(route.perSecond), 0.031 * m.jitter(131, 0.1));
        sheet.set(m_queue, std::round(1.2 * m.dice.with(132).with(static_cast<std::uint64_t>(m.tick.index)).unit() +
                                      45.0 * m.payment * m.jitter(133, 0.12)));
    }

private:
    int m_queue, m_fraud, m_amount;
    std::vector<int> m_payments;
};

} // namespace

void addPayment(Instruments &list, const Pod &pod, Sheet &sheet)
{
    list.push_back(std::make_unique<ProviderPool>(pod, sheet));
    list.push_back(std::make_unique<Payments>(sheet));
}

} // namespace wf::app::demo
