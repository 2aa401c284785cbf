// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/net/server/core_p.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <memory>
#include <optional>

namespace wf::net::server {

// One connection: head, checks, body, handler, answer, and again. Lives as long as an operation of it is pending;
// everything runs on the network thread but what runHandler() gives to the pool.
class Session final : public std::enable_shared_from_this<Session> {
public:
    Session(Core &core, boost::asio::ip::tcp::socket socket);
    ~Session();
    void run() { waitForRequest(); }
    // The server stops: ends at once, or after the answer of a handler that is running.
    void end();

private:
    using ErrorCode = boost::beast::error_code;
    void waitForRequest();
    void readMoreOfHead();
    void lookAtHead();
    void headArrived(HeadRead read);
    // Everything that can be said before the body is read.
    [[nodiscard]] std::optional<Response> refusalOf(const Head &head);
    [[nodiscard]] Response refusedByRoute(int status, std::string_view reason) const;
    void startBody(const Head &head);
    void sendContinue();
    void readBody();
    void bodyArrived(ErrorCode error);
    void runHandler();
    // A WebSocket goes on where this ends.
    void openSocket();
    void handOver(std::shared_ptr<MessageSource> source);
    // The server's own no: the connection ends after it, because what follows may be anything.
    void refuse(Response response);
    void answer(Response response);
    void answered(ErrorCode error);
    // Ends without a reset, so that the client still reads the answer.
    void linger();
    void drain();
    void close(ErrorCode error);

    Core &m_core;
    boost::beast::tcp_stream m_stream;
    boost::beast::flat_buffer m_buffer;
    std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> m_parser;
    std::string m_peer;
    Request m_request;
    const Route *m_route = nullptr;
    Budget::Share m_share;
    std::string m_answer; // being written
    bool m_keepsAlive = false;
    bool m_isHead = false;
    bool m_isHandling = false; // network thread
    std::size_t m_drained = 0;
};

} // namespace wf::net::server
