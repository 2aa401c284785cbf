// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A client that sends bytes as they are and waits for what comes, on any thread.
#pragma once

#include <QByteArray>
#include <QElapsedTimer>
#include <QTcpSocket>

namespace wf::tests {

class RawClient {
public:
    explicit RawClient(quint16 port)
    {
        m_socket.connectToHost(QStringLiteral("127.0.0.1"), port);
        m_isOpen = m_socket.waitForConnected(2'000);
    }
    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    void send(const QByteArray &bytes)
    {
        if (m_socket.state() != QAbstractSocket::ConnectedState)
            return;
        m_socket.write(bytes);
        m_socket.waitForBytesWritten(2'000);
    }
    // One answer with its body (by Content-Length), or what came until the other side ended.
    QByteArray answer(int timeoutMs = 5'000)
    {
        QElapsedTimer since;
        since.start();
        while (since.elapsed() < timeoutMs) {
            const auto end = m_arrived.indexOf("\r\n\r\n");
            if (end >= 0) {
                const QByteArray head = m_arrived.left(end).toLower();
                const auto at = head.indexOf("content-length: ");
                const qsizetype length = at < 0 ? 0 : head.mid(at + 16, head.indexOf('\r', at) - at - 16).toLongLong();
                if (m_arrived.size() >= end + 4 + length)
                    return take(end + 4 + length);
            }
            if (!m_socket.waitForReadyRead(100) && m_socket.state() != QAbstractSocket::ConnectedState)
                break;
            m_arrived += m_socket.readAll();
        }
        return take(m_arrived.size());
    }
    QByteArray ask(const QByteArray &bytes)
    {
        send(bytes);
        return answer();
    }
    // True when the other side ended within the time; what came before is dropped.
    bool endsWithin(int timeoutMs)
    {
        QElapsedTimer since;
        since.start();
        while (m_socket.state() == QAbstractSocket::ConnectedState && since.elapsed() < timeoutMs) {
            m_socket.waitForReadyRead(50);
            m_socket.readAll();
        }
        return m_socket.state() != QAbstractSocket::ConnectedState;
    }

private:
    QByteArray take(qsizetype bytes)
    {
        const QByteArray out = m_arrived.left(bytes);
        m_arrived.remove(0, bytes);
        return out;
    }
    QTcpSocket m_socket;
    QByteArray m_arrived;
    bool m_isOpen = false;
};

inline int statusOf(const QByteArray &answer)
{
    return answer.startsWith("HTTP/1.1 ") ? answer.mid(9, 3).toInt() : 0;
}

} // namespace wf::tests
