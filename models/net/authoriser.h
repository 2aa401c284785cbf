// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/base/clock.h"
#include "models/net/http.h"
#include "models/net/secrets/secretstore.h"

#include <QNetworkProxy>
#include <QObject>
#include <QSslConfiguration>

#include <functional>
#include <vector>

class QNetworkAccessManager;

namespace wf::net {

// Everything that has to be known before the first byte goes out.
struct Credentials {
    std::vector<Header> headers;
    QSslConfiguration tls;
    QNetworkProxy proxy{QNetworkProxy::NoProxy};
};

// Finds a source's secrets and turns them into headers, a TLS configuration and a proxy; fetches and renews OAuth2
// tokens. One look-up serves all who wait. GUI thread. What it holds is never logged and never leaves for another
// origin.
class Authoriser final : public QObject {
    Q_OBJECT
public:
    using Reply = std::function<void(base::Result<Credentials>)>;
    Authoriser(const HttpOptions &options, const base::Clock &clock, SecretStore *store, QObject *parent);
    ~Authoriser() override;

    // Answers later. Cached until it expires or is rejected; files are read again when they changed.
    [[nodiscard]] async::Request obtain(Reply reply);
    // The server said 401. True when asking again can give something new (token, file, command).
    bool rejected();

private:
    struct Waiting {
        quint64 id;
        Reply reply;
    };
    void begin();
    void nextSecret();
    void secretFound(int index, const base::Result<Secret> &secret);
    void haveSecrets();
    void fetchToken();
    void tokenAnswered(const base::Result<HttpResponse> &answer);
    void finish(base::Result<Credentials> result);
    [[nodiscard]] base::Result<Credentials> build();
    [[nodiscard]] bool isFresh() const;

    const HttpOptions &m_options;
    const base::Clock &m_clock;
    SecretStore *m_store;
    std::vector<SecretRef> m_wanted; // auth, key password, proxy password, then secret headers
    std::vector<Secret> m_secrets;
    Secret m_token;
    bool m_busy = false;
    bool m_have = false;
    qint64 m_validUntilNs = 0; // monotonic
    qint64 m_tokenUntilNs = 0;
    quint64 m_nextId = 1;
    Credentials m_credentials;
    std::vector<Waiting> m_waiting;
    async::Request m_running;
};

} // namespace wf::net
