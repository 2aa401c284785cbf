// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/base/clock.h"
#include "models/net/http.h"
#include "models/net/pace/breaker.h"
#include "models/net/pace/httpstats.h"
#include "models/net/secrets/secretstore.h"

#include <QObject>
#include <QSslConfiguration>

#include <functional>
#include <memory>

class QThreadPool;

namespace wf::net {

struct Credentials;

// What a client borrows; all outlive it. store and pool may be null.
struct HttpEnvironment {
    const base::Clock &clock;
    Uniform uniform = systemUniform();
    SecretStore *store = nullptr;
    QThreadPool *parsePool = nullptr;
};

// The one way to speak HTTP with one source. GUI thread; answers come from the event loop, never from inside send().
//
// Equal questions in flight are one request; at most `concurrency` go out at once and the rest wait in line; questions
// are asked again when that may help and the budget allows; the breaker refuses what has no hope; dropping the Request
// gives up, and aborts the exchange when nobody else wants it. A Post is sent once. Error statuses are answers here:
// statusError().
class HttpClient final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(base::Result<HttpResponsePtr>)>;

    HttpClient(HttpOptions options, HttpEnvironment environment, QObject *parent = nullptr);
    ~HttpClient() override;

    async::Request send(HttpRequest request, Done done);
    // Credentials and TLS for a WebSocket to the same source.
    async::Request credentials(std::function<void(base::Result<Credentials>)> reply);

    [[nodiscard]] const HttpOptions &options() const;
    [[nodiscard]] const HttpStats &stats() const;
    [[nodiscard]] BreakerPhase breaker() const;
    [[nodiscard]] qint64 breakerUntilNs() const; // wall time; 0 when not open
    void retryNow();

Q_SIGNALS:
    // Statistics or breaker; at most ten times a second, breaker changes at once.
    void changed();
    void breakerOpened();
    void recovered(); // the breaker closed again

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace wf::net
