// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/server/socketsession_p.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>

namespace wf::net::server {

namespace asio = boost::asio;
namespace websocket = boost::beast::websocket;

namespace {

constexpr milliseconds beat{200};
constexpr std::size_t mostHeard = 4 << 10; // of a message of the client
constexpr std::size_t mostReason = 123;    // RFC 6455, 5.5

} // namespace

SocketSession::SocketSession(Core &core, boost::beast::tcp_stream stream, std::shared_ptr<MessageSource> source)
    : m_core(core), m_socket(std::move(stream)), m_beat(core.io), m_patience(core.io), m_source(std::move(source))
{
    ++m_core.counters.open;
    ++m_core.counters.followers;
}

SocketSession::~SocketSession()
{
    --m_core.counters.open;
    --m_core.counters.followers;
}

void SocketSession::run(const Handshake &request)
{
    boost::beast::get_lowest_layer(m_socket).expires_never(); // the WebSocket has clocks of its own
    m_socket.set_option(websocket::stream_base::timeout{m_core.options.headTimeout, m_core.options.idleTimeout, true});
    m_socket.read_message_max(mostHeard);
    m_socket.text(true);
    m_socket.async_accept(request, [self = shared_from_this()](ErrorCode error) {
        if (error || self->m_isOver)
            return self->drop();
        self->read();
        self->waitForNews();
    });
}

void SocketSession::read()
{
    m_socket.async_read(m_heard, [self = shared_from_this()](ErrorCode error, std::size_t) {
        if (error)
            return self->drop();
        self->m_heard.clear();
        self->read();
    });
}

void SocketSession::waitForNews()
{
    m_beat.expires_after(beat);
    m_beat.async_wait([self = shared_from_this()](ErrorCode error) {
        if (!error && !self->m_isOver)
            self->lookForNews();
    });
}

void SocketSession::lookForNews()
{
    if (m_source->hasNews())
        takeStep();
    else
        waitForNews();
}

void SocketSession::takeStep()
{
    asio::post(m_core.pool, [self = shared_from_this(), guard = asio::make_work_guard(m_core.io)]() mutable {
        auto step = self->m_source->next(self->m_core.stop.get_token());
        // Handed back whole: a session ends on the network thread.
        asio::io_context &io = self->m_core.io;
        asio::post(io, [self = std::move(self), step = std::move(step)]() mutable {
            self->m_step = std::move(step);
            self->m_told = 0;
            self->tellNext();
        });
    });
}

void SocketSession::tellNext()
{
    if (m_isOver)
        return;
    if (m_told == m_step.messages.size()) {
        if (m_step.isOver)
            return sayGoodbye(m_step.code, m_step.reason);
        m_step = {};
        return waitForNews();
    }
    m_patience.expires_after(m_core.options.answerTimeout);
    m_patience.async_wait([self = shared_from_this()](ErrorCode error) {
        if (error)
            return;
        ++self->m_core.counters.timedOut;
        self->drop();
    });
    m_socket.async_write(asio::buffer(m_step.messages[m_told]),
                         [self = shared_from_this()](ErrorCode error, std::size_t) {
                             self->m_patience.cancel();
                             if (error)
                                 return self->drop();
                             ++self->m_told;
                             self->tellNext();
                         });
}

void SocketSession::sayGoodbye(std::uint16_t code, const std::string &reason)
{
    m_isOver = true;
    m_beat.cancel();
    websocket::close_reason why(code);
    why.reason = reason.substr(0, mostReason);
    m_socket.async_close(why, [self = shared_from_this()](ErrorCode) { self->drop(); });
}

void SocketSession::end()
{
    drop();
}

void SocketSession::drop()
{
    m_isOver = true;
    m_beat.cancel();
    m_patience.cancel();
    boost::beast::get_lowest_layer(m_socket).close();
}

} // namespace wf::net::server
