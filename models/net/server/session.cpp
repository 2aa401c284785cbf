// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/server/session_p.h"

#include "models/net/server/answer_p.h"
#include "models/net/server/contentcoding.h"
#include "models/net/server/socketsession_p.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>

#include <algorithm>

namespace wf::net::server {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

namespace {

constexpr std::size_t mostDrained = 1 << 20;
constexpr milliseconds lastWords{1'000};
constexpr std::string_view continueLine = "HTTP/1.1 100 Continue\r\n\r\n";

std::string_view arrived(const beast::flat_buffer &buffer)
{
    return {static_cast<const char *>(buffer.data().data()), buffer.size()};
}

int statusOf(base::ErrorKind kind)
{
    switch (kind) {
    case base::ErrorKind::Unsupported:
        return 415;
    case base::ErrorKind::TooLarge:
        return 413;
    case base::ErrorKind::RateLimited:
        return 429;
    default:
        return 400;
    }
}

} // namespace

Session::Session(Core &core, asio::ip::tcp::socket socket) : m_core(core), m_stream(std::move(socket))
{
    ErrorCode ignored;
    m_peer = m_stream.socket().remote_endpoint(ignored).address().to_string();
    (void)m_stream.socket().set_option(asio::ip::tcp::no_delay(true), ignored);
    ++m_core.counters.open;
}

Session::~Session()
{
    --m_core.counters.open;
}

void Session::waitForRequest()
{
    m_request = {};
    m_route = nullptr;
    m_parser.reset();
    m_share = Budget::Share(m_core.budget);
    if (m_buffer.size() > 0) {
        m_stream.expires_after(m_core.options.headTimeout);
        lookAtHead();
        return;
    }
    m_buffer = beast::flat_buffer(); // gives back what a large request needed
    m_stream.expires_after(m_core.options.idleTimeout);
    m_stream.async_read_some(m_buffer.prepare(2048), [self = shared_from_this()](ErrorCode error, std::size_t bytes) {
        if (error)
            return self->close(error);
        self->m_buffer.commit(bytes);
        self->m_stream.expires_after(self->m_core.options.headTimeout);
        self->lookAtHead();
    });
}

void Session::readMoreOfHead()
{
    m_stream.async_read_some(m_buffer.prepare(4096), [self = shared_from_this()](ErrorCode error, std::size_t bytes) {
        if (error)
            return self->close(error);
        self->m_buffer.commit(bytes);
        self->lookAtHead();
    });
}

void Session::lookAtHead()
{
    auto read = readHead(arrived(m_buffer), m_core.options.head);
    if (auto *refused = std::get_if<Refused>(&read))
        refuse(textResponse(refused->status, refused->reason));
    else if (auto *whole = std::get_if<HeadRead>(&read))
        headArrived(std::move(*whole));
    else
        readMoreOfHead();
}

void Session::headArrived(HeadRead read)
{
    ++m_core.counters.requests;
    Head &head = read.head;
    m_isHead = head.method == "HEAD";
    m_keepsAlive = head.keepsAlive;
    m_request.method = m_isHead ? "GET" : head.method;
    m_request.path = std::move(head.path);
    m_request.query = std::move(head.query);
    m_request.headers = std::move(head.fields);
    m_request.peer = m_peer;
    if (auto no = refusalOf(head)) {
        if (head.isChunked || head.contentLength.value_or(0) > 0)
            return refuse(std::move(*no));
        ++m_core.counters.refused;
        m_buffer.consume(read.bytes);
        return answer(std::move(*no));
    }
    // The framing was checked above; Beast takes the body apart.
    m_parser.emplace();
    m_parser->header_limit(static_cast<std::uint32_t>(m_core.options.head.bytes + 4));
    m_parser->body_limit(m_route->maxBodyBytes);
    const std::size_t skip = arrived(m_buffer).starts_with("\r\n") ? 2 : 0;
    ErrorCode error;
    m_parser->put(asio::buffer(arrived(m_buffer).substr(skip, read.bytes - skip)), error);
    if (error && error != http::error::need_more)
        return refuse(textResponse(400, "the head of the request is not understood"));
    m_buffer.consume(read.bytes);
    startBody(head);
}

std::optional<Response> Session::refusalOf(const Head &head)
{
    const Options &options = m_core.options;
    if (!isOurHost(head.host, options.hosts))
        return textResponse(421, "this server does not answer under that host name");
    if (const auto origin = m_request.header("origin");
        !origin.empty() && std::find(options.origins.begin(), options.origins.end(), origin) == options.origins.end())
        return textResponse(403, "web pages of that origin may not ask here");
    if (options.authorise)
        if (auto no = options.authorise(m_request))
            return no;
    auto found = m_core.routes.find(head.method, m_request.path);
    if (!found.route) {
        if (found.methods.empty())
            return textResponse(404, "404 page not found");
        Response no = textResponse(405, "this address does not know that method");
        for (const auto &method : found.methods)
            no.headers.emplace_back("Allow", method);
        return no;
    }
    m_route = found.route;
    m_request.captures = std::move(found.captures);
    if (head.contentLength.value_or(0) > m_route->maxBodyBytes)
        return refusedByRoute(413, "the body of the request is larger than allowed");
    if (!m_share.growTo(static_cast<std::size_t>(head.contentLength.value_or(0))))
        return refusedByRoute(429, "too much is being received at once: send it again");
    return std::nullopt;
}

Response Session::refusedByRoute(int status, std::string_view reason) const
{
    Response no =
        m_route && m_route->refuse ? m_route->refuse(m_request, status, reason) : textResponse(status, reason);
    if (no.status == 429 || no.status == 503)
        no.headers.emplace_back("Retry-After", retryAfterSeconds(m_core.options.retryAfter));
    return no;
}

void Session::startBody(const Head &head)
{
    m_stream.expires_after(m_core.options.bodyTimeout);
    if (m_parser->is_done())
        bodyArrived({});
    else if (head.expectsContinue && m_buffer.size() == 0)
        sendContinue();
    else
        readBody();
}

void Session::sendContinue()
{
    asio::async_write(m_stream, asio::buffer(continueLine), [self = shared_from_this()](ErrorCode error, std::size_t) {
        if (error)
            return self->close(error);
        self->readBody();
    });
}

void Session::readBody()
{
    http::async_read_some(m_stream, m_buffer, *m_parser, [self = shared_from_this()](ErrorCode error, std::size_t) {
        if (error || self->m_parser->is_done())
            return self->bodyArrived(error);
        if (!self->m_share.growTo(self->m_parser->get().body().size()))
            return self->refuse(self->refusedByRoute(429, "too much is being received at once: send it again"));
        self->readBody();
    });
}

void Session::bodyArrived(ErrorCode error)
{
    if (error == http::error::body_limit)
        return refuse(refusedByRoute(413, "the body of the request is larger than allowed"));
    if (error == http::error::partial_message || error == http::error::end_of_stream)
        return close(error);
    if (error && error.category() == make_error_code(http::error::bad_chunk).category())
        return refuse(refusedByRoute(400, "the body of the request is not framed as HTTP says"));
    if (error)
        return close(error);
    if (m_route->follow)
        return openSocket();
    m_request.body = std::move(m_parser->get().body());
    m_request.receivedBytes = m_request.body.size();
    runHandler();
}

void Session::openSocket()
{
    if (!beast::websocket::is_upgrade(m_parser->get())) {
        Response no = refusedByRoute(426, "this address is followed over a WebSocket");
        no.headers.emplace_back("Upgrade", "websocket");
        return refuse(std::move(no));
    }
    if (m_core.counters.followers >= m_core.options.maxFollowers)
        return refuse(refusedByRoute(503, "too many follow already: try again later"));
    m_stream.expires_never();
    m_isHandling = true;
    asio::post(m_core.pool, [self = shared_from_this(), guard = asio::make_work_guard(m_core.io)]() mutable {
        auto opened = self->m_route->follow(self->m_request);
        asio::io_context &io = self->m_core.io;
        asio::post(io, [self = std::move(self), opened = std::move(opened)]() mutable {
            if (auto *no = std::get_if<Response>(&opened))
                return self->refuse(std::move(*no));
            self->handOver(std::move(std::get<1>(opened)));
        });
    });
}

void Session::handOver(std::shared_ptr<MessageSource> source)
{
    m_isHandling = false;
    if (m_core.stop.stop_requested())
        return m_stream.close();
    std::erase_if(m_core.followers, [](const auto &weak) { return weak.expired(); });
    const auto follower = std::make_shared<SocketSession>(m_core, std::move(m_stream), std::move(source));
    m_core.followers.push_back(follower);
    follower->run(m_parser->get());
}

void Session::runHandler()
{
    // A handler may take as long as it needs: while it runs nothing is read and no timer counts.
    m_stream.expires_never();
    m_isHandling = true;
    // The guard keeps the network thread running until the answer is there.
    asio::post(m_core.pool, [self = shared_from_this(), guard = asio::make_work_guard(m_core.io)]() mutable {
        Request &request = self->m_request;
        auto body =
            decodeContent(request.header("content-encoding"), std::move(request.body), self->m_route->maxInflatedBytes,
                          [&](std::size_t bytes) { return self->m_share.growTo(bytes); });
        Response response;
        if (body) {
            request.body = std::move(*body);
            response = self->m_route->handle(request, self->m_core.stop.get_token());
        } else {
            ++self->m_core.counters.refused;
            response = self->refusedByRoute(statusOf(body.error().kind), body.error().summary.toStdString());
        }
        // Handed back whole: a session ends on the network thread.
        asio::io_context &io = self->m_core.io;
        asio::post(io, [self = std::move(self), response = std::move(response)]() mutable {
            self->answer(std::move(response));
        });
    });
}

void Session::refuse(Response response)
{
    ++m_core.counters.refused;
    m_keepsAlive = false;
    answer(std::move(response));
}

void Session::answer(Response response)
{
    const bool isEnding = m_core.stop.stop_requested();
    m_keepsAlive = m_keepsAlive && !isEnding;
    m_isHandling = false;
    m_request.body = {};
    m_share.release();
    m_answer = serialised(response, {m_isHead, m_keepsAlive});
    m_stream.expires_after(isEnding ? std::min(m_core.options.answerTimeout, lastWords) : m_core.options.answerTimeout);
    asio::async_write(m_stream, asio::buffer(m_answer),
                      [self = shared_from_this()](ErrorCode error, std::size_t) { self->answered(error); });
}

void Session::answered(ErrorCode error)
{
    m_answer = {};
    if (error || m_core.stop.stop_requested())
        return close(error);
    if (m_keepsAlive)
        return waitForRequest();
    linger();
}

void Session::linger()
{
    ErrorCode ignored;
    (void)m_stream.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    m_stream.expires_after(std::min(m_core.options.headTimeout, milliseconds(2'000)));
    m_buffer.clear();
    drain();
}

void Session::drain()
{
    m_stream.async_read_some(m_buffer.prepare(16384), [self = shared_from_this()](ErrorCode error, std::size_t bytes) {
        self->m_drained += bytes;
        if (!error && self->m_drained < mostDrained)
            self->drain();
    });
}

void Session::end()
{
    if (!m_isHandling)
        m_stream.close();
}

void Session::close(ErrorCode error)
{
    if (error == beast::error::timeout)
        ++m_core.counters.timedOut;
    m_stream.close();
}

} // namespace wf::net::server
