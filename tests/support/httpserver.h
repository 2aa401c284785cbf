// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/httpmessage.h"
#include "tests/support/testcertificate.h"

#include <QHash>
#include <QSet>
#include <QTcpServer>
#include <QUrl>

#include <functional>
#include <optional>

namespace wf::support {

class HttpConnection;

// A real HTTP/1.1 server on a free loopback port, on the test's own event loop. Answers by script and logs every
// request. A path without a script is answered 404.
class HttpServer final : public QTcpServer {
    Q_OBJECT
public:
    using Script = std::function<HttpResponse(const HttpRequest &)>;

    HttpServer();
    // Speaks TLS with this certificate.
    explicit HttpServer(const TestCertificate &certificate);
    ~HttpServer() override;

    // `path` without query; "*" answers what has no script of its own.
    void on(const QString &path, Script script);
    void on(const QString &path, const HttpResponse &response);
    // One answer after the other; the last one stays.
    void onSequence(const QString &path, const QList<HttpResponse> &responses);

    [[nodiscard]] QUrl
    url(const QString &path = {}) const; // http://127.0.0.1:port/…; https://localhost:port/… with TLS
    [[nodiscard]] const QList<HttpRequest> &requests() const { return m_requests; }
    [[nodiscard]] qsizetype count(const QString &path) const;
    void forget() { m_requests.clear(); }
    [[nodiscard]] int openConnections() const { return static_cast<int>(m_connections.size()); }
    [[nodiscard]] int acceptedConnections() const { return m_accepted; }

    // Stops listening and cuts everybody off; start() listens again on the same port.
    void stop();
    bool start();

Q_SIGNALS:
    void requestArrived();

protected:
    void incomingConnection(qintptr handle) override;

private:
    friend class HttpConnection;
    [[nodiscard]] HttpResponse answer(const HttpRequest &request);

    std::optional<TestCertificate> m_certificate;
    QHash<QString, Script> m_scripts;
    QList<HttpRequest> m_requests;
    QSet<HttpConnection *> m_connections;
    quint16 m_port = 0;
    int m_accepted = 0;
};

} // namespace wf::support
