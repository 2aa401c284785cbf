// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/websocketclient.h"

#include "models/net/address.h"
#include "models/net/authoriser.h"
#include "models/net/tls.h"

#include <QCoreApplication>
#include <QNetworkRequest>
#include <QRegularExpression>
#include <QWebSocket>

namespace wf::net {

using namespace Qt::StringLiterals;

namespace {
QString text(const char *source)
{
    return QCoreApplication::translate("Net", source);
}

// QWebSocket tells a refused upgrade's status in its error text only.
int statusIn(const QString &errorText)
{
    static const QRegularExpression pattern(u"status code:? (\\d{3})"_s);
    return pattern.match(errorText).captured(1).toInt();
}
} // namespace

WebSocketClient::WebSocketClient(HttpClient &http, Uniform uniform, Options options, QObject *parent)
    : QObject(parent), m_http(http), m_uniform(std::move(uniform)), m_options(options)
{
    m_wait.setSingleShot(true);
    m_connectTimer.setSingleShot(true);
    connect(&m_wait, &QTimer::timeout, this, [this] { attempt(); });
    connect(&m_ping, &QTimer::timeout, this, [this] { ping(); });
    connect(&m_connectTimer, &QTimer::timeout, this,
            [this] { down(text("No live connection within %1 s.").arg(m_options.connectTimeout.count() / 1000), 0); });
}

WebSocketClient::~WebSocketClient()
{
    dropSocket();
}

void WebSocketClient::open(std::function<QUrl()> where, std::vector<Header> headers)
{
    m_where = std::move(where);
    m_headers = std::move(headers);
    m_isWanted = true;
    m_failures = 0;
    dropSocket();
    m_wait.start(0);
}

void WebSocketClient::close()
{
    m_isWanted = false;
    m_wait.stop();
    m_login.cancel();
    dropSocket();
}

void WebSocketClient::dropSocket()
{
    m_ping.stop();
    m_connectTimer.stop();
    m_isConnected = false;
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    m_socket.release()->deleteLater(); // not at once: this may be one of its own signals
}

void WebSocketClient::attempt()
{
    m_login = m_http.credentials([this](base::Result<Credentials> credentials) {
        if (credentials)
            connectNow(*credentials);
        else
            down(credentials.error().summary, 0);
    });
}

void WebSocketClient::connectNow(const Credentials &credentials)
{
    QUrl url = m_where();
    url.setScheme(url.scheme() == u"https"_s ? u"wss"_s : u"ws"_s);
    QNetworkRequest request(url);
    request.setRawHeader("User-Agent", userAgent());
    for (const auto &list : {credentials.headers, m_headers})
        for (const auto &header : list)
            request.setRawHeader(header.name, header.value);
    dropSocket();
    m_socket = std::make_unique<QWebSocket>();
    QWebSocket *socket = m_socket.get();
    socket->setSslConfiguration(credentials.tls);
    socket->setProxy(credentials.proxy);
    socket->setMaxAllowedIncomingMessageSize(m_options.maxMessageBytes);
    socket->setMaxAllowedIncomingFrameSize(m_options.maxMessageBytes);
    connect(socket, &QWebSocket::connected, this, [this] { up(); });
    connect(socket, &QWebSocket::disconnected, this, [this, socket] {
        down(socket->closeReason().isEmpty() ? text("The live connection ended.") : socket->closeReason().left(500),
             static_cast<int>(socket->closeCode()));
    });
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(socket, &QWebSocket::errorOccurred, this, [this, socket] { down(socket->errorString().left(500), 0); });
#else
    connect(socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
            [this, socket] { down(socket->errorString().left(500), 0); });
#endif
    connect(socket, &QWebSocket::sslErrors, this, [this](const QList<QSslError> &errors) { sslErrors(errors); });
    connect(socket, &QWebSocket::pong, this, [this] { m_lastSign.start(); });
    connect(socket, &QWebSocket::textMessageReceived, this, [this](const QString &received) {
        m_lastSign.start();
        Q_EMIT message(received);
    });
    m_connectTimer.start(m_options.connectTimeout);
    socket->open(request);
}

void WebSocketClient::sslErrors(const QList<QSslError> &errors)
{
    const auto excused = excusedByPin(m_http.options().tls, m_socket->sslConfiguration().peerCertificate(), errors);
    if (!excused.isEmpty())
        m_socket->ignoreSslErrors(excused); // only with a pinned certificate
}

void WebSocketClient::up()
{
    if (!matchesPin(m_http.options().tls, m_socket->sslConfiguration().peerCertificate())) {
        down(text("The certificate is not the pinned one."), 0);
        return;
    }
    m_connectTimer.stop();
    m_isConnected = true;
    m_since.start();
    m_lastSign.start();
    m_ping.start(m_options.pingEvery);
    Q_EMIT connected();
}

void WebSocketClient::ping()
{
    if (m_lastSign.hasExpired(m_options.deadAfter.count())) {
        down(text("The live connection has been silent for %1 s.").arg(m_options.deadAfter.count() / 1000), 0);
        return;
    }
    m_socket->ping();
}

void WebSocketClient::down(const QString &reason, int closeCode)
{
    if (!m_isWanted)
        return;
    const bool wasUp = m_isConnected;
    const bool wasSteady = wasUp && m_since.hasExpired(m_options.steadyAfter.count());
    dropSocket();
    const int status = wasUp ? 0 : statusIn(reason);
    if (status >= 400 && status < 500 && status != 408 && status != 429) {
        m_isWanted = false;
        Q_EMIT refused(status, reason);
        return;
    }
    m_failures = wasSteady ? 0 : m_failures + 1;
    m_wait.start(m_options.backoff.delay(std::max(m_failures, 1), m_uniform));
    Q_EMIT disconnected(reason, closeCode);
}

} // namespace wf::net
