// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/server/server.h"

#include "models/net/server/session_p.h"
#include "models/net/server/socketsession_p.h"

#include <QCoreApplication>

#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <deque>
#include <thread>

namespace wf::net::server {

namespace asio = boost::asio;
using asio::ip::tcp;
using ErrorCode = boost::system::error_code;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Net", text);
}

base::Error troubleOf(const Endpoint &endpoint, const ErrorCode &error)
{
    const QString where = QStringLiteral("%1:%2").arg(endpoint.address).arg(endpoint.port);
    const QString detail = QString::fromStdString(error.message());
    if (error == asio::error::address_in_use)
        return base::makeError(base::ErrorKind::Invalid,
                               tr("%1 is in use by another program: end that or choose another port.").arg(where),
                               detail);
    if (error == asio::error::access_denied)
        return base::makeError(base::ErrorKind::Invalid,
                               tr("%1 may not be opened by this user: choose a port above 1023.").arg(where), detail);
    return base::makeError(base::ErrorKind::Invalid, tr("%1 could not be opened: %2").arg(where, detail), detail);
}

// Without early exit, so that the time taken does not tell how much was right.
bool sameBytes(std::string_view a, std::string_view b)
{
    unsigned difference = a.size() == b.size() ? 0U : 1U;
    for (std::size_t i = 0; i < a.size(); ++i)
        difference |= static_cast<unsigned>(static_cast<unsigned char>(a[i]) ^
                                            static_cast<unsigned char>(b.empty() ? 0 : b[i % b.size()]));
    return difference == 0;
}

// The token of "Bearer …", or the password of "Basic …" for clients that know nothing else.
std::string secretIn(std::string_view authorization)
{
    const auto startsWith = [&](std::string_view scheme) {
        return authorization.size() > scheme.size() &&
               std::equal(scheme.begin(), scheme.end(), authorization.begin(),
                          [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b | 0x20 : b); });
    };
    if (startsWith("bearer "))
        return std::string(authorization.substr(7));
    if (!startsWith("basic "))
        return {};
    const QByteArray pair =
        QByteArray::fromBase64(QByteArray(authorization.data() + 6, static_cast<qsizetype>(authorization.size() - 6)));
    return pair.mid(pair.indexOf(':') + 1).toStdString();
}

} // namespace

bool isOurHost(std::string_view host, const std::vector<std::string> &allowed)
{
    if (host.empty()) // HTTP/1.0
        return true;
    const auto colon = host.rfind(':');
    if (colon != std::string_view::npos && host.find(']', colon) == std::string_view::npos)
        host = host.substr(0, colon);
    if (host == "localhost" || host == "127.0.0.1" || host == "[::1]")
        return true;
    return std::any_of(allowed.begin(), allowed.end(),
                       [host](const std::string &name) { return name == "*" || name == host; });
}

std::function<std::optional<Response>(const Request &)> bearerCheck(std::vector<Secret> tokens)
{
    return [tokens = std::move(tokens)](const Request &request) -> std::optional<Response> {
        const std::string given = secretIn(request.header("authorization"));
        bool isKnown = false;
        for (const auto &token : tokens) {
            const QByteArray &bytes = token.reveal();
            if (!bytes.isEmpty() && sameBytes(given, {bytes.constData(), static_cast<std::size_t>(bytes.size())}))
                isKnown = true;
        }
        if (isKnown)
            return std::nullopt;
        Response no = textResponse(401, "a token is needed: send it as Authorization: Bearer");
        no.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"watchfloor\"");
        return no;
    };
}

class Server::Private {
public:
    Private(Options options, std::vector<Route> routes) : core(std::move(options), std::move(routes)) {}

    struct Door {
        explicit Door(asio::io_context &io) : acceptor(io), pause(io) {}
        tcp::acceptor acceptor;
        asio::steady_timer pause;
    };

    Listening open(const Endpoint &endpoint)
    {
        Listening result{endpoint, 0, std::nullopt};
        ErrorCode error;
        const auto address = asio::ip::make_address(endpoint.address.toStdString(), error);
        auto door = std::make_unique<Door>(core.io);
        const tcp::endpoint where(address, endpoint.port);
        if (!error)
            (void)door->acceptor.open(where.protocol(), error);
        if (!error)
            (void)door->acceptor.set_option(asio::socket_base::reuse_address(true), error);
        if (!error)
            (void)door->acceptor.bind(where, error);
        if (!error)
            (void)door->acceptor.listen(asio::socket_base::max_listen_connections, error);
        if (error) {
            result.trouble = troubleOf(endpoint, error);
            return result;
        }
        result.port = door->acceptor.local_endpoint(error).port();
        doors.push_back(std::move(door));
        return result;
    }

    void accept(Door &door)
    {
        door.acceptor.async_accept([this, &door](ErrorCode error, tcp::socket socket) {
            if (error == asio::error::operation_aborted || core.stop.stop_requested())
                return;
            if (error) { // out of file descriptors: wait until some are free
                door.pause.expires_after(std::chrono::milliseconds(100));
                door.pause.async_wait([this, &door](ErrorCode cancelled) {
                    if (!cancelled)
                        accept(door);
                });
                return;
            }
            ++core.counters.connections;
            if (core.counters.open >= core.options.maxConnections)
                ++core.counters.turnedAway; // closed by going out of scope
            else
                welcome(std::move(socket));
            accept(door);
        });
    }

    void welcome(tcp::socket socket)
    {
        std::erase_if(sessions, [](const auto &weak) { return weak.expired(); });
        auto session = std::make_shared<Session>(core, std::move(socket));
        sessions.push_back(session);
        session->run();
    }

    Core core;
    std::vector<std::unique_ptr<Door>> doors;
    std::vector<std::weak_ptr<Session>> sessions; // network thread
    std::thread network;
    bool isStopped = false;
};

Server::Server(Options options, std::vector<Route> routes)
    : d(std::make_unique<Private>(std::move(options), std::move(routes)))
{
}

Server::~Server()
{
    stop();
}

std::vector<Listening> Server::start()
{
    std::vector<Listening> result;
    if (d->isStopped || d->network.joinable())
        return result;
    for (const auto &endpoint : d->core.options.endpoints)
        result.push_back(d->open(endpoint));
    for (const auto &door : d->doors)
        d->accept(*door);
    d->network = std::thread([this] { d->core.io.run(); });
    return result;
}

void Server::stop()
{
    if (d->isStopped)
        return;
    d->isStopped = true;
    d->core.stop.request_stop();
    asio::post(d->core.io, [this] {
        for (const auto &door : d->doors) {
            ErrorCode ignored;
            (void)door->acceptor.close(ignored);
            door->pause.cancel();
        }
        for (const auto &weak : d->sessions)
            if (const auto session = weak.lock())
                session->end();
        for (const auto &weak : d->core.followers)
            if (const auto follower = weak.lock())
                follower->end();
    });
    d->core.pool.join();
    if (d->network.joinable())
        d->network.join();
    else
        d->core.io.poll();
}

Stats Server::stats() const
{
    const auto &c = d->core.counters;
    return {c.connections,
            c.open,
            c.turnedAway,
            c.requests,
            c.refused,
            c.timedOut,
            static_cast<qint64>(d->core.budget->used())};
}

} // namespace wf::net::server
