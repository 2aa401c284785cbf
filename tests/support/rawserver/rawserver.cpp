// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/rawserver/rawserver.h"

#include <QSslSocket>
#include <QTimer>

#include <optional>

namespace wf::tests {

QByteArray SeenRequest::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers)
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    return {};
}

QUrlQuery SeenRequest::parameters() const
{
    if (method == "POST" && header("content-type").startsWith("application/x-www-form-urlencoded"))
        return QUrlQuery(QString::fromLatin1(body));
    return QUrlQuery(QUrl::fromEncoded(target));
}

RawPeer::RawPeer(QTcpSocket *socket, int number) : QObject(socket), m_socket(socket), m_number(number) {}

void RawPeer::respond(int status, const QByteArray &body, const HeaderList &headers)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(status) + " Answer\r\n";
    bool hasLength = false;
    for (const auto &[name, value] : headers) {
        head += name + ": " + value + "\r\n";
        hasLength |= name.compare("content-length", Qt::CaseInsensitive) == 0;
    }
    if (!hasLength)
        head += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    write(head + "\r\n" + body);
}

void RawPeer::write(const QByteArray &raw)
{
    if (m_socket)
        m_socket->write(raw);
}

void RawPeer::drip(const QByteArray &raw, int pieceBytes, int everyMs, bool thenClose)
{
    auto *timer = new QTimer(this);
    auto rest = std::make_shared<QByteArray>(raw);
    connect(timer, &QTimer::timeout, this, [this, timer, rest, pieceBytes, thenClose] {
        write(rest->left(pieceBytes));
        rest->remove(0, pieceBytes);
        if (!rest->isEmpty())
            return;
        timer->deleteLater();
        if (thenClose)
            close();
    });
    timer->start(everyMs);
}

void RawPeer::close()
{
    if (m_socket)
        m_socket->disconnectFromHost();
}

void RawPeer::reset()
{
    if (!m_socket)
        return;
    // Closing with unread data, or aborting with linger 0, sends RST.
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->abort();
}

RawServer::RawServer(Handler handler, QObject *parent) : QTcpServer(parent), m_handler(std::move(handler)) {}

bool RawServer::start(quint16 port)
{
    const bool isUp = listen(QHostAddress::LocalHost, port ? port : m_port);
    if (isUp)
        m_port = serverPort();
    return isUp;
}

void RawServer::stop()
{
    QTcpServer::close();
    const auto sockets = m_sockets;
    m_sockets.clear();
    for (const auto &socket : sockets) {
        if (socket) {
            socket->abort();
            socket->deleteLater();
        }
    }
}

QUrl RawServer::url(const QString &path) const
{
    QUrl url;
    url.setScheme(m_tls.isNull() ? QStringLiteral("http") : QStringLiteral("https"));
    url.setHost(QStringLiteral("127.0.0.1"));
    url.setPort(m_port);
    url.setPath(path);
    return url;
}

int RawServer::openConnections() const
{
    int open = 0;
    for (const auto &socket : m_sockets)
        open += socket && socket->state() == QAbstractSocket::ConnectedState ? 1 : 0;
    return open;
}

void RawServer::incomingConnection(qintptr descriptor)
{
    QTcpSocket *socket = nullptr;
    if (m_tls.isNull()) {
        socket = new QTcpSocket(this);
    } else {
        auto *secure = new QSslSocket(this);
        secure->setSslConfiguration(m_tls);
        socket = secure;
    }
    socket->setSocketDescriptor(descriptor);
    ++m_connections;
    m_sockets.removeAll(nullptr);
    m_sockets << socket;
    if (rawHandler) {
        rawHandler(socket);
        return;
    }
    auto *peer = new RawPeer(socket, m_connections);
    auto buffer = std::make_shared<QByteArray>();
    connect(socket, &QTcpSocket::readyRead, peer, [this, peer, buffer] { read(peer, buffer); });
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    if (auto *secure = qobject_cast<QSslSocket *>(socket))
        secure->startServerEncryption();
}

void RawServer::read(RawPeer *peer, const std::shared_ptr<QByteArray> &buffer)
{
    *buffer += peer->socket()->readAll();
    const qsizetype end = buffer->indexOf("\r\n\r\n");
    if (end < 0)
        return;
    SeenRequest request;
    request.connection = peer->number();
    const QList<QByteArray> lines = buffer->left(end).split('\n');
    const QList<QByteArray> first = lines.first().trimmed().split(' ');
    if (first.size() < 2)
        return;
    request.method = first[0];
    request.target = first[1];
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const qsizetype colon = lines[i].indexOf(':');
        request.headers.append({lines[i].left(colon).trimmed(), lines[i].mid(colon + 1).trimmed()});
    }
    const qsizetype length = request.header("content-length").toLongLong();
    if (buffer->size() < end + 4 + length)
        return;
    request.body = buffer->mid(end + 4, length);
    buffer->remove(0, end + 4 + length);
    m_requests << request;
    if (m_handler)
        m_handler(request, *peer);
    else
        peer->respond(404);
}

} // namespace wf::tests
