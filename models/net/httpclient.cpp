// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/httpclient_p.h"

#include "models/base/logging.h"

#include <QCoreApplication>
#include <QPointer>

namespace wf::net {

HttpClient::HttpClient(HttpOptions options, HttpEnvironment environment, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, std::move(options), std::move(environment)))
{
}

HttpClient::~HttpClient() = default;

namespace {
QByteArray joinKey(const HttpRequest &request)
{
    if (request.method != Method::Get && request.method != Method::Form)
        return {};
    QByteArray key = request.url.toEncoded() + '\n' + QByteArray::number(static_cast<int>(request.method)) +
                     (request.consumer ? "s\n" : "b\n") + request.body;
    for (const auto &header : request.headers)
        key += '\n' + header.name + ':' + header.value;
    return key;
}
} // namespace

async::Request HttpClient::send(HttpRequest request, Done done)
{
    const QByteArray key = joinKey(request);
    FlightPtr flight;
    if (const auto joined = d->joinable.constFind(key); !key.isEmpty() && joined != d->joinable.constEnd()) {
        flight = d->flights.value(*joined);
        ++d->stats.joined;
    } else {
        flight = std::make_shared<Flight>();
        flight->id = d->nextId++;
        flight->request = std::move(request);
        flight->key = key;
        d->flights.insert(flight->id, flight);
        if (!key.isEmpty())
            d->joinable.insert(key, flight->id);
        d->enqueue(flight, flight->request.urgent);
    }
    const quint64 listener = d->nextId++;
    flight->listeners.push_back({listener, std::move(done)});
    QPointer<HttpClient> self(this);
    return async::Request([self, id = flight->id, listener] {
        if (self && self->d)
            self->d->drop(id, listener);
    });
}

async::Request HttpClient::credentials(std::function<void(base::Result<Credentials>)> reply)
{
    return d->authoriser.obtain(std::move(reply));
}

const HttpOptions &HttpClient::options() const
{
    return d->options;
}

const HttpStats &HttpClient::stats() const
{
    return d->stats;
}

BreakerPhase HttpClient::breaker() const
{
    return d->breaker.phase();
}

qint64 HttpClient::breakerUntilNs() const
{
    const qint64 until = d->breaker.openUntilNs();
    return until ? d->env.clock.nowNs() + (until - d->env.clock.monotonicNs()) : 0;
}

void HttpClient::retryNow()
{
    d->breaker.retryNow();
    d->breakerMayHaveChanged();
    if (d->breaker.phase() != BreakerPhase::Closed)
        d->checkHealth();
}

} // namespace wf::net
