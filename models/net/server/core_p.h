// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/net/server/budget.h"
#include "models/net/server/server.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include <algorithm>
#include <atomic>
#include <memory>
#include <stop_token>
#include <vector>

namespace wf::net::server {

class SocketSession;

// What the sessions of one server share. The counters are read from other threads; the rest belongs to the network
// thread, but for `pool`, `budget` and `stop`.
struct Core {
    explicit Core(Options o, std::vector<Route> r)
        : options(std::move(o)),
          routes(std::move(r)),
          budget(std::make_shared<Budget>(options.maxBytesInFlight)),
          pool(static_cast<std::size_t>(std::max(1, options.workers)))
    {
    }
    Options options;
    Routes routes;
    std::shared_ptr<Budget> budget;
    std::stop_source stop;
    struct Counters {
        std::atomic<qint64> connections{0}, open{0}, turnedAway{0}, requests{0}, refused{0}, timedOut{0}, followers{0};
    } counters;
    std::vector<std::weak_ptr<SocketSession>> followers; // network thread
    boost::asio::io_context io{1};
    boost::asio::thread_pool pool;
};

// Whether a Host (lower case, with or without port) is one we answer to.
[[nodiscard]] bool isOurHost(std::string_view host, const std::vector<std::string> &allowed);

} // namespace wf::net::server
