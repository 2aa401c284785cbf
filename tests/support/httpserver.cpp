// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/httpserver.h"

#include "tests/support/httpconnection.h"

#include <QSslSocket>

namespace wf::support {

using namespace Qt::StringLiterals;

HttpServer::HttpServer()
{
    start();
}

HttpServer::HttpServer(const TestCertificate &certificate) : m_certificate(certificate)
{
    start();
}

HttpServer::~HttpServer()
{
    stop();
}

bool HttpServer::start()
{
    const bool ok = listen(QHostAddress::LocalHost, m_port);
    m_port = serverPort();
    return ok;
}

void HttpServer::stop()
{
    close();
    const auto connections = std::exchange(m_connections, {});
    for (auto *connection : connections)
        delete connection;
}

void HttpServer::on(const QString &path, Script script)
{
    m_scripts.insert(path, std::move(script));
}

void HttpServer::on(const QString &path, const HttpResponse &response)
{
    on(path, [response](const HttpRequest &) { return response; });
}

void HttpServer::onSequence(const QString &path, const QList<HttpResponse> &responses)
{
    on(path, [responses, next = std::make_shared<qsizetype>(0)](const HttpRequest &) {
        const qsizetype at = std::min(*next, responses.size() - 1);
        ++*next;
        return responses.at(at);
    });
}

QUrl HttpServer::url(const QString &path) const
{
    const QString base = m_certificate ? u"https://localhost:"_s : u"http://127.0.0.1:"_s;
    return QUrl(base + QString::number(m_port) + path);
}

qsizetype HttpServer::count(const QString &path) const
{
    return std::count_if(m_requests.begin(), m_requests.end(), [&](const HttpRequest &r) { return r.path == path; });
}

HttpResponse HttpServer::answer(const HttpRequest &request)
{
    m_requests.append(request);
    const auto own = m_scripts.constFind(request.path);
    const auto script = own != m_scripts.constEnd() ? own : m_scripts.constFind(u"*"_s);
    const HttpResponse response =
        script != m_scripts.constEnd() ? (*script)(request) : HttpResponse::text("no script for this path", 404);
    Q_EMIT requestArrived();
    return response;
}

void HttpServer::incomingConnection(qintptr handle)
{
    ++m_accepted;
    QTcpSocket *socket = nullptr;
    if (m_certificate) {
        auto *tls = new QSslSocket;
        tls->setLocalCertificate(m_certificate->certificate);
        tls->setPrivateKey(m_certificate->key);
        tls->setSocketDescriptor(handle);
        tls->startServerEncryption();
        socket = tls;
    } else {
        socket = new QTcpSocket;
        socket->setSocketDescriptor(handle);
    }
    auto *connection = new HttpConnection(*this, socket);
    m_connections.insert(connection);
    connect(socket, &QTcpSocket::disconnected, connection, [this, connection] {
        if (m_connections.remove(connection))
            connection->deleteLater();
    });
}

} // namespace wf::support
