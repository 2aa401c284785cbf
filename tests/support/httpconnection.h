// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/httpmessage.h"

#include <QTcpSocket>
#include <QTimer>

#include <optional>

namespace wf::support {

class HttpServer;

// One client of HttpServer: reads requests one after the other and writes their answers as scripted.
class HttpConnection final : public QObject {
    Q_OBJECT
public:
    HttpConnection(HttpServer &server, QTcpSocket *socket); // takes the socket
    ~HttpConnection() override;

private:
    void read();
    [[nodiscard]] std::optional<HttpRequest> takeRequest();
    void reply(const HttpResponse &response);
    void writeMore();
    void finish();

    HttpServer &m_server;
    QTcpSocket *m_socket;
    QByteArray m_in;
    QByteArray m_out;
    HttpResponse m_response;
    QTimer m_timer;
    bool m_busy = false;
    bool m_keepAlive = true;
    bool m_closeAfter = false;
};

} // namespace wf::support
