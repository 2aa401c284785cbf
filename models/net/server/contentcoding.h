// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <functional>
#include <string>
#include <string_view>

namespace wf::net::server {

// Undoes the Content-Encoding of a request: identity, gzip (x-gzip), deflate, zstd; one of them. "snappy" is left
// alone: there it is part of the message, not of the transfer. `mayGrowTo` is asked before more than what was granted
// so far is held. Errors: Unsupported (another encoding), TooLarge (over `most`), RateLimited (not granted),
// NotUnderstood (damaged or cut short).
[[nodiscard]] base::Result<std::string> decodeContent(std::string_view encoding, std::string body, std::size_t most,
                                                      const std::function<bool(std::size_t)> &mayGrowTo);

} // namespace wf::net::server
