// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/sendon/sender.h"

#include <algorithm>

namespace wf::station {

using base::ErrorKind;
using net::milliseconds;

namespace {

constexpr net::Backoff backoff{milliseconds(1'000), milliseconds(60'000)};

net::HttpOptions patient(net::HttpOptions options)
{
    // One parcel is under way at a time and Sender itself decides when it is tried again.
    options.concurrency = 1;
    options.tries = 1;
    return options;
}

} // namespace

bool mayHelpLater(const base::Error &error)
{
    if (error.httpStatus != 0)
        return error.httpStatus == 408 || error.httpStatus == 429 || error.httpStatus >= 500;
    switch (error.kind) {
    case ErrorKind::Invalid:
    case ErrorKind::TooLarge:
    case ErrorKind::Unsupported:
        return false;
    default:
        return true;
    }
}

Sender::Sender(net::HttpOptions http, Route route, net::HttpEnvironment environment, std::shared_ptr<Outbox> outbox,
               QObject *parent)
    : QObject(parent),
      m_clock(environment.clock),
      m_uniform(environment.uniform),
      m_http(patient(std::move(http)), environment),
      m_route(std::move(route)),
      m_outbox(std::move(outbox))
{
    m_state.name = m_http.options().name;
    m_wait.setSingleShot(true);
    connect(&m_wait, &QTimer::timeout, this, &Sender::sendNext);
}

void Sender::wake()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (!m_isSending && !m_wait.isActive())
                sendNext();
        },
        Qt::QueuedConnection);
}

SenderState Sender::state() const
{
    SenderState state = m_state;
    state.waiting = m_outbox->state();
    return state;
}

void Sender::sendNext()
{
    const auto parcel = m_outbox->first();
    if (m_isSending || !parcel)
        return;
    m_isSending = true;
    net::HttpRequest request;
    request.method = net::Method::Post;
    request.url = m_http.options().base;
    request.body = parcel->body;
    request.contentType = m_route.contentType;
    request.headers = m_route.headers;
    request.deadline = milliseconds(30'000);
    m_request =
        m_http.send(std::move(request), [this, parcel = *parcel](const base::Result<net::HttpResponsePtr> &result) {
            m_isSending = false;
            answered(parcel, result);
            Q_EMIT changed();
        });
}

void Sender::answered(const Outbox::Parcel &parcel, const base::Result<net::HttpResponsePtr> &result)
{
    std::optional<base::Error> error;
    if (!result) {
        error = result.error();
    } else if ((*result)->status >= 300) {
        error = net::statusError(**result, m_state.name);
        error->httpStatus = (*result)->status;
        if (!error->retryAfter)
            error->retryAfter = net::parseRetryAfter((*result)->header("retry-after"), m_clock.nowNs());
    }
    if (error && mayHelpLater(*error))
        return tryLater(*error);
    // One that was pushed out while it was under way is counted as dropped already, even if it arrived.
    const bool wasThere = m_outbox->takeAway(parcel.number);
    if (error) {
        m_state.refusedItems += wasThere ? parcel.items : 0;
        m_state.lastError = error;
    } else {
        m_state.sentItems += wasThere ? parcel.items : 0;
        m_state.lastError.reset();
        m_state.lastOkNs = m_clock.nowNs();
    }
    m_failures = 0;
    sendNext();
}

void Sender::tryLater(const base::Error &error)
{
    m_state.lastError = error;
    ++m_state.retries;
    m_failures = std::min(m_failures + 1, 20);
    const milliseconds wait = std::max(backoff.delay(m_failures, m_uniform), milliseconds(100));
    m_wait.start(std::max(wait, error.retryAfter.value_or(milliseconds(0))));
}

} // namespace wf::station
