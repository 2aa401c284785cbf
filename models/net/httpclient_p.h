// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/net/authoriser.h"
#include "models/net/httpclient.h"
#include "models/net/transfer.h"

#include <QHash>
#include <QNetworkAccessManager>
#include <QTimer>

#include <deque>
#include <memory>
#include <vector>

namespace wf::net {

// One question on its way, for all who want its answer.
struct Flight {
    struct Listener {
        quint64 id;
        HttpClient::Done done;
    };
    quint64 id = 0;
    HttpRequest request;
    QByteArray key; // empty = never joined
    std::vector<Listener> listeners;
    int attempt = 0;
    Breaker::Ticket ticket;
    qint64 startedNs = 0;  // monotonic: left the queue for the first time
    qint64 sentWallNs = 0; // of this attempt
    qint64 deadlineNs = 0; // monotonic
    bool isActive = false; // holds one of the places
    bool triedNewLogin = false;
    async::Request running;
    std::unique_ptr<QTimer> wait;
    std::optional<base::Result<HttpResponsePtr>> last; // of the attempt before, while waiting for the next
};
using FlightPtr = std::shared_ptr<Flight>;

class HttpClient::Private {
public:
    Private(HttpClient *client, HttpOptions clientOptions, HttpEnvironment environment);

    void enqueue(const FlightPtr &flight, bool front);
    void pump();
    void launch(const FlightPtr &flight);
    void go(const FlightPtr &flight, const Credentials &credentials);
    void attemptOver(const FlightPtr &flight, base::Result<HttpResponse> result, TransferFacts facts);
    [[nodiscard]] bool askAgain(const FlightPtr &flight, const base::Result<HttpResponsePtr> &result,
                                const TransferFacts &facts);
    void recordAnswer(const Flight &flight, const HttpResponse &response);
    void recordFailure(const base::Error &error);
    void complete(const FlightPtr &flight, const base::Result<HttpResponsePtr> &result);
    void drop(quint64 flightId, quint64 listenerId);
    void leave(const FlightPtr &flight);
    void breakerMayHaveChanged();
    void checkHealth();
    void scheduleHealth(milliseconds mean);
    void noteChange();
    [[nodiscard]] bool isConsidered(const HttpResponse &response) const;
    [[nodiscard]] TransferContext context(QNetworkAccessManager *manager) const;

    HttpClient *q;
    HttpOptions options;
    HttpEnvironment env;
    Breaker breaker;
    BreakerPhase shownPhase = BreakerPhase::Closed;
    RetryBudget budget;
    Authoriser authoriser;
    QNetworkAccessManager reads;
    QNetworkAccessManager health;
    HttpStats stats;
    LatencyWindow latency;
    SkewEstimate skew;
    QHash<quint64, FlightPtr> flights;
    QHash<QByteArray, quint64> joinable;
    std::deque<FlightPtr> queue;
    int active = 0;
    quint64 nextId = 1;
    QTimer healthTimer;
    async::Request healthRequest;
    QTimer changeTimer;
};

} // namespace wf::net
