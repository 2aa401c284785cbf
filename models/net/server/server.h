// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/net/secrets/secretref.h"
#include "models/net/server/head.h"
#include "models/net/server/routes.h"

#include <QString>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace wf::net::server {

using std::chrono::milliseconds;

struct Endpoint {
    QString address = QStringLiteral("127.0.0.1"); // numeric; "0.0.0.0" or "::" for every interface
    quint16 port = 0;                              // 0: any free one
    friend bool operator==(const Endpoint &, const Endpoint &) = default;
};

struct Options {
    std::vector<Endpoint> endpoints;
    // Host names (without port) that are answered, besides localhost and loopback addresses; anything else is 421, so a
    // web page cannot reach us by rebinding a name (reliability.md T25). "*": any.
    std::vector<std::string> hosts;
    std::vector<std::string> origins; // of web pages that may ask; a request with any other Origin is 403
    // Says no before the body is read: unset lets everybody in. Network thread: must be quick.
    std::function<std::optional<Response>(const Request &)> authorise;
    int workers = 2;
    int maxConnections = 256;
    int maxFollowers = 32; // WebSockets among them; beyond: 503 and Retry-After
    HeadLimits head;
    std::size_t maxBytesInFlight = 64 << 20; // bodies of all connections; beyond: 429 and Retry-After
    milliseconds retryAfter{2'000};
    milliseconds idleTimeout{60'000};   // between requests of one connection; until a WebSocket's ping is answered
    milliseconds headTimeout{10'000};   // first to last byte of a head
    milliseconds bodyTimeout{60'000};   // of a whole body
    milliseconds answerTimeout{30'000}; // until the client has taken a whole answer
};

// Lets in who sends one of the tokens as `Authorization: Bearer`, or as the password of `Basic`; compares in constant
// time. 401 else.
[[nodiscard]] std::function<std::optional<Response>(const Request &)> bearerCheck(std::vector<Secret> tokens);

struct Listening {
    Endpoint endpoint;                  // as asked
    quint16 port = 0;                   // bound; 0 when it could not be
    std::optional<base::Error> trouble; // port in use, address not ours
};

struct Stats {
    qint64 connections = 0; // accepted
    qint64 open = 0;
    qint64 turnedAway = 0; // over maxConnections
    qint64 requests = 0;   // with a complete head
    qint64 refused = 0;    // answered by the server itself: 4xx, 5xx of framing, bounds, time, login
    qint64 timedOut = 0;   // dropped because they were slow
    qint64 bytesInFlight = 0;
};

// A bounded HTTP/1.1 server on a thread of its own, with a few workers for the handlers: heads, bodies (gzip, deflate,
// zstd), connections and time are limited, slow clients are dropped, ambiguous framing is refused. All methods on one
// thread (the owner's), except stats(). Handlers must not outlive what they capture: stop() first.
class Server {
public:
    Server(Options options, std::vector<Route> routes);
    ~Server(); // stops
    Server(const Server &) = delete;
    Server &operator=(const Server &) = delete;

    // Opens the endpoints; each says how it went, and one in trouble does not keep the others from serving.
    [[nodiscard]] std::vector<Listening> start();
    // Ends connections and waits for running handlers, whose stop token is triggered. Cannot be started again.
    void stop();
    [[nodiscard]] Stats stats() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace wf::net::server
