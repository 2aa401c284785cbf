// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/httpconnection.h"

#include "tests/support/httpserver.h"

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

namespace wf::support {

HttpConnection::HttpConnection(HttpServer &server, QTcpSocket *socket) : m_server(server), m_socket(socket)
{
    m_socket->setParent(this);
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &HttpConnection::writeMore);
    connect(m_socket, &QTcpSocket::readyRead, this, &HttpConnection::read);
}

HttpConnection::~HttpConnection()
{
    m_socket->disconnect();
    m_socket->abort();
}

void HttpConnection::read()
{
    m_in += m_socket->readAll();
    if (m_busy)
        return;
    if (const auto request = takeRequest())
        reply(m_server.answer(*request));
}

std::optional<HttpRequest> HttpConnection::takeRequest()
{
    const qsizetype headEnd = m_in.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return std::nullopt;
    const auto lines = m_in.left(headEnd).split('\n');
    const auto words = lines.first().trimmed().split(' ');
    HttpRequest request;
    request.method = words.value(0);
    request.target = words.value(1);
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const qsizetype colon = lines[i].indexOf(':');
        request.headers.append({lines[i].left(colon).trimmed(), lines[i].mid(colon + 1).trimmed()});
    }
    const qsizetype length = request.header("Content-Length").toLongLong();
    if (m_in.size() < headEnd + 4 + length)
        return std::nullopt;
    request.body = m_in.mid(headEnd + 4, length);
    m_in.remove(0, headEnd + 4 + length);
    const QUrl url(QString::fromUtf8(request.target));
    request.path = url.path();
    request.query = QUrlQuery(url);
    m_keepAlive = words.value(2) == "HTTP/1.1" && request.header("Connection").toLower() != "close";
    return request;
}

void HttpConnection::reply(const HttpResponse &response)
{
    m_busy = true;
    if (response.hangs)
        return;
    m_response = response;
    const auto wire = response.wire(m_keepAlive);
    m_out = wire.head + wire.body;
    m_closeAfter = wire.close;
    // Dripping starts with the body: the head goes out as a whole.
    if (response.dripBytes > 0 && response.delay.count() == 0) {
        m_socket->write(wire.head);
        m_out = wire.body;
    }
    if (response.delay.count() > 0)
        m_timer.start(response.delay);
    else
        writeMore();
}

void HttpConnection::writeMore()
{
    const qsizetype piece = m_response.dripBytes > 0 ? m_response.dripBytes : m_out.size();
    m_socket->write(m_out.left(piece));
    m_socket->flush();
    m_out.remove(0, piece);
    if (m_out.isEmpty())
        finish();
    else
        m_timer.start(m_response.dripEvery);
}

void HttpConnection::finish()
{
#ifdef Q_OS_UNIX
    if (m_response.reset) {
        m_socket->flush();
        const linger now{1, 0};
        ::setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
        m_socket->abort();
        return;
    }
#endif
    if (m_closeAfter) {
        m_socket->disconnectFromHost();
        return;
    }
    m_busy = false;
    if (!m_in.isEmpty())
        QMetaObject::invokeMethod(this, &HttpConnection::read, Qt::QueuedConnection);
}

} // namespace wf::support
