// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QTcpServer>

#include <functional>

QT_BEGIN_NAMESPACE
class QTcpSocket;
QT_END_NAMESPACE

namespace wf::app::demo {

// A loopback HTTP/1.1 server that answers GET and nothing else. Bounded: 64 connections, 8 KiB of request, 15 s of
// silence.
class MetricsServer final : public QObject {
    Q_OBJECT
public:
    struct Answer {
        int status = 200;
        QByteArray type = "text/plain; charset=utf-8";
        QByteArray body;
    };
    // path begins with '/', without the query; openMetrics: the client accepts that format.
    using Handler = std::function<Answer(const QByteArray &path, bool openMetrics)>;

    explicit MetricsServer(Handler handler, QObject *parent = nullptr);
    [[nodiscard]] bool listen(const QString &host, quint16 port); // port 0: any
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    [[nodiscard]] QString error() const { return m_server.errorString(); }

private:
    void accept();
    void read(QTcpSocket *socket);
    void answer(QTcpSocket *socket, const QByteArray &head);

    Handler m_handler;
    QHash<QTcpSocket *, QByteArray> m_pending; // outlives the server, whose end closes the sockets
    QTcpServer m_server;
};

} // namespace wf::app::demo
