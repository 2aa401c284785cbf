// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/net/pace/random.h"
#include "models/net/pace/retry.h"
#include "models/net/secrets/secretref.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

// The values of an HTTP exchange and of a connection's settings.
namespace wf::net {

// Get and Form (a question too long for an address, sent as POST form) are questions: equal ones in flight are joined,
// and they are asked again when that may help. Delete is idempotent: asked again, never joined. Post changes something:
// it is sent once and never again, whatever happens.
enum class Method { Get, Form, Delete, Post };

struct Header {
    QByteArray name;
    QByteArray value;
    friend bool operator==(const Header &, const Header &) = default;
};

// Takes the body of a 200 answer piece by piece while it arrives. Called by one thread at a time, on a pool once the
// body is over 64 KiB. finish() is the last call.
class BodyConsumer {
public:
    virtual ~BodyConsumer() = default;
    virtual base::Status feed(std::string_view piece) = 0;
    virtual base::Status finish() = 0;
};

struct HttpRequest {
    Method method = Method::Get;
    QUrl url;
    QByteArray body; // Form: encoded by encodeForm()
    QByteArray contentType;
    std::vector<Header> headers;
    milliseconds deadline{60'000}; // from leaving the queue to the last byte, retries included
    bool urgent = false;           // goes to the front of the queue
    bool probe = false;            // a first look at a server: one try, not counted by the breaker
    // Makes the consumer of each attempt; without one the body is collected.
    std::function<std::shared_ptr<BodyConsumer>()> consumer;
};

struct HttpResponse {
    int status = 0;
    QByteArray body; // decompressed; of an error at most 64 KiB; empty when a consumer took it
    QByteArray contentType;
    std::vector<Header> headers; // names in lower case
    std::shared_ptr<BodyConsumer> consumer;
    qint64 receivedBytes = 0; // on the wire
    qint64 serverTimeNs = 0;  // Date, 0 when absent
    qint64 elapsedNs = 0;
    [[nodiscard]] QByteArray header(const QByteArray &lowerName) const;
};
using HttpResponsePtr = std::shared_ptr<const HttpResponse>;

struct AuthOptions {
    enum class Kind { None, Basic, Bearer, OAuth2 };
    Kind kind = Kind::None;
    QString user;     // Basic
    SecretRef secret; // password, token or client secret
    QUrl tokenUrl;    // OAuth2 client credentials (RFC 6749, 4.4)
    QString clientId;
    QString scope;
    QString audience;
    friend bool operator==(const AuthOptions &, const AuthOptions &) = default;
};

struct TlsOptions {
    QString caFile; // PEM; instead of the system's authorities
    QString certFile;
    QString keyFile;
    SecretRef keyPassword;
    // SHA-256 of the server's certificate (hex). Then exactly this certificate is trusted, whoever signed it and
    // whatever its host name; an expired one is still refused. There is no switch that ignores certificates.
    QByteArray pinSha256;
    friend bool operator==(const TlsOptions &, const TlsOptions &) = default;
};

struct SecretHeader {
    QByteArray name;
    SecretRef value;
    friend bool operator==(const SecretHeader &, const SecretHeader &) = default;
};

// How one source is spoken to.
struct HttpOptions {
    QString name; // of the source, for messages
    QUrl base;
    AuthOptions auth;
    TlsOptions tls;
    QUrl proxy; // http://host:port; empty = direct
    QString proxyUser;
    SecretRef proxyPassword;
    std::vector<Header> headers; // tenant …
    std::vector<SecretHeader> secretHeaders;
    milliseconds connectTimeout{5'000};
    milliseconds idleTimeout{30'000};
    milliseconds probeDeadline{5'000};
    int concurrency = 6;    // 1..6: more per host Qt does not send at once (reliability.md T10)
    bool manyHosts = false; // the questions go to many hosts: then concurrency may be up to 256
    int tries = 3;
    Backoff backoff;
    qint64 maxBodyBytes = 256LL << 20; // after decompression
    double maxCompressionRatio = 1200; // deflate's own limit is 1032
    bool compressOnLoopback = false;
    milliseconds healthInterval{10'000}; // while the breaker is not closed, times U(0.8, 1.2)
    QString healthPath;                  // "/-/ready"
    // True when an error status is the product's own, considered answer (a query that timed out, a feature switched
    // off): then it is neither asked again nor counted against the server.
    std::function<bool(int status, const QByteArray &body)> isConsideredAnswer;
};

[[nodiscard]] QByteArray userAgent();
// The class of an error status (400 and above, 3xx); summary without the body: "loki answered 503 (Service
// Unavailable)".
[[nodiscard]] base::Error statusError(const HttpResponse &response, const QString &sourceName);

} // namespace wf::net
