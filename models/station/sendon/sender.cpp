// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/sendon/sender.h"

#include <algorithm>

namespace wf::station {

using net::milliseconds;

namespace {

constexpr net::Backoff backoff{milliseconds(1'000), milliseconds(60'000)};

net::HttpOptions patient(net::HttpOptions options)
{
    // One request is under way at a time and Sender itself decides when it is tried again.
    options.concurrency = 1;
    options.tries = 1;
    return options;
}

} // namespace

Sender::Sender(SendKind kind, net::HttpOptions http, const Environment &environment, std::shared_ptr<Outbox> outbox,
               QObject *parent)
    : QObject(parent),
      m_clock(environment.http.clock),
      m_uniform(environment.http.uniform),
      m_pool(environment.pool),
      m_http(patient(std::move(http)), environment.http),
      m_kind(kind),
      m_route(routeOf(kind)),
      m_outbox(std::move(outbox))
{
    m_state.name = m_http.options().name;
    m_state.kind = kind;
    m_wait.setSingleShot(true);
    m_wait.setTimerType(Qt::PreciseTimer); // coarse ones may be early, and Retry-After says not before
    connect(&m_wait, &QTimer::timeout, this, [this] { proceed({}); });
}

void Sender::wake()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_isBusy)
                m_isWoken = true;
            else if (!m_wait.isActive() && !m_isStopped)
                proceed({});
        },
        Qt::QueuedConnection);
}

void Sender::stop()
{
    m_isStopped = true;
    m_wait.stop();
    m_jobs.cancelAll();
    m_request.cancel();
}

SenderState Sender::state() const
{
    SenderState state = m_state;
    state.waiting = m_outbox->state();
    return state;
}

// Takes away what was dealt with and finds what is next.
void Sender::proceed(std::optional<Outcome> before)
{
    m_isBusy = true;
    m_isWoken = false;
    auto parcel = before ? std::optional(before->parcel) : std::nullopt;
    m_jobs.run(
        m_pool,
        [outbox = m_outbox, parcel = std::move(parcel), route = m_route](const std::stop_token &) {
            Prepared next;
            if (parcel)
                next.gone = outbox->takeAway(*parcel);
            next.parcel = outbox->oldest(route.most);
            if (next.parcel)
                next.body = requestOf(*next.parcel, route.isSnappy);
            return next;
        },
        [this, before = std::move(before)](const Prepared &next) {
            if (before)
                settle(*before, next.gone);
            if (next.parcel && !*next.body) // nobody will ever understand it
                proceed(
                    Outcome{*next.parcel,
                            {{{QStringLiteral("not_understood"), next.parcel->items, {}}}, next.body->error().summary},
                            false});
            else if (next.parcel)
                send(*next.parcel, **next.body);
            else if (m_isWoken)
                proceed({});
            else
                m_isBusy = false;
        });
}

void Sender::send(const Outbox::Parcel &parcel, const QByteArray &body)
{
    net::HttpRequest request;
    request.method = net::Method::Post;
    request.url = m_http.options().base;
    request.body = body;
    request.contentType = m_route.contentType;
    request.headers = m_route.headers;
    request.deadline = milliseconds(30'000);
    m_request = m_http.send(std::move(request), [this, parcel](const base::Result<net::HttpResponsePtr> &result) {
        answered(parcel, result);
    });
}

void Sender::answered(const Outbox::Parcel &parcel, const base::Result<net::HttpResponsePtr> &result)
{
    std::optional<base::Error> error;
    Verdict verdict;
    if (!result) {
        error = result.error();
        verdict = {{{QStringLiteral("not_sent"), parcel.items, {}}}, error->summary};
    } else {
        verdict = verdictOf(m_kind, **result, parcel.items);
        if ((*result)->status >= 300) {
            error = net::statusError(**result, m_state.name);
            error->httpStatus = (*result)->status;
            if (!error->retryAfter)
                error->retryAfter = net::parseRetryAfter((*result)->header("retry-after"), m_clock.nowNs());
        }
    }
    if (error && mayHelpLater(m_kind, *error)) {
        tryLater(*error);
        Q_EMIT changed();
        return;
    }
    if (verdict.blamesItems)
        error.reset();
    m_state.lastError = error;
    m_failures = 0;
    proceed(Outcome{parcel, std::move(verdict), !error});
}

// Those that were pushed out while they were under way are counted as dropped already, even if they arrived.
void Sender::settle(const Outcome &before, qint64 gone)
{
    qint64 kept = gone;
    for (const auto &one : before.verdict.refused) {
        const qint64 refused = std::min(one.count, kept);
        kept -= refused;
        m_state.refusedItems += refused;
        m_state.refusedFor[one.reason] += refused;
    }
    m_state.sentItems += kept;
    if (!before.verdict.refused.empty() || !before.verdict.said.isEmpty())
        m_state.lastRefusal = before.verdict.said;
    if (before.isSuccess)
        m_state.lastOkNs = m_clock.nowNs();
    Q_EMIT changed();
}

void Sender::tryLater(const base::Error &error)
{
    m_isBusy = false;
    m_state.lastError = error;
    ++m_state.retries;
    m_failures = std::min(m_failures + 1, 20);
    const milliseconds wait = std::max(backoff.delay(m_failures, m_uniform), milliseconds(100));
    m_wait.start(std::max(wait, error.retryAfter.value_or(milliseconds(0))));
}

} // namespace wf::station
