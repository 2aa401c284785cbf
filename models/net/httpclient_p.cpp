// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/httpclient_p.h"

#include "models/base/logging.h"
#include "models/net/address.h"

#include <QCoreApplication>
#include <QPointer>

#include <algorithm>

namespace wf::net {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::makeError;

namespace {
QString text(const char *source)
{
    return QCoreApplication::translate("Net", source);
}
milliseconds toMs(qint64 ns)
{
    return milliseconds(std::max<qint64>(ns, 0) / base::nsPerMs);
}
} // namespace

HttpClient::Private::Private(HttpClient *client, HttpOptions clientOptions, HttpEnvironment environment)
    : q(client),
      options(std::move(clientOptions)),
      env(std::move(environment)),
      breaker(env.clock, env.uniform,
              Breaker::Options{5, 60 * base::nsPerSecond, 2, options.probeDeadline.count() * base::nsPerMs}),
      budget(env.clock),
      authoriser(options, env.clock, env.store, client)
{
    options.concurrency = std::clamp(options.concurrency, 1, options.manyHosts ? 256 : 6);
    healthTimer.setSingleShot(true);
    changeTimer.setSingleShot(true);
    QObject::connect(&healthTimer, &QTimer::timeout, client, [this] { checkHealth(); });
    QObject::connect(&changeTimer, &QTimer::timeout, client, [this] { Q_EMIT q->changed(); });
}

TransferContext HttpClient::Private::context(QNetworkAccessManager *manager) const
{
    return TransferContext{manager, env.parsePool, env.clock, options.tls, options.name};
}

void HttpClient::Private::enqueue(const FlightPtr &flight, bool front)
{
    if (front)
        queue.push_front(flight);
    else
        queue.push_back(flight);
    stats.queued = static_cast<int>(queue.size());
    QMetaObject::invokeMethod(
        q, [this] { pump(); }, Qt::QueuedConnection);
}

void HttpClient::Private::pump()
{
    QPointer<HttpClient> self(q);
    while (self && active < options.concurrency && !queue.empty()) {
        const FlightPtr flight = queue.front();
        queue.pop_front();
        stats.queued = static_cast<int>(queue.size());
        launch(flight);
    }
}

void HttpClient::Private::launch(const FlightPtr &flight)
{
    const qint64 now = env.clock.monotonicNs();
    if (!flight->request.probe)
        flight->ticket = breaker.admit();
    breakerMayHaveChanged();
    if (!flight->ticket.admitted && !flight->request.probe) {
        ++stats.refused;
        if (flight->last) {
            complete(flight, *flight->last);
            return;
        }
        const QString pause = text("%1 has failed repeatedly and is being left alone for a moment.").arg(options.name);
        auto error = stats.lastError ? makeError(ErrorKind::BreakerOpen, stats.lastError->summary, pause)
                                     : makeError(ErrorKind::BreakerOpen, pause);
        if (const qint64 until = breaker.openUntilNs())
            error.retryAfter = toMs(until - now);
        complete(flight, error);
        return;
    }
    if (flight->startedNs == 0) {
        flight->startedNs = now;
        flight->deadlineNs = now + flight->request.deadline.count() * base::nsPerMs;
    }
    flight->isActive = true;
    stats.inFlight = ++active;
    const std::weak_ptr<Flight> weak = flight;
    flight->running = authoriser.obtain([this, weak](base::Result<Credentials> credentials) {
        const FlightPtr one = weak.lock();
        if (!one)
            return;
        if (credentials) {
            go(one, *credentials);
            return;
        }
        breaker.abandoned(one->ticket);
        recordFailure(credentials.error());
        complete(one, credentials.error());
    });
}

void HttpClient::Private::go(const FlightPtr &flight, const Credentials &credentials)
{
    // A stale kept-alive connection would make the only try of a write fail: each has a manager, and so a connection,
    // of its own. Clearing the connections of a shared one leaves the other writes in flight without an answer.
    QNetworkAccessManager *manager = flight->request.method == Method::Post ? nullptr : &reads;
    if (manager && manager->proxy() != credentials.proxy)
        manager->setProxy(credentials.proxy);
    ++flight->attempt;
    ++stats.requests;
    budget.requestSent();
    TransferLimits limits = transferLimits(options);
    limits.deadline = std::max(milliseconds(1), toMs(flight->deadlineNs - env.clock.monotonicNs()));
    if (flight->ticket.probe)
        limits.deadline = std::min(limits.deadline, options.probeDeadline);
    else
        limits.askedFor = flight->request.deadline;
    flight->sentWallNs = env.clock.nowNs();
    const std::weak_ptr<Flight> weak = flight;
    flight->running = startTransfer(context(manager), flight->request, credentials, limits, q,
                                    [this, weak](base::Result<HttpResponse> result, TransferFacts facts) {
                                        if (const FlightPtr one = weak.lock())
                                            attemptOver(one, std::move(result), facts);
                                    });
    noteChange();
}

bool HttpClient::Private::isConsidered(const HttpResponse &response) const
{
    return response.status < 500 ||
           (options.isConsideredAnswer && options.isConsideredAnswer(response.status, response.body));
}

void HttpClient::Private::recordAnswer(const Flight &flight, const HttpResponse &response)
{
    const qint64 now = env.clock.nowNs();
    stats.receivedBytes += response.receivedBytes;
    latency.add(response.elapsedNs);
    stats.latencyP50Ms = latency.quantileMs(0.5);
    stats.latencyP95Ms = latency.quantileMs(0.95);
    if (response.serverTimeNs) {
        skew.add(response.serverTimeNs, flight.sentWallNs, now);
        stats.clockSkewNs = skew.skewNs();
    }
    // A question it does not accept speaks against the question, not against the source.
    const bool isRefusal =
        response.status == 401 || response.status == 403 || response.status == 407 || response.status == 429;
    if (isRefusal || !isConsidered(response))
        recordFailure(statusError(response, options.name));
    else
        stats.lastOkNs = now;
}

void HttpClient::Private::recordFailure(const base::Error &error)
{
    ++stats.failures;
    stats.lastError = error;
    stats.lastErrorNs = env.clock.nowNs();
}

void HttpClient::Private::attemptOver(const FlightPtr &flight, base::Result<HttpResponse> result, TransferFacts facts)
{
    if (!result) {
        recordFailure(result.error());
        const auto kind = result.error().kind;
        const bool isForeign = kind == ErrorKind::NotUnderstood && facts.firstByteSeen && !facts.truncated;
        if (kind == ErrorKind::Redirected || kind == ErrorKind::TooLarge || kind == ErrorKind::Invalid || isForeign)
            breaker.succeeded(flight->ticket); // it does answer
        else
            breaker.failed(flight->ticket);
    } else {
        recordAnswer(*flight, *result);
        if (result->status == 429)
            breaker.abandoned(flight->ticket); // told to wait: neither ill nor well
        else if (isConsidered(*result))
            breaker.succeeded(flight->ticket);
        else
            breaker.failed(flight->ticket);
    }
    breakerMayHaveChanged();
    base::Result<HttpResponsePtr> shared =
        result.ok() ? base::Result<HttpResponsePtr>(std::make_shared<const HttpResponse>(std::move(*result)))
                    : result.error();
    if (!askAgain(flight, shared, facts))
        complete(flight, shared);
}

bool HttpClient::Private::askAgain(const FlightPtr &flight, const base::Result<HttpResponsePtr> &result,
                                   const TransferFacts &facts)
{
    const HttpRequest &request = flight->request;
    if (request.method == Method::Post)
        return false;
    milliseconds pause(0);
    if (result && (*result)->status == 401 && !flight->triedNewLogin && authoriser.rejected()) {
        flight->triedNewLogin = true;
    } else {
        std::optional<milliseconds> wanted;
        bool isWorthIt = false;
        if (result) {
            const int status = (*result)->status;
            isWorthIt = status == 429 || ((status == 502 || status == 503 || status == 504) && !isConsidered(**result));
            wanted = parseRetryAfter((*result)->header("retry-after"), env.clock.nowNs());
        } else {
            const auto kind = result.error().kind;
            isWorthIt = kind == ErrorKind::Unreachable || (kind == ErrorKind::Timeout && !facts.firstByteSeen) ||
                        facts.truncated;
        }
        if (!isWorthIt || request.probe || flight->attempt >= options.tries || breaker.phase() != BreakerPhase::Closed)
            return false;
        pause = std::max(options.backoff.delay(flight->attempt, env.uniform), wanted.value_or(milliseconds(0)));
        const qint64 left = flight->deadlineNs - env.clock.monotonicNs();
        if (toMs(left) <= pause || !budget.takeRetry())
            return false;
    }
    ++stats.retries;
    leave(flight);
    flight->last = result;
    flight->wait = std::make_unique<QTimer>();
    flight->wait->setSingleShot(true);
    const std::weak_ptr<Flight> weak = flight;
    QObject::connect(flight->wait.get(), &QTimer::timeout, q, [this, weak] {
        if (const FlightPtr one = weak.lock())
            enqueue(one, true);
    });
    flight->wait->start(pause);
    pump();
    return true;
}

// Gives the place back.
void HttpClient::Private::leave(const FlightPtr &flight)
{
    flight->running = async::Request();
    if (std::exchange(flight->isActive, false))
        stats.inFlight = --active;
}

void HttpClient::Private::complete(const FlightPtr &flight, const base::Result<HttpResponsePtr> &result)
{
    leave(flight);
    if (!flight->key.isEmpty() && joinable.value(flight->key) == flight->id)
        joinable.remove(flight->key);
    noteChange();
    QMetaObject::invokeMethod(
        q, [this] { pump(); }, Qt::QueuedConnection);
    // An answer may drop another listener of the same flight, send anew, or end this client.
    QPointer<HttpClient> self(q);
    while (self && !flight->listeners.empty()) {
        HttpClient::Done done = std::move(flight->listeners.front().done);
        flight->listeners.erase(flight->listeners.begin());
        done(result);
    }
    if (self)
        flights.remove(flight->id);
}

void HttpClient::Private::drop(quint64 flightId, quint64 listenerId)
{
    const FlightPtr flight = flights.value(flightId);
    if (!flight)
        return;
    const auto gone =
        std::erase_if(flight->listeners, [listenerId](const Flight::Listener &l) { return l.id == listenerId; });
    if (gone == 0 || !flight->listeners.empty())
        return;
    const bool wasActive = flight->isActive;
    std::erase(queue, flight);
    stats.queued = static_cast<int>(queue.size());
    flight->wait.reset();
    leave(flight);
    if (wasActive)
        breaker.abandoned(flight->ticket);
    if (!flight->key.isEmpty() && joinable.value(flight->key) == flight->id)
        joinable.remove(flight->key);
    flights.remove(flightId);
    noteChange();
    QMetaObject::invokeMethod(
        q, [this] { pump(); }, Qt::QueuedConnection);
}

void HttpClient::Private::noteChange()
{
    if (!changeTimer.isActive())
        changeTimer.start(100);
}

void HttpClient::Private::breakerMayHaveChanged()
{
    const BreakerPhase now = breaker.phase();
    if (now == shownPhase)
        return;
    const BreakerPhase before = std::exchange(shownPhase, now);
    qCInfo(base::lcNet).noquote() << options.name << "breaker"
                                  << (now == BreakerPhase::Closed ? "closed"
                                      : now == BreakerPhase::Open ? "open"
                                                                  : "half-open");
    if (now == BreakerPhase::Closed) {
        healthTimer.stop();
        healthRequest = async::Request();
    } else if (!healthTimer.isActive() && !healthRequest.isActive()) {
        scheduleHealth(options.healthInterval);
    }
    QMetaObject::invokeMethod(
        q,
        [this, now, before] {
            if (now == BreakerPhase::Closed)
                Q_EMIT q->recovered();
            else if (before == BreakerPhase::Closed)
                Q_EMIT q->breakerOpened();
            Q_EMIT q->changed();
        },
        Qt::QueuedConnection);
}

void HttpClient::Private::scheduleHealth(milliseconds mean)
{
    healthTimer.start(
        milliseconds(static_cast<qint64>(static_cast<double>(mean.count()) * (0.8 + 0.4 * env.uniform()))));
}

void HttpClient::Private::checkHealth()
{
    healthTimer.stop();
    healthRequest = authoriser.obtain([this](base::Result<Credentials> credentials) {
        if (!credentials) {
            healthRequest = async::Request();
            scheduleHealth(options.healthInterval);
            return;
        }
        if (health.proxy() != credentials->proxy)
            health.setProxy(credentials->proxy);
        HttpRequest request;
        request.url = endpoint(options.base, options.healthPath);
        TransferLimits limits = transferLimits(options);
        limits.deadline = options.probeDeadline;
        limits.maxBodyBytes = 1 << 20;
        healthRequest = startTransfer(context(&health), request, *credentials, limits, q,
                                      [this](base::Result<HttpResponse> result, TransferFacts) {
                                          healthRequest = async::Request();
                                          // Anything below 500 is the server speaking; a path the gateway hides must
                                          // not keep the breaker open.
                                          if (result && result->status < 500)
                                              breaker.healthSeen();
                                          breakerMayHaveChanged();
                                          if (breaker.phase() == BreakerPhase::HalfOpen)
                                              scheduleHealth(milliseconds(1000));
                                          else if (breaker.phase() == BreakerPhase::Open)
                                              scheduleHealth(options.healthInterval);
                                      });
    });
}

} // namespace wf::net
