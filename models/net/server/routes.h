// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/net/server/message.h"
#include "models/net/server/messagesource.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace wf::net::server {

// Called on a worker thread, several at once; may take its time but obeys the stop token (the server ends).
using Handler = std::function<Response(const Request &, std::stop_token)>;

struct Route {
    std::string method;  // GET also answers HEAD
    std::string pattern; // "/api/v1/label/{name}/values": {name} stands for one segment
    Handler handle;
    std::size_t maxBodyBytes = 1 << 20;      // on the wire
    std::size_t maxInflatedBytes = 16 << 20; // after gzip, deflate or zstd
    // How this route's protocol says no when the server itself refuses (413, 415, 429 …); a text line without. Called
    // on the network thread: must be quick. The body has not been read.
    std::function<Response(const Request &, int status, std::string_view reason)> refuse;
    // Instead of `handle`, for an address that is followed over a WebSocket: what it tells, or the answer that refuses
    // it. Called on a worker thread once the request was checked as any other.
    std::function<std::variant<Response, std::shared_ptr<MessageSource>>(const Request &)> follow = {};
};

// Which route answers. Patterns are few: they are tried in order.
class Routes {
public:
    Routes() = default;
    explicit Routes(std::vector<Route> routes) : m_routes(std::move(routes)) {}

    struct Found {
        const Route *route = nullptr;     // null: nobody answers
        std::vector<Pair> captures;       // decoded
        std::vector<std::string> methods; // when only the method is wrong
    };
    [[nodiscard]] Found find(std::string_view method, std::string_view encodedPath) const;

private:
    std::vector<Route> m_routes;
};

} // namespace wf::net::server
