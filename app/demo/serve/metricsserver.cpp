// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/serve/metricsserver.h"

#include <QHostAddress>
#include <QTcpSocket>
#include <QTimer>

namespace wf::app::demo {

namespace {

constexpr int mostConnections = 64;
constexpr qsizetype mostHead = 8 * 1024;
constexpr int silenceMs = 15000;

QByteArray reason(int status)
{
    return status == 200   ? QByteArrayLiteral("OK")
           : status == 404 ? QByteArrayLiteral("Not Found")
           : status == 405 ? QByteArrayLiteral("Method Not Allowed")
                           : QByteArrayLiteral("Bad Request");
}

void send(QTcpSocket *socket, const MetricsServer::Answer &answer, bool keep)
{
    socket->write("HTTP/1.1 " + QByteArray::number(answer.status) + ' ' + reason(answer.status) +
                  "\r\nContent-Type: " + answer.type + "\r\nContent-Length: " + QByteArray::number(answer.body.size()) +
                  (keep ? "\r\n\r\n" : "\r\nConnection: close\r\n\r\n"));
    socket->write(answer.body);
    if (!keep)
        socket->disconnectFromHost();
}

} // namespace

MetricsServer::MetricsServer(Handler handler, QObject *parent) : QObject(parent), m_handler(std::move(handler))
{
    m_server.setMaxPendingConnections(mostConnections);
    connect(&m_server, &QTcpServer::newConnection, this, &MetricsServer::accept);
}

bool MetricsServer::listen(const QString &host, quint16 port)
{
    return m_server.listen(QHostAddress(host), port);
}

void MetricsServer::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        if (m_pending.size() >= mostConnections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        m_pending.insert(socket, {});
        auto *silence = new QTimer(socket);
        silence->setSingleShot(true);
        connect(silence, &QTimer::timeout, socket, [socket] { socket->abort(); });
        connect(socket, &QTcpSocket::readyRead, silence, [silence] { silence->start(silenceMs * 5); });
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_pending.remove(socket);
            socket->deleteLater();
        });
        silence->start(silenceMs);
    }
}

void MetricsServer::read(QTcpSocket *socket)
{
    QByteArray &pending = m_pending[socket];
    pending += socket->read(mostHead + 1 - pending.size());
    qsizetype end = 0;
    while ((end = pending.indexOf("\r\n\r\n")) >= 0) {
        const QByteArray head = pending.left(end);
        pending.remove(0, end + 4);
        answer(socket, head);
    }
    if (pending.size() > mostHead)
        send(socket, {400, "text/plain", "request too long\n"}, false);
}

void MetricsServer::answer(QTcpSocket *socket, const QByteArray &head)
{
    const QByteArrayList lines = head.split('\n');
    const QByteArrayList request = lines.first().trimmed().split(' ');
    bool openMetrics = false;
    bool keep = request.value(2) == "HTTP/1.1";
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const QByteArray line = lines[i].trimmed().toLower();
        openMetrics = openMetrics || (line.startsWith("accept:") && line.contains("application/openmetrics-text"));
        keep = keep && !(line.startsWith("connection:") && line.contains("close"));
    }
    if (request.size() != 3 || !request[1].startsWith('/'))
        return send(socket, {400, "text/plain", "what?\n"}, false);
    if (request[0] != "GET")
        return send(socket, {405, "text/plain", "only GET\n"}, false);
    const qsizetype query = request[1].indexOf('?');
    send(socket, m_handler(query < 0 ? request[1] : request[1].left(query), openMetrics), keep);
}

} // namespace wf::app::demo
