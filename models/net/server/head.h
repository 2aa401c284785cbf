// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/net/server/message.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace wf::net::server {

// The head of an HTTP/1.x request, read strictly (RFC 9112): what two servers could understand differently is refused,
// so nothing can be smuggled through. Pure.
struct Head {
    std::string method;
    std::string path; // absolute-form is cut to its path
    std::string query;
    std::string host;         // of the Host field, or of an absolute-form target; lower case
    std::vector<Pair> fields; // names in lower case
    std::optional<std::uint64_t> contentLength;
    bool isChunked = false;
    bool keepsAlive = true;
    bool expectsContinue = false;
};

// Why a request is not served: status and one line for the client.
struct Refused {
    int status = 400;
    std::string reason;
};

struct HeadLimits {
    std::size_t bytes = 16 << 10;
    std::size_t fields = 100;
};

struct MoreNeeded {};
struct HeadRead {
    Head head;
    std::size_t bytes = 0; // of the head, its empty line included
};
// Looks at what has arrived so far. Obvious nonsense is refused before its head is complete.
[[nodiscard]] std::variant<MoreNeeded, HeadRead, Refused> readHead(std::string_view arrived, const HeadLimits &limits);

} // namespace wf::net::server
