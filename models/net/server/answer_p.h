// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/net/server/message.h"

#include <chrono>
#include <string>

namespace wf::net::server {

struct AnswerForm {
    bool withoutBody = false; // to HEAD
    bool keepsAlive = true;
};
// An answer as bytes. What a handler says cannot break out of its header.
[[nodiscard]] std::string serialised(const Response &response, AnswerForm form);

// Whole seconds, at least one.
[[nodiscard]] std::string retryAfterSeconds(std::chrono::milliseconds wait);

} // namespace wf::net::server
