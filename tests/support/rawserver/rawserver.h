// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>
#include <QUrlQuery>

#include <functional>
#include <memory>

// What httpserver.h cannot do: the handler holds the connection itself, for answers that interleave, drip, hang or lie,
// and for client certificates.
namespace wf::tests {

using HeaderList = QList<std::pair<QByteArray, QByteArray>>;

struct SeenRequest {
    QByteArray method;
    QByteArray target; // as it came: path and query, encoded
    HeaderList headers;
    QByteArray body;
    int connection = 0;                                            // which connection it came on, counted from 1
    [[nodiscard]] QByteArray header(const QByteArray &name) const; // case does not matter
    [[nodiscard]] QString path() const { return QUrl::fromEncoded(target).path(); }
    // Query parameters, or the form's.
    [[nodiscard]] QUrlQuery parameters() const;
};

// The other end of one connection, as the handler sees it.
class RawPeer : public QObject {
    Q_OBJECT
public:
    RawPeer(QTcpSocket *socket, int number);
    // A well-formed answer with Content-Length; the connection stays open.
    void respond(int status, const QByteArray &body = {}, const HeaderList &headers = {});
    void write(const QByteArray &raw);
    // One piece every so many milliseconds, then closed when asked to.
    void drip(const QByteArray &raw, int pieceBytes, int everyMs, bool thenClose = false);
    void close(); // FIN after what was written
    void reset(); // RST
    [[nodiscard]] QTcpSocket *socket() const { return m_socket; }
    [[nodiscard]] int number() const { return m_number; }

private:
    QPointer<QTcpSocket> m_socket;
    int m_number;
};

class RawServer : public QTcpServer {
    Q_OBJECT
public:
    using Handler = std::function<void(const SeenRequest &, RawPeer &)>;
    explicit RawServer(Handler handler = {}, QObject *parent = nullptr);

    // Listens on loopback; port 0 = any. start() again after stop() keeps the port: the server killed and back.
    bool start(quint16 port = 0);
    void stop(); // closes everything at once
    void useTls(const QSslConfiguration &configuration) { m_tls = configuration; }
    void setHandler(Handler handler) { m_handler = std::move(handler); }
    [[nodiscard]] QUrl url(const QString &path = {}) const;
    [[nodiscard]] const QList<SeenRequest> &requests() const { return m_requests; }
    void forgetRequests() { m_requests.clear(); }
    [[nodiscard]] int connections() const { return m_connections; }
    [[nodiscard]] int openConnections() const;
    // Called with the raw socket instead of reading requests.
    std::function<void(QTcpSocket *)> rawHandler;

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void read(RawPeer *peer, const std::shared_ptr<QByteArray> &buffer);
    Handler m_handler;
    QSslConfiguration m_tls;
    QList<SeenRequest> m_requests;
    QList<QPointer<QTcpSocket>> m_sockets;
    int m_connections = 0;
    quint16 m_port = 0;
};

} // namespace wf::tests
