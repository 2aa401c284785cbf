// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/net/httpclient.h"
#include "models/net/pace/retry.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

class QWebSocket;
class QSslError;

namespace wf::net {

struct Credentials;

// A WebSocket that stays connected: reconnects with full-jitter backoff, notices a dead line (a ping every 15 s, given
// up after 45 s of silence), carries the login, TLS settings and proxy of the HttpClient it belongs to. GUI thread.
class WebSocketClient final : public QObject {
    Q_OBJECT
public:
    struct Options {
        milliseconds pingEvery{15'000};
        milliseconds deadAfter{45'000};
        milliseconds connectTimeout{10'000};
        milliseconds steadyAfter{30'000}; // connected that long, the backoff starts anew
        Backoff backoff;
        quint64 maxMessageBytes = 32U << 20;
    };
    WebSocketClient(HttpClient &http, Uniform uniform, QObject *parent = nullptr)
        : WebSocketClient(http, std::move(uniform), Options(), parent)
    {
    }
    WebSocketClient(HttpClient &http, Uniform uniform, Options options, QObject *parent = nullptr);
    ~WebSocketClient() override;

    // `where` is asked before each attempt, so that a stream resumes where it stopped. ws and wss are made of http and
    // https.
    void open(std::function<QUrl()> where, std::vector<Header> headers);
    void close();
    [[nodiscard]] bool isConnected() const { return m_isConnected; }

Q_SIGNALS:
    void connected();
    void disconnected(const QString &reason, int closeCode); // will be tried again
    void refused(int status, const QString &reason);         // HTTP status instead of an upgrade (4xx); not tried again
    void message(const QString &text);

private:
    void attempt();
    void connectNow(const Credentials &credentials);
    void up();
    void down(const QString &reason, int closeCode);
    void ping();
    void sslErrors(const QList<QSslError> &errors);
    void dropSocket();

    HttpClient &m_http;
    Uniform m_uniform;
    Options m_options;
    std::function<QUrl()> m_where;
    std::vector<Header> m_headers;
    std::unique_ptr<QWebSocket> m_socket;
    async::Request m_login;
    QTimer m_ping;
    QTimer m_wait;
    QTimer m_connectTimer;
    QElapsedTimer m_lastSign;
    QElapsedTimer m_since;
    int m_failures = 0;
    bool m_isConnected = false;
    bool m_isWanted = false;
};

} // namespace wf::net
