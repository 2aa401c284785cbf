// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace wf::net::server {

// What a WebSocket tells its client, found step by step.
class MessageSource {
public:
    virtual ~MessageSource() = default;
    struct Step {
        std::vector<std::string> messages; // UTF-8 text, in order
        bool isOver = false;               // closed after the messages, with code and reason (RFC 6455, 7.4)
        std::uint16_t code = 1000;
        std::string reason;
    };
    // Network thread, a few times a second: whether a step would find something. Must be quick.
    [[nodiscard]] virtual bool hasNews() const = 0;
    // Worker thread, one call at a time: what there is by now. Does not wait for more.
    [[nodiscard]] virtual Step next(std::stop_token stop) = 0;
};

} // namespace wf::net::server
