// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/peers/cluster/slowdoor.h"

#include <QPointer>
#include <QTcpSocket>
#include <QTimer>

namespace wf::tests {

SlowDoor::SlowDoor(const QUrl &server, int delayMs) : m_server(server), m_delayMs(delayMs)
{
    (void)m_door.listen(QHostAddress::LocalHost);
    connect(&m_door, &QTcpServer::newConnection, this, &SlowDoor::passOn);
}

QUrl SlowDoor::url() const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_door.serverPort()));
}

void SlowDoor::passOn()
{
    while (QTcpSocket *client = m_door.nextPendingConnection()) {
        auto *server = new QTcpSocket(client);
        server->connectToHost(m_server.host(), static_cast<quint16>(m_server.port()));
        connect(client, &QTcpSocket::readyRead, server, [client, server] { server->write(client->readAll()); });
        connect(server, &QTcpSocket::readyRead, this, [this, client, server] {
            QTimer::singleShot(m_delayMs, client, [client, bytes = server->readAll()] { client->write(bytes); });
        });
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    }
}

} // namespace wf::tests
