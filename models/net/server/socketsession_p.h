// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/net/server/core_p.h"
#include "models/net/server/messagesource.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/websocket.hpp>

#include <memory>

namespace wf::net::server {

// One WebSocket that tells what its source finds. What the client says is read for pings and its goodbye, and ignored
// otherwise. A client that takes nothing for answerTimeout or answers no ping is dropped. Network thread, but for the
// steps of the source.
class SocketSession final : public std::enable_shared_from_this<SocketSession> {
public:
    using Handshake = boost::beast::http::request<boost::beast::http::string_body>;
    SocketSession(Core &core, boost::beast::tcp_stream stream, std::shared_ptr<MessageSource> source);
    ~SocketSession();
    void run(const Handshake &request);
    // The server stops.
    void end();

private:
    using ErrorCode = boost::beast::error_code;
    void read();
    void waitForNews();
    void lookForNews();
    void takeStep();
    void tellNext();
    void sayGoodbye(std::uint16_t code, const std::string &reason);
    void drop();

    Core &m_core;
    boost::beast::websocket::stream<boost::beast::tcp_stream> m_socket;
    boost::beast::flat_buffer m_heard;
    boost::asio::steady_timer m_beat;
    boost::asio::steady_timer m_patience; // while a message is being written
    std::shared_ptr<MessageSource> m_source;
    MessageSource::Step m_step;
    std::size_t m_told = 0; // of m_step
    bool m_isOver = false;
};

} // namespace wf::net::server
